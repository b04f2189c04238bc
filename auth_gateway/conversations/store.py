"""Writing a turn: message, draft events, replies, buttons and estimate in one transaction, or nothing at all."""

import datetime as dt
import secrets
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from auth_gateway.analyses.service import keep_analysis
from auth_gateway.conversations.answers import BotAnswer, BotMessage
from auth_gateway.conversations.models import Conversation, ConversationState, DraftEvent, Message, Sender, Turn
from auth_gateway.conversations.names import reveal
from auth_gateway.conversations.record import TurnRecord
from auth_gateway.conversations.views import asking_view, message_view
from auth_gateway.platform.bot import BotUnavailableError
from auth_gateway.platform.crypto import Cipher
from auth_gateway.platform.db import new_id
from auth_gateway.platform.sealing import seal_json
from quote_draft import Draft, parse_event, to_quote

Json = dict[str, Any]


class StaleRecordError(Exception):
    """The conversation changed while the assistant was working: the turn has to run on the new record."""


@dataclass(frozen=True)
class TurnKey:
    """What makes a turn the same turn: the client's id, and a keyed hash of its body."""

    client_message_id: str
    body_hash: str


def locked_conversation(db: Session, record: TurnRecord) -> Conversation:
    """Take the conversation for writing; raise StaleRecordError when it is no longer the one that was read."""
    conversation = db.scalar(
        select(Conversation).where(Conversation.id == record.conversation_id).with_for_update()
    )
    if conversation is None or conversation.version != record.version:
        raise StaleRecordError
    return conversation


def open_conversation(db: Session, record: TurnRecord, now: dt.datetime) -> Conversation:
    conversation = Conversation(
        id=record.conversation_id,
        person_id=record.member.id,
        beneficiary_id=None,
        state=ConversationState.OPEN,
        version=0,
        last_seq=0,
        asked_sealed=None,
        created_at=now,
        last_activity_at=now,
    )
    db.add(conversation)
    db.flush()
    return conversation


def write_turn(
    db: Session,
    cipher: Cipher,
    conversation: Conversation,
    record: TurnRecord,
    key: TurnKey,
    said: str | None,
    answer: BotAnswer,
    now: dt.datetime,
) -> Json:
    """Write everything that one turn did and return its answer, as it will be given again for the same message."""
    draft = draft_after(record, key, answer)
    view = draft.view()
    turn_id, offered = new_id(), {}
    conversation.version += 1
    analysis_id = _keep_estimate(db, cipher, conversation, record, draft, answer, now)

    seen: list[Message] = []
    if said is not None:
        body = {"text": said, "buttons": [], "card": None}
        seen.append(_message(cipher, conversation, Sender.MEMBER, body, turn_id, now))
    for message in answer.messages:
        body = _body(message, record, answer, analysis_id, offered)
        seen.append(_message(cipher, conversation, Sender.BOT, body, turn_id, now))

    asked = answer.asking.model_dump() if answer.asking else None
    result: Json = {
        "id": conversation.id,
        "messages": [message_view(cipher, each, live_turn=turn_id) for each in seen if each.sender is Sender.BOT],
        "asking": asking_view(asked),
        "draft": reveal(view, record.first_names),
        "understood": reveal(answer.understood.model_dump(), record.first_names),
        "estimate": answer.estimate.model_dump() if answer.estimate else None,
        "analysis_id": analysis_id,
    }

    _update(cipher, conversation, record, answer, view, asked, analysis_id, now)
    turn = Turn(
        id=turn_id,
        conversation_id=conversation.id,
        number=conversation.version,
        client_message_id=key.client_message_id,
        body_hash=key.body_hash,
        answer_sealed=seal_json(cipher, result, f"turns.answer:{turn_id}"),
        offered_sealed=seal_json(cipher, offered, f"turns.offered:{turn_id}"),
        created_at=now,
    )
    db.add(turn)
    db.flush()  # the unique id first: a second writer of the same message stops here
    db.add_all([*seen, *_events(cipher, conversation, turn_id, answer)])
    db.flush()
    return result


