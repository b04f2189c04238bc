"""Choosing a new password: with the present one, or through a link when it is forgotten."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from auth_gateway.accounts import Account, AccountStatus, canonical_email, has_email, renewal
from auth_gateway.accounts.links import Link, LinkPurpose, live_link, use_link
from auth_gateway.accounts.password_rules import Personal
from auth_gateway.accounts.renewal import NewPassword, personal_facts
from auth_gateway.members import Person
from auth_gateway.platform import jobs
from auth_gateway.platform.crypto import Cipher, Vault
from auth_gateway.platform.errors import ProblemError
from auth_gateway.platform.outbox import Outbox
from auth_gateway.platform.settings import Settings
from auth_gateway.signin import tries

RESET_JOB = "password_reset"


@dataclass(frozen=True)
class Renewing:
    """Whose password is being chosen, as it was read before the computation."""

    account: Account
    personal: Personal
    link: Link | None = None


def ask_reset(db: Session, cipher: Cipher, email: str, now: dt.datetime) -> None:
    """Note the request, whoever is behind the address: the worker looks, so that the answer says nothing."""
    jobs.ask(db, cipher, RESET_JOB, {"email": canonical_email(email)}, now)


def send_reset(db: Session, outbox: Outbox, settings: Settings, email: str, now: dt.datetime) -> None:
    """Post the link, if there is an account that may use it."""
    account = db.scalar(select(Account).where(has_email(db, email)).with_for_update())
    if account is None or account.status is not AccountStatus.ACTIVE:
        return
    person = _person_of(db, account)
    renewal.send_reset_link(db, outbox, account, settings.address_of(person.mutuelle_id if person else None), now)


def renewing_by_link(db: Session, token: str, now: dt.datetime) -> Renewing:
    """Return whose password this link may renew, without using it up; raise 410 when it is over."""
    link = live_link(db, LinkPurpose.PASSWORD_RESET, token, now)
    account = db.get_one(Account, link.account_id) if link else None
    if link is None or account is None or account.password_version != link.password_version:
        raise link_over()
    return Renewing(account, personal_facts(_person_of(db, account), account.email), link)


def renewing(db: Session, account: Account) -> Renewing:
    return Renewing(account, personal_facts(_person_of(db, account), account.email))


def write(
    db: Session, vault: Vault, outbox: Outbox, chosen: Renewing, new: NewPassword, *, now: dt.datetime
) -> Account:
    """Write the new password if nothing has changed meanwhile; raise 410 (a link used or over) or 422 (used before).

    The address's allowance of tries starts again: whoever reads its e-mails has just proved to be its owner.
    """
    account = db.get_one(Account, chosen.account.id, with_for_update=True, populate_existing=True)
    if account.password_version != chosen.account.password_version:
        raise link_over()
    if chosen.link is not None and not use_link(db, chosen.link, now):
        raise link_over()
    renewal.apply(db, account, new, now)
    renewal.tell_password_changed(db, outbox, account)
    tries.start_again(db, tries.allowance_of(vault, account.email, None))
    return account


def _person_of(db: Session, account: Account) -> Person | None:
    return db.get_one(Person, account.person_id) if account.person_id else None


def link_over() -> ProblemError:
    return ProblemError(410, "link_over")
