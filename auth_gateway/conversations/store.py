"""Writing a turn: message, draft events, replies, buttons and estimate in one transaction, or nothing at all."""

import datetime as dt
import secrets
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from auth_gateway.analyses.service import keep_analysis, sheet_of
from auth_gateway.conversations.answers import BotAnswer, BotMessage
from auth_gateway.conversations.aside import Aside
from auth_gateway.conversations.chain import BEGINNING, digest_of
from auth_gateway.conversations.models import Conversation, ConversationState, DraftEvent, Message, Sender, Turn
from auth_gateway.conversations.names import reveal
from auth_gateway.conversations.record import TurnRecord, has_estimate, waiting_paper
from auth_gateway.conversations.signals import signals
from auth_gateway.conversations.views import asking_view, message_view
from auth_gateway.papers import KeptPaper
from auth_gateway.platform.bot import BotUnavailableError
from auth_gateway.platform.crypto import Cipher
from auth_gateway.platform.db import insert_rows, new_id
from auth_gateway.platform.sealing import seal_json
from auth_gateway.sheets import page_of
from quote_draft import Draft, draft_view, parse_event, to_quote

Json = dict[str, Any]

_LOCKED = select(Conversation).where(Conversation.id == bindparam("conversation")).with_for_update()


class StaleRecordError(Exception):
    """The conversation changed while the assistant was working: the turn has to run on the new record."""


@dataclass(frozen=True)
class TurnKey:
    """What makes a turn the same turn: the client's id, and a keyed hash of its body."""

    client_message_id: str
    body_hash: str


def locked_conversation(db: Session, record: TurnRecord) -> Conversation:
    """Take the conversation for writing; raise StaleRecordError when it is no longer the one that was read."""
    conversation = db.scalar(_LOCKED, {"conversation": record.conversation_id})
    if conversation is None or conversation.version != record.version:
        raise StaleRecordError
    return conversation


def open_conversation(db: Session, record: TurnRecord, now: dt.datetime) -> Conversation:
    conversation = Conversation(
        id=record.conversation_id,
        person_id=record.member.id,
        state=ConversationState.OPEN,
        version=0,
        last_seq=0,
        created_at=now,
        last_activity_at=now,
    )
    db.add(conversation)
    db.flush()
    return conversation


def set_others_aside(db: Session, chosen: Conversation) -> list[Conversation]:
    """Set aside every open conversation of the member but the one that they go on with; return them."""
    rows = db.scalars(
        select(Conversation).where(
            Conversation.person_id == chosen.person_id,
            Conversation.state == ConversationState.OPEN,
            Conversation.id != chosen.id,
        )
    )
    left = list(rows)
    for row in left:
        row.state = ConversationState.SET_ASIDE
    return left


def new_message(
    cipher: Cipher, conversation: Conversation, sender: Sender, body: Json, *, turn_id: str | None, now: dt.datetime
) -> Message:
    """Make the conversation's next message; outside a turn it confirms a form or brings an advisor's answer."""
    conversation.last_seq += 1
    conversation.last_activity_at = now
    row, whole = new_id(), {"buttons": [], "card": None, **body, "salt": secrets.token_hex(16)}
    conversation.head = digest_of(conversation.head or BEGINNING, conversation.last_seq, sender, now, whole)
    return Message(
        id=row,
        conversation_id=conversation.id,
        turn_id=turn_id,
        seq=conversation.last_seq,
        sender=sender,
        body_sealed=seal_json(cipher, whole, f"messages.body:{row}"),
        digest=conversation.head,
        created_at=now,
    )


