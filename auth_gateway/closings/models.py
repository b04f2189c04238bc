"""A member's decision to leave: asked with the password, final with the click on the e-mailed link (A49)."""

import datetime as dt

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from auth_gateway.platform.db import Base, Id, PrimaryId


class Closing(Base):
    __tablename__ = "closings"

    id: Mapped[PrimaryId]
    account_id: Mapped[Id] = mapped_column(ForeignKey("accounts.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    erase: Mapped[bool] = mapped_column(default=False)  # ticked: the account is erased too (A59)
    asked_at: Mapped[dt.datetime]
    expires_at: Mapped[dt.datetime]  # of the link
    cancelled_at: Mapped[dt.datetime | None]
    confirmed_at: Mapped[dt.datetime | None]
    reminded_at: Mapped[dt.datetime | None]  # the e-mail of A50 leaves once
