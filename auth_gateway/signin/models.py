"""A sign-in half done: the password was right, the e-mailed code is awaited."""

import datetime as dt

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from auth_gateway.platform.db import Base, Id, PrimaryId


class Challenge(Base):
    """The code itself is stored nowhere: it is computed again from the sealed secret and the counter."""

    __tablename__ = "challenges"
    __table_args__ = (Index("ix_challenges_account_created", "account_id", "created_at"),)

    id: Mapped[PrimaryId]
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    account_id: Mapped[Id] = mapped_column(ForeignKey("accounts.id"))
    password_version: Mapped[int]
    secret_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    counter: Mapped[int]
    attempts: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[dt.datetime]
    handed_over_at: Mapped[dt.datetime | None]  # when the mail relay took the e-mail: the five minutes start here
    consumed_at: Mapped[dt.datetime | None]
    superseded_at: Mapped[dt.datetime | None]


class PasswordTries(Base):
    """Failed passwords per address, known or not, so that both are slowed down alike; kept one day.

    `allowance` is a keyed hash: see `tries.allowance_of`.
    """

    __tablename__ = "password_tries"

    allowance: Mapped[str] = mapped_column(String(64), primary_key=True)
    in_a_row: Mapped[int] = mapped_column(default=0)
    within_day: Mapped[int] = mapped_column(default=0)
    day_started_at: Mapped[dt.datetime]
    blocked_until: Mapped[dt.datetime | None]
