"""Server-sent events, over a real server: what is new arrives, a reconnection loses nothing, nothing is prolonged."""

import contextlib
import json
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import uvicorn
from sqlalchemy import update

from auth_gateway.accounts import Account, AccountStatus
from auth_gateway.platform.sessions import COOKIE
from tests.support.talks import Talker, Talks


@pytest.fixture
def address(talks: Talks) -> Iterator[str]:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        config = uvicorn.Config(
            talks.gateway.app, log_config=None, access_log=False, lifespan="off", timeout_graceful_shutdown=1
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join(timeout=10)


@contextlib.contextmanager
def watching(address: str, talker: Talker, **headers: str) -> Iterator[Iterator[dict[str, Any]]]:
    """Open the stream; give its events as they come, comments left out."""
    cookie = {"Cookie": f"{COOKIE}={talker.client.cookies[COOKIE]}"}
    with (
        httpx.Client(timeout=30, trust_env=False) as client,
        client.stream("GET", f"{address}{talker.path}/events", headers={**cookie, **headers}) as stream,
    ):
        assert stream.status_code == 200
        assert stream.headers["content-type"].startswith("text/event-stream")
        lines = stream.iter_lines()
        assert next(lines) == "retry: 3000"  # from here on the stream is listening
        yield events(lines)


def events(lines: Iterator[str]) -> Iterator[dict[str, Any]]:
    event: dict[str, Any] = {}
    for line in lines:
        if not line and event:
            yield event
            event = {}
        elif not line.startswith(":") and line:
            name, _, value = line.partition(": ")
            event[name] = json.loads(value) if name == "data" else value


def test_a_watcher_is_told_of_typing_then_of_each_message(talks: Talks, address: str) -> None:
    talker = talks.member()

    with watching(address, talker) as coming:
        talker.say("850 euros")
        seen = [next(coming) for _ in range(3)]

    assert [each["event"] for each in seen] == ["typing", "message", "message"]
    assert [each["data"]["text"] for each in seen[1:]] == ["850 euros", "Vous avez dit : 850 euros"]
    assert [each["id"] for each in seen[1:]] == ["2", "3"]


def test_a_reconnection_goes_on_after_the_last_event_that_was_seen(talks: Talks, address: str) -> None:
    talker = talks.member()
    talker.say("un")

    with watching(address, talker, **{"Last-Event-ID": "1"}) as coming:
        seen = [next(coming)["data"]["seq"] for _ in range(2)]

    assert seen == [2, 3]


def test_a_stream_neither_prolongs_a_session_nor_outlives_it(talks: Talks, address: str) -> None:
    talker = talks.member()

    with watching(address, talker) as coming:
        talks.gateway.clock.advance(minutes=11)
        talks.gateway.services.redis.publish(f"conversation:{talker.id}", json.dumps({"seq": 1}))
        seen = list(coming)

    assert [each["event"] for each in seen] == ["signed_out"]


def test_a32_a_suspension_ends_a_stream_at_its_next_wake_up(talks: Talks, address: str) -> None:
    talker = talks.member()

    with watching(address, talker) as coming:
        with talks.gateway.services.db.session() as db:
            db.execute(update(Account).values(status=AccountStatus.SUSPENDED))
        talks.gateway.services.redis.publish(f"conversation:{talker.id}", json.dumps({"seq": 1}))
        seen = list(coming)

    assert [each["event"] for each in seen] == ["signed_out"]


def test_anothers_stream_is_not_found(talks: Talks, address: str) -> None:
    owner, stranger = talks.member(), talks.member()
    cookie = {"Cookie": f"{COOKIE}={stranger.client.cookies[COOKIE]}"}

    assert httpx.get(f"{address}{owner.path}/events", headers=cookie).status_code == 404
