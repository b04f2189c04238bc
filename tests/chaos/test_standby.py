"""A second machine for the database: when the first is gone, the standby has all that was acknowledged."""

import contextlib

import pytest
from sqlalchemy.exc import DBAPIError

from auth_gateway.migrate import migrate
from auth_gateway.platform.db import UNABLE_NOW, Database
from auth_gateway.platform.mail import Mail
from auth_gateway.platform.outbox import OutboxMessage
from auth_gateway.platform.settings import Settings
from auth_gateway.services import ServiceSet, build_services
from tests.support.postgresql import running_postgresql

pytestmark = [pytest.mark.chaos, pytest.mark.postgresql]

WRITES = 40


def write(services: ServiceSet, number: int) -> None:
    with services.db.session() as session:
        services.outbox.post(session, f"test {number}", Mail("zoe@example.org", "Sujet", "Texte"))


def kinds(db: Database) -> list[str]:
    with db.read() as session:
        return sorted(row.kind for row in session.query(OutboxMessage))


def test_what_was_acknowledged_is_on_the_standby_that_is_promoted_and_the_gateway_finds_it_by_itself() -> None:
    with running_postgresql() as first:
        name = first.create()
        migrate(Settings.for_demonstration(database_url=first.url(name)))
        with first.standby() as second:
            services = build_services(Settings.for_demonstration(database_url=first.url(name, second)))
            for number in range(WRITES):
                write(services, number)
            acknowledged = [f"test {number}" for number in range(WRITES)]

            first.kill()
            with pytest.raises(UNABLE_NOW):
                write(services, WRITES)
            second.promote()
            with contextlib.suppress(DBAPIError):  # a connection that the first had, kept in the pool
                write(services, WRITES + 1)
            write(services, WRITES + 2)

            assert set(acknowledged) <= set(kinds(services.db))
            assert len(kinds(services.db)) == len(set(kinds(services.db)))
            services.close()
