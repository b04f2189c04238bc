"""A case whole, as its advisor works on it: who, what was said and understood, the estimates, files, notes, history.

Never the login e-mail, the password's state or a session (A42, K11). Every opening leaves a trace.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from auth_gateway import papers
from auth_gateway.accounts import Account, cipher_of
from auth_gateway.analyses.models import Analysis
from auth_gateway.analyses.service import estimate_of, quote_of
from auth_gateway.cases import files, following, summary
from auth_gateway.cases.estimates import content_of
from auth_gateway.cases.expected import NO_DUE_DATE
from auth_gateway.cases.models import (
    Case,
    CaseAnswer,
    CaseEstimate,
    CaseEvent,
    CaseNote,
    CaseState,
    EventKind,
    KeptReply,
    Subject,
)
from auth_gateway.console.correcting import copy_of
from auth_gateway.console.transcript import changes, strip, transcript
from auth_gateway.conversations.models import Conversation
from auth_gateway.documents.service import replaced_among
from auth_gateway.members import Mutuelle, Person
from auth_gateway.platform.crypto import Cipher
from auth_gateway.rights import Level, Reason, rights_of

Json = dict[str, Any]


@dataclass(frozen=True)
class Named:
    """A mutuelle, or somebody of the desk."""

    id: str
    name: str


@dataclass(frozen=True)
class Member:
    """Who a member is in civil terms, and their cover."""

    first_name: str
    last_name: str
    birth_date: dt.date
    member_number: str
    mutuelle: Named
    guarantee_id: str | None
    top_up_id: str | None


@dataclass(frozen=True)
class Access:
    """Whether the member may still ask for estimates and send files: `full`, `read_only` or `none`, and why not."""

    level: Level
    reason: Reason | None
    ends_on: dt.date | None


@dataclass(frozen=True)
class Analysed:
    """An estimate of the conversation as the engine gave it; `replaced` by a later one of the same quote."""

    id: str
    replaced: bool
    created_at: dt.datetime
    made_on: dt.date
    quote: Json
    estimate: Json


@dataclass(frozen=True)
class Corrected:
    """An estimate that an advisor computed on a corrected copy, see `CaseEstimate`."""

    id: str
    by: str
    at: dt.datetime
    made_on: dt.date
    changes: list[Json]
    draft: Json
    quote: Json | None
    before: Json
    after: Json
    differences: Json


@dataclass(frozen=True)
class Note:
    id: str
    by: str
    at: dt.datetime
    text: str


@dataclass(frozen=True)
class Answered:
    id: str
    estimate: str | None
    at: dt.datetime


@dataclass(frozen=True)
class Step:
    """A step of the case's life: who did it, the member when none, and about whom."""

    kind: EventKind
    by: str | None
    about: str | None
    at: dt.datetime


@dataclass(frozen=True)
class WholeCase:
    """What was said rests as JSON and stays so: the transcript, the draft, messages and files."""

    id: str
    reference: str
    subject: Subject
    state: CaseState
    conversation_id: str | None
    last_seq: int | None
    member: Member
    access: Access
    assignee: Named | None
    taken_at: dt.datetime | None
    created_at: dt.datetime
    waiting_since: dt.datetime
    due_at: dt.datetime | None
    acknowledge_by: dt.datetime | None
    urgent: bool
    summary: Json
    comment: str | None
    close_reason: str | None
    rating: following.Rating | None
    transcript: list[Json]
    signals: dict[str, list[int]]
    changes: list[Json]
    draft: Json
    analyses: list[Analysed]
    estimates: list[Corrected]
    messages: list[Json]
    files: list[Json]
    notes: list[Note]
    answers: list[Answered]
    history: list[Step]
    kept_reply: str