def draft_after(record: TurnRecord, key: TurnKey, answer: BotAnswer) -> Draft:
    """Replay the log with this turn's events; an event that the draft refuses makes the answer no answer."""
    try:
        for event in answer.events:
            parse_event(event)
        return Draft.replay([*record.log, {"turn": key.client_message_id, "events": answer.events}])
    except (ValueError, KeyError, TypeError) as error:
        raise BotUnavailableError(f"events that the draft refuses: {type(error).__name__}") from error


def add_message(
    db: Session, cipher: Cipher, conversation: Conversation, sender: Sender, text: str, now: dt.datetime
) -> Message:
    """Add a message outside a turn: a confirmation, an advisor's answer."""
    body = {"text": text, "buttons": [], "card": None}
    message = _message(cipher, conversation, sender, body, None, now)
    conversation.last_activity_at = now
    db.add(message)
    return message


def _keep_estimate(
    db: Session,
    cipher: Cipher,
    conversation: Conversation,
    record: TurnRecord,
    draft: Draft,
    answer: BotAnswer,
    now: dt.datetime,
) -> str | None:
    """Keep an estimate that succeeded; a refused or invalid one is only told."""
    if answer.estimate is None or answer.estimate.status != "ok":
        return None
    beneficiary = record.person_called(draft.view()["beneficiary"])
    if beneficiary is None or not record.may_estimate:
        raise BotUnavailableError("an estimate for nobody that the member may ask for")
    analysis = keep_analysis(
        db,
        cipher,
        conversation_id=conversation.id,
        person=record.member,
        beneficiary=beneficiary,
        estimate=answer.estimate.model_dump(),
        quote=to_quote(draft, record.context()),
        made_on=record.today,
        now=now,
    )
    return analysis.id


def _body(
    message: BotMessage, record: TurnRecord, answer: BotAnswer, analysis_id: str | None, offered: Json
) -> Json:
    """Return what is shown of a reply; its buttons' payloads go to `offered`, under random ids."""
    buttons = []
    for button in message.buttons:
        button_id = f"b-{secrets.token_urlsafe(12)}"
        title = reveal(button.title, record.first_names)
        offered[button_id] = {"title": title, "payload": button.payload}
        buttons.append({"id": button_id, "title": title})
    card = message.card
    if card is not None and card.get("type") == "estimate" and answer.estimate is not None:
        card = {**card, "estimate": answer.estimate.model_dump(), "analysis_id": analysis_id}
    body = {"text": message.text, "card": card}
    return {**reveal(body, record.first_names), "buttons": buttons}


def _message(
    cipher: Cipher, conversation: Conversation, sender: Sender, body: Json, turn_id: str | None, now: dt.datetime
) -> Message:
    conversation.last_seq += 1
    row = new_id()
    return Message(
        id=row,
        conversation_id=conversation.id,
        turn_id=turn_id,
        seq=conversation.last_seq,
        sender=sender,
        body_sealed=seal_json(cipher, body, f"messages.body:{row}"),
        created_at=now,
    )


def _events(cipher: Cipher, conversation: Conversation, turn_id: str, answer: BotAnswer) -> list[DraftEvent]:
    rows = []
    for position, event in enumerate(answer.events):
        row = new_id()
        sealed = seal_json(cipher, event, f"draft_events.event:{row}")
        rows.append(
            DraftEvent(
                id=row, conversation_id=conversation.id, turn_id=turn_id, position=position, event_sealed=sealed
            )
        )
    return rows


def _update(
    cipher: Cipher,
    conversation: Conversation,
    record: TurnRecord,
    answer: BotAnswer,
    view: Json,
    asked: Json | None,
    analysis_id: str | None,
    now: dt.datetime,
) -> None:
    beneficiary = record.person_called(view["beneficiary"])
    conversation.beneficiary_id = beneficiary.id if beneficiary else None
    conversation.asked_sealed = (
        seal_json(cipher, asked, f"conversations.asked:{conversation.id}") if asked is not None else None
    )
    if analysis_id is not None:
        conversation.state = ConversationState.ESTIMATED
    elif answer.events or conversation.state is ConversationState.SET_ASIDE:
        conversation.state = ConversationState.OPEN
    conversation.last_activity_at = now
