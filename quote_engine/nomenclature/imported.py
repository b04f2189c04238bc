"""Reads the imported versions, for the codes that the built-in acts do not have.

The file is opened when a code is first asked for, read-only, and again when an import has changed it; one connection,
under a lock, serves every thread. A file that cannot be read is told in the log and answers nothing: the built-in acts
work without it.
"""

import datetime as dt
import functools
import itertools
import logging
import os
import pathlib
import sqlite3
import threading
import weakref
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from quote_engine.data_files import Window
from quote_engine.explanation.facts import listed
from quote_engine.nomenclature.acts import FOLDER, Act, Activity, ClosedAct
from quote_engine.nomenclature.groups import Group, all_groups
from quote_engine.nomenclature.lexicon import fold
from quote_engine.nomenclature.ranking import SHORTEST_ROOT, Candidate, Vocabulary, root
from quote_engine.parameters import import_source
from wording import say, short_date

ENVIRONMENT = "QUOTE_ENGINE_CCAM"
DEFAULT_PATH = FOLDER.parents[1] / "var" / "ccam.sqlite3"
APPLICATION_ID = 0x4343414D
"""« CCAM » in the file's header: another program's file is never written to."""
FORMAT = 3
"""2: acts tell whether they count in addition to others. 3: whether they are covered on a condition."""
NOT_ESTIMATED = Group("medical", "medical_act")
"""What stands for a group that groups.yml does not have: its acts are shown, never estimated."""
DAY = dt.timedelta(days=1)
CANDIDATES = 400
MOST_CACHED = 20_000
_log = logging.getLogger(__name__)


def database_path() -> pathlib.Path | None:
    """Give the file of the environment, or the usual one. None: the variable is set and empty, imports are ignored."""
    given = os.environ.get(ENVIRONMENT)
    if given is None:
        return DEFAULT_PATH
    return pathlib.Path(given) if given else None


class UnknownFormatError(sqlite3.DatabaseError):
    """The file is not ours, or of another format; the message is a French sentence, without its full stop."""


