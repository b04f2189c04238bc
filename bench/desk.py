"""`python -m bench.desk [--cases N] [--database URL]`: the desk's list and search, in a database full of cases.

Makes fictitious members, each with cases of every state, and says the median and the 95th percentile of each page.
Without a database, in a new SQLite file.
"""

import argparse
import datetime as dt
import itertools
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from auth_gateway.accounts import Account, ciphers_of
from auth_gateway.cases.models import Author, Case, CaseMessage, CaseState, CaseWord, Subject, Tab
from auth_gateway.cases.references import new_reference, search_words, word_hash
from auth_gateway.cases.states import TABS
from auth_gateway.console import listing
from auth_gateway.console.listing import Filters, Sort
from auth_gateway.dependencies import SignedInAdvisor
from auth_gateway.members import Person
from auth_gateway.migrate import migrate
from auth_gateway.platform.db import new_id
from auth_gateway.platform.sealing import seal_json
from auth_gateway.platform.sessions import SignedInSession
from auth_gateway.platform.settings import Settings
from auth_gateway.services import ServiceSet, build_services
from auth_gateway.staff import StaffScope
from bench.terminal import say
from tests.support.people import NOON, account_of, advisor, member

MUTUELLES = ("lmg", "mnh", "mnt")
CASES_A_MEMBER = 50
MESSAGES_A_CASE = 10
BATCH = 5_000
TIMES = 40
NAMES = ("Fictif", "Inventé", "Essai", "Modèle", "Supposé", "Exemple", "Imaginaire", "Songe")
FAR_PAGES = 20


