"""One request can be followed through the logs of every process, and none of them says what it was about."""

import json

import pytest

from ops.stack import Stack
from tests.support.client import Client

pytestmark = pytest.mark.rasa


def entries(stack: Stack, name: str) -> list[dict[str, object]]:
    lines = stack.processes[name].log.read_text().splitlines()
    return [json.loads(line) for line in lines if line.startswith("{")]


def test_a_turn_carries_the_number_of_its_request_into_the_bot_and_the_actions(stack: Stack) -> None:
    client = Client(stack.base_url)
    account = client.account(about="deux enfants", mutuelle="lmg")
    talk = client.sign_in(account["email"], account["password"]).conversation(fresh=True)
    talk.say("une couronne à 1234,56 € canari")

    turns = [one["request"] for one in entries(stack, "gateway") if str(one.get("route", "")).endswith("/messages")]
    assert turns
    for name in ("bot", "actions"):
        assert turns[-1] in {one.get("request") for one in entries(stack, name)}
        assert "canari" not in stack.processes[name].log.read_text()
