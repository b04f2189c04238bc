"""The action server: whoever has no secret gets nothing, whatever fails gives nothing away."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from starlette.testclient import TestClient

from actions import ACTION_NAME
from actions.server import create_app
from tests.support.steps import talk_at
from tests.support.talk import COVER, SELF

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


def outcome_of(result: dict[str, Any]) -> dict[str, Any]:
    (outcome,) = [one["custom"]["outcome"] for one in result["responses"] if "outcome" in (one.get("custom") or {})]
    return dict(outcome)


def cards_of(result: dict[str, Any]) -> list[Any]:
    return [one["custom"]["card"] for one in result["responses"] if "card" in (one.get("custom") or {})]


def test_an_action_call_without_the_secret_is_refused(client: TestClient) -> None:
    assert client.post("/webhook", json={}).status_code == 401
    assert client.post("/webhook", json={}, headers={"X-Actions-Secret": "x"}).status_code == 401


def test_an_empty_secret_does_not_start() -> None:
    with pytest.raises(ValueError, match="secret"):
        create_app("")


def test_it_says_when_it_is_ready(client: TestClient) -> None:
    assert client.get("/health").status_code == 200


def test_one_call_decides_the_turn_says_it_and_asks(client: TestClient) -> None:
    result = run(client, call(ACTION_NAME, {"open": {"family": None, "resumed": False}}))

    said = [one["response"] for one in result["responses"] if one.get("response")]
    assert said[-1] == "utter_ask_describe"
    assert outcome_of(result)["asking"]["field"] == "describe"
    assert result["events"] == []


def test_a_question_comes_with_its_buttons(client: TestClient) -> None:
    talk = talk_at("medical", "stay.private_room")

    result = run(client, call(ACTION_NAME, {"text": "bonjour"}, log=talk.log, asked=talk.asked))

    asked = next(one for one in result["responses"] if one.get("response") == "utter_ask_stay_private_room_again")
    payload = {"intent": "answer", "field": "stay.private_room", "line": None, "value": True}
    assert asked["buttons"][0]["payload"] == payload


def test_the_estimate_follows_the_last_answer_and_only_it(client: TestClient) -> None:
    talk = talk_at("dental", "care_date")
    record = {"log": talk.log, "asked": talk.asked}

    answered = run(client, call(ACTION_NAME, {"text": "10 décembre"}, **record))
    thanked = run(client, call(ACTION_NAME, {"text": "merci"}, **record))

    assert outcome_of(answered)["estimate"]["status"] == "ok"
    assert {"type": "estimate", "estimate": outcome_of(answered)["estimate"]} in cards_of(answered)
    assert outcome_of(thanked)["estimate"] is None


def test_a_failing_action_gives_nothing_of_the_request_away(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    body = call(ACTION_NAME, {"text": PRIVATE}, today=PRIVATE)

    with caplog.at_level(logging.DEBUG):
        answer = client.post("/webhook", json=body, headers={"X-Actions-Secret": SECRET})

    assert (answer.status_code, answer.json()) == (500, {"error": "action_failed"})
    assert PRIVATE not in caplog.text


def test_no_message_text_reaches_the_logs(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        run(client, call(ACTION_NAME, {"text": PRIVATE}))

    assert PRIVATE not in caplog.text


def test_an_unknown_action_is_named_and_nothing_else(client: TestClient) -> None:
    answer = client.post("/webhook", json=call("action_nope", {}), headers={"X-Actions-Secret": SECRET})

    assert (answer.status_code, answer.json()["action_name"]) == (404, "action_nope")
