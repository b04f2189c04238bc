"""Who has a case open just now, so that two advisors on one case see each other: in Redis alone, gone with the page.

A page that is looked at holds a stream of its case: for as long as it does, its reader is there.
"""

import asyncio
import json
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Query
from redis import Redis
from starlette.concurrency import run_in_threadpool

from auth_gateway.console.scope import case_for
from auth_gateway.dependencies import Services, WatchingAdvisor
from auth_gateway.platform.crypto import new_token
from auth_gateway.shares import STREAM_LEASE_SECONDS


@dataclass(frozen=True)
class Presence:
    """One page of one case, before one advisor; the same advisor may have several."""

    redis: Redis
    case_id: str
    account_id: str
    token: str

    @property
    def channel(self) -> str:
        return f"here:{self.case_id}"

    def keep(self) -> None:
        """Be there, for a little longer than until the next heartbeat; whoever else is there hears of a new page."""
        until = time.time() + STREAM_LEASE_SECONDS  # of a lease: the demonstration's clock does not move it
        came = self.redis.zadd(self._name, {self._page: until})
        self.redis.expire(self._name, STREAM_LEASE_SECONDS)
        if came:
            self._tell()

    def leave(self) -> None:
        if self.redis.zrem(self._name, self._page):
            self._tell()

    def others(self) -> set[str]:
        """Return the accounts of who else is there."""
        pages = self.redis.zrangebyscore(self._name, time.time(), "+inf")
        return {page.decode().partition(" ")[0] for page in pages} - {self.account_id}  # type: ignore[union-attr]

    @property
    def _name(self) -> str:
        return f"desk:{self.channel}"

    @property
    def _page(self) -> str:
        return f"{self.account_id} {self.token}"

    def _tell(self) -> None:
        self.redis.publish(self.channel, json.dumps({"here": self.case_id}))


async def presence(
    services: Services, desk: WatchingAdvisor, case: Annotated[str | None, Query(max_length=40)] = None
) -> AsyncIterator[Presence | None]:
    """Give the place of a reader in the case that is watched, which has to be of their scope; None for the list."""
    if case is None:
        yield None
        return

    def check() -> None:
        with services.db.read() as db:
            case_for(db, desk, case)

    await run_in_threadpool(check)
    here = Presence(services.redis, case, desk.account.id, new_token())
    try:
        yield here
    finally:
        await asyncio.shield(run_in_threadpool(here.leave))  # a stream ends by being cancelled


HeldPresence = Annotated[Presence | None, Depends(presence)]
