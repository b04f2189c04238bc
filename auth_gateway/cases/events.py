"""Server-sent events of a member's cases: that something happened in one, for a page that looks again.

A stream ends with the session that opened it and never prolongs it.
"""

from collections.abc import AsyncIterator

from fastapi import Request
from starlette.concurrency import run_in_threadpool

from auth_gateway.cases.live import member_channel
from auth_gateway.dependencies import read_signed_in
from auth_gateway.platform.errors import ProblemError
from auth_gateway.platform.events import LISTENING, STILL_HERE, event, wake_ups
from auth_gateway.platform.sessions import COOKIE, ended_channel
from auth_gateway.services import ServiceSet
from auth_gateway.shares import StreamPlace


async def stream(services: ServiceSet, request: Request, place: StreamPlace, person_id: str) -> AsyncIterator[str]:
    cookie, begun = request.cookies.get(COOKIE), False
    channels = member_channel(person_id), ended_channel(place.session.key)
    async for hint in wake_ups(services.settings.redis_url, *channels):
        if not await run_in_threadpool(_may_watch, services, place, cookie):
            yield event("signed_out", {})
            return
        yield STILL_HERE if begun else LISTENING
        begun = True
        if hint:
            yield event("changed", {"case": hint["case"]})


def _may_watch(services: ServiceSet, place: StreamPlace, cookie: str | None) -> bool:
    """Ask again at each wake-up: a session ends, an account is suspended while one watches."""
    session = services.sessions.find(cookie)
    if session is None:
        return False
    place.keep()
    try:
        return read_signed_in(services, session).person is not None
    except ProblemError:
        return False
