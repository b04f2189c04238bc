"""Where Redis is: one server, or whichever of several the Sentinels call the first.

`redis://…`, `rediss://…` and `unix://…` name one server. Where Sentinels watch, the address names them instead:
`redis+sentinel://:PASSWORD@one:26379,two:26379,three:26379/NAME`, NAME being the one under which they know the servers
and PASSWORD the servers' own. `?db=1` chooses a database, `&sentinel_password=…` opens the Sentinels;
`rediss+sentinel` speaks TLS with all of them.
"""

from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import parse_qs, unquote, urlsplit

import redis.asyncio
import redis.asyncio.sentinel
import redis.sentinel
from redis import Redis
from redis.backoff import NoBackoff
from redis.connection import parse_url
from redis.retry import Retry

REDIS_SECONDS = 2.0
SENTINEL_SECONDS = 0.5  # a machine that is away has a Sentinel too: the next one is asked soon
SENTINEL_PORT = 26379
ASKED = {"db", "sentinel_password"}

Options = dict[str, Any]


@dataclass(frozen=True)
class Watched:
    """Servers that Sentinels watch under a name; what opens either."""

    name: str
    sentinels: tuple[tuple[str, int], ...]
    of_servers: Options
    of_sentinels: Options


def watched(url: str) -> Watched | None:
    """Return what an address with Sentinels says, None for that of one server; ValueError when it is neither."""
    parts = urlsplit(url)
    if parts.scheme not in ("redis+sentinel", "rediss+sentinel"):
        parse_url(url)  # type: ignore[no-untyped-call]
        return None
    credentials, _, places = parts.netloc.rpartition("@")
    user, _, password = (unquote(each) for each in credentials.partition(":"))
    asked = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    name = unquote(parts.path.removeprefix("/"))
    if not places or not name or "/" in name or asked.keys() - ASKED:
        message = "an address with Sentinels names each of them, and what they call the servers"
        raise ValueError(message)
    tls = {"ssl": True} if parts.scheme == "rediss+sentinel" else {}
    return Watched(
        name=name,
        sentinels=tuple(_place(each) for each in places.split(",")),
        of_servers={"username": user or None, "password": password or None, "db": int(asked.get("db", 0)), **tls},
        of_sentinels={
            "password": asked.get("sentinel_password"),
            "socket_timeout": SENTINEL_SECONDS,
            "socket_connect_timeout": SENTINEL_SECONDS,
            **tls,
        },
    )


def _place(text: str) -> tuple[str, int]:
    parts = urlsplit(f"//{text}")
    if not parts.hostname:
        message = "a Sentinel without a name"
        raise ValueError(message)
    return parts.hostname, parts.port or SENTINEL_PORT


def redis_at(url: str) -> Redis:
    """Return the client of a process: it waits two seconds at most, and asks once more on a connection made anew.

    With Sentinels a new connection goes to the server that they call the first at that moment.
    """
    waits = {"socket_timeout": REDIS_SECONDS, "socket_connect_timeout": REDIS_SECONDS}
    once_more = Retry(NoBackoff(), 1)
    place = watched(url)
    if place is None:
        return Redis.from_url(url, retry=once_more, **waits)
    asked_once = {**place.of_sentinels, "retry": Retry(NoBackoff(), 0)}  # then the next one is asked
    sentinels = redis.sentinel.Sentinel(place.sentinels, sentinel_kwargs=asked_once)  # type: ignore[no-untyped-call]
    first = sentinels.master_for(place.name, retry=once_more, **place.of_servers, **waits)  # type: ignore[no-untyped-call]
    return cast("Redis", first)


async def listening_redis_at(url: str) -> redis.asyncio.Redis:
    """Return a client for one stream: of the server that is the first now, for a stream ends with its connection."""
    place = watched(url)
    if place is None:
        return redis.asyncio.Redis.from_url(url)
    asked_once = {**place.of_sentinels, "retry": redis.asyncio.retry.Retry(NoBackoff(), 0)}
    asking = redis.asyncio.sentinel.Sentinel(place.sentinels, sentinel_kwargs=asked_once)  # type: ignore[no-untyped-call]
    async with asking as sentinels:
        host, port = await sentinels.discover_master(place.name)
    return redis.asyncio.Redis(host=host, port=port, **place.of_servers)
