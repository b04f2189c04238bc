"""What the hospital or the clinic asks for the stay itself: an amount, and whether it is for a day."""

from __future__ import annotations

from typing import Any

from quote_draft.fields.kinds import Kind, is_money

NAME = "stay.cost"
STAY, DAY = "stay", "day"
PERIODS = (STAY, DAY)


def _is_right(value: Any) -> bool:
    if not isinstance(value, dict) or not set(value) <= {"amount", "per"}:
        return False
    return is_money(value.get("amount")) and value.get("per", STAY) in PERIODS


def _whole(_before: Any, value: Any) -> Any:
    return value and {"amount": value["amount"], "per": value.get("per", STAY)}


STAY_COST = Kind("stay_cost", _is_right, '{"amount": "1076.91", "per": "day"}', merge=_whole)