def fill(services: ServiceSet, count: int) -> Account:
    """Fill an empty database; return the advisor of the three mutuelles."""
    desk = advisor()
    with services.db.session() as db:
        people = [
            member(mutuelle_id=MUTUELLES[number % 3], last_name=f"{NAMES[number % len(NAMES)]}-{number}")
            for number in range(max(1, count // CASES_A_MEMBER))
        ]
        db.add_all([*people, desk])
        db.flush()
        db.add_all(account_of(each, password_hash=None) for each in people)
        db.add_all(StaffScope(account_id=desk.id, mutuelle_id=key) for key in MUTUELLES)
    for some in _batches(_cases(people, count)):
        with services.db.session() as db:
            _insert(db, services, some)
    return desk


def _batches(cases: Iterator[tuple[Person, int]]) -> Iterator[list[tuple[Person, int]]]:
    while some := list(itertools.islice(cases, BATCH)):
        yield some


def _cases(people: list[Person], count: int) -> Iterator[tuple[Person, int]]:
    for number in range(count):
        yield people[number % len(people)], number


def _insert(db: Session, services: ServiceSet, some: list[tuple[Person, int]]) -> None:
    states, subjects, rows, words = list(CaseState), list(Subject), [], []
    summary = {"act": "Couronne dento-portée", "left": "120,00\u202f€", "why": "to_check", "asked": None, "last": None}
    ciphers = ciphers_of(db, {person.id for person, _number in some})
    for person, number in some:
        row, at = new_id(), NOON - dt.timedelta(minutes=number)
        state = states[number % len(states)]
        rows.append(
            {
                "id": row,
                "reference": new_reference(),
                "person_id": person.id,
                "mutuelle_id": person.mutuelle_id,
                "subject": subjects[number % len(subjects)],
                "state": state,
                "tab": TABS[state],
                "last_number": 1,
                "created_at": at,
                "waiting_since": at,
                "due_at": at + dt.timedelta(days=2),
                "summary_sealed": seal_json(ciphers[person.id], summary, f"cases.summary:{row}"),
            }
        )
        words += [{"word": word_hash(services.vault, word), "case_id": row} for word in search_words(person)]
    db.execute(insert(Case), rows)
    db.execute(insert(CaseWord), words)
    db.execute(insert(CaseMessage), [_message(row, number) for row in rows for number in range(MESSAGES_A_CASE)])


def _message(case: dict[str, object], number: int) -> dict[str, object]:
    """Return a message of a case; the list reads none, so that what is sealed in it does not matter."""
    return {
        "id": new_id(),
        "case_id": case["id"],
        "number": number + 2,
        "author": Author.MEMBER,
        "text_sealed": bytes(120),
        "created_at": case["created_at"],
    }


def measure(services: ServiceSet, desk: Account) -> None:
    session = SignedInSession("", desk.id, 1, "", 0, 0, 0)
    reader = SignedInAdvisor(desk, session, frozenset(MUTUELLES))
    states = {tab: frozenset(state for state, its in TABS.items() if its is tab) for tab in TABS.values()}
    with services.db.read() as db:
        reference = db.scalars(select(Case.reference).limit(1)).one()
    asked = {f"first page of « {tab} »": Filters(states=its) for tab, its in states.items()}
    asked |= {f"everything, by {sort}": Filters(sort=sort) for sort in Sort}
    asked["complaints of one mutuelle, closed"] = Filters(
        frozenset({CaseState.CLOSED}), mutuelle="mnt", subject=Subject.COMPLAINT
    )
    asked["mine"] = Filters(assignee=listing.ME)
    asked["of nobody"] = Filters(assignee=listing.NOBODY)
    asked["a name"] = Filters(words="fictif 8")
    asked["a name of one in eight"] = Filters(words="fictif")
    asked["a name that many have"] = Filters(words="Andréa")
    asked["a name that nobody has"] = Filters(words="Personne")
    asked["a reference"] = Filters(words=reference)
    for name, filters in asked.items():
        _tell(name, partial(_page, services, reader, filters, None))
    cursor = None
    for _ in range(FAR_PAGES):
        cursor = _page(services, reader, Filters(), cursor)
    _tell(f"page {FAR_PAGES + 1}", partial(_page, services, reader, Filters(), cursor))
    with services.db.read() as db:
        case = db.scalars(
            select(Case).where(Case.tab == Tab.TODO).order_by(Case.waiting_since).offset(100).limit(1)
        ).one()
    for name in ("of nobody", "complaints of one mutuelle, closed", "a name of one in eight", "a name that nobody has"):
        _tell(f"before and after: {name}", partial(_neighbours, services, reader, case, asked[name]))
    _tell("the tabs' counts", partial(_counts, services, reader))


def _page(services: ServiceSet, reader: SignedInAdvisor, filters: Filters, after: str | None) -> str | None:
    with services.db.session() as db:
        return listing.page(db, reader, filters, after, services.clock.now()).next_cursor


def _neighbours(services: ServiceSet, reader: SignedInAdvisor, case: Case, filters: Filters) -> None:
    with services.db.read() as db:
        listing.neighbours(db, reader, case, filters)


def _counts(services: ServiceSet, reader: SignedInAdvisor) -> None:
    with services.db.read() as db:
        listing.counts(db, reader)


def _tell(name: str, act: Callable[[], object]) -> None:
    """Say the time waited, and the processor's: on a shared machine the second one tells."""
    waited, worked = [], []
    for _ in range(TIMES):
        started, used = time.perf_counter(), time.process_time()
        act()
        waited.append((time.perf_counter() - started) * 1000)
        worked.append((time.process_time() - used) * 1000)
    p95, processor = (statistics.quantiles(samples, n=20)[-1] for samples in (waited, worked))
    say(
        f"{name:40s} median {statistics.median(waited):7.1f} ms   p95 {p95:7.1f} ms   processor p95 {processor:6.1f} ms"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--database", default="", help="the URL of an empty database")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = given.database or f"sqlite:///{Path(folder) / 'desk.sqlite3'}"
        settings = Settings.for_demonstration(database_url=url)
        migrate(settings)
        services = build_services(settings)
        started = time.perf_counter()
        desk = fill(services, given.cases)
        say(f"{given.cases} cases made in {time.perf_counter() - started:.0f} s")
        measure(services, desk)
        services.close()


if __name__ == "__main__":
    main()
