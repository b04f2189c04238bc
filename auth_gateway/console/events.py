"""Server-sent events of the desk: a new case, a new message, a case taken by another; nothing of what they say.

A reader hears of the cases that they may see (A43), and not of what they do themselves.
"""

from collections.abc import AsyncIterator
from typing import Any

from fastapi import Request
from starlette.concurrency import run_in_threadpool

from auth_gateway.accounts import Account
from auth_gateway.cases.live import CHANNEL
from auth_gateway.cases.models import EventKind
from auth_gateway.dependencies import read_signed_in
from auth_gateway.platform.errors import ProblemError
from auth_gateway.platform.events import LISTENING, STILL_HERE, event, wake_ups
from auth_gateway.platform.sessions import COOKIE, ended_channel
from auth_gateway.services import ServiceSet
from auth_gateway.shares import StreamPlace
from auth_gateway.staff import DESK, mutuelles_of

Json = dict[str, Any]

NAMES = {
    EventKind.RECEIVED: "new_case",
    EventKind.REOPENED: "new_case",
    EventKind.REPLIED: "new_message",
    EventKind.TAKEN: "taken",
    EventKind.ASSIGNED: "taken",
}
"""What a step is called for the desk; any other is `changed`."""


async def stream(services: ServiceSet, request: Request, place: StreamPlace) -> AsyncIterator[str]:
    cookie, begun = request.cookies.get(COOKIE), False
    async for hint in wake_ups(services.settings.redis_url, CHANNEL, ended_channel(place.session.key)):
        may_watch, told = await run_in_threadpool(_look, services, place, cookie, hint)
        if not may_watch:
            yield event("signed_out", {})
            return
        yield STILL_HERE if begun else LISTENING
        begun = True
        if told is not None:
            yield told


def _look(services: ServiceSet, place: StreamPlace, cookie: str | None, hint: Json | None) -> tuple[bool, str | None]:
    """Say whether the reader may still watch, and what the hint is to them: an event, or nothing."""
    session = services.sessions.find(cookie)
    if session is None:
        return False, None
    place.keep()
    try:
        account = read_signed_in(services, session).account
    except ProblemError:
        return False, None
    if account.role not in DESK:
        return False, None
    if not hint or hint["by"] == account.id:
        return True, None
    with services.db.read() as db:
        if hint["mutuelle"] not in mutuelles_of(db, account.id) and hint["assignee"] != account.id:
            return True, None
        by = db.get(Account, hint["by"]) if hint["by"] else None
        assignee = db.get(Account, hint["assignee"]) if hint["assignee"] else None
    data = {
        "case": hint["case"],
        "reference": hint["reference"],
        "by": by.staff_name if by else None,
        "assignee": assignee.staff_name if assignee else None,
        "mine": hint["assignee"] == account.id,
    }
    return True, event(NAMES.get(EventKind(hint["kind"]), "changed"), data)
