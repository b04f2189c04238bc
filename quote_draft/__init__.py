"""The quote being described: an event log, the state that it makes, the next question, the checks, the engine's input.

A draft is never updated in place: each turn of the conversation, or change in the panel, appends events, and the state
is their replay. That is what makes undo exact, the panel and the chat two views of one thing, and every estimate
traceable to what was said.
"""

from quote_draft.changes import DraftChangeError, changes_to_events
from quote_draft.coherence import find_doubt
from quote_draft.context import Beneficiary, DraftContext
from quote_draft.draft import Draft, Line, Proposal, Stay
from quote_draft.events import Event, EventError, parse_event
from quote_draft.fields import FIELDS, LINE_FIELDS, UNKNOWN, FieldError, check_value
from quote_draft.questions import Asking, next_question
from quote_draft.quote import to_quote
from quote_draft.undo import last_undoable_turn
from quote_draft.view import draft_view

__all__ = [
    "FIELDS",
    "LINE_FIELDS",
    "UNKNOWN",
    "Asking",
    "Beneficiary",
    "Draft",
    "DraftChangeError",
    "DraftContext",
    "Event",
    "EventError",
    "FieldError",
    "Line",
    "Proposal",
    "Stay",
    "changes_to_events",
    "check_value",
    "draft_view",
    "find_doubt",
    "last_undoable_turn",
    "next_question",
    "parse_event",
    "to_quote",
]
