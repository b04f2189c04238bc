"""Values that can be true but seldom are: they are asked back, never refused and never stored in silence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from quote_draft.context import DraftContext
from quote_draft.draft import Draft
from quote_draft.fields import SECTORS, UNKNOWN, Scope, cents
from quote_draft.fields.room import NAME as PRIVATE_ROOM
from quote_draft.fields.room import whole
from quote_engine import base_hint

LEAST_SHARE_OF_BASE = (3, 10)
MOST_TIMES_BASE = {"medical": 10, "dental": 20}
"""A crown on an implant is asked fifteen times its base; a zero too many is more than both."""
LARGE_FEE = 2_000_000
"""Cents that one line of no known base hardly costs: « 36 500 € » may be the tooth 36 and its price."""
MOST_TIMES_TARIFF = 3
"""A printed base is the tariff with its modifiers and its association: from half of the lower grid, which is at least
0.7 of the other, to a little over twice with four modifiers. Below 0.3 or above 3 times, it is probably not a base."""
LARGE_ROOM_PRICE = 40_000
"""Cents that a private room hardly costs by the day: what is more is likelier the fee of somebody told beside it."""
FARTHEST_YEARS = 2
MANY_NIGHTS = 60


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a value must be confirmed first; `facts` are what the question shows (cents, dates, teeth)."""

    reason: str
    facts: tuple[Any, ...] = ()


def find_doubt(  # noqa: PLR0911  one return a case
    draft: Draft, field: str, line: int | None, value: Any, context: DraftContext
) -> Doubt | None:
    """Return what makes `value` unlikely in this field of this draft, None when nothing does."""
    field, value = whole(field, value)
    if value is None or value == UNKNOWN or (line is not None and not draft.has_line(line)):
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
        case "stay.nights":
            return _of_nights(draft, value)
        case "family":
            return _of_family(draft, value)
        case _ if field == PRIVATE_ROOM:
            return _of_room(value)
        case _:
            return None


def doubts_of(
    draft: Draft, context: DraftContext, before: Draft | None = None
) -> list[tuple[str, int | None, Any, Doubt]]:
    """Return the unlikely values of a draft: their field, line, value and why. With the draft before a change, its own.

    A tooth is doubtful beside an act, a fee beside a base, a base beside a tariff: whichever of both changes, the other
    is looked at again. What was doubtful in the same way before the change was confirmed then, and is not asked twice.
    """
    old = [] if before is None else doubts_of(before, context)
    found = []
    for row in draft.table:
        for line in range(1, len(draft.lines) + 1) if row.scope is Scope.LINE else (None,):
            value = draft.get(row.name, line)
            doubt = find_doubt(draft, row.name, line, value, context)
            if doubt and (row.name, line, value, doubt) not in old:
                found.append((row.name, line, value, doubt))
    return found


def _of_date(day: date, context: DraftContext) -> Doubt | None:
    if day < context.today:
        return Doubt("past_date", (day,))
    until = (context.cover or {}).get("valid_until")
    if until and day > date.fromisoformat(until):
        return Doubt("after_cover", (day, date.fromisoformat(until)))
    if day.year > context.today.year + FARTHEST_YEARS:
        return Doubt("far_date", (day,))
    return None


def _of_nights(draft: Draft, nights: int) -> Doubt | None:
    """No night is no doubt before the setting is known: it says that it is a day case."""
    if nights == 0:
        return Doubt("no_night") if draft.given("setting") == "inpatient" else None
    return Doubt("many_nights") if nights > MANY_NIGHTS else None


def _of_room(room: Any) -> Doubt | None:
    price = room.get("price")
    if price in (None, UNKNOWN):
        return None
    if cents(price) == 0:
        return Doubt("price_zero")
    return Doubt("price_large", (cents(price),)) if cents(price) > LARGE_ROOM_PRICE else None


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
    activity = draft.get("line.activity", line) or 1
    return base_hint(one.code, activity, sector, draft.date_of_care or context.today)


def _of_fee(draft: Draft, line: int, fee: int, context: DraftContext) -> Doubt | None:
    if fee == 0:
        return Doubt("fee_zero")
    is_covered = draft.get("line.covered", line) is not False
    base = known_base(draft, line, context) if is_covered else None
    if not base:
        return Doubt("fee_large") if fee >= LARGE_FEE else None
    part, whole_base = LEAST_SHARE_OF_BASE
    if fee * whole_base < base * part:
        return Doubt("fee_low", (base,))
    if fee > base * MOST_TIMES_BASE["dental" if draft.family == "dental" else "medical"]:
        return Doubt("fee_high", (base,))
    return None


def _of_base(draft: Draft, line: int, base: int, context: DraftContext) -> Doubt | None:
    if base == 0:
        return Doubt("base_zero")
    one, tariff = draft.lines[line - 1], _tariff(draft, line, context)
    fee = cents(one.fee) if one.fee else None
    if fee is not None and fee < base:
        return Doubt("base_above_fee", (fee,))
    part, whole_tariff = LEAST_SHARE_OF_BASE
    if tariff and (base * whole_tariff < tariff * part or base > tariff * MOST_TIMES_TARIFF):
        return Doubt("base_odd", (tariff,))
    if base == fee and one.sector != "sector_1" and tariff != base:
        return Doubt("base_is_fee", (fee,))
    return None


def _of_tooth(draft: Draft, line: int, tooth: int) -> Doubt | None:
    act = draft.act_of(line)
    if act and act.teeth is not None and tooth not in act.teeth:
        return Doubt("tooth_not_allowed", (tooth,))
    return None


def _of_family(draft: Draft, family: str) -> Doubt | None:
    others = [number for number, line in enumerate(draft.lines, start=1) if line.facts and line.facts.family != family]
    return Doubt("family_drops_lines", tuple(others)) if others else None
