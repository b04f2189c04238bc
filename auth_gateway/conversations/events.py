"""Server-sent events of one conversation.

A stream ends with the session that opened it and never prolongs it.
"""

from collections.abc import AsyncIterator
from typing import Any

from fastapi import Request
from starlette.concurrency import run_in_threadpool

from auth_gateway.conversations.live import channel
from auth_gateway.conversations.models import Conversation, ConversationState
from auth_gateway.conversations.service import caller_at, new_messages, owned
from auth_gateway.dependencies import read_signed_in
from auth_gateway.platform.db import Database
from auth_gateway.platform.errors import ProblemError
from auth_gateway.platform.events import LISTENING, STILL_HERE, event, wake_ups
from auth_gateway.platform.sessions import COOKIE, ended_channel
from auth_gateway.services import ServiceSet
from auth_gateway.shares import StreamPlace


async def stream(
    services: ServiceSet, request: Request, place: StreamPlace, conversation_id: str, after: int
) -> AsyncIterator[str]:
    cookie = request.cookies.get(COOKIE)
    begun = was_aside = False
    async for hint in wake_ups(services.settings.redis_url, channel(conversation_id), ended_channel(place.session.key)):
        if not await run_in_threadpool(_may_watch, services, place, cookie, conversation_id):
            yield event("signed_out", {})
            return
        if hint is not None and "typing" in hint:
            yield event("typing", {})
            continue
        # Read before the first word is sent: what is written after it comes by its hint, behind « typing ».
        messages, is_aside = await run_in_threadpool(_read, services.db, conversation_id, after)
        yield STILL_HERE if begun else LISTENING
        begun = True
        for message in messages:
            after = message["seq"]
            yield event("message", message, after)
        if is_aside and not was_aside:
            yield event("set_aside", {})
        was_aside = is_aside


def _may_watch(services: ServiceSet, place: StreamPlace, cookie: str | None, conversation_id: str) -> bool:
    """Ask again at each wake-up: a session ends, an account is suspended, a child comes of age while one watches."""
    session = services.sessions.find(cookie)
    if session is None:
        return False
    place.keep()
    try:
        signed_in = read_signed_in(services, session)
        if signed_in.person is None:
            return False
        caller = caller_at(services.clock, signed_in.account, signed_in.person, signed_in.rights)
        with services.db.read() as db:
            owned(db, caller, conversation_id)
    except ProblemError:
        return False
    return True


def _read(database: Database, conversation_id: str, after: int) -> tuple[list[dict[str, Any]], bool]:
    """Return what is new, and whether another quote was begun meanwhile."""
    with database.read() as db:
        is_aside = db.get_one(Conversation, conversation_id).state is ConversationState.SET_ASIDE
        return new_messages(db, conversation_id, after), is_aside
