"""An act told once in a letter, with the surgeon's fee and the anaesthetist's in the same breath: two lines of it."""

import datetime as dt
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace

from quote_reading.found import Candidate, Found
from quote_reading.printed.marks import ANAESTHETIST, SURGEON

Amounts = dict[str, Found]


def parted(candidates: Sequence[Candidate], on: dt.date) -> list[Candidate]:
    """Return the lines, those of which the sums prove that two practitioners are paid as two."""
    codes = [one.coded.code for one in candidates if one.coded is not None]
    told: list[Candidate] = []
    for one in candidates:
        alone = one.coded is not None and codes.count(one.coded.code) == 1
        told += (_of_two(one, on) if alone else None) or [one]
    return told


def _of_two(one: Candidate, on: dt.date) -> list[Candidate] | None:
    """Return a line for each practitioner; None unless sums prove both fees, in one way alone."""
    act = None if one.coded is None else one.coded.act
    if one.coded is None or act is None or not act.has_anaesthesia:
        return None
    bases = one.coded.tariffs(on, SURGEON), one.coded.tariffs(on, ANAESTHETIST)
    ways = {
        tuple(one[role].value for one in pair for role in ("fee", "base")): pair for pair in _pairs(one.told, bases)
    }
    if len(ways) != 1:
        return None
    ((first, second),) = ways.values()
    lines = [
        replace(one, amounts=amounts, activity=replace(amounts["base"], value=activity), proved=True)
        for amounts, activity in ((first, SURGEON), (second, ANAESTHETIST))
    ]
    return sorted(lines, key=lambda line: one.told.index(line.amounts["fee"]))


def _pairs(told: Sequence[Found], bases: tuple[frozenset[int], frozenset[int]]) -> Iterator[tuple[Amounts, Amounts]]:
    """Give both practitioners' fee and base where the fees make a sum that is told, or both overruns are told."""
    mine, theirs = ([one for one in told if one.value in held] for held in bases)
    for base, other in itertools.product(mine, theirs):
        rest = [one for one in told if one not in (base, other)]
        values = {one.value for one in rest}
        for first, second in itertools.permutations(rest, 2):
            same_order = (told.index(base) < told.index(other)) == (told.index(first) < told.index(second))
            over = first.value - base.value, second.value - other.value
            if (
                same_order
                and min(over) >= 0
                and (first.value + second.value in values or (min(over) > 0 and values.issuperset(over)))
            ):
                yield {"fee": first, "base": base}, {"fee": second, "base": other}
