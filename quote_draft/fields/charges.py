"""What a quote asks for beside its acts, as one value: the charges of the estimate's contract, in the order told."""

from __future__ import annotations

from typing import Any

from quote_draft.fields.kinds import DAYS, MONEY, WORDS, Kind, Part, choice, has_parts
from quote_engine import CHARGES

NAME = "charges"
STAY, DAY, NIGHT = "stay", "day", "night"
PERIODS = (STAY, DAY, NIGHT)
MOST_CHARGES = 20
PARTS = {
    "kind": Part(choice(*CHARGES)),
    "label": Part(WORDS, needed=False),
    "amount": Part(MONEY),
    "per": Part(choice(*PERIODS), needed=False),
    "days": Part(DAYS, needed=False),
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
    return isinstance(value, dict) and has_parts(_without_id(value), PARTS)


def _without_id(value: dict[str, Any]) -> dict[str, Any]:
    return {name: part for name, part in value.items() if name != _NAMED_BY_THEIR_PLACE}


def _whole(_before: Any, value: Any) -> list[dict[str, Any]] | None:
    """Take the charges given for all that there are."""
    given = [{name: part for name, part in _without_id(one).items() if part is not None} for one in value or ()]
    return [charge(**one) for one in given] or None


CHARGES_KIND = Kind(
    "charges",
    _are_right,
    '[{"kind": "television", "amount": "5.00", "per": "day"}, …]',
    merge=_whole,
    parts=PARTS,
    is_list=True,
)
