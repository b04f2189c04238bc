"""A second machine for Redis: when the first is gone the Sentinels promote the other, and the gateways go there."""

import random
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from ops.stack import Stack
from tests.chaos.faults import Fault, Site
from tests.chaos.promise import BUSINESS_DATE, hold
from tests.support.postgresql import PostgresqlServer, running_postgresql
from tests.support.quotes import CROWN, HIP_REPLACEMENT
from tests.support.redis_sentinel import WatchedRedis, watched_redis

pytestmark = [pytest.mark.rasa, pytest.mark.postgresql]


@pytest.fixture
def own_redis(tmp_path: Path) -> Iterator[WatchedRedis]:
    folder = tmp_path / "watched-redis"
    folder.mkdir()
    with watched_redis(folder) as watched:
        yield watched


@pytest.fixture
def own_postgresql() -> Iterator[PostgresqlServer]:
    with running_postgresql() as server:
        yield server


def killed(watched: WatchedRedis, *, comes_back: bool) -> Fault:
    """Kill the server that is the first; it may come back once the other has taken over, and then follows."""

    def fault(_site: Site, _seconds: float) -> None:
        former = watched.first()
        former.kill()
        watched.wait_promoted(former)
        if comes_back:
            former.start()
            watched.wait_whole()

    return fault


def frozen(watched: WatchedRedis) -> Fault:
    """Let the first stand still with its connections open until the other has taken over, then wake up as before."""

    def fault(_site: Site, _seconds: float) -> None:
        former = watched.first()
        former.signal(signal.SIGSTOP)
        watched.wait_promoted(former)
        former.signal(signal.SIGCONT)
        watched.wait_whole()

    return fault


def test_the_promise_holds_while_the_first_redis_is_killed_and_the_second_takes_over(
    stack: Stack, own_postgresql: PostgresqlServer, own_redis: WatchedRedis, tmp_path: Path
) -> None:
    database = own_postgresql.create()
    url, settings = own_postgresql.url(database), {"OXYCCAM_REDIS_URL": own_redis.url}
    before = own_redis.first()

    with Stack(tmp_path, today=BUSINESS_DATE, database_url=url, assistant_of=stack, settings=settings) as running:
        faults = {"first redis killed": killed(own_redis, comes_back=False)}
        hold(Site(running, own_postgresql, database), faults, [CROWN], members=2, seed=20261130, longest=1)

    assert own_redis.first() is not before


@pytest.mark.chaos
@pytest.mark.timeout(1800)
def test_the_promise_holds_while_two_redis_take_over_from_each_other(
    own_postgresql: PostgresqlServer, own_redis: WatchedRedis, tmp_path: Path
) -> None:
    database = own_postgresql.create()
    url, settings = own_postgresql.url(database), {"OXYCCAM_REDIS_URL": own_redis.url}
    with Stack(tmp_path, today=BUSINESS_DATE, database_url=url, replicas=2, settings=settings) as running:
        faults = {
            "first redis killed": killed(own_redis, comes_back=True),
            "first redis frozen": frozen(own_redis),
            "first redis killed again": killed(own_redis, comes_back=True),
        }
        seed = random.SystemRandom().randrange(10**6)
        hold(Site(running, own_postgresql, database), faults, [HIP_REPLACEMENT, CROWN], members=4, seed=seed, longest=1)
