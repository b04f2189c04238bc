"""Slowing down password guesses on one address, whether or not it has an account (C7).

A try is charged before the password is looked at, so that parallel guesses cannot share one allowance; a correct
password takes the row in a row back, never the day's count.
"""

import datetime as dt
from math import ceil

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from auth_gateway.platform.db import insert_if_absent
from auth_gateway.platform.errors import ProblemError
from auth_gateway.platform.limits import too_many
from auth_gateway.signin.models import PasswordTries

FREE_TRIES = 5
FIRST_WAIT = dt.timedelta(minutes=1)
LONGEST_WAIT = dt.timedelta(minutes=15)
TRIES_PER_DAY = 25
DAY = dt.timedelta(days=1)


def charge(session: Session, email_hash: str, now: dt.datetime) -> dt.timedelta | None:
    """Count a try; return how long to wait instead when it is not allowed."""
    insert_if_absent(session, PasswordTries, email_hash=email_hash, in_a_row=0, within_day=0, day_started_at=now)
    row = session.get_one(PasswordTries, email_hash, with_for_update=True)
    if now - row.day_started_at >= DAY:
        row.within_day, row.day_started_at = 0, now
    if row.blocked_until is not None and now < row.blocked_until:
        return row.blocked_until - now
    if row.within_day >= TRIES_PER_DAY:
        return row.day_started_at + DAY - now
    row.in_a_row += 1
    row.within_day += 1
    if row.in_a_row >= FREE_TRIES:
        row.blocked_until = now + min(FIRST_WAIT * 2 ** (row.in_a_row - FREE_TRIES), LONGEST_WAIT)
    return None


def forgive(session: Session, email_hash: str) -> None:
    """Take the charge of a correct password back, and the failures just before it."""
    session.execute(
        update(PasswordTries)
        .where(PasswordTries.email_hash == email_hash)
        .values(in_a_row=0, within_day=PasswordTries.within_day - 1, blocked_until=None)
    )


def forget_old(session: Session, now: dt.datetime) -> None:
    """Drop what no longer slows anyone down."""
    session.execute(delete(PasswordTries).where(PasswordTries.day_started_at <= now - DAY))


def refusal(wait: dt.timedelta) -> ProblemError:
    return too_many(ceil(wait.total_seconds()))
