"""How values are written in French: the labels of actions/labels.yml, amounts, dates, lines of a quote."""

from __future__ import annotations

import functools
import pathlib
from datetime import date
from typing import Any

import yaml

from actions.outcome import Button
from quote_draft import UNKNOWN, Draft

NARROW = "\u202f"
_LABELS = pathlib.Path(__file__).with_name("labels.yml")


@functools.cache
def _labels() -> dict[str, Any]:
    labels: dict[str, Any] = yaml.safe_load(_LABELS.read_text(encoding="utf-8"))
    return labels


def piece(*path: str | int | bool, **variables: str | int) -> str:
    """Return a piece of wording by its path in labels.yml, filled in."""
    found: Any = _labels()
    for key in path:
        found = found[key]
    text: str = found
    return text.format(**variables) if variables else text


def pieces(*path: str) -> dict[Any, Any]:
    """Return a whole part of labels.yml."""
    found: Any = _labels()
    for key in path:
        found = found[key]
    parts: dict[Any, Any] = found
    return parts


def money(amount: str | int) -> str:
    """Write an amount (contract's text or cents) as `1 234,56 €`, with narrow no-break spaces."""
    whole, _, decimals = (amount if isinstance(amount, str) else f"{amount // 100}.{amount % 100:02d}").partition(".")
    return f"{int(whole):,}".replace(",", NARROW) + f",{decimals}{NARROW}€"


def day(value: str | date) -> str:
    """Write a date as `12 mars 2027`."""
    on = date.fromisoformat(value) if isinstance(value, str) else value
    number = piece("first") if on.day == 1 else str(on.day)
    return f"{number} {_labels()['months'][on.month - 1]} {on.year}"


def whom(beneficiary: str) -> str:
    """Write who a quote is for; the gateway puts the first name in place of the id."""
    return piece("choices", "beneficiary", "self") if beneficiary == "self" else f"{{{beneficiary}}}"


def label(field: str, line: int | None = None) -> str:
    name = piece("fields", field)
    return piece("of_line", label=name, line=line) if line else name


def written(field: str, value: Any, *, approximate: bool = False) -> str:
    """Write the value of a field as a member reads it."""
    if value is None:
        return piece("nothing")
    if value == UNKNOWN:
        return piece("unknown")
    text = _written(field, value)
    return piece("about", value=text) if approximate else text


def _written(field: str, value: Any) -> str:  # noqa: PLR0911  one return a case
    match field:
        case "line.act":
            return piece("summary", "act", label=value["label"], code=value["code"])
        case "line.fee" | "line.base" | "stay.private_room.price":
            return money(value)
        case "care_date":
            return day(value)
        case "beneficiary":
            return whom(value)
        case "stay.nights":
            return nights(value)
        case "line.tooth":
            return str(value)
        case _:
            return piece("choices", field, value)


def nights(count: int) -> str:
    kind = "none" if count == 0 else "one" if count == 1 else "many"
    return piece("units", "nights", kind, count=count)


def act_of(draft: Draft, line: int, *, with_code: bool = False) -> str:
    """Write which act of the quote a line is, so that two lines of one act can be told apart."""
    if line > len(draft.lines) or draft.lines[line - 1].code is None:
        return piece("empty_line")
    one = draft.lines[line - 1]
    text = one.label or one.code or ""
    if with_code:
        text = piece("summary", "act", label=text, code=one.code or "")
    if one.activity:
        text = piece("summary", "act_with_activity", act=text, activity=piece("choices", "line.activity", one.activity))
    if one.tooth:
        text = piece("summary", "act_with_tooth", act=text, tooth=one.tooth)
    return text


def button(*path: str | int | bool, payload: dict[str, Any], **variables: str | int) -> Button:
    return Button(piece("buttons", *path, **variables), payload)


def answer(field: str, line: int | None, value: Any) -> dict[str, Any]:
    return {"intent": "answer", "field": field, "line": line, "value": value}


def plain_button(intent: str) -> Button:
    """Return the button of an intent that needs nothing else."""
    title = {"restart": "restart_ask"}.get(intent, intent)
    return button(title, payload={"intent": intent})
