"""Sending the outbox and doing the jobs: `python -m auth_gateway worker`, one or several.

The rows are the truth; Redis only shortens the wait. A row is leased in one transaction, sent with none open, and
closed in another: a crash in between sends the same Message-ID again after the lease, and loses nothing.
"""

import contextlib
import datetime as dt
import signal
import smtplib
import threading
from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

import structlog
from prometheus_client import REGISTRY
from redis.exceptions import RedisError
from sqlalchemy import Select, delete, select, update
from sqlalchemy.orm import Session

from auth_gateway import erasing, papers
from auth_gateway.accounts.links import forget_old_links
from auth_gateway.cases import reminders
from auth_gateway.cases.files import scan_again
from auth_gateway.cases.mails import Tools
from auth_gateway.closings import service as closings
from auth_gateway.exports import routes as export_routes
from auth_gateway.exports import service as exports
from auth_gateway.feeds import service as feeds
from auth_gateway.monitoring import WhatWaits
from auth_gateway.passwords import jobs as password_jobs
from auth_gateway.passwords import service as passwords
from auth_gateway.platform import audit, jobs, metrics
from auth_gateway.platform.db import UNABLE_NOW
from auth_gateway.platform.jobs import Job
from auth_gateway.platform.outbox import NUDGES, OutboxMessage
from auth_gateway.platform.settings import Settings
from auth_gateway.platform.transports import Transport, build_transport
from auth_gateway.registrations import routes as registration_routes
from auth_gateway.registrations import service as registrations
from auth_gateway.services import ServiceSet, build_services
from auth_gateway.signin import service as signin
from auth_gateway.signin import tries

LEASE = dt.timedelta(seconds=60)
TRIES = 5  # of a job
TRIED_FOR = dt.timedelta(days=1)  # an e-mail: a relay may be away for a night
FIRST_BACKOFF, LONGEST_BACKOFF = dt.timedelta(seconds=5), dt.timedelta(minutes=15)  # 5 s, 10, 20, 40 …
POLL_SECONDS = 1
HOUSEKEEPING = dt.timedelta(hours=1)
SCHEDULER_SECONDS = 15 * 60  # of a worker that was killed: the next hour is another's
SCAN_AGAIN = dt.timedelta(minutes=1)
CLOSED_KEPT = dt.timedelta(days=30)

log = structlog.get_logger()

Row = TypeVar("Row", OutboxMessage, Job)

# Who wants to know that an e-mail has left: kind of e-mail -> (session, reference, instant).
AFTER_HAND_OVER: Mapping[str, Callable[[Session, str, dt.datetime], None]] = {
    signin.CODE_MAIL: signin.code_handed_over,
}


# What is done of each kind of job; a job may be done twice, the second time changes nothing.
JOBS: Mapping[str, Callable[[ServiceSet, jobs.Json], None]] = {
    passwords.RESET_JOB: password_jobs.send_reset,
    registrations.JOB: registration_routes.consider,
    exports.JOB: export_routes.prepare,
}


