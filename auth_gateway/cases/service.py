"""« Envoyer à Ligne claire »: a file or a few words, with the conversation where it stands."""

import contextlib
import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from auth_gateway.cases import life, mails, summary, thread
from auth_gateway.cases.expected import due_at, expected
from auth_gateway.cases.files import kind_of
from auth_gateway.cases.keys import cipher_of, word_hash
from auth_gateway.cases.models import Attachment, Case, CaseState, CaseWord, EventKind, Subject
from auth_gateway.cases.references import new_reference, search_words
from auth_gateway.cases.states import TABS
from auth_gateway.conversations.models import Conversation, Sender
from auth_gateway.conversations.service import Caller, check_may_describe, owned
from auth_gateway.conversations.store import new_message
from auth_gateway.platform.db import new_id
from auth_gateway.platform.errors import ProblemError
from auth_gateway.platform.storage import Storage
from auth_gateway.services import ServiceSet
from wording import say

FILE_BYTES = 10_485_760  # A64, K16: 10 Mo, counted as 10 × 1024 × 1024
FILES_A_DAY = 20  # C18
NAME_CHARACTERS = 200


@dataclass(frozen=True)
class SentFile:
    name: str
    content: bytes


@dataclass(frozen=True)
class Sending:
    """What a member hands over; something of `comment` and `file` has to be there."""

    comment: str | None
    conversation_id: str | None
    file: SentFile | None
    subject: Subject = Subject.QUOTE


def storage_of(services: ServiceSet) -> Storage:
    return Storage(services.settings.storage_dir, services.cipher)


def hand_over(services: ServiceSet, caller: Caller, sending: Sending) -> Case:
    """Keep the case, its file, the thread's message and the receipt together; a read-only account may not (K23)."""
    check_may_describe(caller)
    if sending.file is None and not sending.comment:
        raise ProblemError(422, "nothing_to_send")
    with _kept(services, sending.file) as storage_name, services.db.session() as db:
        now = services.clock.now()
        conversation = _locked(db, caller, sending.conversation_id) if sending.conversation_id else None
        case = _new_case(db, services, caller, sending, conversation)
        if conversation is not None:
            body = {"text": say("conversation", "sent", reference=case.reference)}
            db.add(
                new_message(
                    cipher_of(db, services, caller.person.id), conversation, Sender.BOT, body, turn_id=None, now=now
                )
            )
            case.last_seq = conversation.last_seq
        db.add(case)
        db.flush()
        db.add_all(CaseWord(word=word_hash(services, word), case_id=case.id) for word in search_words(caller.person))
        life.note(db, case, EventKind.RECEIVED, now, None)
        if sending.file is not None and storage_name is not None:
            _check_quota(db, caller, now)
            db.add(_attachment(services, case, sending.file, storage_name, now))
        when = expected(services.settings, case.subject, case.due_at)
        mails.tell(db, services, case, mails.RECEIVED, expected=when)
    thread.wake(services, case, case.last_seq)
    return case


def _new_case(
    db: Session, services: ServiceSet, caller: Caller, sending: Sending, conversation: Conversation | None
) -> Case:
    now = services.clock.now()
    row, comment, cipher = new_id(), sending.comment, cipher_of(db, services, caller.person.id)
    case = Case(
        id=row,
        reference=new_reference(),
        person_id=caller.person.id,
        mutuelle_id=caller.person.mutuelle_id,
        conversation_id=conversation.id if conversation else None,
        subject=sending.subject,
        state=CaseState.RECEIVED,
        tab=TABS[CaseState.RECEIVED],
        last_number=0,
        created_at=now,
        waiting_since=now,
        due_at=due_at(services.settings, sending.subject, now),
        comment_sealed=cipher.seal_text(comment, f"cases.comment:{row}") if comment else None,
    )
    last = {"from": "member", "text": summary.excerpt(comment)} if comment else None
    summary.keep(cipher, case, {**summary.describe(db, cipher, conversation), "last": last})
    return case


def _locked(db: Session, caller: Caller, conversation_id: str) -> Conversation:
    owned(db, caller, conversation_id)
    return db.scalars(
        select(Conversation)
        .where(Conversation.id == conversation_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


@contextlib.contextmanager
def _kept(services: ServiceSet, file: SentFile | None) -> Iterator[str | None]:
    """Write the file before its row, and take it away again when the row could not be written."""
    if file is None:
        yield None
        return
    if len(file.content) > FILE_BYTES:
        raise ProblemError(413, "file_too_large")
    if not file.content:
        raise ProblemError(422, "file_empty")
    if kind_of(file.content) is None:
        raise ProblemError(415, "file_kind")
    storage = storage_of(services)
    name = storage.keep(file.content)
    try:
        yield name
    except BaseException:
        storage.drop(name)
        raise


def _check_quota(db: Session, caller: Caller, now: dt.datetime) -> None:
    sent = db.scalar(
        select(func.count())
        .select_from(Attachment)
        .join(Case, Case.id == Attachment.case_id)
        .where(Case.person_id == caller.person.id, Attachment.created_at > now - dt.timedelta(days=1))
    )
    if (sent or 0) >= FILES_A_DAY:
        title = say("problems", "too_many_files", count=FILES_A_DAY)
        raise ProblemError(429, "too_many_files", title=title, headers={"Retry-After": "86400"})


def _attachment(services: ServiceSet, case: Case, file: SentFile, storage_name: str, now: dt.datetime) -> Attachment:
    kind = kind_of(file.content)
    assert kind is not None  # noqa: S101  _kept has refused any other file
    row = new_id()
    return Attachment(
        id=row,
        case_id=case.id,
        storage_name=storage_name,
        name_sealed=services.cipher.seal_text(file.name[:NAME_CHARACTERS], f"attachments.name:{row}"),
        kind=kind,
        size=len(file.content),
        sha256=hashlib.sha256(file.content).hexdigest(),
        scanned=False,
        created_at=now,
    )
