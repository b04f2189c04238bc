"""The member's conversations: whose they are, opening and resuming, messages, the draft seen and edited."""

import datetime as dt
import json
import uuid
from collections.abc import Container
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from auth_gateway import papers
from auth_gateway.accounts import Account, cipher_of
from auth_gateway.analyses.models import Analysis
from auth_gateway.conversations import live, retries
from auth_gateway.conversations.locks import one_opening_at_a_time, turn_of_member
from auth_gateway.conversations.models import Conversation, ConversationState, DraftEvent, Message
from auth_gateway.conversations.names import reveal
from auth_gateway.conversations.record import (
    TurnRecord,
    has_estimate,
    latest_turn,
    new_record,
    read_record,
    with_buttons,
)
from auth_gateway.conversations.schemas import NewMessage, Opening, checked_text
from auth_gateway.conversations.store import TurnKey, TurnWriter, open_conversation, set_others_aside
from auth_gateway.conversations.turns import (
    RETRY_BUTTON,
    Said,
    Speaks,
    Tools,
    apology,
    ask,
    press,
    run_turn,
    say_text,
    send_paper,
)
from auth_gateway.conversations.views import asking_view, message_view
from auth_gateway.members import Person, names_of
from auth_gateway.papers import KeptPaper
from auth_gateway.platform.bot import BotUnavailableError
from auth_gateway.platform.clock import Clock, paris_date
from auth_gateway.platform.crypto import Cipher, Vault
from auth_gateway.platform.db import new_id
from auth_gateway.platform.errors import ProblemError, not_found
from auth_gateway.platform.limits import Share
from auth_gateway.rights import Rights
from quote_draft import DraftChangeError, changes_to_events, draft_view
from wording import say

Json = dict[str, Any]

MESSAGES_AT_ONCE = 500
RECENT = dt.timedelta(hours=12)  # a conversation left longer ago is taken up again by the assistant, who says so


# Read at every turn: written once.
_CONVERSATION = select(Conversation).where(Conversation.id == bindparam("conversation"))


@dataclass(frozen=True)
class Caller:
    """The member who calls, with what they may do today and what seals all that is theirs."""

    person: Person
    rights: Rights
    cipher: Cipher
    today: dt.date
    now: dt.datetime


def caller_at(clock: Clock, account: Account, person: Person, rights: Rights) -> Caller:
    return Caller(person, rights, account.cipher, clock.today(), clock.now())


def owned(db: Session, caller: Caller, conversation_id: str) -> Conversation:
    """Return the member's conversation; 404 for another's, or one about a child who has come of age (A40)."""
    conversation = db.scalar(_CONVERSATION, {"conversation": conversation_id})
    if conversation is None or conversation.person_id != caller.person.id or not _readable(caller, conversation):
        raise not_found("conversation")
    return conversation


def _readable(caller: Caller, conversation: Conversation) -> bool:
    age = paris_date(caller.now) - paris_date(conversation.last_activity_at)  # `today` may be fixed, instants are not
    return caller.rights.may_read(conversation.beneficiary_id, caller.today - age)


def check_may_describe(caller: Caller) -> None:
    """Refuse a new analysis to an account that may only read (A45)."""
    if not caller.rights.may_estimate:
        raise ProblemError(403, "read_only")


def conversations_of(db: Session, caller: Caller) -> list[Conversation]:
    """Return the member's own conversations, the latest used first."""
    rows = db.scalars(
        select(Conversation)
        .where(Conversation.person_id == caller.person.id)
        .order_by(Conversation.last_activity_at.desc())
    )
    return [row for row in rows if _readable(caller, row)]


def recent_conversation(db: Session, caller: Caller) -> Conversation | None:
    """Return the conversation to show as it is, after a reload or elsewhere; one left for long is opened again."""
    rows = (row for row in conversations_of(db, caller) if row.state is not ConversationState.SET_ASIDE)
    return next((row for row in rows if row.last_activity_at >= caller.now - RECENT), None)


def current_conversation(db: Session, caller: Caller) -> Conversation | None:
    """Return the conversation that the member goes on with: a recent one, else the one that they left open."""
    return recent_conversation(db, caller) or _open_one(db, caller)


def open_or_resume(tools: Tools, caller: Caller, opening: Opening) -> Json:
    """Open a conversation, or take up the open one again; `fresh` sets the open one aside."""
    check_may_describe(caller)
    with one_opening_at_a_time(tools.redis, caller.person.id):
        with tools.db.read() as db:
            current = _open_one(db, caller)
            described = current is not None and _has_events(db, current.id)
        key = TurnKey(f"open-{uuid.uuid4()}", "")
        if current is not None and not opening.fresh:
            message: Json = {"open": {"family": opening.family, "resumed": described}}
            current_id = current.id
            return run_turn(
                tools,
                key,
                lambda db: record_of(db, caller, current_id),
                lambda _record: Said(None, message),
            )
        return _begin(tools, caller, key, opening)


def _begin(tools: Tools, caller: Caller, key: TurnKey, opening: Opening) -> Json:
    tools.limits.charge(Share.OPENINGS, caller.person.id)
    record = new_record(caller.cipher, new_id(), caller.person, caller.rights, caller.today)
    with turn_of_member(tools.redis, record.member.id, record.conversation_id):
        answer = ask(tools, key, record, Said(None, {"open": {"family": opening.family, "resumed": False}}))
    try:
        with tools.db.session() as db:
            now = tools.clock.now()
            conversation = open_conversation(db, record, now)
            left = set_others_aside(db, conversation)
            result = TurnWriter(db, conversation, record, key, None, answer, now).write()
    except BotUnavailableError as error:
        raise apology() from error
    live.all_changed(tools.redis, left)
    return result


