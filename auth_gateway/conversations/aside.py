"""A new quote begun in words sets the old one aside, as the button does, although the conversation goes on.

The member goes on in the same conversation, whose draft is emptied by an event that can be undone. So what was
described moves, as a conversation of its own with its estimates, among the quotes set aside; undoing brings it back.
"""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from auth_gateway import papers
from auth_gateway.analyses.models import Analysis
from auth_gateway.conversations.models import Conversation, ConversationState, DraftEvent, Message, Turn
from auth_gateway.conversations.record import TurnRecord
from auth_gateway.platform.crypto import Cipher
from auth_gateway.platform.db import new_id
from auth_gateway.platform.sealing import seal_json

Json = dict[str, Any]


@dataclass(frozen=True)
class Aside:
    """What a turn takes out of its conversation, or brings back; `record` is what the turn started from."""

    db: Session
    cipher: Cipher
    conversation: Conversation
    record: TurnRecord
    now: dt.datetime

    def keep(self, turn: str) -> None:
        """Keep the quote that this turn empties, with its estimates."""
        old = self.conversation
        kept = Conversation(
            id=self._id(turn),
            person_id=old.person_id,
            beneficiary_id=old.beneficiary_id,
            state=ConversationState.SET_ASIDE,
            version=len(self.record.log),
            last_seq=0,
            created_at=old.created_at,
            last_activity_at=self.now,
        )
        self.db.add(kept)
        self.db.flush()
        for number, entry in enumerate(self.record.log, start=1):
            self._copy(kept, number, entry)
        _move_estimates(self.db, old.id, kept.id)
        papers.move(self.db, old.id, kept.id)

    def take_back(self, turn: str) -> None:
        """Take back the quote that an undone turn had set aside; most turns had not."""
        kept = self.db.get(Conversation, self._id(turn))
        if kept is not None:
            _move_estimates(self.db, kept.id, self.conversation.id)
            papers.move(self.db, kept.id, self.conversation.id)
            erase(self.db, kept)

    def _id(self, turn: str) -> str:
        """Return an id that follows from the turn: its undo finds the quote again."""
        return uuid.uuid5(uuid.UUID(self.conversation.id), turn).hex

    def _copy(self, kept: Conversation, number: int, entry: Json) -> None:
        """Copy one turn of the log: its events, and no answer or button, since nobody asks about it again."""
        row = new_id()
        self.db.add(
            Turn(
                id=row,
                conversation_id=kept.id,
                number=number,
                client_message_id=entry["turn"],
                body_hash="",
                answer_sealed=seal_json(self.cipher, {}, f"turns.answer:{row}"),
                offered_sealed=seal_json(self.cipher, {}, f"turns.offered:{row}"),
                created_at=self.now,
            )
        )
        self.db.flush()
        for position, event in enumerate(entry["events"]):
            of = new_id()
            sealed = seal_json(self.cipher, event, f"draft_events.event:{of}")
            self.db.add(DraftEvent(id=of, conversation_id=kept.id, turn_id=row, position=position, event_sealed=sealed))


def erase(db: Session, conversation: Conversation) -> list[str]:
    """Erase a conversation, all that was said in it and its papers; its estimates stay, as documents of their own.

    Return the names of files in the storage folder, to be dropped after the commit.
    """
    _move_estimates(db, conversation.id, None)
    files = papers.forget(db, conversation.id)
    for table in (DraftEvent, Message, Turn):
        db.execute(delete(table).where(table.conversation_id == conversation.id))
    db.delete(conversation)
    db.flush()
    return files


def _move_estimates(db: Session, source: str, to: str | None) -> None:
    db.execute(update(Analysis).where(Analysis.conversation_id == source).values(conversation_id=to))
