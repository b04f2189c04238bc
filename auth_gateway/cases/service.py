"""« Envoyer à Ligne claire »: a file or a few words, with the conversation where it stands."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from auth_gateway import papers
from auth_gateway.accounts import Account, cipher_of
from auth_gateway.cases import files, life, live, mails, summary, thread
from auth_gateway.cases.expected import acknowledge_by, due_at, expected
from auth_gateway.cases.models import Case, CaseState, CaseWord, EventKind, Subject
from auth_gateway.cases.references import new_reference, search_words, word_hash
from auth_gateway.cases.states import TABS
from auth_gateway.conversations.models import Conversation, Sender
from auth_gateway.conversations.service import Caller, check_may_describe, owned
from auth_gateway.conversations.store import new_message
from auth_gateway.files import SentFile
from auth_gateway.papers import Paper
from auth_gateway.platform import audit
from auth_gateway.platform.db import new_id
from auth_gateway.platform.errors import ProblemError, not_found
from auth_gateway.platform.limits import Share
from auth_gateway.services import ServiceSet
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


def hand_over(services: ServiceSet, caller: Caller, sending: Sending) -> Case:
    """Keep the case, its file, the thread's message and the receipt together; a read-only account may not (K23)."""
    check_may_describe(caller)
    with services.db.read() as db:
        cipher = cipher_of(db, caller.person.id)
        paper = _paper(db, caller, sending)
        sent = [*sending.files, *papers.sent_files(services.storage, cipher, paper)]
    if not sent and not sending.comment:
        raise ProblemError(422, "nothing_to_send")
    services.limits.charge(Share.CASES, caller.person.id)
    checked = files.checked(services.scanner, sent, caller.now)
    with files.kept(services.storage, cipher, checked) as found, services.db.session() as db:
        now = services.clock.now()
        conversation = _locked(db, caller, sending.conversation_id) if sending.conversation_id else None
        case = _new_case(db, services, caller, sending, conversation)
        if conversation is not None:
            body = {"text": say("conversation", "sent", reference=case.reference)}
            db.add(new_message(cipher_of(db, caller.person.id), conversation, Sender.BOT, body, turn_id=None, now=now))
            case.last_seq = conversation.last_seq
            head = conversation.head or ""
            actor = db.scalars(select(Account.id).where(Account.person_id == caller.person.id)).one()
            audit.record(db, at=now, actor=actor, action=ANCHORED, object_id=conversation.id, reason=head)
        db.add(case)
        db.flush()
        db.add_all(
            CaseWord(word=word_hash(services.vault, word), case_id=case.id) for word in search_words(caller.person)
        )
        life.note(db, case, EventKind.RECEIVED, now, None)
        attached = files.attach(db, case, found, now)
        if paper is not None and len(sent) > len(sending.files):
            papers.stays_with(db, paper, attached[-1].id)
        when = expected(services.settings, case)
        mails.tell(db, mails.Tools(services.outbox, services.settings), case, mails.RECEIVED, expected=when)
    thread.wake(services.redis, case, case.last_seq)
    live.changed(services.redis, case, EventKind.RECEIVED)
    return case


def _new_case(
    db: Session, services: ServiceSet, caller: Caller, sending: Sending, conversation: Conversation | None
) -> Case:
    now = services.clock.now()
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
        due_at=due_at(services.settings, sending.subject, now),
        acknowledge_by=acknowledge_by(services.settings, sending.subject, now),
        comment_sealed=cipher.seal_text(comment, f"cases.comment:{row}") if comment else None,
    )
    last = {"from": "member", "text": summary.excerpt(comment)} if comment else None
    described = summary.describe(db, cipher, conversation)
    case.why, case.stuck_at = described["why"], described["asked"]
    summary.keep(cipher, case, {**described, "last": last})
    return case


def _paper(db: Session, caller: Caller, sending: Sending) -> Paper | None:
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
