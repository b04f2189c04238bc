"""Values that can be true but seldom are: they are asked back, never refused and never stored in silence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from quote_draft import acts
from quote_draft.context import DraftContext
from quote_draft.draft import Draft
from quote_draft.fields import SECTORS, UNKNOWN, cents
from quote_engine import base_hint

LEAST_SHARE_OF_BASE = (3, 10)
MOST_TIMES_BASE = 10
FARTHEST_YEARS = 2


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a value must be confirmed first; `facts` are what the question shows (cents, dates, teeth)."""

    reason: str
    facts: tuple[Any, ...] = ()


def find_doubt(  # noqa: PLR0911  one return a case
    draft: Draft, field: str, line: int | None, value: Any, context: DraftContext
) -> Doubt | None:
    """Return what makes `value` unlikely in this field of this draft, None when nothing does."""
    if value is None or value == UNKNOWN:
        return None
    match field:
        case "care_date":
            return _of_date(date.fromisoformat(value), context)
        case "line.fee" if line is not None:
            return _of_fee(draft, line, cents(value), context)
        case "line.base" if line is not None:
            return _of_base(draft, line, cents(value), context)
        case "line.tooth" if line is not None:
            return _of_tooth(draft, line, value)
        case "stay.private_room.price":
            return Doubt("price_zero") if cents(value) == 0 else None
        case "stay.nights":
            return Doubt("many_nights") if value > MANY_NIGHTS else Doubt("no_night") if value == 0 else None
        case "family":
            return _of_family(draft, value)
        case _:
            return None


MANY_NIGHTS = 60


def _of_date(day: date, context: DraftContext) -> Doubt | None:
    if day < context.today:
        return Doubt("past_date", (day,))
    until = (context.cover or {}).get("valid_until")
    if until and day > date.fromisoformat(until):
        return Doubt("after_cover", (day, date.fromisoformat(until)))
    if day.year > context.today.year + FARTHEST_YEARS:
        return Doubt("far_date", (day,))
    return None


def known_base(draft: Draft, line: int, context: DraftContext) -> int | None:
    """Return the base de remboursement of a line in cents: as printed on the quote, else as the nomenclature has it."""
    one = draft.lines[line - 1]
    if one.base and one.base != UNKNOWN:
        return cents(one.base)
    return _tariff(draft, line, context)


def _tariff(draft: Draft, line: int, context: DraftContext) -> int | None:
    one = draft.lines[line - 1]
    if one.code is None:
        return None
    sector = one.sector if one.sector in SECTORS else None
    act = draft.act_of(line)
    activity = one.activity or (act.only_activity if act else None) or 1
    return base_hint(one.code, activity, sector, draft.date_of_care or context.today)


def _of_fee(draft: Draft, line: int, fee: int, context: DraftContext) -> Doubt | None:
    if line > len(draft.lines):
        return None
    if fee == 0:
        return Doubt("fee_zero")
    base = known_base(draft, line, context)
    if not base:
        return None
    part, whole = LEAST_SHARE_OF_BASE
    if fee * whole < base * part:
        return Doubt("fee_low", (base,))
    if fee > base * MOST_TIMES_BASE:
        return Doubt("fee_high", (base,))
    return None


def _of_base(draft: Draft, line: int, base: int, context: DraftContext) -> Doubt | None:
    if line > len(draft.lines):
        return None
    if base == 0:
        return Doubt("base_zero")
    fee = draft.lines[line - 1].fee
    if fee and cents(fee) < base:
        return Doubt("base_above_fee", (cents(fee),))
    tariff = _tariff(draft, line, context)
    part, whole = LEAST_SHARE_OF_BASE
    if tariff and (base * whole < tariff * part or base > tariff * MOST_TIMES_BASE):
        return Doubt("base_odd", (tariff,))
    return None


def _of_tooth(draft: Draft, line: int, tooth: int) -> Doubt | None:
    if line > len(draft.lines) or (code := draft.lines[line - 1].code) is None:
        return None
    act = acts.facts(code, draft.date_of_care)
    if act and act.teeth is not None and tooth not in act.teeth:
        return Doubt("tooth_not_allowed", (tooth,))
    return None


def _of_family(draft: Draft, family: str) -> Doubt | None:
    others = [number for number in range(1, len(draft.lines) + 1) if _is_of_another(draft, number, family)]
    return Doubt("family_drops_lines", tuple(others)) if others and draft.family not in (None, family) else None


def _is_of_another(draft: Draft, number: int, family: str) -> bool:
    act = draft.act_of(number)
    return act is not None and act.family != family
