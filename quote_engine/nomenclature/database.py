"""The local file of imported nomenclature versions: SQLite, one row a version, an act, a price. Here it is written."""

import datetime as dt
import pathlib
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager

from quote_engine.nomenclature.export import Export, ExportedAct, ExportError, Progress
from quote_engine.nomenclature.imported import APPLICATION_ID, FORMAT, UnknownFormatError, check_format
from quote_engine.nomenclature.lexicon import tokens
from wording import say

SCHEMA = """
CREATE TABLE version (id INTEGER PRIMARY KEY, effective_from TEXT NOT NULL UNIQUE, number TEXT, file TEXT NOT NULL,
  acts INTEGER NOT NULL);
CREATE TABLE act (version INTEGER NOT NULL REFERENCES version ON DELETE CASCADE, code TEXT NOT NULL,
  label TEXT NOT NULL, act_group TEXT NOT NULL, conditional INTEGER NOT NULL, prior_agreement INTEGER NOT NULL,
  in_addition INTEGER NOT NULL, modifiers TEXT NOT NULL, PRIMARY KEY (code, version)) WITHOUT ROWID;
CREATE TABLE price (version INTEGER NOT NULL REFERENCES version ON DELETE CASCADE, code TEXT NOT NULL,
  activity INTEGER NOT NULL, phase INTEGER NOT NULL, optam INTEGER, non_optam INTEGER, exo_tm TEXT NOT NULL,
  PRIMARY KEY (code, version, activity, phase)) WITHOUT ROWID;
CREATE TABLE word (version INTEGER NOT NULL REFERENCES version ON DELETE CASCADE, word TEXT NOT NULL,
  acts INTEGER NOT NULL, PRIMARY KEY (version, word)) WITHOUT ROWID;
CREATE VIRTUAL TABLE act_words USING fts5(words, code UNINDEXED, version UNINDEXED, tokenize = 'ascii');
"""


def store(export: Export, effective_from: dt.date, file: str, path: pathlib.Path, progress: Progress) -> bool:
    """Write a version, all or nothing; one that applies from the same day is replaced. True: it was replaced."""
    is_new = not path.exists()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _writing(path) as connection:
            replaced = _remove(connection, effective_from)
            _insert(connection, export, effective_from, file, progress)
            return replaced
    except OSError as error:
        raise _unwritable(path, error) from error
    finally:
        if is_new and path.exists() and not _holds_versions(path):
            path.unlink()


def remove(effective_from: dt.date, path: pathlib.Path) -> bool:
    """Forget the version that applies from a day. False: there is none."""
    if not path.exists():
        return False
    with _writing(path) as connection:
        return _remove(connection, effective_from)


@contextmanager
def _writing(path: pathlib.Path) -> Iterator[sqlite3.Connection]:
    """Open the file in one transaction, undone whole on any fault."""
    try:
        with closing(sqlite3.connect(path, isolation_level=None, timeout=10)) as connection:
            _prepare(connection)
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")
    except sqlite3.Error as error:
        raise _unwritable(path, error) from error


def _unwritable(path: pathlib.Path, error: Exception) -> ExportError:
    return ExportError(say("terminal", "database", "not_written", file=path, why=error))


def _prepare(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if not tables:
        mark = f"PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {FORMAT};"
        connection.executescript(f"BEGIN IMMEDIATE; {SCHEMA} {mark} COMMIT;")
        return
    try:
        check_format(connection)
    except UnknownFormatError as error:
        raise ExportError(say("terminal", "database", "unchanged", why=error)) from error


def _holds_versions(path: pathlib.Path) -> bool:
    try:
        with closing(sqlite3.connect(path)) as connection:
            return bool(connection.execute("SELECT count(*) FROM version").fetchone()[0])
    except sqlite3.Error:
        return False


def _remove(connection: sqlite3.Connection, effective_from: dt.date) -> bool:
    found = connection.execute("SELECT id FROM version WHERE effective_from = ?", (effective_from.isoformat(),))
    row = found.fetchone()
    if row is None:
        return False
    connection.execute("DELETE FROM act_words WHERE version = ?", row)
    connection.execute("DELETE FROM version WHERE id = ?", row)
    return True


def _insert(
    connection: sqlite3.Connection, export: Export, effective_from: dt.date, file: str, progress: Progress
) -> None:
    cursor = connection.execute(
        "INSERT INTO version (effective_from, number, file, acts) VALUES (?, ?, ?, ?)",
        (effective_from.isoformat(), export.number, file, len(export.acts)),
    )
    version = cursor.lastrowid or 0
    counts: Counter[str] = Counter()
    for n, act in enumerate(export.acts.values()):
        words = list(dict.fromkeys(tokens(act.label)))
        counts.update(words)
        _insert_act(connection, version, act, words)
        if n % 200 == 0:
            progress(n / len(export.acts))
    connection.executemany("INSERT INTO word VALUES (?, ?, ?)", ((version, w, n) for w, n in counts.items()))
    progress(1.0)


def _insert_act(connection: sqlite3.Connection, version: int, act: ExportedAct, words: list[str]) -> None:
    told = (act.conditional, act.prior_agreement, act.in_addition, ",".join(act.modifiers))
    facts = (version, act.code, act.label, act.group, *told)
    connection.execute("INSERT INTO act VALUES (?, ?, ?, ?, ?, ?, ?, ?)", facts)
    connection.executemany(
        "INSERT INTO price VALUES (?, ?, ?, ?, ?, ?, ?)",
        [(version, act.code, p.activity, p.phase, p.optam, p.non_optam, p.exo_tm) for p in act.prices.values()],
    )
    connection.execute("INSERT INTO act_words VALUES (?, ?, ?)", (" ".join(words), act.code, version))
