"""What a value brings with it when it is given: said once here, for a sentence and for the panel alike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from quote_draft.draft import Draft
from quote_draft.events import Event
from quote_draft.fields import SHARED_FEES, Place, without_those_of
from quote_draft.questions import Asking

SURGEON, ANAESTHETIST = 1, 4
OWN_PRICES = ("line.fee", "line.overrun")


def implied_events(draft: Draft, field: str, line: int | None, value: Any, asking: Asking | None = None) -> list[Event]:
    """Return the events that go with this value in this draft, the question that it answers being `asking`.

    The question of a fee that names the surgeon is answered with the surgeon's fee. A line has one price: its fee, what
    comes on top of its base, or its part of a price for several. Nights are spent in hospital, none in a day case.
    """
    if field in OWN_PRICES and line:
        return [*_whose_fee(draft, line, asking), *_no_other_price(draft, field, line, value)]
    if field == "line.activity" and value == ANAESTHETIST and line:
        return _surgeon_of_the_same(draft, line)
    if field == SHARED_FEES:
        priced = [int(number) for one in value or () for number in one["lines"]]
        return [event for number in priced for event in _without(draft, OWN_PRICES, number)]
    if field == "stay.nights" and isinstance(value, int):
        setting = "inpatient" if value else "day_case"
        if draft.given("setting") not in (None, setting):
            return [_set("setting", None, setting)]
    return []


def _whose_fee(draft: Draft, line: int, asking: Asking | None) -> list[Event]:
    options = asking.options if asking and isinstance(asking.options, dict) else {}
    answered = asking is not None and (asking.field, asking.line) == ("line.fee", line) and options.get("activity")
    if answered and draft.get("line.activity", line) is None:
        return [_set("line.activity", line, options["activity"])]
    return []


def _surgeon_of_the_same(draft: Draft, line: int) -> list[Event]:
    """Of two lines of one act, the one that is not the anaesthetist's is the surgeon's."""
    code = draft.lines[line - 1].code if line <= len(draft.lines) else None
    others = [at for at, one in enumerate(draft.lines, start=1) if at != line and code and one.code == code]
    return [_set("line.activity", at, SURGEON) for at in others if draft.get("line.activity", at) is None]


def _no_other_price(draft: Draft, field: str, line: int, price: Any) -> list[Event]:
    if price is None:
        return []
    others = _without(draft, [name for name in OWN_PRICES if name != field], line)
    if Place(draft, line).shared_fee is None:
        return others
    return [*others, _set(SHARED_FEES, None, without_those_of(draft.get(SHARED_FEES), [line]))]


def _without(draft: Draft, names: Sequence[str], line: int) -> list[Event]:
    return [_set(name, line, None) for name in names if draft.given(name, line) is not None]


def _set(field: str, line: int | None, value: Any) -> Event:
    return {"kind": "set", "field": field, "line": line, "value": value}
