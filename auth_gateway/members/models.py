"""The persons that the mutuelles declare, as their weekly feed gives them: never edited here.

Who they are rests sealed under the master key: the mutuelle's file is not the account's, and outlives it.
"""

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from auth_gateway.platform.crypto import Vault
from auth_gateway.platform.db import Base, Id, PrimaryId
from auth_gateway.platform.sealing import Sealed, SealedRow


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


class Person(SealedRow, Base):
    """One natural person covered by a contract, whether or not they have an account.

    The spouse and the children share the principal's member number: a person is known by their id, never by it.
    """

    __tablename__ = "persons"
    __table_args__ = (
        CheckConstraint("(role = 'principal') = (principal_id IS NULL)", name="dependants_have_a_principal"),
        Index("ix_persons_principal_id", "principal_id"),
        Index("ix_persons_key", "mutuelle_id", "number_index", "rank", unique=True),
    )

    id: Mapped[PrimaryId]
    mutuelle_id: Mapped[str] = mapped_column(ForeignKey("mutuelles.id"))
    number_index: Mapped[str] = mapped_column(String(64))
    rank: Mapped[int] = mapped_column(server_default="1")  # within the contract, as the mutuelle counts
    role: Mapped[ContractRole]
    principal_id: Mapped[Id | None] = mapped_column(ForeignKey("persons.id"))
    relation: Mapped[Relation]
    joined_on: Mapped[dt.date]
    struck_off_on: Mapped[dt.date | None]  # radiation
    excluded_on: Mapped[dt.date | None]  # from this day on, the guarantee no longer includes Ligne claire (A53)
    scheme: Mapped[Scheme]
    cover_from: Mapped[dt.date | None]
    cover_until: Mapped[dt.date | None]
    guarantee_print: Mapped[str] = mapped_column(String(64))  # tells whether the guarantee changed, not which it is
    fed_print: Mapped[str | None] = mapped_column(String(64))  # of the line that this row is as of
    fed_at: Mapped[dt.datetime]  # when this row was written from a file; `feeds.data_as_of` has what a member is told

    member_number = Sealed[str](str)
    first_name = Sealed[str](str)
    last_name = Sealed[str](str)
    birth_date = Sealed[dt.date](dt.date.fromisoformat)
    guarantee_id = Sealed[str | None](str)
    top_up_id = Sealed[str | None](str)
    address = Sealed[str | None](str)
    phone = Sealed[str | None](str)
    email = Sealed[str | None](str)  # what the mutuelle knows: never a login

    def indexes(self) -> Mapping[str, str | None]:
        index = number_index(self.vault, self.mutuelle_id, self.member_number)
        return {
            "number_index": index,
            "guarantee_print": guarantee_print(self.vault, index, self.rank, self.guarantee_id),
        }


def canonical_number(number: str) -> str:
    return "".join(number.split()).upper()


def number_index(vault: Vault, mutuelle_id: str, number: str) -> str:
    """Return what the persons of a contract are found by: one number is another contract at another mutuelle."""
    return vault.keyed_hash(f"persons.member_number:{mutuelle_id}", canonical_number(number))


def guarantee_print(vault: Vault, index: str, rank: int, guarantee_id: str | None) -> str:
    """Return a hash that is one person's own: guarantees are too few for a blind index (C16)."""
    return vault.keyed_hash("persons.guarantee", f"{index} {rank} {guarantee_id or ''}")
