"""What a right rests on beside the contract: the second legal representative of a minor, invited by the first (N8)."""

import datetime as dt

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from auth_gateway.platform.db import Base, Id, PrimaryId


class Representation(Base):
    """An invitation, then what it gives; a row stays when it is over, so that what was given can be told.

    The invited address rests under the key of the account that invites, and is found by its blind index.
    """

    __tablename__ = "representations"
    __table_args__ = (
        Index("ix_representations_account_id", "account_id"),
        Index("ix_representations_guest_id", "guest_id"),
        Index("ix_representations_guest_index", "guest_index"),
    )

    id: Mapped[PrimaryId]
    account_id: Mapped[Id] = mapped_column(ForeignKey("accounts.id"))  # who invites
    child_id: Mapped[Id] = mapped_column(ForeignKey("persons.id"))
    guest_index: Mapped[str] = mapped_column(String(64))
    guest_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    guest_id: Mapped[Id | None] = mapped_column(ForeignKey("accounts.id"))  # once accepted
    asked_at: Mapped[dt.datetime]
    expires_at: Mapped[dt.datetime]  # of the invitation
    accepted_at: Mapped[dt.datetime | None]
    ended_at: Mapped[dt.datetime | None]
