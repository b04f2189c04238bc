"""E-mails to be sent, written in the same transaction as what they tell; the worker sends them.

The rows are the truth. A body is sealed, because it may carry a code, and erased as soon as it has been handed over or
given up. `reference` names what the e-mail is about, so that the worker can tell the owner that it has left.
"""

import datetime as dt

from sqlalchemy import Index, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column

from auth_gateway.platform.db import Base, PrimaryId


class OutboxMessage(Base):
    __tablename__ = "outbox_messages"
    __table_args__ = (
        Index(
            "ix_outbox_messages_waiting",
            "next_try_at",
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
    )

    id: Mapped[PrimaryId]
    kind: Mapped[str] = mapped_column(String(40))
    reference: Mapped[str | None] = mapped_column(String(64))
    recipient: Mapped[str] = mapped_column(String(254))
    body_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)  # subject and text, until it has left
    created_at: Mapped[dt.datetime]
    next_try_at: Mapped[dt.datetime]
    expires_at: Mapped[dt.datetime | None]  # a code is not delivered after its end
    tries: Mapped[int] = mapped_column(default=0)
    closed_at: Mapped[dt.datetime | None]
    outcome: Mapped[str | None] = mapped_column(String(12))  # sent, expired or dead
