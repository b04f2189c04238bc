"""The quote being described: an event log, the state that it makes, the next question, the checks, the engine's input.

A draft is never updated in place: each turn of the conversation, or change in the panel, appends events, and the state
is their replay. That is what makes undo exact, the panel and the chat two views of one thing, and every estimate
traceable to what was said. What a quote is made of is one table: `quote_draft.fields.TABLE`.
"""

from quote_draft.acts import act_value
from quote_draft.changes import DraftChangeError, changes_to_events, value_events
from quote_draft.coherence import Doubt, doubts_of, find_doubt, known_base
from quote_draft.context import Beneficiary, DraftContext
from quote_draft.correctable import correctable_fields
from quote_draft.difference import difference
from quote_draft.draft import MOST_LINES, Draft, Proposal, Stay
from quote_draft.estimates import estimate_draft, left_to_pay
from quote_draft.events import Event, EventError, parse_event
from quote_draft.fields import (
    CHARGES,
    EXEMPTIONS,
    FAMILIES,
    FIELDS,
    LINE_FIELDS,
    SECTOR_2_EITHER,
    SECTORS,
    SETTINGS,
    SHARED_FEES,
    TABLE,
    TEETH,
    UNKNOWN,
    FieldError,
    accepts,
    cents,
    charge,
    check_value,
    euros,
    may_be_unknown,
    shared_fee,
    with_charge,
    without_those_of,
    wrong_part,
)
from quote_draft.form import fields_json
from quote_draft.implied import implied_events
from quote_draft.line import Line
from quote_draft.questions import Asking, is_asked, is_doubtful, is_missing, missing_fields, next_question
from quote_draft.quote import to_quote
from quote_draft.restart import events_of_restart
from quote_draft.undo import last_undoable_turn
from quote_draft.view import draft_view

__all__ = [
    "CHARGES",
    "EXEMPTIONS",
    "FAMILIES",
    "FIELDS",
    "LINE_FIELDS",
    "MOST_LINES",
    "SECTORS",
    "SECTOR_2_EITHER",
    "SETTINGS",
    "SHARED_FEES",
    "TABLE",
    "TEETH",
    "UNKNOWN",
    "Asking",
    "Beneficiary",
    "Doubt",
    "Draft",
    "DraftChangeError",
    "DraftContext",
    "Event",
    "EventError",
    "FieldError",
    "Line",
    "Proposal",
    "Stay",
    "accepts",
    "act_value",
    "cents",
    "changes_to_events",
    "charge",
    "check_value",
    "correctable_fields",
    "difference",
    "doubts_of",
    "draft_view",
    "estimate_draft",
    "euros",
    "events_of_restart",
    "fields_json",
    "find_doubt",
    "implied_events",
    "is_asked",
    "is_doubtful",
    "is_missing",
    "known_base",
    "last_undoable_turn",
    "left_to_pay",
    "may_be_unknown",
    "missing_fields",
    "next_question",
    "parse_event",
    "shared_fee",
    "to_quote",
    "value_events",
    "with_charge",
    "without_those_of",
    "wrong_part",
]
