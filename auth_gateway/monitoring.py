"""What waits, and how old it is: read from the database at each visit of the monitor, by the worker's process.

The rows are the truth of all processes, so that one worker tells for all of them. Ages are in seconds.
"""

import datetime as dt
from collections.abc import Iterator

from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from sqlalchemy import case, func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from auth_gateway.cases.models import Attachment, FileState
from auth_gateway.feeds.service import freshness
from auth_gateway.files import Verdict, scanner_at
from auth_gateway.platform.jobs import Job
from auth_gateway.platform.outbox import OutboxMessage
from auth_gateway.services import ServiceSet

NEVER = float("inf")
QUEUES: dict[str, type[OutboxMessage | Job]] = {"mail": OutboxMessage, "job": Job}


class WhatWaits(Collector):
    """A database that does not answer is a figure too: nothing else is told then."""

    def __init__(self, services: ServiceSet) -> None:
        self._services = services

    def collect(self) -> Iterator[GaugeMetricFamily]:
        try:
            with self._services.db.read() as session:
                families = [*_queues(session, self._services.clock.now()), *_others(session, self._services)]
        except SQLAlchemyError:
            families = []
        yield _gauge("oxyccam_database_up", "Whether the database answers.", bool(families))
        yield from families

    def describe(self) -> list[GaugeMetricFamily]:
        """Keep the registry from asking the database when the process starts."""
        return []


def _queues(session: Session, now: dt.datetime) -> Iterator[GaugeMetricFamily]:
    waiting = GaugeMetricFamily("oxyccam_queue_waiting", "Rows that wait for a worker.", labels=["queue"])
    oldest = GaugeMetricFamily(
        "oxyccam_queue_oldest_seconds", "How long the one that waits longest has been due.", labels=["queue"]
    )
    given_up = GaugeMetricFamily("oxyccam_queue_given_up", "Rows of the last 30 days given up.", labels=["queue"])
    for name, table in QUEUES.items():
        due_since = case((table.tries > 0, table.created_at), else_=table.next_try_at)
        count, first = session.execute(select(func.count(), func.min(due_since)).where(table.closed_at.is_(None))).one()
        waiting.add_metric([name], count)
        oldest.add_metric([name], max(0.0, (now - first).total_seconds()) if first else 0.0)
        dead = select(func.count()).select_from(table).where(table.outcome == "dead")
        given_up.add_metric([name], session.scalar(dead) or 0)
    yield from (waiting, oldest, given_up)


def _others(session: Session, services: ServiceSet) -> Iterator[GaugeMetricFamily]:
    now = services.clock.now()
    age = GaugeMetricFamily("oxyccam_feed_age_seconds", "Since a mutuelle's file was taken in.", labels=["mutuelle"])
    for each in freshness(session, now):
        applied = each.last.applied_at if each.last else None
        age.add_metric([each.mutuelle.id], (now - applied).total_seconds() if applied else NEVER)
    yield age
    held = select(func.count()).select_from(Attachment).where(Attachment.state == FileState.QUARANTINED)
    yield _gauge("oxyccam_files_held", "Files held apart until the scanner has seen them.", session.scalar(held) or 0)
    clean = scanner_at(services.settings.scanner).scan(b"", now) is Verdict.CLEAN
    yield _gauge("oxyccam_scanner_up", "Whether the scanner answers, with signatures of this week.", clean)


def _gauge(name: str, about: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, about, value=value)
