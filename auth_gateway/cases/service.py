"""« Envoyer à Ligne claire »: a file or a few words, with the conversation where it stands."""

import contextlib
import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from auth_gateway.accounts import cipher_of
from auth_gateway.cases.files import kind_of
from auth_gateway.cases.models import Attachment, Case, SupportRequest
from auth_gateway.conversations import live
from auth_gateway.conversations.models import Conversation, Sender
from auth_gateway.conversations.service import Caller, check_may_describe, owned
from auth_gateway.conversations.store import new_message
from auth_gateway.members import Person
from auth_gateway.platform import mail
from auth_gateway.platform.crypto import Cipher
from auth_gateway.platform.db import new_id
from auth_gateway.platform.errors import ProblemError
from auth_gateway.platform.sealing import seal_json
from auth_gateway.platform.storage import Storage
from auth_gateway.services import ServiceSet
from wording import say

FILE_BYTES = 10_485_760  # A64, K16: 10 Mo, counted as 10 × 1024 × 1024
FILES_A_DAY = 20  # C18
NAME_CHARACTERS = 200
SUPPORT_MAIL = "support_request"


@dataclass(frozen=True)
class SentFile:
    name: str
    content: bytes


def storage_of(services: ServiceSet) -> Storage:
    return Storage(services.settings.storage_dir)


def hand_over(
    services: ServiceSet, caller: Caller, comment: str | None, conversation_id: str | None, file: SentFile | None
) -> Case:
    """Keep the case, its file and the message in the thread together; a read-only account may not (K23)."""
    check_may_describe(caller)
    if file is None and not comment:
        raise ProblemError(422, "nothing_to_send")
    seq = None
    with services.db.read() as db:
        cipher = cipher_of(db, caller.person.id)
    with _kept(storage_of(services), cipher, file) as storage_name, services.db.session() as db:
        now = services.clock.now()
        case = Case(id=new_id(), person_id=caller.person.id, created_at=now, comment_sealed=None)
        if comment:
            case.comment_sealed = cipher.seal_text(comment, f"cases.comment:{case.id}")
        if conversation_id:
            conversation = _locked(db, caller, conversation_id)
            body = {"text": say("conversation", "sent")}
            db.add(new_message(cipher, conversation, Sender.BOT, body, turn_id=None, now=now))
            case.conversation_id, case.last_seq = conversation.id, conversation.last_seq
            seq = conversation.last_seq
        db.add(case)
        db.flush()
        if file is not None and storage_name is not None:
            _check_quota(db, caller, now)
            db.add(_attachment(cipher, case, file, storage_name, now))
    if conversation_id and seq is not None:
        live.changed(services.redis, conversation_id, seq)
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
def _kept(storage: Storage, cipher: Cipher, file: SentFile | None) -> Iterator[str | None]:
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
    name = storage.keep(file.content, cipher)
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


def _attachment(cipher: Cipher, case: Case, file: SentFile, storage_name: str, now: dt.datetime) -> Attachment:
    kind = kind_of(file.content)
    assert kind is not None  # noqa: S101  _kept has refused any other file
    row = new_id()
    return Attachment(
        id=row,
        case_id=case.id,
        storage_name=storage_name,
        name_sealed=cipher.seal_text(file.name[:NAME_CHARACTERS], f"attachments.name:{row}"),
        kind=kind,
        size=len(file.content),
        sha256=hashlib.sha256(file.content).hexdigest(),
        scanned=False,
        created_at=now,
    )


def ask_support(services: ServiceSet, person: Person, subject: str, text: str) -> SupportRequest:
    """Keep a request to the support cell, and tell the cell that it is there: the text itself does not leave."""
    with services.db.session() as db:
        row = new_id()
        request = SupportRequest(
            id=row,
            person_id=person.id,
            body_sealed=seal_json(
                cipher_of(db, person.id), {"subject": subject, "text": text}, f"support_requests.body:{row}"
            ),
            created_at=services.clock.now(),
        )
        db.add(request)
        notice = mail.render(SUPPORT_MAIL, services.settings.support_address, reference=row[:8].upper())
        services.outbox.post(db, SUPPORT_MAIL, notice, reference=row)
    return request
