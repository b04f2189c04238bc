"""From a draft to the engine's input, in the form of the estimate's contract."""

from __future__ import annotations

from typing import Any

from quote_draft.context import DraftContext
from quote_draft.draft import Draft
from quote_draft.fields import SECTORS, UNKNOWN

NIGHTS_WHEN_UNKNOWN = 1
"""An unknown number of nights counts as the shortest hospitalisation, and the estimate says so."""


def to_quote(draft: Draft, context: DraftContext) -> dict[str, Any]:
    """Return the engine's input; a date that is not known is today, a value not known is left out."""
    dental = draft.family == "dental"
    quote: dict[str, Any] = {
        "date": (draft.date_of_care or context.today).isoformat(),
        "patient": _patient(draft, context),
        "setting": "outpatient" if dental else draft.setting,
        "lines": [_line(draft, number) for number in range(1, len(draft.lines) + 1)],
    }
    if draft.has_stay:
        quote["stay"] = _stay(draft)
    cover = context.cover or {}
    quote |= {key: cover[key] for key in ("guarantee_id", "top_up_id") if cover.get(key)}
    if cover.get("consumed"):
        quote["consumed"] = cover["consumed"]
    return quote


def _patient(draft: Draft, context: DraftContext) -> dict[str, Any]:
    whom = draft.beneficiary or "self"
    birth_date = next((person.birth_date for person in context.beneficiaries if person.id == whom), None)
    patient: dict[str, Any] = {"scheme": context.scheme}
    if birth_date:
        patient["birth_date"] = birth_date.isoformat()
    if draft.family != "dental" and draft.exemption not in (None, "none", UNKNOWN):
        patient["exemption"] = draft.exemption
    return patient


def _line(draft: Draft, number: int) -> dict[str, Any]:
    line, dental = draft.lines[number - 1], draft.family == "dental"
    written: dict[str, Any] = {"id": str(number), "code": line.code, "fee": line.fee}
    act = draft.act_of(number)
    if activity := line.activity or (act.only_activity if act else None):
        written["activity"] = activity
    if isinstance(line.tooth, int):
        written["tooth"] = line.tooth
    if not dental and line.sector in SECTORS:
        written["sector"] = line.sector
    if not dental and line.base and line.base != UNKNOWN:
        written["base"] = line.base
    return written


def _stay(draft: Draft) -> dict[str, Any]:
    known = draft.stay.nights if isinstance(draft.stay.nights, int) else NIGHTS_WHEN_UNKNOWN
    nights = 0 if draft.setting == "day_case" else known
    stay: dict[str, Any] = {"nights": nights, "days": nights + 1}
    if draft.stay.wanted is True and draft.stay.price not in (None, UNKNOWN):
        stay["private_room_per_day"] = draft.stay.price
        if draft.stay.per == "night" and nights:
            stay["private_room_days"] = nights
    return stay
