"""A member who has several turns at once yields to the others; one who waits for each answer never waits otherwise."""

import time
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Any

import pytest

from auth_gateway.conversations import locks
from auth_gateway.conversations.locks import LONGEST_PAUSE_SECONDS, turn_of_member
from auth_gateway.platform.db import new_id
from auth_gateway.platform.errors import ProblemError
from auth_gateway.shares import TURNS_AT_ONCE
from tests.support.gateway import Gateway
from tests.support.scripted_bot import ordinary
from tests.support.talks import Talker, Talks

Json = dict[str, Any]
TURN_SECONDS = 0.2


def test_between_two_turns_of_a_member_who_had_both_going_the_others_have_as_long_as_the_first_took(
    talks: Talks,
) -> None:
    talker = talks.member()
    conversations = [talker.open(fresh=True)["id"] for _ in range(TURNS_AT_ONCE)]
    worked: list[tuple[float, float]] = []

    def slow(turn: Json) -> Json:
        begun = time.monotonic()
        time.sleep(TURN_SECONDS)
        worked.append((begun, time.monotonic()))
        return ordinary(turn)

    talks.bot.answer = slow
    with ThreadPoolExecutor(TURNS_AT_ONCE) as pool:
        answers = list(pool.map(lambda each: Talker(talker.client, talker.person, each).post(text="un"), conversations))

    assert [each.status_code for each in answers] == [200] * TURNS_AT_ONCE
    assert len(worked) == TURNS_AT_ONCE
    for (begun, ended), (next_begun, _) in pairwise(sorted(worked)):
        assert next_begun - ended >= 0.95 * min(ended - begun, LONGEST_PAUSE_SECONDS)


def test_a_client_that_sends_turn_after_turn_as_fast_as_it_is_answered_never_waits(
    talks: Talks, monkeypatch: pytest.MonkeyPatch
) -> None:
    def waited(*_: object) -> float:
        message = "a turn had to wait for the one before, which was answered"
        raise AssertionError(message)

    monkeypatch.setattr(locks, "_wait", waited)
    talker = talks.member()
    one, other = talker.id, talker.open(fresh=True)["id"]

    answers = [Talker(talker.client, talker.person, each).post(text="un") for each in (one, one, other) * 10]

    assert [each.status_code for each in answers] == [200] * 30


def test_a_second_turn_of_the_same_conversation_is_refused_at_once(gateway: Gateway) -> None:
    redis, member, conversation = gateway.services.redis, new_id(), new_id()

    with (
        turn_of_member(redis, member, conversation),
        pytest.raises(ProblemError) as refused,
        turn_of_member(redis, member, conversation),
    ):
        pass

    assert (refused.value.status, refused.value.code) == (409, "turn_running")


def test_a_turn_left_by_a_process_that_died_makes_the_next_one_wait_until_it_is_forgotten(gateway: Gateway) -> None:
    redis, member = gateway.services.redis, new_id()
    redis.set(f"turn:of-member:{member}", f"{new_id()}:{new_id()}:{time.time() - 3600}", px=300)

    begun = time.monotonic()
    with turn_of_member(redis, member, new_id()):
        waited = time.monotonic() - begun

    assert LONGEST_PAUSE_SECONDS <= waited < 3600


def test_a_turn_that_the_release_before_began_is_waited_for(gateway: Gateway) -> None:
    redis, member = gateway.services.redis, new_id()
    redis.set(f"turn:of-member:{member}", f"{new_id()}:{new_id()}", px=100)

    with turn_of_member(redis, member, new_id()):
        held = redis.get(f"turn:of-member:{member}")

    assert isinstance(held, bytes)
    assert held.count(b":") == 2
