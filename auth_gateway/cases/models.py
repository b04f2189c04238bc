"""What members hand over to Ligne claire: quotes with their file, and requests to the support cell."""

import datetime as dt
from enum import StrEnum

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from auth_gateway.platform.db import Base, Id, PrimaryId


class FileKind(StrEnum):
    PDF = "application/pdf"
    JPEG = "image/jpeg"
    PNG = "image/png"
    HEIC = "image/heic"


class Case(Base):
    """A quote sent to the advisors. The draft and the transcript are attached by reference, as far as `last_seq`."""

    __tablename__ = "cases"

    id: Mapped[PrimaryId]
    person_id: Mapped[Id] = mapped_column(ForeignKey("persons.id"), index=True)
    conversation_id: Mapped[Id | None] = mapped_column(ForeignKey("conversations.id"), index=True)
    last_seq: Mapped[int | None]
    comment_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    created_at: Mapped[dt.datetime] = mapped_column(index=True)


class Attachment(Base):
    """A file of a case, sealed in the storage folder under a random name.

    `scanned` stays false until a virus scanner has seen it: nothing is released as checked that is not.
    """

    __tablename__ = "attachments"

    id: Mapped[PrimaryId]
    case_id: Mapped[Id] = mapped_column(ForeignKey("cases.id"), unique=True)
    storage_name: Mapped[Id] = mapped_column(unique=True)
    name_sealed: Mapped[bytes] = mapped_column(LargeBinary)  # what the member's device called it
    kind: Mapped[FileKind]
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    scanned: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[dt.datetime]


class SupportRequest(Base):
    __tablename__ = "support_requests"

    id: Mapped[PrimaryId]
    person_id: Mapped[Id] = mapped_column(ForeignKey("persons.id"))
    body_sealed: Mapped[bytes] = mapped_column(LargeBinary)  # subject and text
    created_at: Mapped[dt.datetime]
