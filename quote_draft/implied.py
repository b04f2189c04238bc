"""What a value brings with it when it is given: said once here, for a sentence and for the panel alike."""

from __future__ import annotations

from typing import Any

from quote_draft.draft import Draft
from quote_draft.events import Event
from quote_draft.questions import Asking


def implied_events(draft: Draft, field: str, line: int | None, value: Any, asking: Asking | None = None) -> list[Event]:
    """Return the events that go with this value in this draft, the question that it answers being `asking`.

    The question of a fee that names the surgeon is answered with the surgeon's fee; nights are spent in hospital, and
    none are in a day case.
    """
    options = asking.options if asking and isinstance(asking.options, dict) else {}
    if asking and (field, line) == (asking.field, asking.line) == ("line.fee", line) and options.get("activity"):
        if draft.get("line.activity", line) is None:
            return [_set("line.activity", line, options["activity"])]
    elif field == "stay.nights" and isinstance(value, int):
        setting = "inpatient" if value else "day_case"
        if draft.given("setting") not in (None, setting):
            return [_set("setting", None, setting)]
    return []


def _set(field: str, line: int | None, value: Any) -> Event:
    return {"kind": "set", "field": field, "line": line, "value": value}
