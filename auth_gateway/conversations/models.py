"""The gateway's own record of what was said: conversations, turns, messages, and the draft's events.

Texts, buttons, answers and events are sealed: they tell someone's health. What is left readable is what the service
must search and count by: whose, when, in which order, what was asked, whether a turn was understood.
"""

import datetime as dt
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from auth_gateway.platform.db import Base, Id, PrimaryId


class ConversationState(StrEnum):
    OPEN = "open"  # a quote is being described
    ESTIMATED = "estimated"  # the quote as it stands has its estimate
    SET_ASIDE = "set_aside"  # the member started afresh; writing in it opens it again


class Sender(StrEnum):
    MEMBER = "member"
    BOT = "bot"
    ADVISOR = "advisor"


class Conversation(Base):
    """One quote being described by one member.

    `version` grows with every turn: a turn is written only if it is still the one that its record was read at.
    """

    __tablename__ = "conversations"
    __table_args__ = (Index("ix_conversations_person_id_last_activity_at", "person_id", "last_activity_at"),)

    id: Mapped[PrimaryId]
    person_id: Mapped[Id] = mapped_column(ForeignKey("persons.id"))  # the member who talks
    beneficiary_id: Mapped[Id | None] = mapped_column(ForeignKey("persons.id"))  # whose care it is, once said
    state: Mapped[ConversationState]
    version: Mapped[int] = mapped_column(default=0)
    last_seq: Mapped[int] = mapped_column(default=0)
    head: Mapped[str | None] = mapped_column(String(64))  # the digest of the last message, see `chain`
    asked_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)  # the pending question, whole
    created_at: Mapped[dt.datetime] = mapped_column(index=True)
    last_activity_at: Mapped[dt.datetime] = mapped_column(index=True)


class Turn(Base):
    """One turn that took effect: its answer is given again to whoever sends the same message again."""

    __tablename__ = "turns"
    __table_args__ = (
        UniqueConstraint("conversation_id", "client_message_id"),
        UniqueConstraint("conversation_id", "number"),
    )

    id: Mapped[PrimaryId]
    conversation_id: Mapped[Id] = mapped_column(ForeignKey("conversations.id"))
    number: Mapped[int]  # the conversation's version that this turn made
    client_message_id: Mapped[str] = mapped_column(String(100))
    body_hash: Mapped[str] = mapped_column(String(64))
    answer_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    offered_sealed: Mapped[bytes] = mapped_column(LargeBinary)  # button id → payload, good until the next turn
    signals: Mapped[str] = mapped_column(String(80), default="")  # names, separated by spaces, see `signals`
    asked: Mapped[str | None] = mapped_column(String(40))  # the field that was asked next; what it is worth is sealed
    created_at: Mapped[dt.datetime]


class Message(Base):
    __tablename__ = "messages"
    __table_args__ = (UniqueConstraint("conversation_id", "seq"),)

    id: Mapped[PrimaryId]
    conversation_id: Mapped[Id] = mapped_column(ForeignKey("conversations.id"))
    turn_id: Mapped[Id | None] = mapped_column(ForeignKey("turns.id"))  # none: written outside a turn
    seq: Mapped[int]
    sender: Mapped[Sender]
    body_sealed: Mapped[bytes] = mapped_column(LargeBinary)  # text, buttons (id and title), card, salt
    digest: Mapped[str | None] = mapped_column(String(64))  # see `chain`; none: from before it
    created_at: Mapped[dt.datetime]


class DraftEvent(Base):
    """One event of the quote's log: appended, never changed (an undo is an event too)."""

    __tablename__ = "draft_events"
    __table_args__ = (UniqueConstraint("turn_id", "position"),)

    id: Mapped[PrimaryId]
    conversation_id: Mapped[Id] = mapped_column(ForeignKey("conversations.id"), index=True)
    turn_id: Mapped[Id] = mapped_column(ForeignKey("turns.id"))
    position: Mapped[int]
    event_sealed: Mapped[bytes] = mapped_column(LargeBinary)
