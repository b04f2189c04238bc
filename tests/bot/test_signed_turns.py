"""Who may speak to the assistant: the gateway, on this machine, now."""

import time
from pathlib import Path

import httpx
import pytest

from tests.support.rasa import TURN_PATH, Bot, sign, turn_body

pytestmark = pytest.mark.rasa

MESSAGE = {"text": "850 euros"}
REFUSED = (401, {"error": "not_signed"})


def test_a_signed_turn_is_answered(bot: Bot) -> None:
    answer = bot.turn(MESSAGE)

    assert answer.status_code == httpx.codes.OK
    assert [message["text"] for message in answer.json()["messages"]] == ["Lu : 850 euros"]


def test_an_unsigned_turn_is_refused(bot: Bot) -> None:
    answer = bot.client.post(TURN_PATH, content=turn_body(MESSAGE))

    assert (answer.status_code, answer.json()) == REFUSED


def test_a_turn_signed_with_another_secret_is_refused(bot: Bot) -> None:
    body, now = turn_body(MESSAGE), str(int(time.time()))

    answer = bot.post(body, timestamp=now, signature=sign(now, body, "another secret"))

    assert (answer.status_code, answer.json()) == REFUSED


def test_a_signature_does_not_serve_for_another_body(bot: Bot) -> None:
    now = str(int(time.time()))

    answer = bot.post(turn_body({"text": "oui"}), timestamp=now, signature=sign(now, turn_body(MESSAGE)))

    assert (answer.status_code, answer.json()) == REFUSED


@pytest.mark.parametrize("age", [120, 61.5, -120])
def test_a_turn_signed_too_long_ago_or_in_the_future_is_refused(bot: Bot, age: float) -> None:
    answer = bot.post(turn_body(MESSAGE), timestamp=str(int(time.time() - age)))

    assert (answer.status_code, answer.json()) == REFUSED


@pytest.mark.parametrize("timestamp", ["demain", "-1", "1e9", "9" * 400])
def test_a_time_that_is_none_is_refused(bot: Bot, timestamp: str) -> None:
    answer = bot.post(turn_body(MESSAGE), timestamp=timestamp)

    assert (answer.status_code, answer.json()) == REFUSED


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"{}", b'{"turn": 1, "message": {"text": "a"}, "record": {}}', turn_body({}), turn_body({"text": 5})],
)
def test_a_signed_request_that_is_not_a_turn_is_refused(bot: Bot, body: bytes) -> None:
    assert bot.post(body).status_code == httpx.codes.BAD_REQUEST


@pytest.mark.parametrize(
    "path",
    ["/", "/version", "/status", "/model", "/conversations/c-1/tracker", "/webhooks/rest/webhook", "/webhooks/rest/"],
)
def test_rasa_s_own_routes_are_not_served(bot: Bot, path: str) -> None:
    assert bot.client.get(path).status_code == httpx.codes.NOT_FOUND
    assert bot.client.post(path, json={"sender": "c-1", "message": "/restart"}).status_code == httpx.codes.NOT_FOUND


def test_the_port_is_open_on_loopback_only(bot: Bot) -> None:
    listening = "0A"
    addresses = set()
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        for line in Path(table).read_text().splitlines()[1:]:
            local, state = line.split()[1], line.split()[3]
            if state == listening and int(local.split(":")[1], 16) == bot.port:
                addresses.add(local.split(":")[0])

    assert addresses == {"0100007F"}  # 127.0.0.1, as Linux writes it
