"""A quote on paper: what was read of it waits for the member's word, and enters the draft in one turn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from actions.answering.changes import said_changes
from actions.answering.estimates import estimate_when_due
from actions.answering.state import HANDOVER_CARD, TurnState
from actions.answering.wording import piece, plain_button
from quote_draft import Event, parse_event


def read(state: TurnState, paper: Mapping[str, Any]) -> None:
    """Ask the member to look at what was read; a paper without any line is named, and may be handed over as it is.

    `paper` has its `document`, how many `lines` were read, and `found`: what it seems to be.
    """
    state.take("answer")
    if paper["lines"]:
        state.apply({"kind": "paper", "document": paper["document"]})
        return
    state.say(f"utter_paper_{paper['found']}", card={**HANDOVER_CARD, "document": paper["document"]})


def take(state: TurnState, events: Sequence[Event]) -> None:
    """Take what was read into the draft; `events` end the waiting among others, and are undone together."""
    _take(state, events)
    state.asking = state.following()
    estimate_when_due(state)


def _take(state: TurnState, events: Sequence[Event]) -> None:
    before = state.draft
    state.take("answer")
    state.apply(*events)
    said_changes(state, before)
    count = len(state.draft.lines) - len(before.lines)
    state.say("utter_paper_taken", plain_button("undo"), lines=piece("units", "lines", count=count))


def take_all(state: TurnState) -> None:
    """« tout est juste »: take the whole reading, as the record gives it; it may be of the other family, or gone."""
    paper = state.situation.paper
    if paper.get("refused"):
        state.take("answer")
        state.say("utter_family_separate")
    elif paper:
        _take(state, [parse_event(event) for event in paper["events"]])
    else:
        state.take("answer")
        state.apply({"kind": "paper_settled"})
        state.say("utter_paper_gone")


def leave(state: TurnState) -> None:
    """« ce n'est pas mon devis »: nothing of it enters the draft."""
    state.take("answer")
    state.apply({"kind": "paper_settled"})
    state.say("utter_paper_left", plain_button("undo"), plain_button("handover"))
