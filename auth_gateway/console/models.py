"""What the desk keeps of its own: who read what (A42, A43, A60), reviews of transcripts, canned answers."""

import datetime as dt
from enum import StrEnum

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from auth_gateway.platform.db import Base, Id, PrimaryId


class ReadKind(StrEnum):
    CONVERSATION = "conversation"
    ATTACHMENT = "attachment"
    CASE = "case"
    REVIEW = "review"  # drawn for a review, without the member's name
    LIST = "list"  # the case was in a list, with its act and its amount: once a day for each reader


class ReadEntry(Base):
    __tablename__ = "read_entries"

    id: Mapped[PrimaryId]
    account_id: Mapped[Id] = mapped_column(ForeignKey("accounts.id"))  # the advisor
    person_id: Mapped[Id] = mapped_column(ForeignKey("persons.id"), index=True)  # the member who may ask
    kind: Mapped[ReadKind]
    object_id: Mapped[Id]
    at: Mapped[dt.datetime]


class Label(StrEnum):
    """What a reviewer says of a transcript, or of one of its messages."""

    MISUNDERSTOOD = "misunderstood"
    WRONG_REPLY = "wrong_reply"
    UNCLEAR = "unclear"
    GOOD = "good"
    TO_FOLLOW = "to_follow"


class ExampleKind(StrEnum):
    TRAINING = "training"
    HELD_OUT = "held_out"


class ReviewSample(Base):
    """A draw of conversations for a review, with its reason; its reader may open them for a day."""

    __tablename__ = "review_samples"

    id: Mapped[PrimaryId]
    account_id: Mapped[Id] = mapped_column(ForeignKey("accounts.id"))
    reason: Mapped[str] = mapped_column(String(200))
    drawn_at: Mapped[dt.datetime]


class SampledConversation(Base):
    __tablename__ = "sampled_conversations"

    sample_id: Mapped[Id] = mapped_column(ForeignKey("review_samples.id"), primary_key=True)
    conversation_id: Mapped[Id] = mapped_column(ForeignKey("conversations.id"), primary_key=True, index=True)


class TranscriptLabel(Base):
    __tablename__ = "transcript_labels"

    id: Mapped[PrimaryId]
    conversation_id: Mapped[Id] = mapped_column(ForeignKey("conversations.id"), index=True)
    seq: Mapped[int | None]  # of the message that it is about; none: the whole transcript
    account_id: Mapped[Id] = mapped_column(ForeignKey("accounts.id"))
    label: Mapped[Label]
    note_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)  # under the member's key: it may quote them
    at: Mapped[dt.datetime]


class ReviewExample(Base):
    """A phrase that was misunderstood, its names and numbers masked: nobody's any more, and of no conversation."""

    __tablename__ = "review_examples"

    id: Mapped[PrimaryId]
    kind: Mapped[ExampleKind]
    intent: Mapped[str] = mapped_column(String(40))
    asked: Mapped[str | None] = mapped_column(String(40))  # the field that was being asked
    phrase: Mapped[str] = mapped_column(String(2000))
    account_id: Mapped[Id] = mapped_column(ForeignKey("accounts.id"))
    kept_at: Mapped[dt.datetime]


class CannedReply(Base):
    """A text that advisors begin from; nothing of a member is in it."""

    __tablename__ = "canned_replies"

    id: Mapped[PrimaryId]
    title: Mapped[str] = mapped_column(String(80), unique=True)
    text: Mapped[str] = mapped_column(String(2000))
    account_id: Mapped[Id] = mapped_column(ForeignKey("accounts.id"))  # who wrote it last
    written_at: Mapped[dt.datetime]
