"""What a monitor is told: ages and counts, of all processes, and nothing of anybody."""

import datetime as dt
import math

import pytest
from prometheus_client import CollectorRegistry, generate_latest
from sqlalchemy import text

from auth_gateway.monitoring import WhatWaits
from auth_gateway.platform import jobs
from auth_gateway.platform.jobs import Job
from auth_gateway.platform.mail import Mail
from auth_gateway.platform.outbox import OutboxMessage
from tests.support.gateway import Gateway


@pytest.fixture
def figures(each_gateway: Gateway) -> CollectorRegistry:
    registry = CollectorRegistry()
    registry.register(WhatWaits(each_gateway.services))
    return registry


def post(gateway: Gateway, kind: str) -> None:
    with gateway.services.db.session() as session:
        gateway.services.outbox.post(session, kind, Mail("zoe@example.org", "Sujet", "Texte secret\n"))


def test_what_waits_is_counted_and_dated_and_what_was_given_up_stays_in_sight(
    each_gateway: Gateway, figures: CollectorRegistry
) -> None:
    services = each_gateway.services
    for kind in ("first", "second", "third"):
        post(each_gateway, kind)
        each_gateway.clock.advance(seconds=30)
    with services.db.session() as session:
        jobs.ask(session, services.cipher, "test", {"of": "somebody"}, services.clock.now())
        dead = session.query(OutboxMessage).filter_by(kind="second").one()
        dead.closed_at, dead.outcome = services.clock.now(), "dead"

    assert figures.get_sample_value("oxyccam_queue_waiting", {"queue": "mail"}) == 2
    assert figures.get_sample_value("oxyccam_queue_oldest_seconds", {"queue": "mail"}) == 90
    assert figures.get_sample_value("oxyccam_queue_given_up", {"queue": "mail"}) == 1
    assert figures.get_sample_value("oxyccam_queue_waiting", {"queue": "job"}) == 1
    assert figures.get_sample_value("oxyccam_queue_given_up", {"queue": "job"}) == 0


def test_what_failed_and_is_to_be_tried_again_has_been_due_since_it_came(
    each_gateway: Gateway, figures: CollectorRegistry
) -> None:
    """So that a relay that is away is told of long before its e-mails are given up."""
    each_gateway.transport.broken = True
    post(each_gateway, "test")
    for _ in range(6):
        each_gateway.clock.advance(seconds=60)
        each_gateway.worker.send_one()

    assert figures.get_sample_value("oxyccam_queue_oldest_seconds", {"queue": "mail"}) == 360


def test_work_that_is_due_later_is_not_late(each_gateway: Gateway, figures: CollectorRegistry) -> None:
    services = each_gateway.services
    with services.db.session() as session:
        jobs.ask(session, services.cipher, "test", {}, services.clock.now() + dt.timedelta(hours=1))

    assert figures.get_sample_value("oxyccam_queue_waiting", {"queue": "job"}) == 1
    assert figures.get_sample_value("oxyccam_queue_oldest_seconds", {"queue": "job"}) == 0


def test_a_mutuelle_whose_file_never_came_has_an_endless_age(figures: CollectorRegistry) -> None:
    assert figures.get_sample_value("oxyccam_feed_age_seconds", {"mutuelle": "mnh"}) == math.inf


def test_a_database_that_does_not_answer_is_told_as_such(each_gateway: Gateway, figures: CollectorRegistry) -> None:
    before = figures.get_sample_value("oxyccam_database_up")
    with each_gateway.services.db.session() as session:
        session.execute(text(f"DROP TABLE {Job.__tablename__}"))

    assert before == 1
    assert figures.get_sample_value("oxyccam_database_up") == 0
    assert figures.get_sample_value("oxyccam_files_held") is None


def test_nothing_of_anybody_is_told(each_gateway: Gateway, figures: CollectorRegistry) -> None:
    post(each_gateway, "test")

    told = generate_latest(figures).decode()

    assert "oxyccam_queue_waiting" in told
    assert "zoe" not in told
    assert "secret" not in told