def whole(db: Session, case: Case, reader_id: str, today: dt.date, now: dt.datetime) -> WholeCase:
    """Return all that is known of a case; `reader_id` finds the reply that this advisor has begun."""
    cipher = cipher_of(db, case.person_id)
    person = db.get_one(Person, case.person_id)
    conversation = db.get(Conversation, case.conversation_id) if case.conversation_id else None
    messages = transcript(db, cipher, conversation) if conversation else []
    copied = copy_of(db, case, today, now)
    names, sent = _staff(db), files.files_of(db, cipher, case)
    read = papers.of_attachments(db, [file["id"] for file in sent])
    readings = {file_id: papers.read_of(cipher, paper) for file_id, paper in read.items()}
    return WholeCase(
        id=case.id,
        reference=case.reference,
        subject=case.subject,
        state=case.state,
        conversation_id=case.conversation_id,
        last_seq=case.last_seq,
        member=member(person, db.get_one(Mutuelle, person.mutuelle_id)),
        access=_access(db, person, today, now),
        assignee=Named(case.assignee_id, names[case.assignee_id]) if case.assignee_id else None,
        taken_at=case.taken_at,
        created_at=case.created_at,
        waiting_since=case.waiting_since,
        due_at=None if case.due_at == NO_DUE_DATE else case.due_at,
        acknowledge_by=case.acknowledge_by,
        urgent=case.urgent,
        summary=summary.read(cipher, case),
        comment=cipher.unseal_text(case.comment_sealed, f"cases.comment:{case.id}") if case.comment_sealed else None,
        close_reason=following.close_reason(cipher, case),
        rating=following.rating_of(cipher, case),
        transcript=messages,
        signals=strip(messages),
        changes=changes(messages),
        draft=copied.shown(copied.draft),
        analyses=analyses(db, cipher, conversation) if conversation else [],
        estimates=_estimates(db, cipher, case, names),
        messages=following.messages_of(db, cipher, case),
        files=[{**file, "reading": readings.get(file["id"])} for file in sent],
        notes=_notes(db, cipher, case, names),
        answers=_answers(db, case),
        history=_history(db, case, names),
        kept_reply=_kept_reply(db, cipher, case, reader_id),
    )


def _access(db: Session, person: Person, today: dt.date, now: dt.datetime) -> Access:
    account = db.scalars(select(Account).where(Account.person_id == person.id)).one()
    rights = rights_of(db, account, today, now)
    return Access(rights.level, rights.reason, rights.ends_on)


def member(person: Person, mutuelle: Mutuelle) -> Member:
    return Member(
        first_name=person.first_name,
        last_name=person.last_name,
        birth_date=person.birth_date,
        member_number=person.member_number,
        mutuelle=Named(mutuelle.id, mutuelle.name),
        guarantee_id=person.guarantee_id,
        top_up_id=person.top_up_id,
    )


def analyses(db: Session, cipher: Cipher, conversation: Conversation) -> list[Analysed]:
    """Return the estimates of a conversation as the engine gave them, newest first."""
    query = select(Analysis).where(Analysis.conversation_id == conversation.id).order_by(Analysis.created_at.desc())
    found = db.scalars(query).all()
    replaced = replaced_among(db, found)
    return [
        Analysed(
            each.id,
            each.id in replaced,
            each.created_at,
            each.made_on,
            quote_of(cipher, each),
            estimate_of(cipher, each),
        )
        for each in found
    ]


def _staff(db: Session) -> dict[str, str]:
    return {each.id: each.staff_name or "" for each in db.scalars(select(Account).where(Account.person_id.is_(None)))}


def _estimates(db: Session, cipher: Cipher, case: Case, names: dict[str, str]) -> list[Corrected]:
    rows = db.scalars(
        select(CaseEstimate).where(CaseEstimate.case_id == case.id).order_by(CaseEstimate.created_at.desc())
    )
    return [
        Corrected(each.id, names[each.account_id], each.created_at, each.made_on, **content_of(cipher, each))
        for each in rows
    ]


def _notes(db: Session, cipher: Cipher, case: Case, names: dict[str, str]) -> list[Note]:
    rows = db.scalars(select(CaseNote).where(CaseNote.case_id == case.id).order_by(CaseNote.created_at, CaseNote.id))
    return [
        Note(
            each.id,
            names[each.account_id],
            each.created_at,
            cipher.unseal_text(each.text_sealed, f"case_notes.text:{each.id}"),
        )
        for each in rows
    ]


def _answers(db: Session, case: Case) -> list[Answered]:
    rows = db.scalars(select(CaseAnswer).where(CaseAnswer.case_id == case.id).order_by(CaseAnswer.created_at))
    return [Answered(each.id, each.estimate_id, each.created_at) for each in rows]


def _history(db: Session, case: Case, names: dict[str, str]) -> list[Step]:
    rows = db.scalars(select(CaseEvent).where(CaseEvent.case_id == case.id).order_by(CaseEvent.number))
    return [
        Step(
            each.kind,
            names[each.account_id] if each.account_id else None,
            names[each.about_id] if each.about_id else None,
            each.at,
        )
        for each in rows
    ]


def _kept_reply(db: Session, cipher: Cipher, case: Case, advisor_id: str) -> str:
    """Return what this advisor has begun to write; an empty text when nothing."""
    kept = db.get(KeptReply, (case.id, advisor_id))
    return cipher.unseal_text(kept.text_sealed, f"kept_replies.text:{case.id}:{advisor_id}") if kept else ""
