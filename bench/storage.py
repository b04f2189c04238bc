"""`python -m bench.storage [--conversations N]`: what a member's calls take in a PostgreSQL full of other people's.

Times what a member does alone, then among N others with a conversation and an estimate each: the ratio is what size
costs. Says what a short conversation takes on disk, and which statement would read a large table from end to end.
"""

import argparse
import contextlib
import logging
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import structlog
from sqlalchemy import text

from auth_gateway.migrate import migrate
from auth_gateway.platform.settings import Settings
from bench.terminal import say
from tests.support.gateway import build_gateway
from tests.support.large_database import LARGE, multiply, scanned_whole, statements_sent
from tests.support.postgresql import PostgresqlServer, running_postgresql
from tests.support.redis_server import running_redis
from tests.support.scripted_bot import ordinary
from tests.support.talks import Talker, Talks, estimated, talking

TIMES = 40
ESTIMATE_OF_EACH = """
    INSERT INTO analyses (id, conversation_id, person_id, beneficiary_id, parameters_version, estimate_sealed,
                          quote_sealed, cover_sealed, made_on, created_at)
    SELECT md5('estimate' || id), id, person_id, person_id, '1', '', '', '', '2026-11-21', created_at
    FROM conversations WHERE id <> :but
"""


def calls(talker: Talker) -> dict[str, Callable[[], object]]:
    return {
        "a turn": lambda: talker.say("850 euros"),
        "messages after one": lambda: talker.messages(after=2),
        "the draft": talker.draft,
        "my conversations": lambda: talker.client.get("/api/v1/conversations"),
        "my estimates": lambda: talker.client.get("/api/v1/analyses"),
    }


def medians(talker: Talker) -> dict[str, float]:
    """Return the median of each call, in milliseconds."""
    found = {}
    for name, call in calls(talker).items():
        call()
        samples = []
        for _ in range(TIMES):
            started = time.perf_counter()
            call()
            samples.append((time.perf_counter() - started) * 1000)
        found[name] = statistics.median(samples)
    return found


def read_whole(talks: Talks, talker: Talker) -> dict[str, list[str]]:
    """Return the statements of all these calls that would read a large table from end to end."""
    with statements_sent(talks.gateway.services.db) as sent:
        for call in calls(talker).values():
            call()
    url = talks.gateway.services.settings.database_url
    read = {statement: scanned_whole(url, statement, parameters) for statement, parameters in sent}
    return {statement: tables for statement, tables in read.items() if tables}


def filled(talks: Talks, others: int) -> Talker:
    """Return a member with a conversation and an estimate, among so many others who have the same."""
    talker, db = talks.member(), talks.gateway.services.db
    talker.say("850 euros")
    started = time.perf_counter()
    multiply(db, others)
    with db.session() as session:
        session.execute(text("SET LOCAL statement_timeout = 0"))
        session.execute(text(ESTIMATE_OF_EACH), {"but": talker.opening["id"]})
    estimated(talks, talker)
    talks.bot.answer = ordinary
    say(f"{others:,} others in {time.perf_counter() - started:.0f} s")
    return talker


def sizes(talks: Talks) -> None:
    with talks.gateway.services.db.read() as db:
        conversations = db.scalar(text("SELECT count(*) FROM conversations")) or 1
        for table in LARGE:
            size = db.scalar(text(f"SELECT pg_total_relation_size('{table}')")) or 0
            rows = db.scalar(text(f"SELECT count(*) FROM {table}"))  # noqa: S608  names of our own
            say(
                f"{table:14} {rows:>11,} rows {size / 1e6:>7,.0f} MB {size / conversations:>6,.0f} bytes a conversation"
            )


@contextlib.contextmanager
def database(server: PostgresqlServer, place: Path) -> Iterator[Talks]:
    url = server.url(server.create())
    migrate(Settings.for_demonstration(database_url=url))
    folder = Path(tempfile.mkdtemp(dir=place))
    with running_redis(folder) as redis, talking(build_gateway(url, redis.url, folder)) as talks:
        yield talks


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--conversations", type=int, default=1_000_000)
    given = parser.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    with tempfile.TemporaryDirectory() as folder, running_postgresql() as server:
        with database(server, Path(folder)) as talks:
            alone = medians(filled(talks, 0))
        with database(server, Path(folder)) as talks:
            talker = filled(talks, given.conversations)
            sizes(talks)
            for name, value in medians(talker).items():
                say(f"{name:20} {alone[name]:6.1f} ms → {value:6.1f} ms (× {value / alone[name]:.2f})")
            say(f"read from end to end: {read_whole(talks, talker) or 'nothing'}")


if __name__ == "__main__":
    main()
