"""Slowing down password guesses on one address, whether or not it has an account (C7).

A try is charged before the password is looked at, so that parallel guesses cannot share one allowance; a correct
password takes its own charge and the failures in a row back, never the day's count.

A stranger must not be able to lock a member out: a browser in which the member has signed in before holds a signed
cookie, which opens nothing and only gives it an allowance of its own.
"""

import datetime as dt
import hmac
from math import ceil

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from auth_gateway.platform.crypto import Vault
from auth_gateway.platform.db import insert_if_absent, new_id
from auth_gateway.platform.errors import ProblemError
from auth_gateway.platform.limits import too_many
from auth_gateway.signin.models import PasswordTries

FREE_TRIES = 5
FIRST_WAIT = dt.timedelta(minutes=1)
LONGEST_WAIT = dt.timedelta(minutes=15)
DOUBLINGS = 4  # then the longest wait is reached, however many failures follow
TRIES_PER_DAY = 25
DAY = dt.timedelta(days=1)


def allowance_of(vault: Vault, email: str, known_browser: str | None) -> str:
    """Name the row on which this try counts: the address's, or the one of a browser known for that address."""
    browser, _, signature = (known_browser or "").partition(".")
    if browser and hmac.compare_digest(signature.encode(), _signature(vault, email, browser).encode()):
        return vault.keyed_hash("tries", f"{email} {browser}")
    return vault.keyed_hash("tries", email)


def allowance_of_account(vault: Vault, account_id: str) -> str:
    """Name the row on which a password that is asked again counts: it never keeps anyone from signing in."""
    return vault.keyed_hash("tries", f"account {account_id}")


def remember_browser(vault: Vault, email: str) -> str:
    """Return the cookie of a browser that has just signed in to this address."""
    browser = new_id()
    return f"{browser}.{_signature(vault, email, browser)}"


def _signature(vault: Vault, email: str, browser: str) -> str:
    return vault.keyed_hash("known browser", f"{email} {browser}")


def charge(session: Session, allowance: str, now: dt.datetime) -> dt.timedelta | None:
    """Count a try; return how long to wait instead when it is not allowed."""
    insert_if_absent(session, PasswordTries, allowance=allowance, in_a_row=0, within_day=0, day_started_at=now)
    row = session.get_one(PasswordTries, allowance, with_for_update=True)
    if now - row.day_started_at >= DAY:
        row.within_day, row.day_started_at = 0, now
    if row.blocked_until is not None and now < row.blocked_until:
        return row.blocked_until - now
    if row.within_day >= TRIES_PER_DAY:
        return row.day_started_at + DAY - now
    row.in_a_row += 1
    row.within_day += 1
    if row.in_a_row >= FREE_TRIES:
        row.blocked_until = now + min(FIRST_WAIT * 2 ** min(row.in_a_row - FREE_TRIES, DOUBLINGS), LONGEST_WAIT)
    return None


def forgive(session: Session, allowance: str) -> None:
    """Take the charge of a correct password back, and the failures just before it."""
    session.execute(
        update(PasswordTries)
        .where(PasswordTries.allowance == allowance)
        .values(in_a_row=0, within_day=PasswordTries.within_day - 1, blocked_until=None)
    )


def start_again(session: Session, allowance: str) -> None:
    """Forget the failures of an allowance, those of the day too."""
    session.execute(delete(PasswordTries).where(PasswordTries.allowance == allowance))


def forget_old(session: Session, now: dt.datetime) -> None:
    """Drop what no longer slows anyone down."""
    session.execute(delete(PasswordTries).where(PasswordTries.day_started_at <= now - DAY))


def refusal(wait: dt.timedelta) -> ProblemError:
    return too_many(ceil(wait.total_seconds()))
