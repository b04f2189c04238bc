"""The member's side of a case once it is sent: reading it, writing in it, reopening it, saying whether it helped."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Select, select, tuple_
from sqlalchemy.orm import Session

from auth_gateway.accounts import Account, cipher_of
from auth_gateway.cases import life, live, thread
from auth_gateway.cases.expected import NO_DUE_DATE, due_at, expected
from auth_gateway.cases.files import attach, checked, files_of, kept
from auth_gateway.cases.models import Case, CaseAnswer, CaseMessage, CaseState, EventKind
from auth_gateway.cases.states import OPEN
from auth_gateway.conversations.models import Conversation
from auth_gateway.conversations.service import Caller
from auth_gateway.files import SentFile
from auth_gateway.platform.clock import instant, paris_date
from auth_gateway.platform.crypto import Cipher
from auth_gateway.platform.errors import ProblemError, not_found
from auth_gateway.platform.limits import Share
from auth_gateway.platform.paging import PAGE, Place, place_of
from auth_gateway.services import ServiceSet

Json = dict[str, Any]
Done = TypeVar("Done")


@dataclass(frozen=True)
class Page:
    rows: list[Json]
    next_cursor: str | None


def cases_of(db: Session, services: ServiceSet, caller: Caller) -> list[Json]:
    """Return the member's cases that their rights still let them read, newest first."""
    return [_listed(services, row) for row in db.scalars(_newest_first(caller)) if _readable(db, caller, row)]


def page_of(db: Session, services: ServiceSet, caller: Caller, after: str | None) -> Page:
    """Return a page of the same."""
    query, place = _newest_first(caller).limit(PAGE + 1), place_of(after)
    if place is not None:
        query = query.where(tuple_(Case.created_at, Case.id) < (place.at, place.row_id))
    rows = list(db.scalars(query))
    shown = [_listed(services, row) for row in rows[:PAGE] if _readable(db, caller, row)]
    return Page(shown, Place(rows[PAGE - 1].created_at, rows[PAGE - 1].id).cursor if len(rows) > PAGE else None)


def _newest_first(caller: Caller) -> Select[Case]:
    own = select(Case).where(Case.person_id == caller.person.id)
    return own.order_by(Case.created_at.desc(), Case.id.desc())


def case_of(db: Session, caller: Caller, case_id: str, *, lock: bool = False) -> Case:
    """Return one of the member's own cases, or 404."""
    query = select(Case).where(Case.id == case_id, Case.person_id == caller.person.id)
    case = db.scalar(query.with_for_update() if lock else query)
    if case is None or not _readable(db, caller, case):
        raise not_found("case")
    return case


def _readable(db: Session, caller: Caller, case: Case) -> bool:
    """Say whether the case is of a day that the member may still read (A45, A51), and of no grown-up child (A40)."""
    conversation = db.get(Conversation, case.conversation_id) if case.conversation_id else None
    age = paris_date(caller.now) - paris_date(case.created_at)  # `today` may be fixed, instants are not
    return caller.rights.may_read(conversation.beneficiary_id if conversation else None, caller.today - age)


def _listed(services: ServiceSet, case: Case) -> Json:
    told = case.due_at != NO_DUE_DATE or case.acknowledge_by is not None
    return {
        "id": case.id,
        "reference": case.reference,
        "subject": case.subject.value,
        "state": case.state.value,
        "conversation_id": case.conversation_id,
        "created_at": instant(case.created_at),
        "due_at": instant(case.due_at) if case.due_at != NO_DUE_DATE else None,
        "expected": expected(services.settings, case) if told else None,
    }


def whole(db: Session, services: ServiceSet, case: Case) -> Json:
    """Return a case as its member sees it: no note, no history of the desk, the advisors by name."""
    cipher = cipher_of(db, case.person_id)
    answers = db.scalars(select(CaseAnswer).where(CaseAnswer.case_id == case.id).order_by(CaseAnswer.created_at))
    return {
        **_listed(services, case),
        "comment": cipher.unseal_text(case.comment_sealed, f"cases.comment:{case.id}") if case.comment_sealed else None,
        "close_reason": close_reason(cipher, case),
        "messages": messages_of(db, cipher, case),
        "files": [{**file, "url": f"/api/v1/documents/{file['id']}"} for file in files_of(db, cipher, case)],
        "documents": [{"id": each.id, "url": f"/api/v1/documents/{each.id}"} for each in answers],
        "may_rate": _was_answered(db, case),
        "rating": rating_of(cipher, case),
    }


