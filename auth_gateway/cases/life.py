"""The life of a case: each step moves the state, appends to the history, and refuses what its state does not allow.

Every function works on a case that the caller has locked, in the caller's transaction.
"""

import datetime as dt
from typing import Any

from sqlalchemy.orm import Session

from auth_gateway.accounts import Account, cipher_of
from auth_gateway.cases import chain
from auth_gateway.cases.models import Case, CaseEvent, CaseState, EventKind
from auth_gateway.cases.states import OPEN, TABS
from auth_gateway.platform.clock import instant
from auth_gateway.platform.db import new_id
from auth_gateway.platform.errors import ProblemError
from auth_gateway.platform.sealing import seal_json

Json = dict[str, Any]


def taken_by_another(db: Session, case: Case) -> ProblemError:
    """Refuse with who has the case and since when."""
    assignee = db.get(Account, case.assignee_id) if case.assignee_id else None
    since = instant(case.taken_at) if case.taken_at else None
    return ProblemError(409, "case_taken", by=assignee.staff_name if assignee else None, since=since)


def note(
    db: Session,
    case: Case,
    kind: EventKind,
    now: dt.datetime,
    actor: str | None,
    *,
    about: str | None = None,
    said: Json | None = None,
) -> None:
    """Append a step to the history; `actor` is an account of the desk, None the member; `said` the words with it."""
    row = new_id()
    sealed = seal_json(cipher_of(db, case.person_id), said, chain.said_place(row)) if said else None
    event = CaseEvent(id=row, case_id=case.id, kind=kind, account_id=actor, about_id=about, said_sealed=sealed, at=now)
    chain.join(db, case, event)
    db.add(event)


def move(case: Case, state: CaseState, now: dt.datetime) -> None:
    """Put the case in a state: from now on the side whose turn it is keeps the other one waiting."""
    case.state, case.tab, case.waiting_since = state, TABS[state], now


def take(db: Session, case: Case, account_id: str, now: dt.datetime) -> None:
    """Make the case somebody's; taking one's own again changes nothing, another's is refused (409)."""
    if case.assignee_id == account_id:
        return
    if case.assignee_id is not None:
        raise taken_by_another(db, case)
    _assign(case, account_id, now)
    note(db, case, EventKind.TAKEN, now, account_id)


def assign(db: Session, case: Case, assignee_id: str, supervisor_id: str, now: dt.datetime) -> None:
    """Give the case to an advisor, whoever had it."""
    _assign(case, assignee_id, now)
    note(db, case, EventKind.ASSIGNED, now, supervisor_id, about=assignee_id)


def _assign(case: Case, account_id: str, now: dt.datetime) -> None:
    """Give the case to somebody; the member has waited since before, which this does not shorten."""
    case.assignee_id, case.taken_at = account_id, now
    if case.state is CaseState.RECEIVED:
        case.state, case.tab = CaseState.IN_PROGRESS, TABS[CaseState.IN_PROGRESS]


def release(db: Session, case: Case, account_id: str, now: dt.datetime) -> None:
    """Give the case back to the desk."""
    case.assignee_id, case.taken_at = None, None
    if case.state is CaseState.IN_PROGRESS:
        case.state, case.tab = CaseState.RECEIVED, TABS[CaseState.RECEIVED]
    note(db, case, EventKind.RELEASED, now, account_id)


def work_on(db: Session, case: Case, account_id: str, now: dt.datetime) -> None:
    """Check that somebody may write in the case: it is theirs, or nobody's and becomes theirs; it is not over."""
    if case.state not in OPEN:
        raise ProblemError(409, "case_over")
    take(db, case, account_id, now)


def back_to_the_desk(case: Case, now: dt.datetime) -> None:
    """Make it the desk's turn once the member has spoken: its advisor's, or anybody's."""
    move(case, CaseState.IN_PROGRESS if case.assignee_id else CaseState.RECEIVED, now)