def check_format(connection: sqlite3.Connection) -> None:
    """Refuse any file but one of this format: an earlier one lacks what acts are billed by."""
    marks = [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")]
    if marks == [APPLICATION_ID, FORMAT]:
        return
    message = say("terminal", "database", "not_ours")
    if marks[0] == APPLICATION_ID and marks[1] < FORMAT:
        rows = connection.execute("SELECT effective_from FROM version ORDER BY effective_from")
        days = [short_date(dt.date.fromisoformat(row[0])) for row in rows]
        message = say("terminal", "database", "too_old", days=listed(days or [say("terminal", "database", "no_day")]))
    raise UnknownFormatError(message)


@dataclass(frozen=True, slots=True)
class Version:
    id: int
    effective_from: dt.date
    number: str | None
    file: str
    acts: int

    @property
    def source(self) -> str:
        return import_source(self.number, self.effective_from)


class Imported:
    """The versions of one file, as they were when it was opened."""

    def __init__(self, path: pathlib.Path) -> None:
        self._lock = threading.Lock()
        uri = f"{path.absolute().as_uri()}?mode=ro"
        self._connection = sqlite3.connect(uri, uri=True, check_same_thread=False, isolation_level=None, timeout=10)
        weakref.finalize(self, self._connection.close)  # a file that was replaced is left once nobody reads it
        check_format(self._connection)
        rows = self._rows("SELECT id, effective_from, number, file, acts FROM version ORDER BY effective_from")
        self.versions = [Version(row[0], dt.date.fromisoformat(row[1]), *row[2:]) for row in rows]
        self._acts: dict[tuple[str, int], Act | None] = {}
        self._vocabularies: dict[int, Vocabulary] = {}
        self._codes: dict[int, list[tuple[str, str]]] = {}

    def close(self) -> None:
        with self._lock:
            self._connection.close()

    def version_on(self, day: dt.date) -> Version | None:
        return next((v for v in reversed(self.versions) if v.effective_from <= day), None)

    def find(self, code: str, on: dt.date) -> Act | ClosedAct | None:
        """Give the act of the version in force; closed when only an earlier version has it."""
        version = self.version_on(on)
        if version is None:
            return None
        if (act := self._act(code, version)) is not None:
            return act
        held = {row[0] for row in self._rows("SELECT version FROM act WHERE code = ?", code)}
        earlier = [n for n, v in enumerate(self.versions) if v.id in held and v.effective_from <= on]
        return ClosedAct(code, self.versions[earlier[-1] + 1].effective_from, ()) if earlier else None

    def knows(self, code: str) -> bool:
        return bool(self._rows("SELECT 1 FROM act WHERE code = ? LIMIT 1", code))

    def codes(self, on: dt.date) -> list[tuple[str, str]]:
        """Give each code in force that day with its group, in order."""
        version = self.version_on(on)
        if version is None:
            return []
        if version.id not in self._codes:
            rows = self._rows("SELECT code, act_group FROM act WHERE version = ? ORDER BY code", version.id)
            self._codes[version.id] = [(row[0], row[1]) for row in rows]
        return self._codes[version.id]

    def candidates(self, words: Iterable[str], on: dt.date) -> list[Candidate]:
        """Give the acts whose label has some of the words or of their roots, the rarest words first."""
        version = self.version_on(on)
        if version is None:
            return []
        asked = " OR ".join(f'"{root(word)}"*' if len(word) >= SHORTEST_ROOT else f'"{word}"' for word in words)
        rows = self._rows(
            "SELECT code, label, words, act_group, in_addition, EXISTS (SELECT 1 FROM price WHERE price.code = act.code"
            " AND price.version = act.version AND optam > 0) FROM act JOIN (SELECT code AS found, words FROM act_words"
            " WHERE act_words MATCH ? AND version = ? ORDER BY rank LIMIT ?) ON found = code WHERE version = ?",
            asked, version.id, CANDIDATES, version.id,
        )  # fmt: skip
        groups = all_groups()
        return [
            Candidate(
                code,
                label,
                frozenset(words.split()),
                groups.get(group, NOT_ESTIMATED).family,
                bool(added),
                bool(priced),
            )
            for code, label, words, group, added, priced in rows
        ]

    def vocabulary(self, on: dt.date) -> Vocabulary:
        """Give the words of the labels in force that day."""
        version = self.version_on(on)
        if version is None:
            return Vocabulary.of({}, 0)
        if version.id not in self._vocabularies:
            rows = self._rows("SELECT word, acts FROM word WHERE version = ?", version.id)
            self._vocabularies[version.id] = Vocabulary.of(dict(rows), version.acts)
        return self._vocabularies[version.id]

    def _act(self, code: str, version: Version) -> Act | None:
        key = (code, version.id)
        if key not in self._acts:
            if len(self._acts) > MOST_CACHED:
                self._acts.clear()
            self._acts[key] = self._read(code, version)
        return self._acts[key]

    def _read(self, code: str, version: Version) -> Act | None:
        rows = self._rows(
            "SELECT label, act_group, conditional, prior_agreement, in_addition, modifiers FROM act"
            " WHERE code = ? AND version = ?",
            code, version.id,
        )  # fmt: skip
        if not rows:
            return None
        label, group_name, conditional, prior_agreement, in_addition, modifiers = rows[0]
        group = all_groups().get(group_name)
        kind, said = group or NOT_ESTIMATED, fold(label) or [""]
        priced = self._rows(
            "SELECT 1 FROM price WHERE code = ? AND version = ? AND optam IS NOT NULL LIMIT 1", code, version.id
        )
        return Act(
            code=code,
            label=label,
            keywords=(),
            family=kind.family,
            nature=kind.nature,
            group=group_name,
            activities=self._activities(code) if group else {},
            covered=bool(priced),
            condition="unspecified" if conditional else None,
            prior_agreement=bool(prior_agreement),
            in_addition=bool(in_addition),
            is_bilateral=any(word.startswith("bilateral") for word in said),
            is_session=said[0] == "seance",
            benefit=kind.benefit,
            modifiers=tuple(filter(None, modifiers.split(","))),
            baskets=(Window(version.effective_from, self._end(version), kind.basket),) if kind.basket else (),
            fee_ceiling_unknown=kind.basket in {"rac0", "moderate"},
            sources=tuple(v.source for v in self.versions),
        )  # fmt: skip

    def _activities(self, code: str) -> dict[int, Activity]:
        """Give the history of each activity; a price without the flag of the threshold cannot be used."""
        rows = self._rows(
            "SELECT version, activity, optam, non_optam, exo_tm FROM price WHERE code = ? AND phase = 0", code
        )
        known = {(row[0], row[1]): row[2:] for row in rows if row[4] or row[2] is None}
        found = {}
        for number in sorted({number for _, number in known}):
            held = [(v, known[v.id, number]) for v in self.versions if (v.id, number) in known]
            optam = self._windows([(v, row[0]) for v, row in held])
            non_optam = self._windows([(v, row[1]) for v, row in held])
            found[number] = Activity(held[-1][1][2] or "-", optam, non_optam)
        return found

    def _windows(self, values: list[tuple[Version, int | None]]) -> tuple[Window[int], ...]:
        windows: list[Window[int]] = []
        for version, cents in values:
            if cents is None:
                continue
            last = windows[-1] if windows else None
            if last is not None and last.value == cents and last.to == version.effective_from - DAY:
                windows.pop()
                windows.append(Window(last.start, self._end(version), cents))
            else:
                windows.append(Window(version.effective_from, self._end(version), cents))
        return tuple(windows)

    def _end(self, version: Version) -> dt.date | None:
        """Give the last day of a version: the eve of the next one."""
        following = next((b for a, b in itertools.pairwise(self.versions) if a.id == version.id), None)
        return following.effective_from - DAY if following else None

    def _rows(self, query: str, *values: object) -> list[Any]:
        with self._lock:
            return self._connection.execute(query, values).fetchall()


_opening = threading.Lock()


def imported() -> Imported | None:
    """Give the imported versions as they are now; None without any import."""
    path = database_path()
    if path is None:
        return None
    try:
        state = path.stat()
    except OSError:
        return None
    with _opening:
        return _opened(path, (state.st_ino, state.st_mtime_ns, state.st_size))


@functools.lru_cache(maxsize=2)
def _opened(path: pathlib.Path, _state: tuple[int, int, int]) -> Imported | None:
    try:
        return Imported(path)
    except sqlite3.Error as error:
        _log.warning("The imported nomenclature %s is left aside: %s", path, error)
        return None
