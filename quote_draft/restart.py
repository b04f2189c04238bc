"""Starting again: the events that empty a draft."""

from __future__ import annotations

from quote_draft.context import DraftContext
from quote_draft.draft import Draft
from quote_draft.events import Event
from quote_draft.fields import Scope


def events_of_restart(draft: Draft, context: DraftContext) -> list[Event]:
    """Return what takes everything out, for one turn that can be undone; a member alone stays the beneficiary."""
    events: list[Event] = [{"kind": "delete_line", "line": number} for number in range(len(draft.lines), 0, -1)]
    events += [{"kind": "drop_proposal"} for pending in draft.proposals if pending.line is None]
    events += [{"kind": "paper_settled"}] if draft.paper is not None else []
    for row in draft.table.of(Scope.QUOTE, Scope.STAY):
        if draft.given(row.name) is None:
            continue
        alone = row.name == "beneficiary" and context.only_self
        cleared: Event = {"kind": "set", "field": row.name, "line": None, "value": "self" if alone else None}
        events.append({**cleared, "preset": True} if alone else cleared)
    return events
