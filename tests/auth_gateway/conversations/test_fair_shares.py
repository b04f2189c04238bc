"""What one member may have going on at once, and how often: the others keep their share (C5, issue of the desk)."""

import dataclasses
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from limits import RateLimitItemPerDay, RateLimitItemPerHour

from auth_gateway.platform import places
from auth_gateway.platform.limits import STRICT, Share
from auth_gateway.platform.sessions import COOKIE
from auth_gateway.shares import STREAMS_OF_A_SESSION, TURNS_AT_ONCE
from tests.support.gateway import Gateway
from tests.support.scripted_bot import ordinary
from tests.support.talks import Talker, Talks

Json = dict[str, Any]
CLIENTS = 8


def test_the_assistant_works_for_a_member_one_turn_at_a_time_and_few_wait(talks: Talks) -> None:
    talker = talks.member()
    conversations = [talker.open(fresh=True)["id"] for _ in range(CLIENTS)]
    at_work, most = 0, 0
    counting = threading.Lock()

    def slow(turn: Json) -> Json:
        nonlocal at_work, most
        with counting:
            at_work += 1
            most = max(most, at_work)
        time.sleep(0.15)
        with counting:
            at_work -= 1
        return ordinary(turn)

    talks.bot.answer = slow
    with ThreadPoolExecutor(CLIENTS) as pool:
        answers = list(pool.map(lambda each: Talker(talker.client, talker.person, each).post(text="un"), conversations))

    done = [each for each in answers if each.status_code == 200]
    refused = [each for each in answers if each.status_code == 409]
    assert most == 1
    assert len(done) == TURNS_AT_ONCE
    assert len(refused) == CLIENTS - TURNS_AT_ONCE
    assert {each.json()["code"] for each in refused} == {"too_many_turns"}
    assert all(int(each.headers["Retry-After"]) > 0 for each in refused)


def test_a_place_that_nobody_left_frees_itself(gateway: Gateway) -> None:
    redis = gateway.services.redis
    killed = places.take(redis, "somebody", bound=1, seconds=60)
    assert killed is not None
    assert places.take(redis, "somebody", bound=1, seconds=60) is None

    redis.zadd(killed.name, {killed.token: time.time() - 1})

    assert places.take(redis, "somebody", bound=1, seconds=60) is not None


def test_a_place_is_kept_as_long_as_it_is_used(gateway: Gateway) -> None:
    redis = gateway.services.redis
    used = places.take(redis, "somebody", bound=1, seconds=60)
    assert used is not None
    redis.zadd(used.name, {used.token: time.time() + 1})

    used.keep()

    assert places.take(redis, "somebody", bound=1, seconds=60) is None
    assert redis.zcount(used.name, time.time() + 50, "+inf") == 1


@pytest.mark.parametrize(
    ("share", "path", "body"),
    [
        (Share.OPENINGS, "conversations", {"json": {"fresh": True}}),
        (Share.CASES, "cases", {"data": {"comment": "Merci de relire."}}),
        (Share.SUPPORT_REQUESTS, "support", {"json": {"message": "Bonjour"}}),
    ],
)
def test_one_too_many_of_a_member_is_refused_with_its_sentence_and_when_to_come_back(
    talks: Talks, share: Share, path: str, body: Json
) -> None:
    limits = talks.gateway.services.limits
    limits.figures = dataclasses.replace(STRICT, shares={**STRICT.shares, share: RateLimitItemPerDay(2)})
    talker, other = talks.member(opened=False), talks.member(opened=False)

    answers = [talker.client.post(f"/api/v1/{path}", **body) for _ in range(3)]

    assert [each.status_code for each in answers] == [201, 201, 429]
    assert answers[-1].json()["code"] == f"too_many_{share}"
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 24 * 3600
    assert other.client.post(f"/api/v1/{path}", **body).status_code == 201


def test_messages_inside_cases_have_their_limit_too(talks: Talks) -> None:
    limits = talks.gateway.services.limits
    limits.figures = dataclasses.replace(STRICT, shares={**STRICT.shares, Share.CASE_MESSAGES: RateLimitItemPerHour(1)})
    talker = talks.member(opened=False)
    case = talker.client.post("/api/v1/cases", data={"comment": "Merci de relire."}).json()["id"]

    answers = [talker.client.post(f"/api/v1/cases/{case}/messages", json={"text": "Alors ?"}) for _ in range(2)]

    assert [each.status_code for each in answers] == [201, 429]
    assert answers[-1].json()["code"] == "too_many_case_messages"


def test_a_stream_too_many_of_a_session_is_refused(talks: Talks) -> None:
    talker = talks.member()
    services = talks.gateway.services
    session = services.sessions.find(talker.client.cookies[COOKIE])
    assert session is not None
    for _ in range(STREAMS_OF_A_SESSION):
        assert places.take(services.redis, f"streams:{session.account_id}:{session.id}", STREAMS_OF_A_SESSION, 60)

    answer = talker.client.get(f"{talker.path}/events")

    assert (answer.status_code, answer.json()["code"]) == (429, "too_many_streams")
    assert int(answer.headers["Retry-After"]) > 0
