"""A PostgreSQL database with as many conversations or cases as one likes, and what its planner would do there."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from sqlalchemy import event, text

from auth_gateway.models import Base
from auth_gateway.platform.db import Database

OF_MEMBERS = ("persons", "conversations", "turns", "messages", "draft_events", "analyses")
OF_CASES = ("cases", "case_words", "case_messages", "case_events")
LARGE = {*OF_MEMBERS, *OF_CASES}
_MEMBERS_APART = {"id", "person_id", "conversation_id", "turn_id", "beneficiary_id", "number_index"}


def multiply(database: Database, copies: int) -> None:
    """Make so many more members, each with conversations and estimates like those that are there."""
    _multiply(database, OF_MEMBERS, dict.fromkeys(_MEMBERS_APART, "md5({name} || copy)"), copies)


def multiply_cases(database: Database, copies: int) -> None:
    """Make so many more cases of the same members, whose rows in the desk's list open."""
    apart = {
        "id": "md5(id || copy)",
        "case_id": "md5(case_id || copy)",
        "reference": "left(md5(reference || copy), 12)",
        "summary_sealed": "NULL",  # it opens in its own row alone
    }
    _multiply(database, OF_CASES, apart, copies)


def _multiply(database: Database, tables: tuple[str, ...], apart: dict[str, str], copies: int) -> None:
    with database.session() as session:
        session.execute(text("SET LOCAL statement_timeout = 0"))
        for table in tables:
            columns = [column.name for column in Base.metadata.tables[table].columns]
            copied = [apart.get(name, name).format(name=name) for name in columns]
            session.execute(
                text(
                    f"INSERT INTO {table} ({', '.join(columns)}) "  # noqa: S608  names of our own
                    f"SELECT {', '.join(copied)} FROM {table}, generate_series(1, {copies}) copy"
                )
            )
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("SET statement_timeout = 0"))
        connection.execute(text("ANALYZE"))
        connection.execute(text("RESET statement_timeout"))


@contextmanager
def statements_sent(database: Database) -> Iterator[list[tuple[str, Any]]]:
    """Keep the statements that the service sends meanwhile, each with its parameters."""
    sent: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_more: Any) -> None:
        sent.append((statement, parameters[0] if isinstance(parameters, list) else parameters))

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(database.engine, "before_cursor_execute", note)


def scanned_whole(url: str, statement: str, parameters: Any) -> list[str]:
    """Return the large tables that PostgreSQL would read from end to end for a statement."""
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        row = connection.execute(f"EXPLAIN (FORMAT JSON) {statement}".encode(), parameters).fetchone()
    assert row is not None
    found, nodes = [], [row[0][0]["Plan"]]
    while nodes:
        node = nodes.pop()
        nodes += node.get("Plans", [])
        if node["Node Type"] == "Seq Scan" and node["Relation Name"] in LARGE:
            found.append(node["Relation Name"])
    return found
