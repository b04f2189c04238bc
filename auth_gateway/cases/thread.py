"""Messages of a case, and the copy of the desk's in the conversation that the member reads."""

import datetime as dt
from typing import Any

from redis import Redis
from sqlalchemy import select
from sqlalchemy.orm import Session

from auth_gateway.accounts import cipher_of
from auth_gateway.cases import chain, summary
from auth_gateway.cases.models import Author, Case, CaseMessage
from auth_gateway.conversations import live
from auth_gateway.conversations.models import Conversation, Sender
from auth_gateway.conversations.store import new_message
from auth_gateway.platform.db import new_id

Json = dict[str, Any]


def write(
    db: Session,
    case: Case,
    text: str,
    now: dt.datetime,
    *,
    advisor_id: str | None = None,
    answer_id: str | None = None,
) -> CaseMessage:
    """Add a message to the case: the member's, or an advisor's when `advisor_id` is given."""
    cipher = cipher_of(db, case.person_id)
    row, author = new_id(), Author.ADVISOR if advisor_id else Author.MEMBER
    message = CaseMessage(
        id=row,
        case_id=case.id,
        author=author,
        account_id=advisor_id,
        answer_id=answer_id,
        text_sealed=cipher.seal_text(text, f"case_messages.text:{row}"),
        created_at=now,
    )
    chain.join(db, case, message)
    db.add(message)
    summary.last_words(cipher, case, author, text)
    return message


def copy_to_conversation(db: Session, case: Case, body: Json, now: dt.datetime) -> int | None:
    """Let the desk's words land in the conversation too; return their number there, None without a conversation."""
    if case.conversation_id is None:
        return None
    conversation = db.scalars(
        select(Conversation)
        .where(Conversation.id == case.conversation_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
    cipher = cipher_of(db, case.person_id)
    db.add(new_message(cipher, conversation, Sender.ADVISOR, body, turn_id=None, now=now))
    return conversation.last_seq


def wake(redis: Redis, case: Case, seq: int | None) -> None:
    """Tell whoever watches the conversation, once the transaction has committed."""
    if case.conversation_id is not None and seq is not None:
        live.changed(redis, case.conversation_id, seq)
