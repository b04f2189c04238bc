"""A clock that a demonstration moves, so that deadlines can be seen: how far it is moved is kept in Redis."""

import contextlib
import datetime as dt
import time

from redis import Redis
from redis.exceptions import RedisError

from auth_gateway.platform.clock import paris_date

KEY = "demonstration:clock"
SEEN_WITHIN = 1.0  # seconds until every process goes by the new time


class MovedClock:
    """The real time and the given business date, until it is moved; from then on the day is that of the moved time."""

    def __init__(self, redis: Redis, fixed_today: dt.date | None) -> None:
        self._redis = redis
        self._fixed_today = fixed_today
        self._moved_by: dt.timedelta | None = None
        self._read_at = -SEEN_WITHIN

    def now(self) -> dt.datetime:
        return dt.datetime.now(dt.UTC) + (self._distance() or dt.timedelta())

    def today(self) -> dt.date:
        moved = self._distance() is not None
        return self._fixed_today if self._fixed_today and not moved else paris_date(self.now())

    def move_to(self, moment: dt.datetime | None) -> None:
        """Let it be that moment now; None gives the real time back."""
        if moment is None:
            self._redis.delete(KEY)
        else:
            self._redis.set(KEY, (moment - dt.datetime.now(dt.UTC)).total_seconds())
        self._read_at = -SEEN_WITHIN

    def _distance(self) -> dt.timedelta | None:
        if time.monotonic() - self._read_at >= SEEN_WITHIN:
            with contextlib.suppress(RedisError):  # a silent Redis stops no clock
                kept = self._redis.get(KEY)
                self._moved_by = dt.timedelta(seconds=float(kept)) if isinstance(kept, bytes) else None
            self._read_at = time.monotonic()
        return self._moved_by
