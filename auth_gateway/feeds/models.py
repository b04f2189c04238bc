"""What came in, what it would change, and what became of it."""

import datetime as dt
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from auth_gateway.platform.db import Base, Id, PrimaryId


class FeedStatus(StrEnum):
    STAGED = "staged"
    REFUSED = "refused"
    APPLIED = "applied"


class Feed(Base):
    """One file, with its counts; `refusal` is the reason's key in the wording."""

    __tablename__ = "feeds"
    __table_args__ = (Index("ix_feeds_mutuelle_received", "mutuelle_id", "received_at"),)

    id: Mapped[PrimaryId]
    mutuelle_id: Mapped[str] = mapped_column(ForeignKey("mutuelles.id"))
    dated_on: Mapped[dt.date]
    sha256: Mapped[str] = mapped_column(String(64))
    status: Mapped[FeedStatus]
    refusal: Mapped[str | None] = mapped_column(String(40))
    persons: Mapped[int] = mapped_column(default=0)
    added: Mapped[int] = mapped_column(default=0)
    changed: Mapped[int] = mapped_column(default=0)
    other_guarantee: Mapped[int] = mapped_column(default=0)
    vanished: Mapped[int] = mapped_column(default=0)
    received_at: Mapped[dt.datetime]
    applied_at: Mapped[dt.datetime | None]


class FeedLine(Base):
    """A line of a file being compared: keyed hashes of its key, text and guarantee, nothing that names anybody."""

    __tablename__ = "feed_lines"
    __table_args__ = (Index("ix_feed_lines_key", "feed_id", "number_index", "rank"),)

    feed_id: Mapped[Id] = mapped_column(ForeignKey("feeds.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    number_index: Mapped[str] = mapped_column(String(64))
    rank: Mapped[int]
    print: Mapped[str] = mapped_column(String(64))
    guarantee_print: Mapped[str] = mapped_column(String(64))
