"""The one custom action of the stock assistant: it answers, and computes nothing."""

from typing import Any

from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Action, Tracker
from rasa_sdk.types import DomainDict


class Turn(Action):
    def name(self) -> str:
        return "action_turn"

    async def run(
        self,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: DomainDict,  # noqa: ARG002  the signature is Rasa's
    ) -> list[dict[str, Any]]:
        dispatcher.utter_message(text=f"Vous avez dit : {tracker.latest_message.get('text')}")
        return []
