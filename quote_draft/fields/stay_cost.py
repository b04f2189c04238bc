"""What the hospital or the clinic asks for the stay itself: an amount, and whether it is for a day."""

from __future__ import annotations

from typing import Any

from quote_draft.fields.kinds import MONEY, Kind, Part, choice, has_parts

NAME = "stay.cost"
STAY, DAY = "stay", "day"
PARTS = {"amount": Part(MONEY), "per": Part(choice(STAY, DAY), needed=False)}


def _is_right(value: Any) -> bool:
    return has_parts(value, PARTS)


def _whole(_before: Any, value: Any) -> Any:
    return value and {"amount": value["amount"], "per": value.get("per") or STAY}


STAY_COST = Kind("stay_cost", _is_right, '{"amount": "1076.91", "per": "day"}', merge=_whole, parts=PARTS)
