"""The assistant in the test's own process: the real turn and the real wording, without Rasa and its intent model."""

from collections.abc import Mapping
from typing import Any

from actions.turn import take_turn
from actions.warm_up import warm_up
from auth_gateway.platform.bot import BotUnavailableError
from tests.support.talk import render

Json = dict[str, Any]


class LocalAssistant:
    """`fail_next`: how many turns go unanswered."""

    def __init__(self) -> None:
        warm_up()
        self.fail_next = 0

    def ready(self) -> bool:
        return True

    def close(self) -> None:
        """Nothing is held."""

    def take_turn(self, turn: Mapping[str, Any]) -> Json:
        if self.fail_next:
            self.fail_next -= 1
            raise BotUnavailableError("a test asked for it")
        outcome = take_turn(turn["record"], turn["message"])
        messages = [
            {
                "text": render(reply),
                "buttons": [button.to_json() for button in reply.buttons],
                "card": dict(reply.card) if reply.card else None,
            }
            for reply in outcome.said
        ]
        return {"messages": messages, **outcome.to_json()}
