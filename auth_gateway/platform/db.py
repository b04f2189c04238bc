"""The database: SQLite by default, PostgreSQL by configuration, one transaction per `with`.

`session()` is a writing transaction (BEGIN IMMEDIATE on SQLite, so that two writers wait instead of failing half-way);
`read()` never waits for a writer and refuses to write. Nothing else commits.
"""

import contextlib
import datetime as dt
import itertools
import secrets
import sqlite3
from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Any, cast

import psycopg
from psycopg import sql
from sqlalchemy import DateTime, Dialect, Enum, MetaData, String, Table, create_engine, event, make_url, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import InterfaceError, InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionError
from sqlalchemy.orm import DeclarativeBase, Session, mapped_column
from sqlalchemy.pool import QueuePool
from sqlalchemy.types import TypeDecorator

from auth_gateway.platform.crypto import Vault

BUSY_TIMEOUT_MS = 10_000

POOL = 10  # connections that a process keeps
OVERFLOW = 10  # and those that it opens for a crowd: a gateway answers forty calls at once, each holds one for moments
CONNECT_SECONDS = 3
POOL_SECONDS = 4
ROW_LOCK_SECONDS = 4
STATEMENT_SECONDS = 6
IDLE_TRANSACTION_SECONDS = 20
SILENT_SECONDS = 10  # then a peer that acknowledges nothing is taken for dead

UNABLE_NOW = (OperationalError, InterfaceError, InternalError, NoConnectionError)
"""What is raised when the database cannot do now what it can do later: away, read-only, no connection left."""


class UtcDateTime(TypeDecorator[dt.datetime]):
    """An instant: aware in Python, UTC in the database; a naive datetime is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a naive datetime was given for an instant: {value.isoformat()}")
        utc = value.astimezone(dt.UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:  # noqa: ARG002  the signature is SQLAlchemy's
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


def _values(kind: type[StrEnum]) -> list[str]:
    return [member.value for member in kind]


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012  SQLAlchemy reads this class attribute
        dt.datetime: UtcDateTime,
        StrEnum: Enum(StrEnum, native_enum=False, length=24, values_callable=_values),
    }


def new_id() -> str:
    """Return 128 random bits in lower-case hexadecimal: URL-safe, and unchanged by any text normaliser."""
    return secrets.token_hex(16)


Id = Annotated[str, mapped_column(String(32))]
PrimaryId = Annotated[str, mapped_column(String(32), primary_key=True, default=new_id)]


LARGEST_INTEGER = 2**31 - 1  # of an integer column: what a caller sends beyond it is refused, not bound


def insert_if_absent(session: Session, model: type[Base], **values: object) -> None:
    """Insert a row unless its key is there already; two writers at once are no error."""
    insert_all_if_absent(session, model, [values])


def insert_all_if_absent(session: Session, model: type[Base], rows: list[dict[str, object]]) -> None:
    """Insert the rows whose key is not there already."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    if rows:
        session.execute(insert(model).values(rows).on_conflict_do_nothing())


def insert_rows(session: Session, *rows: Base) -> None:
    """Insert new rows at once, in this order, each with every column given.

    Past the unit of work, which costs as much again, and therefore without its listeners: no rows with sealed fields.
    """
    connection = session.connection()
    for table, of_one in itertools.groupby(rows, lambda row: cast("Table", row.__table__)):
        values = [{name: value for name, value in vars(row).items() if name in table.columns} for row in of_one]
        connection.execute(table.insert(), values)


def insert_in_bulk(session: Session, table: Table, rows: list[dict[str, Any]]) -> None:
    """Insert many rows that name the same columns, without the mapper; PostgreSQL takes them as one COPY."""
    if not rows:
        return
    connection = session.connection()
    if connection.dialect.name != "postgresql":
        connection.execute(table.insert(), rows)
        return
    driver, names = cast("psycopg.Connection", connection.connection.driver_connection), list(rows[0])
    columns = sql.SQL(", ").join(map(sql.Identifier, names))
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table.name), columns)
    try:
        with driver.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row([row[name] for name in names])
    except psycopg.OperationalError as error:  # as every other statement would say it
        raise OperationalError(statement.as_string(), None, error) from error


