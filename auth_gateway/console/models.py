"""Who read what: one row for each time that an advisor opens a member's conversation or file (A42, A43, A60)."""

import datetime as dt
from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from auth_gateway.platform.db import Base, Id, PrimaryId


class ReadKind(StrEnum):
    CONVERSATION = "conversation"
    ATTACHMENT = "attachment"
    CASE = "case"
    LIST = "list"  # the case was in a list, with its act and its amount: once a day for each reader


class ReadEntry(Base):
    __tablename__ = "read_entries"

    id: Mapped[PrimaryId]
    account_id: Mapped[Id] = mapped_column(ForeignKey("accounts.id"))  # the advisor
    person_id: Mapped[Id] = mapped_column(ForeignKey("persons.id"), index=True)  # the member who may ask
    kind: Mapped[ReadKind]
    object_id: Mapped[Id]
    at: Mapped[dt.datetime]
