"""The persons that the mutuelles declare, as their weekly feed gives them: never edited here."""

import datetime as dt
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from auth_gateway.platform.db import Base, Id, PrimaryId


class ContractRole(StrEnum):
    PRINCIPAL = "principal"
    DEPENDANT = "dependant"


class Relation(StrEnum):
    """What the person is to the principal member of the contract."""

    SELF = "self"
    SPOUSE = "spouse"
    CHILD = "child"


class Scheme(StrEnum):
    GENERAL = "general"
    ALSACE_MOSELLE = "alsace_moselle"


class Mutuelle(Base):
    """A tenant: one of the three mutuelles whose contracts include Ligne claire."""

    __tablename__ = "mutuelles"

    id: Mapped[str] = mapped_column(String(8), primary_key=True)  # lmg, mnh, mnt
    name: Mapped[str] = mapped_column(String(80))


class Person(Base):
    """One natural person covered by a contract, whether or not they have an account.

    The spouse and the children share the principal's member number: a person is known by their id, never by it.
    """

    __tablename__ = "persons"
    __table_args__ = (
        CheckConstraint("(role = 'principal') = (principal_id IS NULL)", name="dependants_have_a_principal"),
        Index("ix_persons_principal_id", "principal_id"),
        Index("ix_persons_key", "mutuelle_id", "member_number", "rank", unique=True),
    )

    id: Mapped[PrimaryId]
    mutuelle_id: Mapped[str] = mapped_column(ForeignKey("mutuelles.id"))
    member_number: Mapped[str] = mapped_column(String(20))
    rank: Mapped[int] = mapped_column(server_default="1")  # within the contract, as the mutuelle counts
    role: Mapped[ContractRole]
    principal_id: Mapped[Id | None] = mapped_column(ForeignKey("persons.id"))
    relation: Mapped[Relation]
    first_name: Mapped[str] = mapped_column(String(80))
    last_name: Mapped[str] = mapped_column(String(80))
    birth_date: Mapped[dt.date]
    joined_on: Mapped[dt.date]
    struck_off_on: Mapped[dt.date | None]  # radiation
    excluded_on: Mapped[dt.date | None]  # from this day on, the guarantee no longer includes Ligne claire (A53)
    scheme: Mapped[Scheme]
    guarantee_id: Mapped[str | None] = mapped_column(String(40))
    top_up_id: Mapped[str | None] = mapped_column(String(40))
    cover_from: Mapped[dt.date | None]
    cover_until: Mapped[dt.date | None]
    address: Mapped[str | None] = mapped_column(String(200))
    phone: Mapped[str | None] = mapped_column(String(20))
    email: Mapped[str | None] = mapped_column(String(254))  # what the mutuelle knows: never a login
    fed_print: Mapped[str | None] = mapped_column(String(64))  # of the line that this row is as of
    fed_at: Mapped[dt.datetime]