def vault_of(session: Session) -> Vault:
    """Return the keys of the database that the session is of."""
    vault: Vault = session.info["vault"]
    return vault


class Database:
    """One engine per process; sessions keep their objects readable after the commit, and hold the keys of the rows."""

    def __init__(self, url: str, vault: Vault | None = None, *, patient: bool = False) -> None:
        """Connect to `url`; `patient` for an operator's command, whose statements may take as long as they take."""
        self._info = {"vault": vault}
        if make_url(url).get_backend_name() == "sqlite":
            self.engine, self.reader = _sqlite(url, reads=False), _sqlite(url, reads=True)
        else:
            self.engine = create_engine(
                url,
                hide_parameters=True,
                pool_pre_ping=True,
                pool_size=POOL,
                max_overflow=OVERFLOW,
                pool_timeout=POOL_SECONDS,
                connect_args={
                    "connect_timeout": CONNECT_SECONDS,
                    "tcp_user_timeout": SILENT_SECONDS * 1000,
                    "options": "" if patient else _postgresql_limits(),
                },
            )
            self.reader = self.engine.execution_options(postgresql_readonly=True)

    @property
    def vault(self) -> Vault:
        """Return the keys that it was built with."""
        vault = self._info["vault"]
        assert vault is not None  # noqa: S101  only migrations and tools that read no sealed row go without
        return vault

    @contextlib.contextmanager
    def session(self) -> Iterator[Session]:
        """Open a writing transaction: committed when the block ends, rolled back when it raises."""
        with Session(self.engine, expire_on_commit=False, info=self._info) as session, session.begin():
            yield session

    @contextlib.contextmanager
    def read(self) -> Iterator[Session]:
        """Open a reading transaction on one consistent view."""
        with Session(self.reader, expire_on_commit=False, autoflush=False, info=self._info) as session:
            yield session

    def ping(self) -> None:
        with self.reader.connect() as connection:
            connection.execute(text("SELECT 1"))

    def connections_in_use(self) -> int:
        """Return how many of this process's connections somebody holds."""
        pools = {self.engine.pool, self.reader.pool}  # one on PostgreSQL
        return sum(pool.checkedout() for pool in pools if isinstance(pool, QueuePool))

    def dispose(self) -> None:
        self.engine.dispose()
        self.reader.dispose()


def _postgresql_limits() -> str:
    limits = {
        "statement_timeout": STATEMENT_SECONDS,
        "lock_timeout": ROW_LOCK_SECONDS,
        "idle_in_transaction_session_timeout": IDLE_TRANSACTION_SECONDS,
    }
    return " ".join(f"-c {name}={seconds}s" for name, seconds in limits.items())


def _sqlite(url: str, *, reads: bool) -> Engine:
    """Return an engine of a SQLite file: connections that write and those that read are never the other's.

    To forbid or allow writing on a connection makes SQLite parse and plan all of its statements again.
    """
    engine = create_engine(url, hide_parameters=True, connect_args={"timeout": BUSY_TIMEOUT_MS / 1000})
    event.listen(engine, "connect", _set_up_sqlite)
    if reads:
        event.listen(engine, "connect", _forbid_writing)
    event.listen(engine, "begin", _begin_reading if reads else _begin_writing)
    return engine


def _set_up_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver must not begin by itself: the listeners below do
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _forbid_writing(connection: Any, _record: object) -> None:
    connection.execute("PRAGMA query_only = ON")


def _begin_reading(connection: Connection) -> None:
    """Begin by the driver: nothing can fail."""
    cast("sqlite3.Connection", connection.connection.driver_connection).execute("BEGIN")


def _begin_writing(connection: Connection) -> None:
    """Begin by SQLAlchemy: a writer waits for another, and what that raises is to be its error."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")
