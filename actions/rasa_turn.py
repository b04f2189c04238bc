"""The Rasa side of a turn: thin. The tracker's last message in, one call, replies by response name out.

Each turn has a fresh tracker whose last message carries the gateway's record and the intent model's ranking.
"""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Action, Tracker
from rasa_sdk.types import DomainDict

from actions import ACTION_NAME
from actions.outcome import Reply
from actions.turn import take_turn


class Turn(Action):
    """Decides the turn, says it, asks the next question, and gives the estimate when it is due."""

    def name(self) -> str:
        return ACTION_NAME

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[dict[str, Any]]:  # noqa: ARG002  Rasa's signature
        latest = tracker.latest_message
        metadata = latest["metadata"]
        ranking = latest.get("intent_ranking") or ()
        intents = [(one["name"], float(one["confidence"])) for one in ranking if one.get("name")]
        outcome = take_turn(metadata["record"], metadata["message"], intents)
        for reply in outcome.said:
            utter(dispatcher, reply)
        dispatcher.utter_message(json_message={"outcome": outcome.to_json()})
        return []


def utter(dispatcher: CollectingDispatcher, reply: Reply) -> None:
    """Hand a reply to Rasa, which fills in the response of its domain."""
    variables: dict[str, Any] = dict(reply.variables)
    dispatcher.utter_message(
        response=reply.response,
        buttons=[button.to_json() for button in reply.buttons],
        json_message={"card": dict(reply.card)} if reply.card else None,
        **variables,
    )
