"""Who asks for an account, before there is one."""

import datetime as dt
from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from auth_gateway.platform.db import Base, Id, PrimaryId
from auth_gateway.platform.sealing import Sealed, SealedRow


class RegistrationStatus(StrEnum):
    HELD = "held"  # waits for an operator: the address is not the one that the mutuelle knows
    SENT = "sent"  # the link has left
    ACTIVATED = "activated"
    VOID = "void"


class Registration(SealedRow, Base):
    """One request that names a person of the mutuelle's file; what names nobody is kept nowhere."""

    __tablename__ = "registrations"

    id: Mapped[PrimaryId]
    person_id: Mapped[Id] = mapped_column(ForeignKey("persons.id"), index=True)
    status: Mapped[RegistrationStatus]
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    expires_at: Mapped[dt.datetime | None]
    created_at: Mapped[dt.datetime]

    email = Sealed[str](str)  # canonical: see canonical_email


class RegistrationTries(Base):
    """Failed matches of one member number in a day (C9); `number` is a keyed hash, known number or not."""

    __tablename__ = "registration_tries"

    number: Mapped[str] = mapped_column(String(64), primary_key=True)
    within_day: Mapped[int] = mapped_column(default=0)
    day_started_at: Mapped[dt.datetime]
