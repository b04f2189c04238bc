"""Inviting the second legal representative of a minor to the child's estimates (N8), accepting, ending.

An invitation carries no secret: it waits in the space of whoever has the invited address, who proves it by signing in
with a password and a code of their own. `rights` says what it gives, as of each day.
"""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, or_, select, update
from sqlalchemy.orm import Session

from auth_gateway.accounts import Account, canonical_email, email_index
from auth_gateway.members import Person, is_minor
from auth_gateway.platform import audit, mail
from auth_gateway.platform.db import new_id, vault_of
from auth_gateway.platform.errors import ProblemError, not_found
from auth_gateway.platform.outbox import Outbox
from auth_gateway.rights import Rights
from auth_gateway.rights.models import Representation

INVITATION_LASTS = dt.timedelta(days=15)  # as a link of activation: the guest may have to register first (A12)
INVITATIONS_A_DAY = 5
DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Shown:
    """One invitation, or what it gave, as either side sees it: `who` is the address invited, or who invites."""

    id: str
    child: str  # first name
    who: str
    received: bool
    accepted: bool
    asked_at: dt.datetime


def invite(
    db: Session, outbox: Outbox, account_id: str, child: Person, email: str, *, address: str, now: dt.datetime
) -> None:
    """Invite to this child's estimates; the invitation that was sent before for the same child is over.

    `address` is the service's own. Raise 409 while somebody has accepted, 422 for one's own address, 429 past five a
    day. Nothing tells whether the address has an account.
    """
    account = db.get_one(Account, account_id, with_for_update=True)
    guest = canonical_email(email)
    if guest == account.email:
        raise ProblemError(422, "own_address")
    own = select(func.count()).where(Representation.account_id == account_id)
    if (db.scalar(own.where(Representation.asked_at > now - DAY)) or 0) >= INVITATIONS_A_DAY:
        raise ProblemError(429, "too_many_invitations", headers={"Retry-After": "86400"})
    standing = (Representation.child_id == child.id, Representation.ended_at.is_(None))
    if db.scalar(own.where(*standing, Representation.accepted_at.is_not(None))):
        raise ProblemError(409, "already_represented")
    db.execute(update(Representation).where(Representation.account_id == account_id, *standing).values(ended_at=now))
    row_id = new_id()
    db.add(
        Representation(
            id=row_id,
            account_id=account_id,
            child_id=child.id,
            guest_index=email_index(vault_of(db), guest),
            guest_sealed=account.cipher.seal_text(guest, _place(row_id)),
            asked_at=now,
            expires_at=now + INVITATION_LASTS,
        )
    )
    audit.record(db, at=now, actor=account_id, action="representative_invited", object_id=row_id)
    outbox.post(db, "representative", mail.render("representative_invited", guest, address=address))
    outbox.post(db, "representative", mail.render("representative_asked", account.email))


def shown(db: Session, account: Account, rights: Rights, today: dt.date, now: dt.datetime) -> list[Shown]:
    """Return what this member has asked or received that is not over, newest first."""
    own, offered = _own(account, now), _offered(account, now)
    rows = db.execute(
        select(Representation, Person, Account)
        .join(Person, Person.id == Representation.child_id)
        .join(Account, Account.id == Representation.account_id)
        .where(or_(own, offered, Representation.guest_id == account.id), Representation.ended_at.is_(None))
        .order_by(Representation.asked_at.desc(), Representation.id)
    )
    found = []
    for row, child, inviting in rows:
        received, accepted = inviting.id != account.id, row.accepted_at is not None
        if not is_minor(child, today) or (received and accepted and child.id not in rights.represented):
            continue
        who = _name_of(db, inviting) if received else account.cipher.unseal_text(row.guest_sealed, _place(row.id))
        found.append(Shown(row.id, child.first_name, who, received, accepted, row.asked_at))
    return found


def accept(db: Session, outbox: Outbox, account: Account, row_id: str, now: dt.datetime) -> None:
    """Take up an invitation received at one's own address; raise 404 for any other."""
    used = db.scalar(
        update(Representation)
        .where(Representation.id == row_id, _offered(account, now))
        .values(accepted_at=now, guest_id=account.id)
        .returning(Representation.account_id)
    )
    if used is None:
        raise not_found()
    inviting = db.get_one(Account, used)
    audit.record(db, at=now, actor=account.id, action="representative_accepted", object_id=row_id)
    outbox.post(db, "representative", mail.render("representative_accepted", inviting.email))


def end(db: Session, account: Account, row_id: str, now: dt.datetime) -> None:
    """End it, at once and from either side; raise 404 for what is not one's own."""
    sides = or_(_own(account, now), _offered(account, now), Representation.guest_id == account.id)
    ended = db.scalar(
        update(Representation)
        .where(Representation.id == row_id, Representation.ended_at.is_(None), sides)
        .values(ended_at=now)
        .returning(Representation.id)
    )
    if ended is None:
        raise not_found()
    audit.record(db, at=now, actor=account.id, action="representative_ended", object_id=row_id)


def _own(account: Account, now: dt.datetime) -> ColumnElement[bool]:
    """Say which invitations this member sent that are not too old, or were accepted."""
    alive = or_(Representation.accepted_at.is_not(None), Representation.expires_at > now)
    return (Representation.account_id == account.id) & alive


def _offered(account: Account, now: dt.datetime) -> ColumnElement[bool]:
    """Say which invitations wait for this member: sent to the address that they sign in with."""
    return (
        (Representation.guest_index == account.email_index)
        & Representation.accepted_at.is_(None)
        & Representation.ended_at.is_(None)
        & (Representation.expires_at > now)
    )


def _name_of(db: Session, account: Account) -> str:
    person = db.get_one(Person, account.person_id)
    return f"{person.first_name} {person.last_name}"


def _place(row_id: str) -> str:
    return f"representations.guest:{row_id}"
