"""What goes wrong on purpose. Each fault begins, lasts some seconds and is over; it knows nothing of the members."""

import signal
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

import psycopg
import redis

from ops.stack import Stack
from tests.support.postgresql import PostgresqlServer


@dataclass(frozen=True)
class Site:
    """One whole product on a database server of its own, and the stack whose assistant it uses."""

    stack: Stack
    postgresql: PostgresqlServer
    database: str

    @property
    def assistant(self) -> Stack:
        return self.stack.assistant_of or self.stack


Fault = Callable[[Site, float], None]
"""Make it happen at a site, let it last for that many seconds, and put an end to it."""


def killed(name: str, site: Site, seconds: float) -> None:
    """End a process without a word, and start it again."""
    stack = site.stack if name in site.stack.processes else site.assistant
    stack.kill(name)
    time.sleep(seconds)
    stack.revive(name)


def frozen(name: str, site: Site, seconds: float) -> None:
    """Let a process stand still with its connections open: it neither answers nor refuses."""
    process = (site.stack if name in site.stack.processes else site.assistant).processes[name]
    process.signal(signal.SIGSTOP)
    time.sleep(seconds)
    process.signal(signal.SIGCONT)


def redis_emptied(site: Site, seconds: float) -> None:
    with redis.Redis.from_url(site.stack.settings["OXYCCAM_REDIS_URL"]) as client:
        client.flushall()
    time.sleep(seconds)


def database_crashed(site: Site, seconds: float) -> None:
    site.postgresql.crash()
    time.sleep(seconds)


def connections_cut(site: Site, seconds: float) -> None:
    """End every connection to the database again and again."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        site.postgresql.cut_connections(site.database)
        time.sleep(0.2)


def database_read_only(site: Site, seconds: float) -> None:
    """Let the database refuse to write, as a standby does that is not promoted yet."""
    site.postgresql.execute(f"ALTER DATABASE {site.database} SET default_transaction_read_only = on")
    site.postgresql.cut_connections(site.database)  # the setting is read when a connection begins
    time.sleep(seconds)
    site.postgresql.execute(f"ALTER DATABASE {site.database} RESET default_transaction_read_only")
    site.postgresql.cut_connections(site.database)


def log_disk_full(site: Site, seconds: float) -> None:
    with site.postgresql.log_disk_full():
        time.sleep(seconds)


def hot_table_locked(site: Site, seconds: float) -> None:
    """Hold the table that every turn writes, as a change of the schema does."""
    url = site.postgresql.url(site.database).replace("+psycopg", "")
    with psycopg.connect(url) as connection:
        connection.execute("LOCK TABLE conversations IN ACCESS EXCLUSIVE MODE")
        time.sleep(seconds)


QUICK: Mapping[str, Fault] = {
    "gateway killed": partial(killed, "gateway"),
    "worker killed": partial(killed, "worker"),
    "redis emptied": redis_emptied,
    "redis started again": partial(killed, "redis"),
    "database crashed": database_crashed,
    "connections cut": connections_cut,
    "database read-only": database_read_only,
    "hot table locked": hot_table_locked,
}
"""What is over within some seconds."""

ALL: Mapping[str, Fault] = {
    **QUICK,
    "log disk full": log_disk_full,
    "actions killed": partial(killed, "actions"),
    "bot killed": partial(killed, "bot"),
    "gateway frozen": partial(frozen, "gateway"),
    "worker frozen": partial(frozen, "worker"),
    "redis frozen": partial(frozen, "redis"),
    "actions frozen": partial(frozen, "actions"),
    "bot frozen": partial(frozen, "bot"),
}