class Worker:
    def __init__(self, services: ServiceSet, transport: Transport) -> None:
        self._services = services
        self._transport = transport
        self._stopping = threading.Event()
        self._tidied_at: dt.datetime | None = None
        self._scanned_at: dt.datetime | None = None

    def stop(self) -> None:
        """Ask the loop to end after the e-mail that it is sending."""
        self._stopping.set()

    def run(self) -> None:
        log.info("worker_started")
        while not self._stopping.is_set():
            try:
                self._tidy()
                self._scan_again()
                while not self._stopping.is_set() and self.work_once():
                    pass
            except UNABLE_NOW as error:
                log.error("database_unavailable", kind=type(error).__name__)  # noqa: TRY400  its text may quote values
            self._wait()
        log.info("worker_stopped")

    def work_once(self) -> bool:
        """Send the next e-mail that is due, or else do the next job; return False when there is neither."""
        return self.send_one() or self.do_one()

    def do_one(self) -> bool:
        """Do the next job that is due; return False when there is none."""
        row = self._lease(Job)
        if row is None:
            return False
        try:
            JOBS[row.kind](self._services, jobs.facts_of(self._services.cipher, row))
        except Exception as error:  # noqa: BLE001  whatever fails, the loop goes on and the job is tried again
            self._job_failed(row, error)
            return True
        self._close_job(row, "done")
        return True

    def _job_failed(self, row: Job, error: Exception) -> None:
        log.warning("job_failed", job=row.id, kind=row.kind, tries=row.tries, error=type(error).__name__)
        if row.tries >= TRIES:
            log.error("job_given_up", job=row.id, kind=row.kind)
            self._close_job(row, "dead")
            return
        again = self._services.clock.now() + backoff(row.tries)
        with self._services.db.session() as session:
            session.execute(update(Job).where(Job.id == row.id).values(next_try_at=again))

    def _close_job(self, row: Job, outcome: str) -> None:
        now = self._services.clock.now()
        with self._services.db.session() as session:
            session.execute(
                update(Job).where(Job.id == row.id).values(closed_at=now, outcome=outcome, facts_sealed=None)
            )
        log.info("job_closed", job=row.id, kind=row.kind, outcome=outcome, tries=row.tries)

    def send_one(self) -> bool:
        """Deal with the next e-mail that is due; return False when there is none."""
        row = self._lease(OutboxMessage)
        if row is None:
            return False
        now = self._services.clock.now()
        if row.expires_at is not None and now >= row.expires_at:
            self._close(row, "expired")
            return True
        try:
            self._transport.hand_over(self._services.outbox.mail_of(row), row.id, now)
        except (OSError, smtplib.SMTPException) as error:
            self._failed(row, error)
            return True
        self._close(row, "sent")
        return True

    def _lease(self, table: type[Row]) -> Row | None:
        now = self._services.clock.now()
        with self._services.db.read() as session:
            if session.scalar(_due(table, now).limit(1)) is None:
                return None
        with self._services.db.session() as session:
            row = session.scalar(_due(table, now).limit(1).with_for_update(skip_locked=True))
            if row is not None:
                row.tries += 1
                row.next_try_at = now + LEASE
            return row

    def _failed(self, row: OutboxMessage, error: Exception) -> None:
        """Try again later, for a day; giving up is what an operator must see."""
        log.warning("mail_not_taken", message=row.id, kind=row.kind, tries=row.tries, error=type(error).__name__)
        now = self._services.clock.now()
        if now - row.created_at >= TRIED_FOR:
            log.error("mail_given_up", message=row.id, kind=row.kind)
            self._close(row, "dead")
            return
        again = now + backoff(row.tries)
        with self._services.db.session() as session:
            session.execute(update(OutboxMessage).where(OutboxMessage.id == row.id).values(next_try_at=again))

    def _close(self, row: OutboxMessage, outcome: str) -> None:
        """Erase the body and say what became of the e-mail."""
        now = self._services.clock.now()
        with self._services.db.session() as session:
            session.execute(
                update(OutboxMessage)
                .where(OutboxMessage.id == row.id)
                .values(closed_at=now, outcome=outcome, body_sealed=None)
            )
            tell = AFTER_HAND_OVER.get(row.kind)
            if outcome == "sent" and tell is not None and row.reference is not None:
                tell(session, row.reference, now)
        log.info("mail_closed", message=row.id, kind=row.kind, outcome=outcome, tries=row.tries)

    def _wait(self) -> None:
        """Wait for a nudge, one second at most."""
        try:
            self._services.redis.blpop([NUDGES], timeout=POLL_SECONDS)
        except RedisError:
            self._stopping.wait(POLL_SECONDS)

    def _scan_again(self) -> None:
        services = self._services
        now = services.clock.now()
        if self._scanned_at is None or now - self._scanned_at >= SCAN_AGAIN:
            self._scanned_at = now
            settled = scan_again(services.db, services.scanner, services.storage, now)
            if settled:
                log.info("files_settled", count=settled)

    def _tidy(self) -> None:
        """Do what is due each hour, unless another worker is doing it now."""
        now = self._services.clock.now()
        if self._tidied_at is None or now - self._tidied_at >= HOUSEKEEPING:
            with self._scheduling() as mine:
                if mine:
                    self._do_hourly(now)
            self._tidied_at = now

    @contextlib.contextmanager
    def _scheduling(self) -> Iterator[bool]:
        """Be the one worker that does it. A silent Redis lets everyone: each row says what was done of it."""
        lease = self._services.redis.lock("scheduler", timeout=SCHEDULER_SECONDS, blocking=False)
        try:
            mine = lease.acquire()
        except RedisError:
            yield True
            return
        try:
            yield mine
        finally:
            if mine:
                with contextlib.suppress(RedisError):  # over, or Redis was emptied meanwhile
                    lease.release()

    def _do_hourly(self, now: dt.datetime) -> None:
        with self._services.db.session() as session:
            tries.forget_old(session, now)
            signin.forget_old_challenges(session, now)
            forget_old_links(session, now - CLOSED_KEPT)
            papers.expire(session, self._services.storage, now)
            exports.expire(session, self._services.storage, now)
            for table in (OutboxMessage, Job):
                session.execute(delete(table).where(table.closed_at <= now - CLOSED_KEPT))
            late = [each.mutuelle.id for each in feeds.freshness(session, now) if each.late]
        deadlines = closings.run_deadlines(self._services.db, self._services.outbox, self._services.clock.today(), now)
        services = self._services
        tools = erasing.Tools(services.outbox, services.storage, services.settings.erasures)
        erased = erasing.run_due(services.db, tools, now)
        told = reminders.remind(services.db, Tools(services.outbox, services.settings), now)
        log.info(
            "deadlines_run",
            complaints=told,
            erased=erased,
            reminded=deadlines.reminded,
            deactivated=deadlines.deactivated,
        )
        with self._services.db.read() as session:
            number, digest = audit.head_of(session)
        log.info("audit_head", anchor=f"{number}:{digest}")  # outside the database: a chain cut short would show
        if late:
            log.error("members_not_updated", mutuelles=late)  # A54: an operator's alarm


def backoff(tries: int) -> dt.timedelta:
    """Return how long to wait after so many failures."""
    doublings = min(tries - 1, 10)
    return min(FIRST_BACKOFF * (1 << doublings), LONGEST_BACKOFF)


def _due(table: type[Row], now: dt.datetime) -> Select[Row]:
    return select(table).where(table.closed_at.is_(None), table.next_try_at <= now).order_by(table.next_try_at)


def work(settings: Settings) -> None:
    """Run until SIGTERM or Ctrl-C."""
    services = build_services(settings)
    worker = Worker(services, build_transport(settings))
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: worker.stop())
    REGISTRY.register(WhatWaits(services))
    metrics.serve(settings.metrics)
    worker.run()
    services.close()
