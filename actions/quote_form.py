"""The Rasa side of a turn: thin. The tracker's last message in, one call, replies by response name out.

Each turn has a fresh tracker whose last message carries the gateway's record. Validation decides the turn; asking
says its question; the estimate follows when the quote was just confirmed. All three decide from the same message with
the same pure function, so nothing has to be kept between them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Action, Tracker
from rasa_sdk.types import DomainDict

from actions.estimate import estimate_draft
from actions.outcome import Reply, TurnOutcome
from actions.questions import ASKED
from actions.turn import take_turn

FORM = "quote_form"
ASKED_SLOTS = tuple(field.replace(".", "_") for field in ASKED)

Events = list[dict[str, Any]]


class ValidateQuoteForm(Action):
    """Decides the turn: what the message does to the draft, and which question comes next."""

    def name(self) -> str:
        return f"validate_{FORM}"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:  # noqa: ARG002  Rasa's signature
        outcome = outcome_of(tracker)
        utter(dispatcher, outcome.replies)
        dispatcher.utter_message(json_message={"outcome": outcome.to_json()})
        slot = outcome.asking.field.replace(".", "_") if outcome.asking else None
        turn = (tracker.latest_message.get("metadata") or {}).get("turn")
        return [SlotSet("turn", turn), SlotSet("requested_slot", slot)]


class AskSlot(Action):
    """Says the question that the turn ended on; a turn that ends on none (« stop ») asks nothing."""

    def __init__(self, slot: str) -> None:
        self._slot = slot

    def name(self) -> str:
        return f"action_ask_{FORM}_{self._slot}"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:  # noqa: ARG002  Rasa's signature
        outcome = outcome_of(tracker)
        if outcome.question:
            utter(dispatcher, [outcome.question])
        return []


class Estimate(Action):
    """Estimates the quote when this very turn confirmed it; sends no figure in any other turn."""

    def name(self) -> str:
        return "action_estimate"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:  # noqa: ARG002  Rasa's signature
        outcome = outcome_of(tracker)
        result = None
        if outcome.complete:
            replies, result = estimate_draft(outcome.draft, outcome.context)
            utter(dispatcher, replies)
        dispatcher.utter_message(json_message={"estimate": result})
        return []


def outcome_of(tracker: Tracker) -> TurnOutcome:
    """Return the outcome of the tracker's last message."""
    latest = tracker.latest_message
    metadata = latest["metadata"]
    intents = [(one["name"], float(one["confidence"])) for one in latest.get("intent_ranking") or () if one.get("name")]
    return take_turn(metadata["record"], metadata["message"], intents)


def utter(dispatcher: CollectingDispatcher, replies: Iterable[Reply]) -> None:
    """Hand replies to Rasa, which fills in the responses of its domain."""
    for reply in replies:
        variables: dict[str, Any] = dict(reply.variables)
        dispatcher.utter_message(
            response=reply.response,
            buttons=[button.to_json() for button in reply.buttons],
            json_message={"card": dict(reply.card)} if reply.card else None,
            **variables,
        )


def all_actions() -> list[Action]:
    return [ValidateQuoteForm(), Estimate(), *(AskSlot(slot) for slot in ASKED_SLOTS)]
