"""The desk's list: filters, search, order, and pages by a cursor, so that nobody's cases hide anybody else's.

Each tab is read from its own index, in order, as far as the page goes; several tabs are merged.
"""

import datetime as dt
import heapq
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, false, func, literal, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session

from auth_gateway.accounts import Account, ciphers_of
from auth_gateway.cases import summary
from auth_gateway.cases.expected import NO_DUE_DATE
from auth_gateway.cases.models import Case, CaseState, CaseWord, Subject, Tab
from auth_gateway.cases.references import PREFIX, word_hash, words_of
from auth_gateway.cases.states import TABS
from auth_gateway.console import traces
from auth_gateway.console.case import Named
from auth_gateway.console.scope import in_scope
from auth_gateway.dependencies import SignedInAdvisor
from auth_gateway.members import Mutuelle, Person
from auth_gateway.platform.db import vault_of
from auth_gateway.platform.paging import PAGE, Place, place_of

RARE = 500  # cases that a word leads to
NOBODY, ME = "none", "me"


class Sort(StrEnum):
    WAITING = "waiting"
    DUE = "due"
    NEWEST = "newest"
    URGENT = "urgent"  # what is urgent first, then by waiting


@dataclass(frozen=True)
class Filters:
    """What is wanted of the list; an empty one wants everything of the reader's scope."""

    states: frozenset[CaseState] = frozenset()
    mutuelle: str | None = None
    assignee: str | None = None  # an account's id, NOBODY or ME
    subject: Subject | None = None
    words: str = ""
    urgent: bool = False  # these only
    sort: Sort = Sort.WAITING


@dataclass(frozen=True)
class ListedMember:
    first_name: str
    last_name: str
    mutuelle: Named


@dataclass(frozen=True)
class Holder(Named):
    """Who has a case, and since when."""

    since: dt.datetime | None


@dataclass(frozen=True)
class Row:
    """A case of the list; what it is about as `summary` kept it."""

    id: str
    reference: str
    subject: Subject
    state: CaseState
    member: ListedMember
    assignee: Holder | None
    created_at: dt.datetime
    waiting_since: dt.datetime
    age_minutes: int
    due_at: dt.datetime | None
    acknowledge_by: dt.datetime | None
    late: bool
    urgent: bool
    act: str | None
    left: str | None  # to pay, as the estimate's headline says it
    why: str
    asked: str | None
    last: dict[str, str] | None  # the last words: `from` and `text`


@dataclass(frozen=True)
class Page:
    rows: list[Row]
    next_cursor: str | None


def page(db: Session, desk: SignedInAdvisor, filters: Filters, after: str | None, now: dt.datetime) -> Page:
    """Return up to fifty cases in order, leaving the trace that they were listed (`db` is a writing transaction)."""
    found = _found(db, desk, filters, place_of(after), count=PAGE + 1)
    shown = found[:PAGE]
    traces.listed(db, desk.account.id, shown, now)
    more = len(found) > PAGE
    return Page(_rows(db, shown, now), _place(shown[-1], filters.sort).cursor if more else None)


def counts(db: Session, desk: SignedInAdvisor) -> dict[Tab, int]:
    """Return how many cases of the reader's scope each tab holds."""
    theirs = Case.mutuelle_id.in_(sorted(desk.mutuelles))  # counted in the index of mutuelles and tabs alone
    assigned = and_(Case.assignee_id == desk.account.id, Case.mutuelle_id.not_in(sorted(desk.mutuelles)))
    found = dict.fromkeys(Tab, 0)
    for part in (theirs, assigned):
        for row in db.execute(select(Case.tab, func.count().label("cases")).where(part).group_by(Case.tab)):
            found[row.tab] += row.cases
    return found


def _found(
    db: Session, desk: SignedInAdvisor, filters: Filters, place: Place | None, *, count: int, back: bool = False
) -> list[Case]:
    """Return up to `count` cases that follow a place in the list, or with `back` those before it, the nearest first."""
    states = filters.states or frozenset(CaseState)
    wanted = [Case.state.in_(sorted(states)), *_conditions(db, desk, filters)]
    if filters.assignee != ME:  # one's own are in one's scope
        wanted.append(in_scope(desk))
    tabs = sorted({TABS[state] for state in states})
    way = _Way(_key(filters.sort), descending=(filters.sort is Sort.NEWEST) is not back)
    found: list[Case] = []
    for part in _parts(filters.sort, way, place, back=back):
        if len(found) < count:
            found += way.merged(db, tabs, [*wanted, *part], count)
    return found[:count]


@dataclass(frozen=True)
class _Way:
    """How rows are gone through: by which instant, and whether from the last to the first."""

    key: InstrumentedAttribute[dt.datetime]
    descending: bool

    def beyond(self, place: Place) -> ColumnElement[bool]:
        """Say which rows come after a place."""
        pair, end = tuple_(self.key, Case.id), (place.at, place.row_id)
        return pair < end if self.descending else pair > end

    def merged(self, db: Session, tabs: list[Tab], wanted: list[ColumnElement[bool]], count: int) -> list[Case]:
        pair = (self.key, Case.id)
        order = [each.desc() for each in pair] if self.descending else list(pair)
        by_tab: list[Iterable[Case]] = [
            db.scalars(select(Case).where(Case.tab == tab, *wanted).order_by(*order).limit(count)).all() for tab in tabs
        ]
        name = self.key.key
        return list(heapq.merge(*by_tab, key=lambda case: (getattr(case, name), case.id), reverse=self.descending))


