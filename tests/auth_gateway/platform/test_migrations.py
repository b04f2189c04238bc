"""Migrations on a database that holds people: back as far as they go, and forth again, with nobody lost."""

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import func, inspect, select

from auth_gateway.accounts import Account
from auth_gateway.demo.people import load_people, seed
from auth_gateway.members import Person
from auth_gateway.migrate import alembic_config, migrate, revising
from auth_gateway.models import Base
from tests.support.gateway import Gateway


def count(gateway: Gateway) -> dict[str, int | None]:
    with gateway.services.db.read() as db:
        return {table.__tablename__: db.scalar(select(func.count()).select_from(table)) for table in (Account, Person)}


def step_back(gateway: Gateway) -> str | None:
    """Take one revision back and return the one that is left; None where the newest refuses to be undone."""
    try:
        with revising(gateway.services.db) as config:
            command.downgrade(config, "-1")
            return MigrationContext.configure(config.attributes["connection"]).get_current_revision()
    except NotImplementedError:
        return None


def test_a_database_with_people_goes_back_and_forth(each_gateway: Gateway) -> None:
    with each_gateway.services.db.session() as session:
        seed(each_gateway.services, session, load_people())
    before = count(each_gateway)

    passed = []
    while revision := step_back(each_gateway):
        passed.append(revision)
    migrate(each_gateway.services.settings)

    assert passed
    assert count(each_gateway) == before
    with each_gateway.services.db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, Base.metadata) == []


REFUSE = {"0012", "0013"}
"""What may not be undone: things sealed since, and what people asked about their data."""


def test_only_what_would_betray_people_refuses_to_be_undone(each_gateway: Gateway) -> None:
    revision = ""
    while left := step_back(each_gateway):
        revision = left

    scripts = ScriptDirectory.from_config(alembic_config())
    newest_that_refuses = next(each.revision for each in scripts.walk_revisions() if each.revision in REFUSE)
    assert revision == newest_that_refuses


@pytest.mark.parametrize("revision", sorted(REFUSE))
def test_a_refusal_to_be_undone_says_why(revision: str) -> None:
    script = ScriptDirectory.from_config(alembic_config()).get_revision(revision)
    assert script is not None

    with pytest.raises(NotImplementedError, match="not"):
        script.module.downgrade()


STOP_THE_SERVICE = {"0014", "0020", "0021", "0040", "0160"}
"""Older than the first installation: what comes later must let the version before go on while it is replaced."""


def schema(gateway: Gateway) -> dict[str, dict[str, tuple[str, bool]]]:
    """Return each table's columns: their type, and whether a row may be written without naming them."""
    inspector = inspect(gateway.services.db.engine)
    return {
        table: {
            column["name"]: (str(column["type"]), column["nullable"] or column["default"] is not None)
            for column in inspector.get_columns(table)
        }
        for table in inspector.get_table_names()
    }


def in_the_way(old: dict[str, dict[str, tuple[str, bool]]], new: dict[str, dict[str, tuple[str, bool]]]) -> list[str]:
    """Say what of a newer schema the version before, which reads and writes what it knows, cannot live with."""
    found = []
    for table, columns in old.items():
        if table not in new:
            found.append(f"{table} is gone")
            continue
        for name, (kind, may_be_left_out) in columns.items():
            if name not in new[table]:
                found.append(f"{table}.{name} is gone")
            elif new[table][name][0] != kind:
                found.append(f"{table}.{name} was {kind}, is {new[table][name][0]}")
            elif may_be_left_out and not new[table][name][1]:
                found.append(f"{table}.{name} must now be given")
        found += [
            f"{table}.{name} is new and must be given"
            for name, (_kind, may_be_left_out) in new[table].items()
            if name not in columns and not may_be_left_out
        ]
    return found


def test_the_version_before_runs_on_the_newer_schema(each_gateway: Gateway) -> None:
    scripts, stops = ScriptDirectory.from_config(alembic_config()), {}
    revision, newer = scripts.get_current_head(), schema(each_gateway)
    while before := step_back(each_gateway):
        older = schema(each_gateway)
        if problems := in_the_way(older, newer):
            stops[revision] = problems
        revision, newer = before, older

    assert {each: problems for each, problems in stops.items() if each not in STOP_THE_SERVICE} == {}
    assert stops.keys() == STOP_THE_SERVICE
