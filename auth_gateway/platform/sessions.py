"""Sessions in Redis: an opaque cookie, its hash as the key, ten minutes of idleness, an absolute end.

Redis holds nothing else of worth: losing it signs people out. While it is silent nobody is let in (its errors become
a 503). Status, rights and birthdays are not kept here: they are read from the database at each request.
"""

import datetime as dt
import json
from dataclasses import asdict, dataclass, replace
from typing import cast

from redis import Redis

from auth_gateway.platform.clock import Clock
from auth_gateway.platform.crypto import new_token, token_hash

COOKIE = "__Host-oxyccam"
IDLE = dt.timedelta(minutes=10)
PARALLEL_SESSIONS = 3


@dataclass(frozen=True)
class SignedInSession:
    """`key` is the hash of the cookie; its beginning names the session to its owner and opens nothing."""

    key: str
    account_id: str
    password_version: int
    csrf_token: str
    created_at: float
    last_action_at: float
    ends_at: float

    @property
    def id(self) -> str:
        return self.key[:32]


class Sessions:
    def __init__(self, redis: Redis, clock: Clock) -> None:
        self._redis = redis
        self._clock = clock

    def open(self, account_id: str, password_version: int, lasts: dt.timedelta) -> tuple[str, SignedInSession]:
        """Return the cookie's value and the session; the oldest of more than three sessions of an account ends."""
        cookie, now = new_token(), self._clock.now().timestamp()
        session = SignedInSession(
            key=token_hash(cookie),
            account_id=account_id,
            password_version=password_version,
            csrf_token=new_token(),
            created_at=now,
            last_action_at=now,
            ends_at=now + lasts.total_seconds(),
        )
        index = f"sessions-of:{account_id}"
        with self._redis.pipeline(transaction=True) as pipe:
            pipe.set(_name(session.key), _dump(session), ex=self._lifetime(session))
            pipe.zadd(index, {session.key: now})
            pipe.expire(index, int(lasts.total_seconds()))
            pipe.execute()
        surplus = self._redis.zcard(index) - PARALLEL_SESSIONS
        ended = self._redis.zpopmin(index, surplus) if surplus > 0 else []
        for old, _opened_at in cast("list[tuple[bytes, float]]", ended):
            self._end(old.decode())
        return cookie, session

    def rotate(self, session: SignedInSession, password_version: int) -> str:
        """Go on with a session under a new cookie, which is returned; its absolute end and its forms stay good.

        One that was closed meanwhile stays closed: the cookie then opens nothing.
        """
        cookie = new_token()
        renewed = replace(
            session,
            key=token_hash(cookie),
            password_version=password_version,
            last_action_at=self._clock.now().timestamp(),
        )
        index = f"sessions-of:{session.account_id}"
        with self._redis.pipeline(transaction=True) as pipe:
            pipe.rename(_name(session.key), _name(renewed.key))
            pipe.set(_name(renewed.key), _dump(renewed), ex=self._lifetime(renewed), xx=True)
            pipe.zrem(index, session.key)
            pipe.zadd(index, {renewed.key: renewed.created_at})
            pipe.execute(raise_on_error=False)  # there is nothing to rename once it is closed
        return cookie

    def of(self, account_id: str) -> list[SignedInSession]:
        """Return the live sessions of an account, the latest opened first."""
        keys = cast("list[bytes]", self._redis.zrevrange(f"sessions-of:{account_id}", 0, -1))
        found = []
        for key in (each.decode() for each in keys):
            stored = cast("bytes | None", self._redis.get(_name(key)))
            if stored is not None:
                found.append(SignedInSession(key=key, **json.loads(stored)))
        return found

    def find(self, cookie: str | None) -> SignedInSession | None:
        """Return the live session of this cookie, without counting the call as an action of its member."""
        if not cookie:
            return None
        key = token_hash(cookie)
        stored = self._redis.get(_name(key))
        if stored is None:
            return None
        session = SignedInSession(key=key, **json.loads(stored))
        now = self._clock.now().timestamp()
        if now >= session.ends_at or now - session.last_action_at >= IDLE.total_seconds():
            self.close(session)
            return None
        return session

    def touch(self, session: SignedInSession) -> None:
        """Count an action of the member: ten more minutes, unless the session was closed meanwhile."""
        acted = replace(session, last_action_at=self._clock.now().timestamp())
        self._redis.set(_name(session.key), _dump(acted), ex=self._lifetime(acted), xx=True)

    def close(self, session: SignedInSession) -> None:
        self._end(session.key)
        self._redis.zrem(f"sessions-of:{session.account_id}", session.key)

    def _end(self, key: str) -> None:
        """Forget a session, and wake its streams up: they end with it."""
        self._redis.delete(_name(key))
        self._redis.publish(ended_channel(key), "{}")

    def _lifetime(self, session: SignedInSession) -> int:
        remaining = session.ends_at - self._clock.now().timestamp()
        return max(1, int(min(IDLE.total_seconds(), remaining)))


def ended_channel(key: str) -> str:
    """Name the channel that wakes up whoever watches for a session."""
    return f"session-ended:{key}"


def _name(key: str) -> str:
    return f"session:{key}"


def _dump(session: SignedInSession) -> str:
    values = asdict(session)
    del values["key"]
    return json.dumps(values)
