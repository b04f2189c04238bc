"""Where Redis is: one server, or the one that Sentinels call the first; and what is kept when another takes over."""

import asyncio
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from redis.exceptions import RedisError

from auth_gateway.platform.events import wake_ups
from auth_gateway.platform.redis_place import REDIS_SECONDS, redis_at, watched
from tests.support.redis_sentinel import WatchedRedis, watched_redis


@pytest.fixture(scope="module")
def watched_servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WatchedRedis]:
    with watched_redis(tmp_path_factory.mktemp("watched-redis")) as servers:
        yield servers


def test_an_address_with_sentinels_says_all_that_a_client_needs() -> None:
    place = watched(
        "redis+sentinel://worker:p%40ss@one.example.org:26380,[::1],two/oxyccam?db=3&sentinel_password=s%2F"
    )

    assert place is not None
    assert place.name == "oxyccam"
    assert place.sentinels == (("one.example.org", 26380), ("::1", 26379), ("two", 26379))
    assert place.of_servers == {"username": "worker", "password": "p@ss", "db": 3}
    assert place.of_sentinels["password"] == "s/"


def test_tls_is_spoken_with_servers_and_sentinels_alike() -> None:
    place = watched("rediss+sentinel://one,two/oxyccam")

    assert place is not None
    assert place.of_servers["ssl"] is place.of_sentinels["ssl"] is True


@pytest.mark.parametrize("url", ["redis://127.0.0.1:6379/0", "rediss://:word@one/0", "unix:///run/redis.sock"])
def test_the_address_of_one_server_asks_no_sentinel(url: str) -> None:
    assert watched(url) is None


@pytest.mark.parametrize(
    "url",
    [
        "127.0.0.1:6379",
        "http://127.0.0.1:6379",
        "redis://127.0.0.1:many",
        "redis+sentinel://one:26379",
        "redis+sentinel:///oxyccam",
        "redis+sentinel://one:many/oxyccam",
        "redis+sentinel://one,,two/oxyccam",
        "redis+sentinel://one/oxyccam/0",
        "redis+sentinel://one/oxyccam?db=first",
        "redis+sentinel://one/oxyccam?password=elsewhere",
    ],
)
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  the settings say what is accepted
        watched(url)


def test_a_client_goes_where_the_sentinels_point_and_follows_when_another_takes_over(
    watched_servers: WatchedRedis,
) -> None:
    former = watched_servers.first()
    with redis_at(watched_servers.url) as client:
        client.set("kept", "by both")
        client.wait(1, int(REDIS_SECONDS * 1000))  # until the second has it too

        former.kill()
        with pytest.raises(RedisError):
            client.get("kept")
        watched_servers.wait_promoted(former)

        assert client.get("kept") == b"by both"
        assert client.set("written", "where it may be")


def test_a_stream_listens_to_the_server_that_is_the_first(watched_servers: WatchedRedis) -> None:
    async def woken() -> list[dict[str, Any] | None]:
        stream = wake_ups(watched_servers.url, "channel")
        found = [await anext(stream)]
        with redis_at(watched_servers.url) as client:
            client.publish("channel", json.dumps({"seq": 2}))
        found.append(await anext(stream))
        await stream.aclose()  # type: ignore[attr-defined]  # it is a generator
        return found

    with ThreadPoolExecutor(1) as apart:  # where no browser's loop runs
        assert apart.submit(asyncio.run, woken()).result() == [None, {"seq": 2}]


def test_a_stream_ends_when_no_sentinel_answers() -> None:
    async def words() -> list[object]:
        return [each async for each in wake_ups("redis+sentinel://127.0.0.1:1,127.0.0.1:2/oxyccam", "channel")]

    with ThreadPoolExecutor(1) as apart:
        assert apart.submit(asyncio.run, words()).result() == []
