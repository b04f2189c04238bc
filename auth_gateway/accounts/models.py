"""Who may sign in: members, one account per adult person (A3), and the staff of Ligne claire."""

import datetime as dt
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from auth_gateway.platform.db import Base, Id, PrimaryId


class AccountRole(StrEnum):
    MEMBER = "member"
    ADVISOR = "advisor"
    SUPERVISOR = "supervisor"  # an advisor who also assigns


class AccountStatus(StrEnum):
    UNVERIFIED = "unverified"
    ACTIVE = "active"
    SUSPENDED = "suspended"
    DEACTIVATED = "deactivated"


class Account(Base):
    """The counters belong to one password version: a new password starts them again, nothing else does."""

    __tablename__ = "accounts"
    __table_args__ = (CheckConstraint("(role = 'member') = (person_id IS NOT NULL)", name="members_are_persons"),)

    id: Mapped[PrimaryId]
    email: Mapped[str] = mapped_column(String(254), unique=True)  # canonical: see canonical_email
    role: Mapped[AccountRole]
    status: Mapped[AccountStatus]
    person_id: Mapped[Id | None] = mapped_column(ForeignKey("persons.id"), unique=True)
    staff_name: Mapped[str | None] = mapped_column(String(120))
    password_hash: Mapped[str | None] = mapped_column(String(255))
    password_version: Mapped[int] = mapped_column(default=1)
    password_set_at: Mapped[dt.datetime | None]
    password_uses: Mapped[int] = mapped_column(default=0)  # correct checks, K13
    wrong_codes: Mapped[int] = mapped_column(default=0)  # never given back, except by a new password
    code_counter: Mapped[int] = mapped_column(default=0)  # HOTP counter, only ever grows
    address: Mapped[str | None] = mapped_column(String(200))  # the member's own, before the mutuelle's (A41)
    phone: Mapped[str | None] = mapped_column(String(20))
    confirmed_data: Mapped[str | None] = mapped_column(String(64))  # keyed hash of the data that the member found right
    closed_at: Mapped[dt.datetime | None]  # when the member confirmed the closing (A49): the ninety days start here
    created_at: Mapped[dt.datetime]
