"""Asking, confirming, cancelling a closing; then the reminder and the deactivation, when their time has come."""

import datetime as dt
from dataclasses import dataclass

import structlog
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from auth_gateway.accounts import Account, AccountStatus
from auth_gateway.closings.models import Closing
from auth_gateway.consents import ConsentKind
from auth_gateway.consents import service as consents
from auth_gateway.data_rights import service as data_rights
from auth_gateway.data_rights.models import RequestKind
from auth_gateway.members import Person
from auth_gateway.platform import audit, mail
from auth_gateway.platform.clock import paris_date
from auth_gateway.platform.crypto import new_token, token_hash
from auth_gateway.platform.db import Database
from auth_gateway.platform.errors import ProblemError
from auth_gateway.platform.outbox import Outbox
from auth_gateway.platform.settings import Settings
from auth_gateway.rights import READ_ONLY_AFTER_CLOSING, Level, Reason, rights_of
from wording import long_date

LINK_LASTS = dt.timedelta(hours=24)  # K18
REMINDED_BEFORE = dt.timedelta(hours=48)  # A50, from the same instant as the end (K2)
BATCH = 200
ENDED_BY = {ConsentKind.PERSONAL_DATA: False, ConsentKind.HOSTING: True}  # an agreement → whether all is erased too

log = structlog.get_logger()


@dataclass(frozen=True)
class Tools:
    """What a closing needs beside the transaction."""

    outbox: Outbox
    settings: Settings


def ask(db: Session, tools: Tools, account_id: str, now: dt.datetime, *, erase: bool = False) -> None:
    """Send the link that closes; a link sent before is over. An account already closed is refused."""
    account = db.get_one(Account, account_id, with_for_update=True)
    if account.closed_at is not None:
        raise ProblemError(409, "already_closed")
    cancel(db, account_id, now)
    token = new_token()
    db.add(
        Closing(
            account_id=account_id,
            token_hash=token_hash(token),
            erase=erase,
            asked_at=now,
            expires_at=now + LINK_LASTS,
        )
    )
    person = db.get_one(Person, account.person_id)
    link = f"{tools.settings.address_of(person.mutuelle_id)}/fermeture/{token}"
    tools.outbox.post(db, "closing", mail.render("closing", account.email, link=link))


def cancel(db: Session, account_id: str, now: dt.datetime) -> None:
    """Give up a closing that is not confirmed; nothing happens when there is none."""
    db.execute(
        update(Closing)
        .where(Closing.account_id == account_id, Closing.confirmed_at.is_(None), Closing.cancelled_at.is_(None))
        .values(cancelled_at=now)
    )


def waiting(db: Session, account_id: str, now: dt.datetime) -> Closing | None:
    """Return the closing whose link has not been clicked."""
    return db.scalar(
        select(Closing).where(
            Closing.account_id == account_id,
            Closing.confirmed_at.is_(None),
            Closing.cancelled_at.is_(None),
            Closing.expires_at > now,
        )
    )


def opened(db: Session, token: str, now: dt.datetime) -> Closing:
    """Return the closing that a link confirms, without confirming it; raise 410 when it is over."""
    found = db.scalar(
        select(Closing).where(
            Closing.token_hash == token_hash(token),
            Closing.confirmed_at.is_(None),
            Closing.cancelled_at.is_(None),
            Closing.expires_at > now,
        )
    )
    if found is None:
        raise ProblemError(410, "link_over")
    return found


def confirm(db: Session, outbox: Outbox, token: str, now: dt.datetime) -> Account:
    """Close: the click is the termination (A49), and the ninety days start here. One click in all takes effect.

    Where the erasure was ticked, it is asked by the same click, and can still be cancelled (A59).
    """
    found = opened(db, token, now)
    account = db.get_one(Account, found.account_id, with_for_update=True)
    used = db.scalar(
        update(Closing)
        .where(Closing.id == found.id, Closing.confirmed_at.is_(None), Closing.cancelled_at.is_(None))
        .values(confirmed_at=now)
        .returning(Closing.id)
    )
    if used is None or account.closed_at is not None:
        raise ProblemError(410, "link_over")
    _close(db, outbox, account, now, erase=found.erase)
    return account


