"""A gateway whose assistant is the real turn, without Rasa, and members who send papers to it."""

import dataclasses
from collections.abc import Mapping
from typing import Any

from auth_gateway.app import create_app
from auth_gateway.members import Person
from tests.support.gateway import Gateway
from tests.support.paper_quotes import dental_quote
from tests.support.people import member
from tests.support.talks import Talker
from tests.web.assistant import LocalAssistant

Json = dict[str, Any]
QUOTE = dental_quote()
BOTH = [("HBLD634", 14, "515.00"), ("HBMD351", 26, "330.00")]
"""The lines of QUOTE."""


class Listener(LocalAssistant):
    """The assistant, and every turn that it was sent."""

    def __init__(self) -> None:
        super().__init__()
        self.turns: list[Mapping[str, Any]] = []

    def take_turn(self, turn: Mapping[str, Any]) -> Json:
        self.turns.append(turn)
        return super().take_turn(turn)


def with_assistant(gateway: Gateway, assistant: LocalAssistant) -> Gateway:
    services = dataclasses.replace(gateway.services, bot=assistant)
    return dataclasses.replace(gateway, services=services, app=create_app(services.settings, services))


def talker_in(gateway: Gateway, person: Person | None = None, *, opened: bool = True) -> Talker:
    person = person or member()
    talker = Talker(gateway.signed_in_member(person), person)
    if opened:
        talker.open()
    return talker


def send(talker: Talker, content: bytes = QUOTE, name: str = "devis.pdf", kind: str = "application/pdf") -> Any:
    return talker.client.post(f"{talker.path}/documents", files={"file": (name, content, kind)})


def was_read(talker: Talker, content: bytes = QUOTE) -> Json:
    answer = send(talker, content)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def accept(talker: Talker, document: str, **body: Any) -> Any:
    return talker.client.post(f"{talker.path}/documents/{document}/accept", json=body)


def lines_of(draft: Json) -> list[tuple[Any, ...]]:
    return [(line["act"], line["tooth"], line["fee"]) for line in draft["lines"]]
