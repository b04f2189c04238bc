"""`python -m bench.feed [--persons N] [--database URL]`: a mutuelle's weekly file taken in: how long, how much memory.

In an empty database, a new SQLite file unless told. First the whole file on an empty base, then the next week's, in
which one person in a hundred changed, then that one again. The memory is the process's peak beyond what it held before:
read it for two sizes.
"""

import argparse
import datetime as dt
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from auth_gateway.feeds.reading import COLUMNS, FORMAT, VERSION
from auth_gateway.feeds.service import Import, take_in
from auth_gateway.migrate import migrate
from auth_gateway.platform.db import Database
from auth_gateway.platform.settings import Settings
from bench.terminal import say
from tests.support.feeds import dependant, line
from tests.support.people import NOON

PERSONS = 500_000
FAMILY = 3  # a principal, a spouse, a child
CHANGED_ONE_IN = 100
KIBIBYTES_OF_A_MEGABYTE = 1000


def lines(persons: int, week: int) -> Iterator[dict[str, str]]:
    """Give each family its lines; in the second week one in a hundred has moved."""
    for number in range(persons):
        contract = f"B{number // FAMILY:07}"
        moved = {"adresse": "2 rue Neuve"} if week and number % CHANGED_ONE_IN == 0 else {}
        if number % FAMILY == 0:
            yield line(numero_adherent=contract, **moved)
        else:
            yield dependant(numero_adherent=contract, rang=str(number % FAMILY + 1), **moved)


def write(path: Path, persons: int, week: int) -> None:
    dated_on = dt.date(2026, 11, 2) + dt.timedelta(weeks=week)
    with path.open("w", encoding="utf-8") as file:
        file.write(f"{FORMAT};{VERSION};mnh;{dated_on};{persons}\n{';'.join(COLUMNS)}\n")
        for each in lines(persons, week):
            file.write(";".join(each[column] for column in COLUMNS) + "\n")


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KIBIBYTES_OF_A_MEGABYTE


def measure(persons: int, database: str) -> None:
    folder = Path(tempfile.mkdtemp(prefix="oxyccam-bench-"))
    settings = Settings.for_demonstration(database_url=database or f"sqlite:///{folder / 'gateway.sqlite3'}")
    migrate(settings)
    db = Database(settings.database_url, settings.vault(), patient=True)
    before = peak()
    for name, week in (("on an empty base", 0), ("the next week's", 1), ("the same again", 1)):
        path = folder / f"{week}.csv"
        write(path, persons, week)
        started, worked = time.monotonic(), time.process_time()
        with path.open(encoding="utf-8", newline="") as file:
            feed = take_in(db, file, Import("mnh"), NOON + dt.timedelta(weeks=week), lambda *_: None)
        took, cpu = time.monotonic() - started, time.process_time() - worked
        say(
            f"{name:<17} {persons:,} persons, {feed.added:,} added, {feed.changed:,} changed: "
            f"{took:.1f} s ({cpu:.1f} s of processor)"
        )
    say(f"memory beyond what was held before: {peak() - before:.0f} MB")
    db.dispose()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--persons", type=int, default=PERSONS)
    parser.add_argument("--database", default="", help="the URL of an empty database")
    given = parser.parse_args()
    measure(given.persons, given.database)
    return 0


if __name__ == "__main__":
    sys.exit(main())
