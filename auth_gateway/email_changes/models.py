"""A change of address: asked with the password, done by a link to the new address, undone by a link to the old one."""

import datetime as dt

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from auth_gateway.platform.db import Base, Id, PrimaryId


class EmailChange(Base):
    __tablename__ = "email_changes"

    id: Mapped[PrimaryId]
    account_id: Mapped[Id] = mapped_column(ForeignKey("accounts.id"), index=True)
    old_sealed: Mapped[bytes] = mapped_column(LargeBinary)  # the two addresses, under the account's key
    new_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    confirm_hash: Mapped[str] = mapped_column(String(64), unique=True)
    undo_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    asked_at: Mapped[dt.datetime]
    confirmed_at: Mapped[dt.datetime | None]
    undone_at: Mapped[dt.datetime | None]
    cancelled_at: Mapped[dt.datetime | None]  # another change was asked since
