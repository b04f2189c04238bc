"""At size, whatever a member does finds its rows by an index: the statements are those that the service sends."""

import pathlib
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from sqlalchemy import event, text

from auth_gateway.models import Base
from tests.support.gateway import build_gateway
from tests.support.postgresql import PostgresqlServer
from tests.support.redis_server import RedisServer
from tests.support.talks import Talks, talking

pytestmark = pytest.mark.postgresql

COPIES = 3_000
LARGE = ("persons", "conversations", "turns", "messages", "draft_events", "analyses")
OTHER_IN_EACH_COPY = {"id", "person_id", "conversation_id", "turn_id", "beneficiary_id", "number_index"}
ESTIMATE_OF_EACH = """
    INSERT INTO analyses (id, conversation_id, person_id, beneficiary_id, parameters_version, estimate_sealed,
                          quote_sealed, cover_sealed, made_on, created_at)
    SELECT md5('estimate' || id), id, person_id, person_id, '1', '', '', '', '2026-11-21', created_at FROM conversations
"""


@pytest.fixture
def talks(
    postgresql_server: PostgresqlServer, migrated_postgresql: str, redis_server: RedisServer, tmp_path: pathlib.Path
) -> Iterator[Talks]:
    url = postgresql_server.url(postgresql_server.create(migrated_postgresql))
    gateway = build_gateway(url, redis_server.url, tmp_path)
    with talking(gateway) as running:
        yield running
    gateway.services.close()


def multiply(talks: Talks) -> None:
    """Make thousands of members with conversations like the one that is there."""
    with talks.gateway.services.db.session() as session:
        session.execute(text(ESTIMATE_OF_EACH))
        for table in LARGE:
            columns = [column.name for column in Base.metadata.tables[table].columns]
            copied = [f"md5({name} || copy)" if name in OTHER_IN_EACH_COPY else name for name in columns]
            session.execute(
                text(
                    f"INSERT INTO {table} ({', '.join(columns)}) "  # noqa: S608  names of our own
                    f"SELECT {', '.join(copied)} FROM {table}, generate_series(1, {COPIES}) copy"
                )
            )
    with talks.gateway.services.db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))


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


def test_what_a_member_does_reads_no_large_table_from_end_to_end(talks: Talks) -> None:
    talker = talks.member()
    talker.say("850 euros")
    talker.post("kept", text="deux")
    multiply(talks)
    sent: list[tuple[str, Any]] = []

    @event.listens_for(talks.gateway.services.db.engine, "before_cursor_execute")
    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_more: Any) -> None:
        sent.append((statement, parameters[0] if isinstance(parameters, list) else parameters))

    talker.say("trois")
    talker.post("kept", text="deux")
    talker.messages(after=2)
    talker.draft()
    for path in ("conversations", "analyses", "me"):
        talker.client.get(f"/api/v1/{path}")
    talker.client.post("/api/v1/conversations", json={"fresh": True})
    event.remove(talks.gateway.services.db.engine, "before_cursor_execute", note)

    url = talks.gateway.services.settings.database_url
    read = [(statement, scanned_whole(url, statement, parameters)) for statement, parameters in sent]
    assert len(read) > 30
    assert scanned_whole(url, "SELECT 1 FROM messages WHERE digest = ''", None) == ["messages"]  # it would be seen
    assert {statement: tables for statement, tables in read if tables} == {}
