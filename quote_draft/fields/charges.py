"""What a quote asks for beside its acts, as one value: the charges of the estimate's contract, in the order told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from quote_draft.fields.kinds import MOST_WORDS, Kind, is_money, is_whole
from quote_engine import CHARGES

NAME = "charges"
STAY, DAY, NIGHT = "stay", "day", "night"
PERIODS = (STAY, DAY, NIGHT)
MOST_CHARGES = 20
MOST_DAYS = 366
_PARTS: dict[str, Callable[[Any], bool]] = {
    "kind": lambda value: isinstance(value, str) and value in CHARGES,
    "label": lambda value: value is None or (isinstance(value, str) and 0 < len(value.strip()) <= MOST_WORDS),
    "amount": is_money,
    "per": lambda value: isinstance(value, str) and value in PERIODS,
    "days": lambda value: value is None or (is_whole(value) and 1 <= value <= MOST_DAYS),
}
_NAMED_BY_THEIR_PLACE = "id"


def charge(
    kind: str, amount: str, per: str = STAY, label: str | None = None, days: int | None = None
) -> dict[str, Any]:
    """Return a charge whole. `label` is what the paper calls it, `days` how many of `per` there are when it says so."""
    return {"kind": kind, "label": label, "amount": amount, "per": per, "days": None if per == STAY else days}


def charge_id(place: int) -> str:
    """Return the identifier of a charge by its place, from 1: lines have plain numbers."""
    return f"charge-{place}"


def with_charge(charges: list[dict[str, Any]] | None, new: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the charges with one more, in the place of the one of the same name when there is one."""
    held, name = list(charges or ()), _name(new)
    place = next((place for place, one in enumerate(held) if _name(one) == name), len(held))
    return [*held[:place], new, *held[place + 1 :]]


def _name(one: dict[str, Any]) -> tuple[str, str]:
    return one["kind"], (one["label"] or "").casefold()


def _are_right(value: Any) -> bool:
    return isinstance(value, list) and len(value) <= MOST_CHARGES and all(_is_right(one) for one in value)


def _is_right(value: Any) -> bool:
    if not isinstance(value, dict) or not {"kind", "amount"} <= set(value) <= {*_PARTS, _NAMED_BY_THEIR_PLACE}:
        return False
    return all(_PARTS[name](part) for name, part in value.items() if name in _PARTS)


def _whole(_before: Any, value: Any) -> list[dict[str, Any]] | None:
    """Take the charges given for all that there are."""
    given = [{name: part for name, part in one.items() if name in _PARTS} for one in value or ()]
    return [charge(**one) for one in given] or None


CHARGES_KIND = Kind("charges", _are_right, '[{"kind": "television", "amount": "5.00", "per": "day"}, …]', merge=_whole)
