"""Spans tell how long, by which way and of which request; nothing of whom or about what."""

import dataclasses
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from actions.server import create_app as create_actions
from auth_gateway.app import create_app
from auth_gateway.platform.bot import HttpBot
from tests.support.collector import Collector, running_collector
from tests.support.gateway import Gateway
from tests.support.people import member
from tests.support.scripted_bot import ScriptedHttpBot, running_bot
from tracing import Traces

CANARY = "canaripanne"


@pytest.fixture
def collector() -> Iterator[Collector]:
    with running_collector() as running:
        yield running


@pytest.fixture
def bot(gateway: Gateway) -> Iterator[ScriptedHttpBot]:
    with running_bot("the turn secret", gateway.clock.now) as running:
        yield running


def test_a_turn_is_one_trace_from_the_request_into_the_actions(
    gateway: Gateway, bot: ScriptedHttpBot, collector: Collector
) -> None:
    traces = Traces(collector.url, "gateway")
    assistant = HttpBot(bot.url, bot.secret, gateway.clock, traces)
    services = dataclasses.replace(gateway.services, bot=assistant, traces=traces)
    client = dataclasses.replace(gateway, app=create_app(services.settings, services)).signed_in_member(member())
    talk = client.post("/api/v1/conversations", json={}).json()["id"]
    said = {"client_message_id": "one", "text": CANARY}
    assert client.post(f"/api/v1/conversations/{talk}/messages", json=said).status_code == 200
    with TestClient(create_actions("secret", actions := Traces(collector.url, "actions"))) as called:
        called.post("/webhook", json={}, headers={"X-Actions-Secret": "secret", "traceparent": bot.spans[-1]})
    for each in (traces, actions):
        each.close()
    assistant.close()

    request = collector.named("POST /api/v1/conversations/{conversation_id}/messages")
    turn, action = [each for each in collector.spans if each.name == "assistant"][-1], collector.named("action")
    assert {request.trace_id} == {turn.trace_id, action.trace_id}
    assert (turn.parent_span_id, action.parent_span_id) == (request.span_id, turn.span_id)
    assert {each.key for each in request.attributes} == {"http.route", "http.response.status_code", "request"}
    assert not [told for told in (CANARY, talk) if told.encode() in collector.received]


def test_what_fails_is_marked_without_its_words(collector: Collector) -> None:
    traces = Traces(collector.url, "gateway")
    with pytest.raises(ValueError, match=CANARY), traces.span("failing"):
        raise ValueError(CANARY)
    traces.close()

    assert collector.named("failing").status.code == 2
    assert CANARY.encode() not in collector.received


def test_without_a_collector_nothing_is_made_and_nothing_passed_on(gateway: Gateway, bot: ScriptedHttpBot) -> None:
    assistant = HttpBot(bot.url, bot.secret, gateway.clock)
    assistant.take_turn({"turn": "t", "message": {"text": "un"}, "record": {"log": []}})
    assistant.close()

    assert bot.spans == [""]
