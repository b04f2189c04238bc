"""The database: migrations equal models, readers cannot write, writers wait, instants are UTC."""

import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text, update
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError

from auth_gateway.accounts import Account
from auth_gateway.members import Person
from auth_gateway.migrate import alembic_config, migrate
from auth_gateway.models import Base
from auth_gateway.platform.db import Database
from tests.support.gateway import Gateway
from tests.support.people import child_of, member


def test_the_migrations_make_what_the_models_say(each_gateway: Gateway) -> None:
    with each_gateway.services.db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})

        assert compare_metadata(context, Base.metadata) == []


def test_the_migrations_have_one_head() -> None:
    assert len(ScriptDirectory.from_config(alembic_config()).get_heads()) == 1


def test_migrating_twice_changes_nothing(each_gateway: Gateway) -> None:
    person = member()
    each_gateway.save(person)

    migrate(each_gateway.services.settings)

    with each_gateway.services.db.read() as session:
        assert session.get(Person, person.id) is not None


def test_a_reading_transaction_cannot_write(each_gateway: Gateway) -> None:
    each_gateway.save_with_account(member())

    with pytest.raises(DBAPIError), each_gateway.services.db.read() as session:
        session.execute(update(Account).values(wrong_codes=9))
    each_gateway.save(member())  # the same connection writes again afterwards


def test_an_error_in_a_transaction_undoes_all_of_it(each_gateway: Gateway) -> None:
    person = member()
    db = each_gateway.services.db

    def fail_half_way() -> None:
        with db.session() as session:
            session.add(person)
            session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_half_way()
    with db.read() as session:
        assert session.get(Person, person.id) is None


def test_twenty_writers_at_once_lose_no_update(each_gateway: Gateway) -> None:
    account = each_gateway.save_with_account(member())
    start = threading.Barrier(20)

    def write(_: int) -> None:
        start.wait()
        with each_gateway.services.db.session() as session:
            row = session.get_one(Account, account.id, with_for_update=True)
            row.code_counter += 1

    with ThreadPoolExecutor(20) as pool:
        list(pool.map(write, range(20)))

    with each_gateway.services.db.read() as session:
        assert session.get_one(Account, account.id).code_counter == 20


def test_an_instant_comes_back_in_utc_and_a_naive_one_is_refused(each_gateway: Gateway) -> None:
    paris = dt.datetime(2026, 7, 1, 10, tzinfo=dt.timezone(dt.timedelta(hours=2)))
    person = member(fed_at=paris)
    each_gateway.save(person)

    with each_gateway.services.db.read() as session:
        stored = session.get_one(Person, person.id).fed_at
    assert (stored, stored.tzinfo) == (paris, dt.UTC)
    with pytest.raises(StatementError, match="naive"):
        each_gateway.save(member(fed_at=dt.datetime(2026, 7, 1)))  # noqa: DTZ001  this is what is refused


def test_the_database_itself_refuses_a_dependant_without_principal_and_an_unknown_one(each_gateway: Gateway) -> None:
    with pytest.raises(IntegrityError):
        each_gateway.save(child_of(member(), principal_id=None))
    with pytest.raises(IntegrityError):
        each_gateway.save(child_of(member()))


def test_sqlite_syncs_each_commit_to_disk(sqlite_url: str) -> None:
    db = Database(sqlite_url)

    with db.read() as session:
        assert session.scalar(text("PRAGMA journal_mode")) == "wal"
        assert session.scalar(text("PRAGMA synchronous")) == 2
        assert session.scalar(text("PRAGMA foreign_keys")) == 1
    db.dispose()
