"""Fair shares: what is refused before anything is read for it, because its member has enough going on already.

A refusal costs one look at the session, and is held back a moment without a thread: whoever insists tires alone.
"""

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Depends, Request
from redis import Redis
from starlette.concurrency import run_in_threadpool

from auth_gateway.dependencies import get_session, services_of
from auth_gateway.platform import metrics, places
from auth_gateway.platform.errors import ProblemError
from auth_gateway.platform.places import Place
from auth_gateway.platform.sessions import SignedInSession

TURNS_AT_ONCE = 3  # of a member: one runs, two wait
UPLOADS_AT_ONCE = 2  # of a member: files are checked in processes of their own
STREAMS_OF_A_SESSION = 3
STREAMS_IN_ALL = 1_000
LEASE_SECONDS = 120  # of a turn or an upload that nobody ends: longer than any of them takes
STREAM_LEASE_SECONDS = 45  # renewed at each heartbeat
REFUSAL_SECONDS = 0.3
TRY_AGAIN_SECONDS = 2

Session = Annotated[SignedInSession, Depends(get_session)]


async def turn_place(request: Request, session: Session) -> AsyncIterator[None]:
    """Let a member have one turn running and two waiting."""
    name = f"turns:{session.account_id}"
    place = await _taken(services_of(request).redis, name, TURNS_AT_ONCE, LEASE_SECONDS, "too_many_turns", status=409)
    try:
        yield
    finally:
        await run_in_threadpool(place.leave)


async def upload_place(request: Request, session: Session) -> AsyncIterator[None]:
    """Let a member send two forms with files at once: the next one is refused before its body is read."""
    place = await _taken(
        services_of(request).redis, f"uploads:{session.account_id}", UPLOADS_AT_ONCE, LEASE_SECONDS, "too_many_uploads"
    )
    try:
        yield
    finally:
        await run_in_threadpool(place.leave)


class StreamPlace:
    """The two places of a stream: among its session's, and among all."""

    def __init__(self, session: SignedInSession, *held: Place) -> None:
        self.session = session
        self._held = held

    def keep(self) -> None:
        for each in self._held:
            each.keep()

    def leave(self) -> None:
        for each in self._held:
            each.leave()


async def stream_place(request: Request, session: Session) -> AsyncIterator[StreamPlace]:
    """Let a session hold three streams, and everybody together a bounded number; left when the stream ends."""
    name = f"streams:{session.account_id}:{session.id}"
    own = await _taken(services_of(request).redis, name, STREAMS_OF_A_SESSION, STREAM_LEASE_SECONDS, "too_many_streams")
    try:
        among_all = await _taken(
            services_of(request).redis, "streams", STREAMS_IN_ALL, STREAM_LEASE_SECONDS, "too_many_streams"
        )
    except BaseException:
        await run_in_threadpool(own.leave)
        raise
    held = StreamPlace(session, own, among_all)
    metrics.STREAMS.inc()
    try:
        yield held
    finally:
        metrics.STREAMS.dec()
        await asyncio.shield(run_in_threadpool(held.leave))  # a stream ends by being cancelled


TurnPlace = Depends(turn_place, scope="function")
UploadPlace = Depends(upload_place, scope="function")
HeldStream = Annotated[StreamPlace, Depends(stream_place)]


async def _taken(redis: Redis, name: str, bound: int, seconds: int, refusal: str, *, status: int = 429) -> Place:
    place = await run_in_threadpool(places.take, redis, name, bound, seconds)
    if place is None:
        await asyncio.sleep(REFUSAL_SECONDS)
        raise ProblemError(
            status, refusal, headers={"Retry-After": str(TRY_AGAIN_SECONDS)}, retry_after=TRY_AGAIN_SECONDS
        )
    return place