def take_message(tools: Tools, caller: Caller, conversation_id: str, message: NewMessage) -> Json:
    """Run the turn of one message; the same message again gives the same answer."""
    check_may_describe(caller)
    text = checked_text(message.text) if message.text is not None else None
    if message.button == RETRY_BUTTON:
        with tools.db.read() as db:
            owned(db, caller, conversation_id)
        failed = retries.recall(tools.redis, tools.vault.master, conversation_id)
        if failed is not None:
            return take_message(tools, caller, conversation_id, NewMessage(**failed))
    speak = _hear(caller, text) if text is not None else press(message.button or "")

    def read(db: Session) -> TurnRecord:
        record = record_of(db, caller, conversation_id)
        return record if text is not None else with_buttons(db, record)

    try:
        return run_turn(tools, turn_key(tools.vault, message.client_message_id, message.body), read, speak)
    except ProblemError as problem:
        if problem.code == "assistant_unavailable":
            failed = {"client_message_id": message.client_message_id, **message.body}
            retries.remember(tools.redis, tools.vault.master, conversation_id, failed)
        raise


def _hear(caller: Caller, text: str) -> Speaks:
    """Take a text as a sentence, or as a quote that was pasted: it then goes the same way as one on paper."""
    pasted = papers.read_text(text, caller.today, names_of(caller.rights.beneficiaries))
    if pasted is None:
        return say_text(text)
    was, shown = pasted
    return send_paper(KeptPaper(caller.person.id, "", was.read), was.found, shown)


def edit_draft(tools: Tools, caller: Caller, conversation_id: str, changes: list[Json]) -> Json:
    """Change the draft from the panel: checked as a whole, then one turn like any other."""
    check_may_describe(caller)

    def speak(record: TurnRecord) -> Said:
        try:
            events = changes_to_events(record.draft(), changes, record.context())
        except DraftChangeError as error:
            errors = [{"path": error.path, "message": error.message}]
            raise ProblemError(422, "invalid_change", errors=errors) from error
        return Said(None, {"edit": {"events": events}})

    return _own_turn(tools, caller, conversation_id, "edit", speak)


def undo(tools: Tools, caller: Caller, conversation_id: str) -> Json:
    """Take back what the last turn that changed something did; the sentence does the same."""
    check_may_describe(caller)
    return _own_turn(tools, caller, conversation_id, "undo", lambda _record: Said(None, {"undo": True}))


def _own_turn(tools: Tools, caller: Caller, conversation_id: str, kind: str, speak: Any) -> Json:
    key = TurnKey(f"{kind}-{uuid.uuid4()}", "")
    return run_turn(tools, key, lambda db: record_of(db, caller, conversation_id), speak)


def messages_after(db: Session, caller: Caller, conversation_id: str, after: int) -> Json:
    """Return the messages after one, and what a page opened again shows beside them."""
    record, conversation = record_of(db, caller, conversation_id), db.get_one(Conversation, conversation_id)
    return {
        "messages": new_messages(db, conversation_id, after),
        "asking": asking_view(record.asked),
        "estimated": has_estimate(conversation, record.draft()),
    }


def new_messages(db: Session, conversation_id: str, after: int) -> list[Json]:
    latest = latest_turn(db, conversation_id)
    rows = db.scalars(
        select(Message)
        .where(Message.conversation_id == conversation_id, Message.seq > after)
        .order_by(Message.seq)
        .limit(MESSAGES_AT_ONCE)
    )
    cipher = cipher_of(db, db.get_one(Conversation, conversation_id).person_id)
    estimates = frozenset(db.scalars(select(Analysis.id).where(Analysis.conversation_id == conversation_id)))
    views = [message_view(cipher, row, live_turn=latest.id if latest else None) for row in rows]
    return [{**view, "card": _unless_set_aside(view["card"], estimates)} for view in views]


def _unless_set_aside(card: Json | None, estimates: Container[str]) -> Json | None:
    """Show the estimate of a quote that a restart has set aside as the document that it is now, not as this quote's."""
    analysis = (card or {}).get("analysis_id")
    if analysis is None or analysis in estimates:
        return card
    url = f"/api/v1/analyses/{analysis}.pdf"
    return {"type": "document", "title": say("quotes", "set_aside_pdf"), "url": url}


def draft_of(db: Session, caller: Caller, conversation_id: str) -> Json:
    record = record_of(db, caller, conversation_id)
    view: Json = reveal(draft_view(record.draft(), record.context()), record.first_names)
    return view


def turn_key(vault: Vault, client_message_id: str, body: dict[str, str]) -> TurnKey:
    return TurnKey(client_message_id, vault.keyed_hash("turn-body", json.dumps(body, sort_keys=True)))


def record_of(db: Session, caller: Caller, conversation_id: str) -> TurnRecord:
    """Return what a turn of the member's conversation would start from; 404 for another's."""
    conversation = owned(db, caller, conversation_id)
    empty = new_record(caller.cipher, conversation.id, caller.person, caller.rights, caller.today)
    return read_record(db, conversation, empty)


def _open_one(db: Session, caller: Caller) -> Conversation | None:
    return next((row for row in conversations_of(db, caller) if row.state is ConversationState.OPEN), None)


def _has_events(db: Session, conversation_id: str) -> bool:
    count = select(func.count()).select_from(DraftEvent).where(DraftEvent.conversation_id == conversation_id)
    return bool(db.scalar(count))
