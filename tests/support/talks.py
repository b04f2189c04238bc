"""A gateway whose assistant is the scripted one over HTTP, and members who talk in it."""

import contextlib
import dataclasses
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from starlette.testclient import TestClient

from auth_gateway.accounts import Account
from auth_gateway.app import create_app
from auth_gateway.members import Person
from auth_gateway.platform.bot import HttpBot
from auth_gateway.staff import StaffScope
from tests.support.gateway import Gateway
from tests.support.people import advisor, child_of, member
from tests.support.scripted_bot import ScriptedHttpBot, reply, running_bot

Json = dict[str, Any]
ALL = ("lmg", "mnh", "mnt")

_ids = itertools.count(1)


@dataclass
class Talker:
    """A signed-in member with one open conversation."""

    client: TestClient
    person: Person
    id: str = ""
    opening: Json = dataclasses.field(default_factory=dict)

    @property
    def path(self) -> str:
        return f"/api/v1/conversations/{self.id}"

    def open(self, **body: Any) -> Json:
        answer = self.client.post("/api/v1/conversations", json=body)
        assert answer.status_code == 201, answer.text
        self.opening = answer.json()
        self.id = str(self.opening["id"])
        return self.opening

    def post(self, client_message_id: str | None = None, **body: Any) -> Any:
        message_id = client_message_id or f"m{next(_ids)}"
        return self.client.post(f"{self.path}/messages", json={"client_message_id": message_id, **body})

    def say(self, text: str) -> Json:
        answer = self.post(text=text)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    def messages(self, after: int = 0) -> list[Json]:
        answer = self.client.get(f"{self.path}/messages", params={"after": after})
        assert answer.status_code == 200, answer.text
        return list(answer.json()["messages"])

    def draft(self) -> Json:
        return dict(self.client.get(f"{self.path}/draft").json())


@dataclass
class Talks:
    gateway: Gateway
    bot: ScriptedHttpBot

    def member(self, person: Person | None = None, *, opened: bool = True) -> Talker:
        person = person or member()
        talker = Talker(self.gateway.signed_in_member(person), person)
        if opened:
            talker.open()
        return talker

    def parent(self, first_name: str = "Léa") -> tuple[Talker, Person]:
        """Return a member with a minor child, with a conversation open."""
        person = member()
        child = child_of(person, first_name=first_name)
        client = self.gateway.signed_in_member(person)
        self.gateway.save(child)
        talker = Talker(client, person)
        talker.open()
        return talker, child

    def advisor(self, *mutuelles: str, **facts: Any) -> TestClient:
        """Return the browser of an advisor of these mutuelles, of all when none is named."""
        return self.gateway.sign_in(self.advisor_account(*mutuelles, **facts))

    def advisor_account(self, *mutuelles: str, **facts: Any) -> Account:
        account = advisor(**facts)
        self.gateway.save(account)
        self.gateway.save(*(StaffScope(account_id=account.id, mutuelle_id=each) for each in mutuelles or ALL))
        return account


@contextlib.contextmanager
def talking(gateway: Gateway) -> Iterator[Talks]:
    """Give the gateway an assistant over HTTP for as long as the block lasts."""
    secret = gateway.services.settings.turn_secret.get_secret_value()
    with running_bot(secret, gateway.clock.now) as bot:
        http = HttpBot(bot.url, secret, gateway.clock)
        services = dataclasses.replace(gateway.services, bot=http)
        app = create_app(services.settings, services)
        yield Talks(dataclasses.replace(gateway, services=services, app=app), bot)
        http.close()


def whole_estimate(member_pays: str = "120.00") -> Json:
    """Return an estimate as the engine gives it, of one crown that costs 400 €."""
    amounts = {"charged": "400.00", "amo": "84.00", "amc": f"{316 - float(member_pays):.2f}", "top_up": "0.00"}
    amounts["member"] = member_pays
    return {
        "status": "ok",
        "date": "2026-12-05",
        "indicative": True,
        "parameters_version": "2026-01",
        "lines": [{"id": "1", "label": "Couronne", "base": "120.00", **amounts, "steps": []}],
        "stay": [],
        "total": amounts,
        "warnings": [],
    }


def described_for(beneficiary: str) -> list[Json]:
    """Return the events of a dental quote, told in one turn."""
    values = {"family": "dental", "beneficiary": beneficiary, "care_date": "2026-12-05"}
    line = {
        "line.act": {"code": "HBLD634", "label": "Couronne"},
        "line.tooth": 14,
        "line.fee": "400.00",
    }
    return [
        *({"kind": "set", "field": name, "line": None, "value": value} for name, value in values.items()),
        {"kind": "add_line"},
        *({"kind": "set", "field": name, "line": 1, "value": value} for name, value in line.items()),
        {"kind": "no_more_lines"},
        {"kind": "confirm"},
    ]


def estimated(talks: Talks, talker: Talker, beneficiary: str = "self", member_pays: str = "120.00") -> str:
    """Make the conversation end with an estimate; return its id."""
    card = {"type": "estimate"}
    talks.bot.answer = lambda _turn: reply(
        "Voici.", card=card, events=described_for(beneficiary), estimate=whole_estimate(member_pays)
    )
    answer = talker.say("oui")
    assert answer["analysis_id"], answer
    return str(answer["analysis_id"])
