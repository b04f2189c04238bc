"""A new password: what it must be, that it was never used, what it ends; and the link that leads to one (A18 to A22).

The order keeps the database free while argon2 works: `Renewal.prepare` computes with no transaction open, `apply`
writes in the caller's.
"""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import ForeignKey, String, exists, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from auth_gateway.accounts.links import LinkPurpose, new_link, sent_since
from auth_gateway.accounts.models import Account
from auth_gateway.accounts.password_rules import Personal, faults
from auth_gateway.accounts.passwords import Passwords
from auth_gateway.members import Person
from auth_gateway.platform import audit, mail
from auth_gateway.platform.db import Base, Id, insert_if_absent
from auth_gateway.platform.errors import ProblemError
from auth_gateway.platform.outbox import Outbox
from wording import say

RESETS_AN_HOUR = 5
HOUR = dt.timedelta(hours=1)


class FormerPassword(Base):
    """A trace of each password that an account ever had: refused for ever (A19), compared by one computation (C3)."""

    __tablename__ = "former_passwords"

    account_id: Mapped[Id] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    trace: Mapped[str] = mapped_column(String(64), primary_key=True)
    created_at: Mapped[dt.datetime]


@dataclass(frozen=True)
class NewPassword:
    """A password that satisfies the rules, computed: ready to be written."""

    hashed: str
    trace: str


def refused(reasons: list[str]) -> ProblemError:
    """Refuse a password, with every reason in French."""
    return ProblemError(
        422, "password_refused", reasons=[say("accounts", "password_refused", reason) for reason in reasons]
    )


def personal_facts(person: Person | None, email: str) -> Personal:
    """Return what this person must not make a password of."""
    mailbox = email.partition("@")[0]
    if person is None:
        return Personal((mailbox,))
    born = person.birth_date
    return Personal(
        (person.first_name, person.last_name, person.member_number, mailbox),
        (f"{born:%d%m%Y}", f"{born:%d%m%y}", f"{born:%Y%m%d}"),
    )


def prepare(
    passwords: Passwords, account_id: str, current_hash: str | None, new: str, personal: Personal
) -> NewPassword:
    """Check the rules and compute, with no transaction open; raise 422 with the reasons otherwise."""
    found = faults(new, personal)
    if found:
        raise refused(found)
    if current_hash is not None and passwords.check(new, current_hash):
        raise refused(["used_before"])
    return NewPassword(passwords.hash_in_turn(new), passwords.trace(account_id, new))


def apply(db: Session, account: Account, new: NewPassword, now: dt.datetime) -> None:
    """Write it on the account's locked row; the counters start again, every session and every earlier link is over.

    Raise 422 when the account has had this password before; the caller's transaction is then undone.
    """
    known = select(FormerPassword).where(FormerPassword.account_id == account.id, FormerPassword.trace == new.trace)
    if db.scalar(select(exists(known.subquery().select()))):
        raise refused(["used_before"])
    insert_if_absent(db, FormerPassword, account_id=account.id, trace=new.trace, created_at=now)
    account.password_hash = new.hashed
    account.password_version += 1
    account.password_set_at = now
    account.password_uses = 0
    account.wrong_codes = 0
    audit.record(db, at=now, actor=account.id, action="password_chosen", object_id=account.id)


def send_reset_link(db: Session, outbox: Outbox, account: Account, address: str, now: dt.datetime) -> bool:
    """Post the link that leads to a new password, unless five have left within the hour; say whether it has.

    `address` is the service's own, from the settings: never one that a caller named.
    """
    if sent_since(db, LinkPurpose.PASSWORD_RESET, account.id, now - HOUR) >= RESETS_AN_HOUR:
        return False
    token = new_link(db, LinkPurpose.PASSWORD_RESET, account.id, account.password_version, now)
    outbox.post(
        db, "password_reset", mail.render("password_reset", account.email, link=f"{address}/mot-de-passe/{token}")
    )
    return True


def tell_password_changed(db: Session, outbox: Outbox, account: Account) -> None:
    """A22: the creation and the change of a password are told by e-mail."""
    outbox.post(db, "password_changed", mail.render("password_changed", account.email))