def _parts(sort: Sort, way: _Way, place: Place | None, *, back: bool) -> list[list[ColumnElement[bool]]]:
    """Return what is read one after the other from a place on: all in one, or what is urgent apart from the rest."""
    beyond = [way.beyond(place)] if place is not None else []
    if sort is not Sort.URGENT:
        return [beyond]
    groups = [False, True] if back else [True, False]
    left = groups[groups.index(place.flagged) :] if place is not None else groups
    return [[Case.urgent.is_(group), *(beyond if group is left[0] else [])] for group in left]


def _conditions(db: Session, desk: SignedInAdvisor, filters: Filters) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = []
    if filters.mutuelle:
        wanted.append(Case.mutuelle_id == filters.mutuelle)
    if filters.assignee:
        someone = desk.account.id if filters.assignee == ME else filters.assignee
        wanted.append(Case.assignee_id.is_(None) if filters.assignee == NOBODY else Case.assignee_id == someone)
    if filters.subject:
        wanted.append(Case.subject == filters.subject)
    if filters.urgent:
        wanted.append(Case.urgent.is_(True))
    if filters.words.strip():
        wanted += _search(db, filters.words)
    return wanted


def _search(db: Session, text: str) -> list[ColumnElement[bool]]:
    """Find a case by its reference, or by every word of the member's name or number.

    A rare word gives its cases, which are read by their ids; a frequent one is looked for case after case, in the
    order of the list: among many, a page of them is soon found.
    """
    reference = text.strip().upper()
    if reference.startswith(PREFIX):
        return [Case.reference == reference]
    hashes = [word_hash(vault_of(db), word) for word in words_of(text)]
    rare: list[str] | None = None
    for word in hashes:
        ids = list(db.scalars(select(CaseWord.case_id).where(CaseWord.word == word).limit(RARE + 1)))
        if len(ids) <= RARE and (rare is None or len(ids) < len(rare)):
            rare = ids
    if not hashes or rare == []:
        return [false()]
    each = [_has_word(word) for word in hashes]
    return each if rare is None else [Case.id.in_(rare), *each]


def _has_word(word: str) -> ColumnElement[bool]:
    """Say that a case has a word, as a question asked of each row.

    As a mere EXISTS, PostgreSQL would be free to begin with the word, of which a plan kept for every word believes that
    it is rare: of a frequent one it then reads all the cases and sorts them.
    """
    known = select(literal(1)).where(CaseWord.word == word, CaseWord.case_id == Case.id).limit(1)
    return known.scalar_subquery().is_not(None)


def _key(sort: Sort) -> InstrumentedAttribute[dt.datetime]:
    return {Sort.DUE: Case.due_at, Sort.NEWEST: Case.created_at}.get(sort, Case.waiting_since)


def _place(case: Case, sort: Sort) -> Place:
    return Place(getattr(case, _key(sort).key), case.id, case.urgent)


def _rows(db: Session, cases: list[Case], now: dt.datetime) -> list[Row]:
    persons = _by_id(db, Person, {case.person_id for case in cases})
    ciphers = ciphers_of(db, persons)
    advisors = _by_id(db, Account, {case.assignee_id for case in cases if case.assignee_id})
    mutuelles = {each.id: each.name for each in db.scalars(select(Mutuelle))}
    rows = []
    for case in cases:
        person, holder = persons[case.person_id], case.assignee_id
        rows.append(
            Row(
                id=case.id,
                reference=case.reference,
                subject=case.subject,
                state=case.state,
                member=ListedMember(
                    person.first_name, person.last_name, Named(case.mutuelle_id, mutuelles[case.mutuelle_id])
                ),
                assignee=Holder(holder, advisors[holder].staff_name, case.taken_at) if holder else None,
                created_at=case.created_at,
                waiting_since=case.waiting_since,
                age_minutes=int((now - case.waiting_since).total_seconds() // 60),
                due_at=None if case.due_at == NO_DUE_DATE else case.due_at,
                acknowledge_by=case.acknowledge_by,
                late=min(case.acknowledge_by or case.due_at, case.due_at) < now,
                urgent=case.urgent,
                **summary.read(ciphers[case.person_id], case),
            )
        )
    return rows


def _by_id(db: Session, model: Any, ids: set[str]) -> dict[str, Any]:
    return {row.id: row for row in db.scalars(select(model).where(model.id.in_(ids)))} if ids else {}


def neighbours(
    db: Session, desk: SignedInAdvisor, case: Case, filters: Filters | None
) -> tuple[str | None, str | None]:
    """Return the cases before and after one in the list that its reader came from, whether or not it still is in it.

    Without a list: in its tab, by waiting, among one's own when it is one of them.
    """
    mine = case.tab is Tab.TAKEN and case.assignee_id == desk.account.id
    filters = filters or Filters(states=in_tab(case.tab), assignee=ME if mine else None)
    place = _place(case, filters.sort)
    before, after = (_found(db, desk, filters, place, count=1, back=back) for back in (True, False))
    return (before[0].id if before else None, after[0].id if after else None)


def to_go_on_with(db: Session, desk: SignedInAdvisor, case: Case, filters: Filters | None) -> str | None:
    """Return the case to go on with once one is done: the first of the list, or of those that nobody has; urgent first.

    Every list holds to that: whoever filtered theirs does not see what became urgent further down.
    """
    filters = filters or Filters(states=in_tab(Tab.TODO))
    for some in (replace(filters, urgent=True), filters):
        found = [each.id for each in _found(db, desk, some, None, count=2) if each.id != case.id]
        if found:
            return found[0]
    return None


def in_tab(tab: Tab) -> frozenset[CaseState]:
    return frozenset(state for state, its in TABS.items() if its is tab)
