"""Asking, confirming and undoing a change of address (A21, C14)."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import exists, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from auth_gateway.accounts import Account, canonical_email, has_email, renewal
from auth_gateway.email_changes.models import EmailChange
from auth_gateway.members import Person
from auth_gateway.platform import audit, mail
from auth_gateway.platform.crypto import new_token, token_hash
from auth_gateway.platform.db import new_id
from auth_gateway.platform.errors import ProblemError
from auth_gateway.platform.outbox import Outbox
from auth_gateway.platform.settings import Settings

LINK_LASTS = dt.timedelta(hours=24)  # K18
UNDO_LASTS = dt.timedelta(hours=72)


@dataclass(frozen=True)
class Tools:
    """What a change needs beside the transaction."""

    outbox: Outbox
    settings: Settings


def ask(db: Session, tools: Tools, account_id: str, email: str, now: dt.datetime) -> None:
    """Send the link to the new address and tell the old one; an address that is taken gets no link, and no word."""
    account = db.get_one(Account, account_id, with_for_update=True)
    new = canonical_email(email)
    open_ones = (EmailChange.account_id == account_id, EmailChange.confirmed_at.is_(None))
    db.execute(update(EmailChange).where(*open_ones, EmailChange.cancelled_at.is_(None)).values(cancelled_at=now))
    tools.outbox.post(db, "email_change_asked", mail.render("email_change_asked", account.email))
    if _is_taken(db, new):
        return
    token, row_id = new_token(), new_id()
    db.add(
        EmailChange(
            id=row_id,
            account_id=account_id,
            old_sealed=account.cipher.seal_text(account.email, _place("old", row_id)),
            new_sealed=account.cipher.seal_text(new, _place("new", row_id)),
            confirm_hash=token_hash(token),
            asked_at=now,
        )
    )
    link = f"{_address(db, tools, account)}/adresse/{token}"
    tools.outbox.post(db, "email_change", mail.render("email_change", new, link=link))


def opened(db: Session, token: str, now: dt.datetime) -> EmailChange:
    """Return the change that a link confirms, without confirming it; raise 410 when it is over."""
    return _one(
        db.scalar(
            select(EmailChange).where(
                EmailChange.confirm_hash == token_hash(token),
                EmailChange.confirmed_at.is_(None),
                EmailChange.cancelled_at.is_(None),
                EmailChange.asked_at > now - LINK_LASTS,
            )
        )
    )


def undoable(db: Session, token: str, now: dt.datetime) -> EmailChange:
    """Return the change that a link undoes; raise 410 when it is over."""
    return _one(
        db.scalar(
            select(EmailChange).where(
                EmailChange.undo_hash == token_hash(token),
                EmailChange.undone_at.is_(None),
                EmailChange.confirmed_at > now - UNDO_LASTS,
            )
        )
    )


def confirm(db: Session, tools: Tools, token: str, now: dt.datetime) -> Account:
    """Change the address; sessions, codes and links sent before are over, and the old address can undo for 72 hours."""
    found = opened(db, token, now)
    account = db.get_one(Account, found.account_id, with_for_update=True)
    undo = new_token()
    used = db.scalar(
        update(EmailChange)
        .where(EmailChange.id == found.id, EmailChange.confirmed_at.is_(None), EmailChange.cancelled_at.is_(None))
        .values(confirmed_at=now, undo_hash=token_hash(undo))
        .returning(EmailChange.id)
    )
    old, new = _addresses(account, found)
    if used is None or account.email != old:
        raise link_over()
    _move(db, account, new)
    account.password_version += 1
    audit.record(db, at=now, actor=account.id, action="email_changed", object_id=account.id)
    link = f"{_address(db, tools, account)}/adresse/annuler/{undo}"
    tools.outbox.post(db, "email_changed", mail.render("email_changed", old, link=link))
    return account


def undo(db: Session, tools: Tools, token: str, now: dt.datetime) -> Account:
    """Give the account back to the old address: the password is void too, since whoever asked knew it."""
    found = undoable(db, token, now)
    account = db.get_one(Account, found.account_id, with_for_update=True)
    used = db.scalar(
        update(EmailChange)
        .where(EmailChange.id == found.id, EmailChange.undone_at.is_(None))
        .values(undone_at=now)
        .returning(EmailChange.id)
    )
    old, _ = _addresses(account, found)
    if used is None:
        raise link_over()
    _move(db, account, old)
    account.password_hash = None
    account.password_version += 1
    audit.record(db, at=now, actor=account.id, action="email_change_undone", object_id=account.id)
    renewal.send_reset_link(db, tools.outbox, account, _address(db, tools, account), now)
    return account


def _move(db: Session, account: Account, email: str) -> None:
    """Give the account this address, or raise 410 when another has it: two that confirm it at once too."""
    if _is_taken(db, email):
        raise link_over()
    account.email = email
    try:
        db.flush()
    except IntegrityError:
        raise link_over() from None


def _is_taken(db: Session, email: str) -> bool:
    return bool(db.scalar(select(exists().where(has_email(db, email)))))


def _addresses(account: Account, change: EmailChange) -> tuple[str, str]:
    """Open the old address and the new one."""
    old = account.cipher.unseal_text(change.old_sealed, _place("old", change.id))
    return old, account.cipher.unseal_text(change.new_sealed, _place("new", change.id))


def _place(which: str, row_id: str) -> str:
    return f"email_changes.{which}:{row_id}"


def _address(db: Session, tools: Tools, account: Account) -> str:
    person = db.get(Person, account.person_id) if account.person_id else None
    return tools.settings.address_of(person.mutuelle_id if person else None)


def _one(found: EmailChange | None) -> EmailChange:
    if found is None:
        raise link_over()
    return found


def link_over() -> ProblemError:
    return ProblemError(410, "link_over")
