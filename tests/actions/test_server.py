"""The action server: whoever has no secret gets nothing, whatever fails gives nothing away."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from fastapi.testclient import TestClient

from actions.server import create_app
from tests.support.talk import COVER, SELF, Talk

SECRET = "a secret of the test"
PRIVATE = "opération des hémorroïdes, 850 euros"


@pytest.fixture
def client() -> TestClient:
    return TestClient(create_app(SECRET))


def call(action: str, message: dict[str, Any], **record: Any) -> dict[str, Any]:
    whole = {"today": "2026-11-21", "log": [], "asked": None, "beneficiaries": [SELF], "cover": COVER, **record}
    return {
        "next_action": action,
        "tracker": {
            "sender_id": "c",
            "slots": {},
            "events": [],
            "latest_message": {
                "text": message.get("text", ""),
                "intent_ranking": [{"name": "press", "confidence": 1.0}],
                "metadata": {"turn": "t1", "record": whole, "message": message},
            },
        },
    }


def run(client: TestClient, body: dict[str, Any]) -> dict[str, Any]:
    answer = client.post("/webhook", json=body, headers={"X-Actions-Secret": SECRET})
    assert answer.status_code == 200, answer.text
    result: dict[str, Any] = answer.json()
    return result


def test_an_action_call_without_the_secret_is_refused(client: TestClient) -> None:
    assert client.post("/webhook", json={}).status_code == 401
    assert client.post("/webhook", json={}, headers={"X-Actions-Secret": "x"}).status_code == 401


def test_an_empty_secret_does_not_start() -> None:
    with pytest.raises(ValueError, match="secret"):
        create_app("")


def test_it_says_when_it_is_ready(client: TestClient) -> None:
    assert client.get("/health").status_code == 200


def test_validation_decides_the_turn_and_names_the_next_question(client: TestClient) -> None:
    result = run(client, call("validate_quote_form", {"open": {"family": None, "resumed": False}}))

    outcome = next(one["custom"]["outcome"] for one in result["responses"] if "outcome" in one["custom"])
    assert outcome["asking"]["field"] == "family"
    assert {event["name"]: event["value"] for event in result["events"]} == {"turn": "t1", "requested_slot": "family"}


def test_asking_says_the_question_with_its_buttons(client: TestClient) -> None:
    (said,) = run(client, call("action_ask_quote_form_family", {"open": {"family": None, "resumed": False}}))[
        "responses"
    ]

    assert said["response"] == "utter_ask_family"
    assert said["buttons"][0]["payload"] == {"intent": "answer", "field": "family", "line": None, "value": "medical"}


def test_the_estimate_follows_the_confirmation_and_only_it(client: TestClient) -> None:
    talk = Talk(family="dental").describe("10 décembre", "HBLD038", "26", "290", "non")
    record = {"log": talk.log, "asked": talk.asked}

    confirmed = run(client, call("action_estimate", {"text": "oui"}, **record))["responses"]
    thanked = run(client, call("action_estimate", {"text": "merci"}, **record))["responses"]

    assert confirmed[-1]["custom"]["estimate"]["status"] == "ok"
    assert confirmed[0]["custom"]["card"]["type"] == "estimate"
    assert [one["custom"] for one in thanked] == [{"estimate": None}]


def test_a_failing_action_gives_nothing_of_the_request_away(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    body = call("validate_quote_form", {"text": PRIVATE}, today=PRIVATE)

    with caplog.at_level(logging.DEBUG):
        answer = client.post("/webhook", json=body, headers={"X-Actions-Secret": SECRET})

    assert (answer.status_code, answer.json()) == (500, {"error": "action_failed"})
    assert PRIVATE not in caplog.text


def test_no_message_text_reaches_the_logs(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        run(client, call("validate_quote_form", {"text": PRIVATE}))

    assert PRIVATE not in caplog.text


def test_an_unknown_action_is_named_and_nothing_else(client: TestClient) -> None:
    answer = client.post("/webhook", json=call("action_nope", {}), headers={"X-Actions-Secret": SECRET})

    assert (answer.status_code, answer.json()["action_name"]) == (404, "action_nope")
