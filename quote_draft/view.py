"""The draft as the contract shows it to members and advisors."""

from __future__ import annotations

from typing import Any

from quote_draft.draft import Draft
from quote_draft.questions import is_complete


def draft_view(draft: Draft) -> dict[str, Any]:
    """Return the draft whole: a value not known yet is null, one that the member does not know is `unknown`."""
    dental = draft.family == "dental"
    pending = draft.to_confirm
    return {
        "family": draft.family,
        "beneficiary": draft.beneficiary,
        "exemption": None if dental else draft.exemption,
        "care_date": draft.care_date,
        "setting": None if dental else draft.setting,
        "lines": [_line(draft, number) for number in range(1, len(draft.lines) + 1)],
        "stay": _stay(draft),
        "approximate": sorted(draft.approximate),
        "understood": dict(draft.understood),
        "to_confirm": pending
        and {"field": pending.field, "line": pending.line, "value": pending.value, "reason": pending.reason},
        "complete": is_complete(draft),
    }


def _line(draft: Draft, number: int) -> dict[str, Any]:
    line, act = draft.lines[number - 1], draft.act_of(number)
    return {
        "number": number,
        "act": line.code,
        "label": line.label,
        "activity": line.activity or (act.only_activity if act else None),
        "tooth": line.tooth,
        "sector": line.sector,
        "fee": line.fee,
        "base": line.base,
        "understood": dict(line.understood),
        "approximate": sorted(line.approximate),
    }


def _stay(draft: Draft) -> dict[str, Any] | None:
    if not draft.has_stay:
        return None
    room = {"wanted": draft.stay.wanted, "price": draft.stay.price, "per": draft.stay.per}
    return {
        "nights": 0 if draft.setting == "day_case" else draft.stay.nights,
        "private_room": None if draft.stay.wanted is None else room,
    }
