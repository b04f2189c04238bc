"""What wakes a stream up: that it listens, once, then each hint in its order."""

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from redis import Redis

from auth_gateway.platform.events import wake_ups
from tests.support.redis_server import RedisServer


def test_a_stream_that_listens_is_woken_by_the_next_hint_and_by_nothing_before_it(redis_server: RedisServer) -> None:
    hints = [{"typing": True}, {"seq": 2}]

    async def woken() -> list[dict[str, Any] | None]:
        stream = wake_ups(redis_server.url, "one", "other")
        found = [await anext(stream)]
        with Redis.from_url(redis_server.url) as redis:
            for channel, hint in zip(("other", "one"), hints, strict=True):
                redis.publish(channel, json.dumps(hint))
        found += [await anext(stream), await anext(stream)]
        await stream.aclose()  # type: ignore[attr-defined]  # it is a generator
        return found

    with ThreadPoolExecutor(1) as apart:  # where no browser's loop runs
        found = apart.submit(asyncio.run, woken()).result()

    assert found == [None, *hints]
