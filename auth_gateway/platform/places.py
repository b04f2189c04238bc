"""Places: how many turns, uploads or streams one member has going at once, over every process of the gateway.

A place is taken, kept for as long as it is used, and left. One that a process took and never left, because it was
killed, frees itself. A silent Redis is an error, which becomes a 503: nobody is let in by default.
"""

import time
from dataclasses import dataclass
from typing import cast

from redis import Redis

from auth_gateway.platform.crypto import new_token


@dataclass(frozen=True)
class Place:
    """A place that was taken under a name; it frees itself `seconds` after it was last kept."""

    redis: Redis
    name: str
    token: str
    seconds: int

    def keep(self) -> None:
        self.redis.zadd(self.name, {self.token: time.time() + self.seconds}, xx=True)
        self.redis.expire(self.name, self.seconds)

    def leave(self) -> None:
        self.redis.zrem(self.name, self.token)


def take(redis: Redis, name: str, bound: int, seconds: int) -> Place | None:
    """Take one of the `bound` places under a name; None when all are taken."""
    place = Place(redis, f"places:{name}", new_token(), seconds)
    now = time.time()  # of leases, not of members: the demonstration's clock does not move it
    with redis.pipeline(transaction=True) as pipe:
        pipe.zremrangebyscore(place.name, 0, now)
        pipe.zadd(place.name, {place.token: now + seconds})
        pipe.zcard(place.name)
        pipe.expire(place.name, seconds)
        taken = cast("int", pipe.execute()[2])
    if taken > bound:
        place.leave()
        return None
    return place