def withdraw(db: Session, outbox: Outbox, account_id: str, consent: ConsentKind, now: dt.datetime) -> Account:
    """Withdraw an agreement without which the service does nothing: the account closes at once.

    Without a host nothing may be kept: the erasure is asked too. Raise 422 for an agreement that closing alone ends.
    """
    if consent not in ENDED_BY:
        raise ProblemError(422, "not_withdrawable")
    account = db.get_one(Account, account_id, with_for_update=True)
    consents.withdraw(db, account_id, consent, now)
    cancel(db, account_id, now)
    if account.closed_at is None:
        db.add(
            Closing(
                account_id=account_id,
                token_hash=token_hash(new_token()),  # no link leaves: the withdrawal is the click
                erase=ENDED_BY[consent],
                asked_at=now,
                expires_at=now,
                confirmed_at=now,
            )
        )
    _close(db, outbox, account, now, erase=ENDED_BY[consent])
    return account


def _close(db: Session, outbox: Outbox, account: Account, now: dt.datetime, *, erase: bool) -> None:
    if account.closed_at is None:
        account.closed_at = now
        audit.record(db, at=now, actor=account.id, action="account_closed", object_id=account.id)
        until = long_date(paris_date(now + READ_ONLY_AFTER_CLOSING))
        outbox.post(db, "closed", mail.render("closed", account.email, until=until))
    if erase:
        data_rights.ask(db, outbox, account.id, RequestKind.ERASURE, now=now)


@dataclass(frozen=True)
class Done:
    """What one passage over the deadlines did."""

    reminded: int
    deactivated: int


def run_deadlines(database: Database, outbox: Outbox, today: dt.date, now: dt.datetime) -> Done:
    """Do what is due; late or twice makes no difference, since each row says what was done of it.

    Short transactions of a few accounts each: members are served meanwhile.
    """
    return Done(_remind(database, outbox, now), _deactivate(database, outbox, today, now))


def _remind(database: Database, outbox: Outbox, now: dt.datetime) -> int:
    """Send the reminder of each closing that ends within 48 hours; one whose end has passed is too late for it."""
    begun_before, begun_after = now - READ_ONLY_AFTER_CLOSING + REMINDED_BEFORE, now - READ_ONLY_AFTER_CLOSING
    due = select(Closing.id).where(
        Closing.confirmed_at <= begun_before, Closing.confirmed_at > begun_after, Closing.reminded_at.is_(None)
    )
    sent = 0
    with database.read() as db:
        ids = list(db.scalars(due))
    for closing_id in ids:
        with database.session() as db:
            account_id = db.scalar(
                update(Closing)
                .where(Closing.id == closing_id, Closing.reminded_at.is_(None))
                .values(reminded_at=now)
                .returning(Closing.account_id)
            )
            account = db.get(Account, account_id) if account_id else None
            if account is None or account.closed_at is None or account.status is not AccountStatus.ACTIVE:
                continue
            if not account.tells_deadlines:
                continue
            until = long_date(paris_date(account.closed_at + READ_ONLY_AFTER_CLOSING))
            outbox.post(db, "closing_ends", mail.render("closing_ends", account.email, until=until))
            sent += 1
    return sent


def _deactivate(database: Database, outbox: Outbox, today: dt.date, now: dt.datetime) -> int:
    """Deactivate the accounts whose reading time is over (A46, A48), as `rights` says: nothing is computed here."""
    over = {Reason.CLOSED, Reason.STRUCK_OFF, Reason.EXCLUDED}
    last, done = "", 0
    while True:
        with database.session() as db:
            accounts = list(
                db.scalars(
                    select(Account)
                    .where(Account.status == AccountStatus.ACTIVE, Account.person_id.is_not(None), Account.id > last)
                    .order_by(Account.id)
                    .limit(BATCH)
                    .with_for_update(skip_locked=True)  # another worker has them now, and will do them
                )
            )
            for account in accounts:
                rights = rights_of(db, account, today, now)
                if rights.level is Level.NONE and rights.reason in over:
                    account.status = AccountStatus.DEACTIVATED
                    audit.record(
                        db,
                        at=now,
                        actor=audit.WORKER,
                        action="account_deactivated",
                        object_id=account.id,
                        reason=rights.reason,
                    )
                    outbox.post(db, "deactivated", mail.render("deactivated", account.email))
                    log.info("account_deactivated", account=account.id, reason=rights.reason)
                    done += 1
        if not accounts:
            return done
        last = accounts[-1].id
