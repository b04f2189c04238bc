"""Server-sent events, over a real server: what is new arrives, a reconnection loses nothing, nothing is prolonged."""

import json
import time
from collections.abc import Iterator

import httpx
import pytest
from sqlalchemy import update

from auth_gateway.accounts import Account, AccountStatus
from auth_gateway.platform.sessions import COOKIE
from tests.support.streams import served, watching
from tests.support.talks import Talks


@pytest.fixture
def address(talks: Talks) -> Iterator[str]:
    with served(talks.gateway.app) as found:
        yield found


def test_a_watcher_is_told_of_typing_then_of_each_message(talks: Talks, address: str) -> None:
    talker = talks.member()

    with watching(address, talker.client, f"{talker.path}/events") as coming:
        talker.say("850 euros")
        seen = [next(coming) for _ in range(3)]

    assert [each["event"] for each in seen] == ["typing", "message", "message"]
    assert [each["data"]["text"] for each in seen[1:]] == ["850 euros", "Vous avez dit : 850 euros"]
    assert [each["id"] for each in seen[1:]] == ["2", "3"]


def test_a_reconnection_goes_on_after_the_last_event_that_was_seen(talks: Talks, address: str) -> None:
    talker = talks.member()
    talker.say("un")

    with watching(address, talker.client, f"{talker.path}/events", **{"Last-Event-ID": "1"}) as coming:
        seen = [next(coming)["data"]["seq"] for _ in range(2)]

    assert seen == [2, 3]


def test_a_stream_neither_prolongs_a_session_nor_outlives_it(talks: Talks, address: str) -> None:
    talker = talks.member()

    with watching(address, talker.client, f"{talker.path}/events") as coming:
        talks.gateway.clock.advance(minutes=11)
        talks.gateway.services.redis.publish(f"conversation:{talker.id}", json.dumps({"seq": 1}))
        seen = list(coming)

    assert [each["event"] for each in seen] == ["signed_out"]


def test_a32_a_suspension_ends_a_stream_at_its_next_wake_up(talks: Talks, address: str) -> None:
    talker = talks.member()

    with watching(address, talker.client, f"{talker.path}/events") as coming:
        with talks.gateway.services.db.session() as db:
            db.execute(update(Account).values(status=AccountStatus.SUSPENDED))
        talks.gateway.services.redis.publish(f"conversation:{talker.id}", json.dumps({"seq": 1}))
        seen = list(coming)

    assert [each["event"] for each in seen] == ["signed_out"]


def test_anothers_stream_is_not_found(talks: Talks, address: str) -> None:
    owner, stranger = talks.member(), talks.member()
    cookie = {"Cookie": f"{COOKIE}={stranger.client.cookies[COOKIE]}"}

    assert httpx.get(f"{address}{owner.path}/events", headers=cookie).status_code == 404


def test_signing_out_ends_a_stream_at_once(talks: Talks, address: str) -> None:
    talker = talks.member()

    with watching(address, talker.client, f"{talker.path}/events") as coming:
        assert talker.client.post("/api/v1/auth/logout").status_code == 204
        seen = list(coming)

    assert [each["event"] for each in seen] == ["signed_out"]


def test_a_stream_that_ends_gives_its_place_back(talks: Talks, address: str) -> None:
    talker = talks.member()
    session = talks.gateway.services.sessions.find(talker.client.cookies[COOKIE])
    assert session is not None
    places = f"places:streams:{session.account_id}:{session.id}"

    with watching(address, talker.client, f"{talker.path}/events"):
        held = talks.gateway.services.redis.zcard(places)
    deadline = time.monotonic() + 5
    while talks.gateway.services.redis.zcard(places) and time.monotonic() < deadline:
        time.sleep(0.02)

    assert held == 1
    assert talks.gateway.services.redis.zcard(places) == 0
