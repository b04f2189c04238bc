"""Server-sent events: Redis wakes a stream up with a hint, the database says what is new.

When nothing comes the heartbeat still looks. A silent Redis ends the stream: the browser connects again by itself.
"""

import contextlib
import json
from collections.abc import AsyncIterator
from typing import Any

from redis.exceptions import RedisError

from auth_gateway.platform.redis_place import listening_redis_at

Json = dict[str, Any]

HEARTBEAT_SECONDS = 15.0
MEDIA_TYPE = "text/event-stream"
HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
LISTENING = "retry: 3000\n\n"
"""The first words of a stream, once it is listening: how long a browser waits before it connects again."""
STILL_HERE = ": still here\n\n"


def event(name: str, data: Json, number: int | None = None) -> str:
    head = f"id: {number}\n" if number is not None else ""
    return f"{head}event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"


async def wake_ups(redis_url: str, *channels: str) -> AsyncIterator[Json | None]:
    """Yield each hint that comes on the channels; None at first, once listening, and after a time without any."""
    try:
        client = await listening_redis_at(redis_url)
    except RedisError:
        return
    try:
        async with client.pubsub() as watched:
            await watched.subscribe(*channels)
            for _ in channels:  # each says that it listens, which is no hint
                await watched.get_message(timeout=HEARTBEAT_SECONDS)
            yield None
            while True:
                message = await watched.get_message(ignore_subscribe_messages=True, timeout=HEARTBEAT_SECONDS)
                yield json.loads(message["data"]) if message is not None else None
    except RedisError:
        return
    finally:
        with contextlib.suppress(RedisError):
            await client.aclose()
