"""« Envoyer à Ligne claire »: a file or a few words, with the conversation where it stands."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from auth_gateway import papers
from auth_gateway.accounts import Account, cipher_of
from auth_gateway.cases import chain, files, life, mails, summary
from auth_gateway.cases.expected import acknowledge_by, due_at, expected
from auth_gateway.cases.files import KeptFile
from auth_gateway.cases.models import Case, CaseState, CaseWord, EventKind, Subject
from auth_gateway.cases.references import new_reference, search_words, word_hash
from auth_gateway.cases.states import TABS
from auth_gateway.conversations.models import Conversation, Sender
from auth_gateway.conversations.service import Caller, owned
from auth_gateway.conversations.store import new_message
from auth_gateway.files import SentFile
from auth_gateway.papers import Paper
from auth_gateway.platform import audit
from auth_gateway.platform.crypto import Cipher
from auth_gateway.platform.db import new_id, vault_of
from auth_gateway.platform.errors import not_found
from auth_gateway.platform.settings import Settings
from auth_gateway.platform.storage import Storage
from wording import say

ANCHORED = "conversation_anchored"  # its chain's head, noted in the audit chain


@dataclass(frozen=True)
class Sending:
    """What a member hands over; something of `comment`, `files` and `document` has to be there.

    `document` is a paper that was sent in the conversation: its file is one more.
    """

    comment: str | None
    conversation_id: str | None
    files: list[SentFile]
    subject: Subject = Subject.QUOTE
    document: str | None = None


def sent_with(storage: Storage, cipher: Cipher, sending: Sending, paper: Paper | None) -> list[SentFile]:
    """Return all the files that are handed over: those of the form, and the one of the paper."""
    return [*sending.files, *papers.sent_files(storage, cipher, paper)]


def hand_over(
    db: Session,
    tools: mails.Tools,
    caller: Caller,
    sending: Sending,
    found: Sequence[KeptFile],
    *,
    paper: Paper | None,
    now: dt.datetime,
) -> Case:
    """Add the case with its files, the thread's message and the receipt."""
    conversation = _locked(db, caller, sending.conversation_id) if sending.conversation_id else None
    case = _new_case(db, tools.settings, caller, sending, conversation, now=now)
    actor = db.scalars(select(Account.id).where(Account.person_id == caller.person.id)).one()
    if conversation is not None:
        body = {"text": say("conversation", "sent", reference=case.reference)}
        db.add(new_message(cipher_of(db, caller.person.id), conversation, Sender.BOT, body, turn_id=None, now=now))
        case.last_seq = conversation.last_seq
        head = conversation.head or ""
        audit.record(db, at=now, actor=actor, action=ANCHORED, object_id=conversation.id, reason=head)
    db.add(case)
    db.flush()
    db.add_all(CaseWord(word=word_hash(vault_of(db), word), case_id=case.id) for word in search_words(caller.person))
    life.note(db, case, EventKind.RECEIVED, now, None)
    attached = files.attach(db, case, found, now)
    chain.anchor(db, case, actor, now)
    if paper is not None and len(found) > len(sending.files):
        papers.stays_with(db, paper, attached[-1].id)
    mails.tell(db, tools, case, mails.RECEIVED, expected=expected(tools.settings, case))
    return case


def _new_case(
    db: Session,
    settings: Settings,
    caller: Caller,
    sending: Sending,
    conversation: Conversation | None,
    *,
    now: dt.datetime,
) -> Case:
    row, comment, cipher = new_id(), sending.comment, cipher_of(db, caller.person.id)
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
        due_at=due_at(settings, sending.subject, now),
        acknowledge_by=acknowledge_by(settings, sending.subject, now),
        comment_sealed=cipher.seal_text(comment, f"cases.comment:{row}") if comment else None,
    )
    last = {"from": "member", "text": summary.excerpt(comment)} if comment else None
    described = summary.describe(db, cipher, conversation)
    case.why, case.stuck_at = described["why"], described["asked"]
    summary.keep(cipher, case, {**described, "last": last})
    return case


def paper_of(db: Session, caller: Caller, sending: Sending) -> Paper | None:
    """Return the paper that is handed over, of the conversation that is handed over."""
    if sending.document is None:
        return None
    paper = db.get(Paper, sending.document)
    if sending.conversation_id is None or paper is None or paper.conversation_id != sending.conversation_id:
        raise not_found("file")
    owned(db, caller, sending.conversation_id)
    return paper


def _locked(db: Session, caller: Caller, conversation_id: str) -> Conversation:
    owned(db, caller, conversation_id)
    return db.scalars(
        select(Conversation)
        .where(Conversation.id == conversation_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