def rating_of(cipher: Cipher, case: Case) -> Json | None:
    """Return whether it helped and what was really reimbursed, as far as the member has said so."""
    sealed, place = case.real_reimbursement_sealed, f"cases.real_reimbursement:{case.id}"
    if case.helpful is None and sealed is None:
        return None
    return {"helpful": case.helpful, "real_reimbursement": cipher.unseal_text(sealed, place) if sealed else None}


def _was_answered(db: Session, case: Case) -> bool:
    """Say whether there is something to rate: the case is over, or was before it was opened again."""
    answer = select(CaseAnswer.id).where(CaseAnswer.case_id == case.id).limit(1)
    return case.state not in OPEN or db.scalar(answer) is not None


def messages_of(db: Session, cipher: Cipher, case: Case) -> list[Json]:
    rows = db.execute(
        select(CaseMessage, Account)
        .outerjoin(Account, Account.id == CaseMessage.account_id)
        .where(CaseMessage.case_id == case.id)
        .order_by(CaseMessage.number)
    )
    return [
        {
            "id": row.id,
            "from": row.author.value,
            "name": advisor.staff_name if advisor else None,
            "text": cipher.unseal_text(row.text_sealed, f"case_messages.text:{row.id}"),
            "document": f"/api/v1/documents/{row.answer_id}" if row.answer_id else None,
            "at": instant(row.created_at),
        }
        for row, advisor in rows
    ]


def close_reason(cipher: Cipher, case: Case) -> str | None:
    sealed = case.close_reason_sealed
    return cipher.unseal_text(sealed, f"cases.close_reason:{case.id}") if sealed else None


def write(services: ServiceSet, caller: Caller, case_id: str, text: str, files: Sequence[SentFile] = ()) -> CaseMessage:
    """Add the member's message; the case is the desk's turn again. A closed one has to be reopened first."""

    def not_closed(case: Case, _now: dt.datetime) -> None:
        if case.state is CaseState.CLOSED:
            raise ProblemError(409, "case_closed")

    return _say(services, caller, case_id, EventKind.REPLIED, not_closed, text=text, files=files)


def _say(
    services: ServiceSet,
    caller: Caller,
    case_id: str,
    kind: EventKind,
    ready: Callable[[Case, dt.datetime], None],
    *,
    text: str,
    files: Sequence[SentFile],
) -> CaseMessage:
    """Add the member's words and files to a case that is `ready` for them: it is the desk's turn again."""
    with services.db.read() as db:
        case_of(db, caller, case_id)  # before any work is done for a stranger
        cipher = cipher_of(db, caller.person.id)
    services.limits.charge(Share.CASE_MESSAGES, caller.person.id)
    with kept(services.storage, cipher, checked(services.scanner, files, caller.now)) as found:

        def step(db: Session, case: Case, now: dt.datetime) -> CaseMessage:
            ready(case, now)
            life.back_to_the_desk(case, now)
            message = thread.write(db, case, text, now)
            db.flush()
            attach(db, case, found, now, message_id=message.id)
            return message

        return _step(services, caller, case_id, kind, step)


def reopen(
    services: ServiceSet, caller: Caller, case_id: str, text: str, files: Sequence[SentFile] = ()
) -> CaseMessage:
    """Open an answered or closed case again, with the reason as its newest message and a delay of its own."""

    def over(case: Case, now: dt.datetime) -> None:
        if case.state in OPEN:
            raise ProblemError(409, "case_not_over")
        case.close_reason_sealed = None
        case.due_at = due_at(services.settings, case.subject, now)

    return _say(services, caller, case_id, EventKind.REOPENED, over, text=text, files=files)


def rate(services: ServiceSet, caller: Caller, case_id: str, *, helpful: bool | None, real: str | None) -> None:
    """Keep whether the answer helped and what was really reimbursed (text with two decimals): either may come later."""

    def step(db: Session, case: Case, _now: dt.datetime) -> None:
        if not _was_answered(db, case):
            raise ProblemError(409, "case_not_over")
        if helpful is None and real is None:
            raise ProblemError(422, "nothing_rated")
        if helpful is not None:
            case.helpful = helpful
        if real is not None:
            place = f"cases.real_reimbursement:{case.id}"
            case.real_reimbursement_sealed = cipher_of(db, case.person_id).seal_text(real, place)

    _step(services, caller, case_id, EventKind.RATED, step)


def _step(
    services: ServiceSet,
    caller: Caller,
    case_id: str,
    kind: EventKind,
    step: Callable[[Session, Case, dt.datetime], Done],
) -> Done:
    """Do one step on the locked case, note it in its history, and tell the desk."""
    with services.db.session() as db:
        case, now = case_of(db, caller, case_id, lock=True), services.clock.now()
        done = step(db, case, now)
        life.note(db, case, kind, now, None)
    live.changed(services.redis, case, kind)
    return done
