"""Who may sign in: members, one account per adult person (A3), and the staff of Ligne claire.

Each account has a data key of its own, sealed by the master key (C15): its sealed fields rest under it, and all that
its member wrote or was answered. Destroying it erases them (A58).
"""

import datetime as dt
import unicodedata
from collections.abc import Collection, Mapping
from enum import StrEnum

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, LargeBinary, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from auth_gateway.platform.crypto import Cipher, Vault
from auth_gateway.platform.db import Base, Id, PrimaryId, vault_of
from auth_gateway.platform.sealing import ErasedError, Sealed, SealedRow


class AccountRole(StrEnum):
    MEMBER = "member"
    ADVISOR = "advisor"
    SUPERVISOR = "supervisor"  # an advisor who also assigns
    ADMINISTRATOR = "administrator"  # of the weekly files: sees no member
    DPO = "dpo"  # the data protection officer: what members ask about their data


class AccountStatus(StrEnum):
    UNVERIFIED = "unverified"
    ACTIVE = "active"
    SUSPENDED = "suspended"
    DEACTIVATED = "deactivated"


class Account(SealedRow, Base):
    """The counters belong to one password version: a new password starts them again, nothing else does."""

    __tablename__ = "accounts"
    __table_args__ = (
        CheckConstraint(
            "(role = 'member' AND key_sealed IS NOT NULL) = (person_id IS NOT NULL)", name="members_are_persons"
        ),
    )

    id: Mapped[PrimaryId]
    key_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)  # the data key; none once the account is erased
    email_index: Mapped[str] = mapped_column(String(64), unique=True)
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
    confirmed_data: Mapped[str | None] = mapped_column(String(64))  # keyed hash of the data that the member found right
    closed_at: Mapped[dt.datetime | None]  # when the member confirmed the closing (A49): the ninety days start here
    restricted_at: Mapped[dt.datetime | None]  # since when the member has its data kept and not used (A58)
    tells_answers: Mapped[bool] = mapped_column(default=True)  # e-mails that the member wants (N2); those about
    tells_documents: Mapped[bool] = mapped_column(default=True)  # security and closing are not asked about
    tells_deadlines: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[dt.datetime]

    email = Sealed[str](str)  # canonical: see canonical_email
    address = Sealed[str | None](str)  # the member's own, before the mutuelle's (A41)
    phone = Sealed[str | None](str)

    @property
    def cipher(self) -> Cipher:
        """What seals and opens all that is this account's; raise ErasedError when its key was destroyed."""
        return _cipher(self.vault, self.id, self.key_sealed)

    def give_key(self) -> None:
        self.key_sealed = self.vault.new_data_key(_place(self.id))

    def indexes(self) -> Mapping[str, str | None]:
        return {"email_index": email_index(self.vault, self.email)}


def _cipher(vault: Vault, account_id: str, key_sealed: bytes | None) -> Cipher:
    if key_sealed is None:
        raise ErasedError("the data key of this account was destroyed")
    return vault.data_cipher(key_sealed, _place(account_id))


def _place(account_id: str) -> str:
    return f"accounts.key:{account_id}"


def canonical_email(email: str) -> str:
    """Return the form under which an address is stored and looked up."""
    return unicodedata.normalize("NFC", email.strip()).lower()


def email_index(vault: Vault, email: str) -> str:
    """Return what an account is found by, given the canonical form of its address."""
    return vault.keyed_hash("accounts.email", email)


def has_email(db: Session, email: str) -> ColumnElement[bool]:
    """Say whose account has this address, written as anybody types it: a condition for a query."""
    return Account.email_index == email_index(vault_of(db), canonical_email(email))


def cipher_of(db: Session, person_id: str) -> Cipher:
    """Return what seals and opens all that is of the account of this person."""
    return ciphers_of(db, {person_id})[person_id]


def ciphers_of(db: Session, person_ids: Collection[str]) -> Mapping[str, Cipher]:
    """Return what opens the things of each of these persons' accounts, read at once and kept with the session."""
    known: dict[str, Cipher] = db.info.setdefault("ciphers", {})
    if missing := set(person_ids) - known.keys():
        keys = select(Account.person_id, Account.id, Account.key_sealed).where(Account.person_id.in_(missing))
        for person_id, account_id, key_sealed in db.execute(keys):
            known[str(person_id)] = _cipher(vault_of(db), account_id, key_sealed)
    return known
