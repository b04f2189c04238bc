"""The draft as the contract shows it to members and advisors."""

from __future__ import annotations

from typing import Any

from quote_draft.coherence import known_base
from quote_draft.context import DraftContext
from quote_draft.draft import Draft
from quote_draft.estimates import running_estimate
from quote_draft.fields import Field, Place, Scope, euros
from quote_draft.questions import is_complete, missing_fields

Json = dict[str, Any]


def draft_view(draft: Draft, context: DraftContext | None = None) -> Json:
    """Return the draft whole: a value not known yet is null, one that the member does not know is `unknown`.

    With the record around it, `running` is the estimate so far, and `complete` knows of whom the quote can be;
    `missing` tells what an estimate waits for from what need not be said.
    """
    pending, complete = draft.to_confirm, is_complete(draft, context)
    running = running_estimate(draft, context) if context else None
    quote, anywhere = Place(draft), draft.table.of(Scope.QUOTE)
    view: Json = {}
    for row in anywhere:
        view |= _shown(row, quote) if row.makes_sense(quote) else {row.short: None}
    return view | {
        "lines": [_line(draft, number, context) for number in range(1, len(draft.lines) + 1)],
        "stay": _stay(draft),
        "approximate": sorted(draft.approximate),
        "understood": dict(draft.understood),
        "to_confirm": pending
        and {"field": pending.field, "line": pending.line, "value": pending.value, "reason": pending.reason},
        "complete": complete,
        "missing": [{"field": name, "line": line} for name, line in missing_fields(draft, context)],
        "running": running and {**running, "complete": complete},
    }


def _shown(row: Field, place: Place) -> Json:
    value = place.known(row.name)
    return row.view(place, value) if row.view else {row.short: value}


def _line(draft: Draft, number: int, context: DraftContext | None) -> Json:
    """Show a line; `known_base` is the base that the estimate will take where the member gives none."""
    line, place = draft.lines[number - 1], Place(draft, number)
    base = known_base(draft, number, context) if context else None
    view: Json = {"number": number}
    for row in draft.table.of(Scope.LINE):
        view |= _shown(row, place)
    return view | {
        "known_base": None if base is None else euros(base),
        "understood": dict(line.understood),
        "approximate": sorted(line.approximate),
    }


def _stay(draft: Draft) -> Json | None:
    """Show the stay of a quote done in hospital, or what was said of it before that is known."""
    rows, place = draft.table.of(Scope.STAY), Place(draft)
    said = draft.setting is None and any(draft.given(row.name) is not None for row in rows)
    if not draft.has_stay and not said:
        return None
    view: Json = {}
    for row in rows:
        view |= _shown(row, place)
    return view
