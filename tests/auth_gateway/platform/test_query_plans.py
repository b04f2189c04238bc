"""At size, whatever a member does finds its rows by an index: the statements are those that the service sends."""

import pathlib
from collections.abc import Iterator

import pytest

from tests.support.gateway import build_gateway
from tests.support.large_database import multiply, scanned_whole, statements_sent
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

    url = talks.gateway.services.settings.database_url
    read = [(statement, scanned_whole(url, statement, parameters)) for statement, parameters in sent]
    assert len(read) > 30
    assert scanned_whole(url, "SELECT 1 FROM messages WHERE digest = ''", None) == ["messages"]  # it would be seen
    assert {statement: tables for statement, tables in read if tables} == {}
