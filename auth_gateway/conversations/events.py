"""Server-sent events of one conversation: Redis wakes the stream up, the database says what is new.

A stream ends with the session that opened it and never prolongs it. When Redis is silent the heartbeat still looks.
"""

import contextlib
import json
from collections.abc import AsyncIterator
from typing import Any

import redis.asyncio
from fastapi import Request
from redis.exceptions import RedisError
from starlette.concurrency import run_in_threadpool

from auth_gateway.conversations.live import channel
from auth_gateway.conversations.models import Conversation, ConversationState
from auth_gateway.conversations.service import Caller, new_messages, owned
from auth_gateway.dependencies import read_signed_in
from auth_gateway.platform.errors import ProblemError
from auth_gateway.platform.sessions import COOKIE
from auth_gateway.services import ServiceSet

HEARTBEAT_SECONDS = 15.0


async def stream(services: ServiceSet, request: Request, conversation_id: str, after: int) -> AsyncIterator[str]:
    cookie = request.cookies.get(COOKIE)
    client = redis.asyncio.Redis.from_url(services.settings.redis_url)
    try:
        async with client.pubsub() as watched:
            await watched.subscribe(channel(conversation_id))
            yield "retry: 3000\n\n"
            was_aside = False
            while not await request.is_disconnected():
                messages, is_aside = await run_in_threadpool(_read, services, conversation_id, after)
                for message in messages:
                    after = message["seq"]
                    yield _event("message", message, after)
                if is_aside and not was_aside:
                    yield _event("set_aside", {})
                was_aside = is_aside
                woken = await watched.get_message(ignore_subscribe_messages=True, timeout=HEARTBEAT_SECONDS)
                if not await run_in_threadpool(_may_watch, services, cookie, conversation_id):
                    yield _event("signed_out", {})
                    return
                if woken is None:
                    yield ": still here\n\n"
                elif "typing" in json.loads(woken["data"]):
                    yield _event("typing", {})
    except RedisError:
        return  # the browser connects again by itself
    finally:
        with contextlib.suppress(RedisError):
            await client.aclose()


def _may_watch(services: ServiceSet, cookie: str | None, conversation_id: str) -> bool:
    """Ask again at each wake-up: a session ends, an account is suspended, a child comes of age while one watches."""
    session = services.sessions.find(cookie)
    if session is None:
        return False
    try:
        signed_in = read_signed_in(services, session)
        if signed_in.person is None:
            return False
        caller = Caller(signed_in.person, signed_in.rights, services.clock.today(), services.clock.now())
        with services.db.read() as db:
            owned(db, caller, conversation_id)
    except ProblemError:
        return False
    return True


def _read(services: ServiceSet, conversation_id: str, after: int) -> tuple[list[dict[str, Any]], bool]:
    """Return what is new, and whether another quote was begun meanwhile."""
    with services.db.read() as db:
        is_aside = db.get_one(Conversation, conversation_id).state is ConversationState.SET_ASIDE
        return new_messages(db, conversation_id, after), is_aside


def _event(name: str, data: dict[str, Any], number: int | None = None) -> str:
    head = f"id: {number}\n" if number is not None else ""
    return f"{head}event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
