"""The documents that members accept and their agreements; rows are only ever added (A56, A10)."""

import datetime as dt
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from auth_gateway.platform.db import Base, Id, PrimaryId


class DocumentKind(StrEnum):
    TERMS = "terms"
    LEGAL = "legal"


class ConsentKind(StrEnum):
    """What one agrees to: the five steps of activation (A10) but the password, and each document again (A56)."""

    ADULT = "adult"
    PERSONAL_DATA = "personal_data"
    HOSTING = "hosting"
    TERMS = "terms"
    LEGAL = "legal"


class LegalDocument(Base):
    """One version, named after the day from which it is in force."""

    __tablename__ = "legal_documents"
    __table_args__ = (UniqueConstraint("kind", "version"),)

    id: Mapped[PrimaryId]
    kind: Mapped[DocumentKind]
    version: Mapped[str] = mapped_column(String(20))
    effective_on: Mapped[dt.date]
    html: Mapped[str] = mapped_column(Text)
    published_at: Mapped[dt.datetime]


class Consent(Base):
    __tablename__ = "consents"
    __table_args__ = (Index("ix_consents_account_kind", "account_id", "kind"),)

    id: Mapped[PrimaryId]
    account_id: Mapped[Id] = mapped_column(ForeignKey("accounts.id"))
    kind: Mapped[ConsentKind]
    version: Mapped[str | None] = mapped_column(String(20))  # of the document, where there is one
    given: Mapped[bool]  # False when it was withdrawn
    at: Mapped[dt.datetime]
