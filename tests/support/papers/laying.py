"""What the layouts share: the top of a paper, and what its lines come to."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from tests.support.papers import making
from tests.support.papers.making import Desk, Priced, Truth


def head(desk: Desk, who: str, said: str) -> str:
    at = desk.head()
    esc = making.escaped
    left = [
        f"*{esc(who)}*",
        esc(at["street"]),
        esc(at["city"]),
        f"N° RPPS {at['rpps']}",
        f"SIRET {at['siret']}",
        f"Tél. {at['tel']}",
    ]
    right = [
        f"Patient : {esc(at['name'])}",
        f"Né(e) le {esc(at['born'])}",
        f"N° SS {at['nir']}",
        f"{said} {esc(desk.day(desk.quoted_on))}",
    ]

    def stacked(rows: Sequence[str]) -> str:
        return " \\ ".join(rows)

    return f"#grid(columns: (1fr, 1fr), [{stacked(left)}], [{stacked(right)}])\n#v(8mm)\n"


def dental_truth(lines: Sequence[Priced]) -> Truth:
    return making.Truth("dental", [making.line_of(line) for line in lines])


def medical_truth(parts: Sequence[Priced], *stay: Any, **charges: Any) -> Truth:
    """Return what a paper of an operation says: its parts, then its day, its stay and its charges, as `Truth` has them."""
    return making.Truth("medical", [making.line_of(part) for part in parts], *stay, **charges)


def asking_over(part: Priced, least: int = 0) -> Priced:
    """Return a line whose fee is at least so many cents over its base."""
    return replace(part, fee=max(part.fee, part.base + least))


def total(lines: Sequence[Priced]) -> int:
    return sum(line.fee for line in lines)
