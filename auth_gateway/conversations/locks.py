"""Who waits for whom: a member's turns run one after the other, and a member who has several yields to the others.

The locks in Redis only spare work: what keeps a message from taking effect twice is in the database. They also keep the
shares fair: a turn that had to wait for another of its member then pauses for as long as that one took, so that a
member with turns waiting without end has the assistant for half of the time. Whoever sends a turn after the answer to
the one before never waits, and never pauses.
"""

import contextlib
import time
from collections.abc import Iterator

from redis import Redis
from redis.exceptions import LockError
from redis.lock import Lock

from auth_gateway.platform import metrics
from auth_gateway.platform.db import new_id
from auth_gateway.platform.errors import ProblemError

LOCK_SECONDS = 30  # longer than a run with its waiting; a killed process keeps the others out no longer
MEMBER_WAIT_SECONDS = 20.0  # a member's other conversations wait for their turn; `shares` lets few of them wait
OPENING_WAIT_SECONDS = 10.0  # two tabs that open at once share one conversation
LONGEST_PAUSE_SECONDS = 1.0
LOCK_POLL_SECONDS = 0.02
RETRY_AFTER = {"Retry-After": "2"}


def busy() -> ProblemError:
    return ProblemError(409, "turn_running", headers=RETRY_AFTER)


@contextlib.contextmanager
def turn_of_member(redis: Redis, member_id: str, conversation_id: str, wait: float = 0) -> Iterator[None]:
    """Let a member's turns run one after the other: wait for one of another conversation, refuse one of the same.

    `wait`: for how many seconds to wait for one of the same. Losing the lock is harmless: the version check decides.
    """
    lock = _lock(redis, f"of-member:{member_id}")
    with metrics.timed(metrics.LOCK_WAIT_SECONDS):
        pause = 0.0 if _is_taken(lock, conversation_id) else _wait(redis, lock, conversation_id, wait)
    with _released(lock):
        time.sleep(pause)
        yield


def _is_taken(lock: Lock, conversation_id: str, pause: float = 0) -> bool:
    """Take the lock if it is free; what it holds tells of which conversation it is, and when its turn begins."""
    return bool(lock.acquire(blocking=False, token=f"{conversation_id}:{new_id()}:{time.time() + pause:.3f}"))


def _wait(redis: Redis, lock: Lock, conversation_id: str, wait: float) -> float:
    """Take the lock once it is free; return for how many seconds to pause: as long as the turn before took."""
    given_up, pause = None, 0.0
    while True:
        running = redis.get(lock.name)
        if isinstance(running, bytes):
            of, _, begun = (running.decode() + ":").split(":")[:3]  # a release before this one wrote no instant
            if given_up is None:
                given_up = time.monotonic() + (wait if of == conversation_id else MEMBER_WAIT_SECONDS)
            if time.monotonic() >= given_up:
                raise busy()
            pause = min(max(0.0, time.time() - float(begun or time.time())), LONGEST_PAUSE_SECONDS)
        elif _is_taken(lock, conversation_id, pause):
            return pause
        time.sleep(LOCK_POLL_SECONDS)


@contextlib.contextmanager
def one_opening_at_a_time(redis: Redis, person_id: str) -> Iterator[None]:
    """Let two tabs that open at once open one conversation."""
    lock = _lock(redis, f"opening:{person_id}")
    if not lock.acquire(blocking_timeout=OPENING_WAIT_SECONDS):
        raise busy()
    with _released(lock):
        yield


def _lock(redis: Redis, name: str) -> Lock:
    return Lock(redis, f"turn:{name}", timeout=LOCK_SECONDS, sleep=LOCK_POLL_SECONDS)


@contextlib.contextmanager
def _released(lock: Lock) -> Iterator[None]:
    try:
        yield
    finally:
        with contextlib.suppress(LockError):  # expired, or Redis was emptied meanwhile
            lock.release()