@dataclass
class TurnWriter:
    """Writes one turn in the caller's transaction.

    `said` is the member's line in the transcript, if there is one; `paper` what was read for this turn.
    """

    db: Session
    conversation: Conversation
    record: TurnRecord
    key: TurnKey
    said: str | None
    answer: BotAnswer
    now: dt.datetime
    paper: KeptPaper | None = None
    turn_id: str = field(default_factory=new_id)
    offered: Json = field(default_factory=dict)
    analysis_id: str | None = None
    page: Json | None = None
    left: list[Conversation] = field(default_factory=list)  # set aside by writing in one that was

    def write(self) -> Json:
        """Write everything that the turn did; return its answer, given again whenever the same message comes."""
        draft = self._draft()
        self._keep_what_is_emptied()
        self.conversation.version += 1
        self._keep_estimate(draft)
        if self.paper is not None:
            self.db.add(self.paper.row(self.record.cipher, self.now, conversation_id=self.conversation.id))
        messages = self._messages()
        self._update_conversation(draft)
        result = self._result(draft, messages)
        self.db.flush()
        # The unique id first: a second writer of the same message stops here.
        insert_rows(self.db, self._turn(result), *messages, *self._events())
        return result

    def _draft(self) -> Draft:
        """Replay the log with this turn's events; an event that the draft refuses makes the answer no answer."""
        try:
            for event in self.answer.events:
                parse_event(event)
            turn = {"turn": self.key.client_message_id, "events": self.answer.events}
            return Draft.replay([*self.record.log, turn])
        except (ValueError, KeyError, TypeError) as error:
            raise BotUnavailableError(f"events that the draft refuses: {type(error).__name__}") from error

    def _keep_what_is_emptied(self) -> None:
        aside = Aside(self.db, self.record.cipher, self.conversation, self.record, self.now)
        if self.answer.events and "restart" in self.answer.understood.kinds:
            aside.keep(self.key.client_message_id)
        for event in self.answer.events:
            if event["kind"] == "undo":
                aside.take_back(event["turn"])

    def _keep_estimate(self, draft: Draft) -> None:
        """Keep an estimate that succeeded; a refused or invalid one is only told."""
        estimate = self.answer.estimate
        if estimate is None or not estimate.is_made:
            return
        beneficiary = self.record.person_called(draft.beneficiary)
        if beneficiary is None or not self.record.may_estimate:
            raise BotUnavailableError("an estimate for nobody that the member may ask for")
        analysis = keep_analysis(
            self.db,
            self.record.cipher,
            conversation_id=self.conversation.id,
            person=self.record.member,
            beneficiary=beneficiary,
            estimate=estimate.model_dump(),
            quote=to_quote(draft, self.record.context()),
            made_on=self.record.today,
            now=self.now,
        )
        self.analysis_id = analysis.id
        who = None if beneficiary.id == self.record.member.id else beneficiary.first_name
        self.page = page_of(sheet_of(self.record.cipher, analysis, member=self.record.member, who=who))

    def _messages(self) -> list[Message]:
        lines = [] if self.said is None else [(Sender.MEMBER, {"text": self.said})]
        lines += [(Sender.BOT, self._reply(message)) for message in self.answer.messages]
        return [
            new_message(self.record.cipher, self.conversation, sender, body, turn_id=self.turn_id, now=self.now)
            for sender, body in lines
        ]

    def _reply(self, message: BotMessage) -> Json:
        """Return what is shown of a reply; its buttons' payloads stay here, under random ids."""
        buttons = []
        for button in message.buttons:
            button_id = f"b-{secrets.token_urlsafe(12)}"
            title = self._revealed(button.title)
            self.offered[button_id] = {"title": title, "payload": button.payload}
            buttons.append({"id": button_id, "title": title})
        card = message.card
        if card is not None and card.get("type") == "estimate" and self.answer.estimate is not None:
            estimate = self.answer.estimate.model_dump()
            card = {**card, "estimate": estimate, "page": self.page, "analysis_id": self.analysis_id}
        if card is not None and card.get("type") == "read_quote":
            card = {**card, "read": self._reading(card["document"])}
        return {"text": self._revealed(message.text), "buttons": buttons, "card": self._revealed(card)}

    def _reading(self, document: str) -> Json | None:
        """Return what was read of a paper: this turn's, or one that waits again; None when it is no longer kept."""
        if self.paper is not None and self.paper.id == document:
            return self.paper.shown
        draft = self._draft()
        return (
            waiting_paper(self.db, self.record.cipher, self.conversation.id, draft) if draft.paper == document else None
        )

    def _update_conversation(self, draft: Draft) -> None:
        row, asked = self.conversation, self.answer.asking
        beneficiary = self.record.person_called(draft.beneficiary)
        row.beneficiary_id = beneficiary.id if beneficiary else None
        row.asked_sealed = (
            seal_json(self.record.cipher, asked.model_dump(), f"conversations.asked:{row.id}")
            if asked is not None
            else None
        )
        row.last_activity_at = self.now
        if row.state is ConversationState.SET_ASIDE:
            self.left = set_others_aside(self.db, row)
        if self.analysis_id is not None:
            row.state = ConversationState.ESTIMATED
        elif self.answer.events or row.state is ConversationState.SET_ASIDE:
            row.state = ConversationState.OPEN

    def _result(self, draft: Draft, messages: list[Message]) -> Json:
        answer = self.answer
        return {
            "id": self.conversation.id,
            "messages": [
                message_view(self.record.cipher, message, live_turn=self.turn_id)
                for message in messages
                if message.sender is Sender.BOT
            ],
            "asking": asking_view(answer.asking.model_dump() if answer.asking else None),
            "draft": self._revealed(draft_view(draft, self.record.context())),
            "understood": self._revealed(answer.understood.model_dump()),
            "estimate": self._revealed(answer.estimate.model_dump()) if answer.estimate else None,
            "analysis_id": self.analysis_id,
            "estimated": has_estimate(self.conversation, draft),
            "read": None if self.paper is None else self.paper.shown,
        }

    def _turn(self, result: Json) -> Turn:
        shown: Json | None = result["asking"]
        return Turn(
            id=self.turn_id,
            conversation_id=self.conversation.id,
            number=self.conversation.version,
            client_message_id=self.key.client_message_id,
            body_hash=self.key.body_hash,
            answer_sealed=seal_json(self.record.cipher, result, f"turns.answer:{self.turn_id}"),
            offered_sealed=seal_json(self.record.cipher, self.offered, f"turns.offered:{self.turn_id}"),
            signals=" ".join(signals(result, said=self.said is not None)),
            asked=shown["field"] if shown else None,
            created_at=self.now,
        )

    def _events(self) -> list[DraftEvent]:
        rows = []
        for position, event in enumerate(self.answer.events):
            row = new_id()
            rows.append(
                DraftEvent(
                    id=row,
                    conversation_id=self.conversation.id,
                    turn_id=self.turn_id,
                    position=position,
                    event_sealed=seal_json(self.record.cipher, event, f"draft_events.event:{row}"),
                )
            )
        return rows

    def _revealed(self, value: Any) -> Any:
        return reveal(value, self.record.first_names)
