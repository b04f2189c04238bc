"""At size, whoever does whatever finds the rows by an index: the statements are those that the service sends."""

import pathlib
from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.desk import CONSOLE, act, opened, sent
from tests.support.gateway import build_gateway
from tests.support.large_database import multiply, multiply_cases, scanned_whole, statements_sent
from tests.support.postgresql import PostgresqlServer
from tests.support.redis_server import RedisServer
from tests.support.talks import Talks, estimated, talking

pytestmark = pytest.mark.postgresql

COPIES = 3_000


@pytest.fixture
def talks(
    postgresql_server: PostgresqlServer, migrated_postgresql: str, redis_server: RedisServer, tmp_path: pathlib.Path
) -> Iterator[Talks]:
    url = postgresql_server.url(postgresql_server.create(migrated_postgresql))
    gateway = build_gateway(url, redis_server.url, tmp_path)
    with talking(gateway) as running:
        yield running
    gateway.services.close()


def test_what_a_member_does_reads_no_large_table_from_end_to_end(talks: Talks) -> None:
    talker = talks.member()
    talker.say("850 euros")
    talker.post("kept", text="deux")
    estimated(talks, talker)
    multiply(talks.gateway.services.db, COPIES)

    with statements_sent(talks.gateway.services.db) as sent:
        talker.say("trois")
        talker.post("kept", text="deux")
        talker.messages(after=2)
        talker.draft()
        for path in ("conversations", "analyses", "me"):
            talker.client.get(f"/api/v1/{path}")
        talker.client.post("/api/v1/conversations", json={"fresh": True})

    read = read_whole(talks, sent)
    assert len(read) > 30
    assert {statement: tables for statement, tables in read if tables} == {}


def test_what_an_advisor_does_does_not_read_all_the_cases(talks: Talks) -> None:
    talker, desk = talks.member(), talks.advisor()
    case = sent(talker, "Est-ce juste ?")
    reference = opened(desk, case)["reference"]
    multiply_cases(talks.gateway.services.db, COPIES)
    name = f"q={talker.person.last_name}"

    with statements_sent(talks.gateway.services.db) as statements:
        for query in ("", "sort=urgent", "sort=newest", "sort=due", "state=received", "assignee=me", name):
            assert len(desk.get(f"{CONSOLE}?{query}").json()) == (0 if query == "assignee=me" else 50)
        assert len(desk.get(f"{CONSOLE}?q={reference}").json()) == 1
        assert desk.get(f"/conseiller/dossiers/{case}?onglet=a-traiter&tri=urgence&{name}").status_code == 200
        act(desk, case, "answer", text="Voici.")

    read = read_whole(talks, statements)
    assert len(read) > 60
    assert [statement for statement, tables in read if "cases" in tables] == []  # the others have few rows here


def read_whole(talks: Talks, sent: list[tuple[str, Any]]) -> list[tuple[str, list[str]]]:
    """Return each statement with the large tables that it reads from end to end."""
    url = talks.gateway.services.settings.database_url
    for table, column in (("messages", "digest"), ("cases", "head")):  # it would be seen
        assert scanned_whole(url, f"SELECT 1 FROM {table} WHERE {column} = ''", None) == [table]  # noqa: S608
    return [(statement, scanned_whole(url, statement, parameters)) for statement, parameters in sent]
