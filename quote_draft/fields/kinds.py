"""Kinds of value: what each may hold, in the form of the contract (JSON values), and how the browser asks for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

UNKNOWN = "unknown"
"""The value of a field that the member was asked for and does not know."""

FAMILIES = ("medical", "dental")
SIDES = ("left", "right", "both")
JAWS = ("upper", "lower")
BASKETS = ("rac0", "moderate", "free")
SETTINGS = ("inpatient", "day_case", "outpatient")
EXEMPTIONS = ("none", "ald", "maternity", "work_accident", "invalidity_pension", "newborn", "css")
SECTORS = ("sector_1", "sector_2_optam", "sector_2", "not_conventioned")
SECTOR_2_EITHER = "sector_2_either"
"""« secteur 2 » of somebody who may have signed the OPTAM or not: two hypotheses, not three."""
SECTORS_AMONG = {SECTOR_2_EITHER: ("sector_2_optam", "sector_2")}
ACTIVITIES = (1, 4)
PERIODS = ("day", "night")
TEETH = frozenset(10 * quadrant + place for quadrant in (1, 2, 3, 4) for place in range(1, 9))
MOST_NIGHTS = 365
MOST_DAYS = 366
MOST_WORDS = 200
MOST_ALIKE = 20
MOST_MODIFIERS = 4
ASSOCIATIONS = (1, 2, 3, 4, 5)

_MONEY = re.compile(r"[0-9]{1,7}\.[0-9]{2}")
"""What the engine accepts: up to 9 999 999,99 €."""
_LETTER = re.compile(r"[A-Z0-9]")
_CODE = re.compile(r"[A-Z]{1,4}[0-9]{0,3}")


def _replaced(_before: Any, value: Any) -> Any:
    return value


def _as_it_is(_value: Any) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Kind:
    """What a field may hold: `name` is the browser's form for it, `accepted` its values in a message.

    `choices` are offered, `hypotheses` accepted too without being offered; `merge` makes the new value out of the one
    that was there and the one given; `is_complete` says whether nothing of a value is left to ask. `parts` are what a
    value of several parts holds, by name; `is_list`: it is a list of such values.
    """

    name: str
    is_right: Callable[[Any], bool]
    accepted: str
    choices: tuple[Any, ...] = ()
    merge: Callable[[Any, Any], Any] = _replaced
    is_complete: Callable[[Any], bool] = _as_it_is
    hypotheses: tuple[Any, ...] = ()
    parts: Mapping[str, Part] = field(default_factory=dict)
    is_list: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a value: what it may hold, and whether the value is nothing without it."""

    kind: Kind
    needed: bool = True

    def is_right(self, value: Any) -> bool:
        return (value is None and not self.needed) or self.kind.is_right(value)


def has_parts(value: Any, parts: Mapping[str, Part]) -> bool:
    """Say whether a value holds these parts, those that it needs at least, and nothing else."""
    if not isinstance(value, dict) or not set(value) <= set(parts):
        return False
    return all(part.is_right(value.get(name)) for name, part in parts.items())


def choice(*choices: Any, hypotheses: tuple[Any, ...] = ()) -> Kind:
    """Return the kind of a value among some, of which `hypotheses` are not offered."""
    among = (*choices, *hypotheses)
    accepted = ", ".join(str(one) for one in choices)
    return Kind("choice", lambda value: _is_among(value, among), accepted, choices, hypotheses=hypotheses)


def _is_among(value: Any, among: tuple[Any, ...]) -> bool:
    return any(type(value) is type(one) and value == one for one in among)


def is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def is_money(value: Any) -> bool:
    return isinstance(value, str) and _MONEY.fullmatch(value) is not None


def is_code(value: Any) -> bool:
    return isinstance(value, str) and _CODE.fullmatch(value) is not None


def _is_date(value: Any) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _are_teeth(value: Any) -> bool:
    is_list = isinstance(value, list) and 0 < len(value) <= len(TEETH)
    return is_list and all(is_whole(tooth) and tooth in TEETH for tooth in value) and len(set(value)) == len(value)


def _are_letters(value: Any) -> bool:
    is_list = isinstance(value, list) and 0 < len(value) <= MOST_MODIFIERS
    return (
        is_list
        and all(isinstance(one, str) and _LETTER.fullmatch(one) for one in value)
        and len(set(value)) == len(value)
    )


def _are_words(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip()) and len(value) <= MOST_WORDS


MONEY = Kind("money", is_money, '"850.00"')
DATE = Kind("date", _is_date, '"2026-12-10"')
ACT_WORDS = Kind("act_words", _are_words, f"1–{MOST_WORDS} characters")
"""A member's own words for an act that is not known: they stand, and are typed, in the place of the act."""
TOOTH = Kind("tooth", lambda value: is_whole(value) and value in TEETH, "11–18, 21–28, 31–38, 41–48")
NIGHTS = Kind("count", lambda value: is_whole(value) and 0 <= value <= MOST_NIGHTS, f"0–{MOST_NIGHTS}")
DAYS = Kind("count", lambda value: is_whole(value) and 1 <= value <= MOST_DAYS, f"1–{MOST_DAYS}")
SEVERAL_TEETH = Kind("teeth", _are_teeth, "[14, 15, 16]")
LETTERS = Kind("letters", _are_letters, '["J", "K"]')
"""Of modifiers: one sign each, as the quote prints them beside the code."""
QUANTITY = Kind("count", lambda value: is_whole(value) and 1 <= value <= MOST_ALIKE, f"1–{MOST_ALIKE}")
WORDS = Kind("words", _are_words, f"1–{MOST_WORDS} characters")
PERSON = Kind("person", lambda value: isinstance(value, str) and bool(value) and value != UNKNOWN, '"self", "b1f…"')


def euros(cents: int) -> str:
    """Return cents as the contract's money: `85000` is `"850.00"`."""
    return f"{cents // 100}.{cents % 100:02d}"


def cents(money: str) -> int:
    """Return the contract's money as cents: `"850.00"` is `85000`."""
    whole, _, decimals = money.partition(".")
    return int(whole) * 100 + int(decimals)
