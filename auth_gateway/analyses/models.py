"""Estimates, kept exactly as the engine gave them, with the quote that they answer."""

import datetime as dt

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from auth_gateway.platform.db import Base, Id, PrimaryId


class Analysis(Base):
    """One estimate. Never changed: a corrected quote makes another one."""

    __tablename__ = "analyses"

    id: Mapped[PrimaryId]
    conversation_id: Mapped[Id | None] = mapped_column(ForeignKey("conversations.id"), index=True)  # none: deleted
    person_id: Mapped[Id] = mapped_column(ForeignKey("persons.id"))  # the member who asked
    beneficiary_id: Mapped[Id] = mapped_column(ForeignKey("persons.id"), index=True)  # whose care it is
    parameters_version: Mapped[str] = mapped_column(String(64))
    estimate_sealed: Mapped[bytes] = mapped_column(LargeBinary)  # the engine's output
    quote_sealed: Mapped[bytes] = mapped_column(LargeBinary)  # the engine's input
    cover_sealed: Mapped[bytes] = mapped_column(LargeBinary)  # the covers' labels on that day
    made_on: Mapped[dt.date]  # business date
    created_at: Mapped[dt.datetime]
