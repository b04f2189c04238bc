"""What a member reads of a case once it is sent; `steps` has what they do in it."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select, tuple_
from sqlalchemy.orm import Session

from auth_gateway.accounts import Account, cipher_of
from auth_gateway.cases.expected import NO_DUE_DATE, expected
from auth_gateway.cases.files import files_of
from auth_gateway.cases.models import Case, CaseAnswer, CaseMessage, CaseState, Subject
from auth_gateway.cases.states import OPEN
from auth_gateway.conversations.models import Conversation
from auth_gateway.conversations.service import Caller
from auth_gateway.platform.clock import paris_date
from auth_gateway.platform.crypto import Cipher
from auth_gateway.platform.errors import not_found
from auth_gateway.platform.paging import PAGE, Place, place_of
from auth_gateway.platform.settings import Settings

Json = dict[str, Any]


@dataclass(frozen=True)
class ListedCase:
    """A case in its member's list; `due_at` and `expected` are None once nothing more is promised."""

    id: str
    reference: str
    subject: Subject
    state: CaseState
    conversation_id: str | None
    created_at: dt.datetime
    due_at: dt.datetime | None
    expected: str | None


@dataclass(frozen=True)
class Page:
    rows: list[ListedCase]
    next_cursor: str | None


@dataclass(frozen=True)
class Rating:
    """Whether it helped and what was really reimbursed, in euros (« 412.50 »), as far as the member has said so."""

    helpful: bool | None
    real_reimbursement: str | None


@dataclass(frozen=True)
class AnswerDocument:
    id: str
    url: str


@dataclass(frozen=True)
class SentCase(ListedCase):
    """A case as its member sees it: no note, no history of the desk, the advisors by name."""

    comment: str | None
    close_reason: str | None
    messages: list[Json]
    files: list[Json]
    documents: list[AnswerDocument]
    may_rate: bool
    rating: Rating | None


def cases_of(db: Session, settings: Settings, caller: Caller) -> list[ListedCase]:
    """Return the member's cases that their rights still let them read, newest first."""
    return [_listed(settings, row) for row in db.scalars(_newest_first(caller)) if _readable(db, caller, row)]


def page_of(db: Session, settings: Settings, caller: Caller, after: str | None) -> Page:
    """Return a page of the same."""
    query, place = _newest_first(caller).limit(PAGE + 1), place_of(after)
    if place is not None:
        query = query.where(tuple_(Case.created_at, Case.id) < (place.at, place.row_id))
    rows = list(db.scalars(query))
    shown = [_listed(settings, row) for row in rows[:PAGE] if _readable(db, caller, row)]
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


def _listed(settings: Settings, case: Case) -> ListedCase:
    told = case.due_at != NO_DUE_DATE or case.acknowledge_by is not None
    return ListedCase(
        id=case.id,
        reference=case.reference,
        subject=case.subject,
        state=case.state,
        conversation_id=case.conversation_id,
        created_at=case.created_at,
        due_at=case.due_at if case.due_at != NO_DUE_DATE else None,
        expected=expected(settings, case) if told else None,
    )


def whole(db: Session, settings: Settings, case: Case) -> SentCase:
    """Return a case with all that its member sees of it."""
    cipher = cipher_of(db, case.person_id)
    answers = db.scalars(select(CaseAnswer).where(CaseAnswer.case_id == case.id).order_by(CaseAnswer.created_at))
    return SentCase(
        **vars(_listed(settings, case)),
        comment=cipher.unseal_text(case.comment_sealed, f"cases.comment:{case.id}") if case.comment_sealed else None,
        close_reason=close_reason(cipher, case),
        messages=messages_of(db, cipher, case),
        files=[{**file, "url": f"/api/v1/documents/{file['id']}"} for file in files_of(db, cipher, case)],
        documents=[AnswerDocument(each.id, f"/api/v1/documents/{each.id}") for each in answers],
        may_rate=was_answered(db, case),
        rating=rating_of(cipher, case),
    )


def rating_of(cipher: Cipher, case: Case) -> Rating | None:
    """Return what the member has said of the answer; None as long as they have said nothing."""
    sealed, place = case.real_reimbursement_sealed, f"cases.real_reimbursement:{case.id}"
    if case.helpful is None and sealed is None:
        return None
    return Rating(case.helpful, cipher.unseal_text(sealed, place) if sealed else None)


def was_answered(db: Session, case: Case) -> bool:
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
            "at": row.created_at,
        }
        for row, advisor in rows
    ]


def close_reason(cipher: Cipher, case: Case) -> str | None:
    sealed = case.close_reason_sealed
    return cipher.unseal_text(sealed, f"cases.close_reason:{case.id}") if sealed else None
