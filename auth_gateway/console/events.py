"""Server-sent events of the desk: a new case, a new message, a case taken by another, who else has it open.

Nothing of what members write is in them.

A reader hears of the cases that they may see (A43), and not of what they do themselves.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

from fastapi import Request
from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool

from auth_gateway.accounts import Account
from auth_gateway.cases.live import CHANNEL
from auth_gateway.cases.models import EventKind
from auth_gateway.console.presence import Presence
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


async def stream(
    services: ServiceSet, request: Request, place: StreamPlace, here: Presence | None
) -> AsyncIterator[str]:
    watching = _Watching(services, place, request.cookies.get(COOKIE), here)
    begun = False
    channels = [CHANNEL, ended_channel(place.session.key), *([here.channel] if here else [])]
    async for hint in wake_ups(services.settings.redis_url, *channels):
        told = await run_in_threadpool(watching.look, hint)
        if told is None:
            yield event("signed_out", {})
            return
        yield STILL_HERE if begun else LISTENING
        begun = True
        for each in told:
            yield each


@dataclass
class _Watching:
    """A reader and what they have been told of who else is there."""

    services: ServiceSet
    place: StreamPlace
    cookie: str | None
    here: Presence | None
    told_of: frozenset[str] = frozenset()

    def look(self, hint: Json | None) -> list[str] | None:
        """Return the events that a wake-up makes for this reader; None when they may watch no longer."""
        session = self.services.sessions.find(self.cookie)
        if session is None:
            return None
        self.place.keep()
        try:
            account = read_signed_in(self.services, session).account
        except ProblemError:
            return None
        if account.role not in DESK:
            return None
        with self.services.db.read() as db:
            step = self._step(db, account.id, hint) if hint and "kind" in hint else []
            return [*step, *self._who_else(db)]

    def _step(self, db: Session, reader_id: str, hint: Json) -> list[str]:
        if hint["by"] == reader_id:
            return []
        if hint["mutuelle"] not in mutuelles_of(db, reader_id) and hint["assignee"] != reader_id:
            return []
        data = {
            "case": hint["case"],
            "reference": hint["reference"],
            "by": _name(db, hint["by"]),
            "assignee": _name(db, hint["assignee"]),
            "mine": hint["assignee"] == reader_id,
        }
        return [event(NAMES.get(EventKind(hint["kind"]), "changed"), data)]

    def _who_else(self, db: Session) -> list[str]:
        """Say who else has the case open, when that has changed."""
        if self.here is None:
            return []
        self.here.keep()
        others = frozenset(self.here.others())
        if others == self.told_of:
            return []
        self.told_of = others
        return [
            event("here", {"case": self.here.case_id, "names": sorted(filter(None, (_name(db, o) for o in others)))})
        ]


def _name(db: Session, account_id: str | None) -> str | None:
    account = db.get(Account, account_id) if account_id else None
    return account.staff_name if account else None
