"""The two steps of a sign-in as routes and pages take them, and the password asked for again: transactions open here.

A password is checked with none open: argon2 works for a while, and nobody else waits for it.
"""

import datetime as dt
from dataclasses import dataclass

import structlog
from sqlalchemy import select

from auth_gateway.accounts import Account, AccountStatus, canonical_email, has_email
from auth_gateway.platform.errors import ProblemError
from auth_gateway.platform.sessions import SignedInSession
from auth_gateway.services import ServiceSet
from auth_gateway.signin import errors, service, tries

MEMBERS_SESSION, STAFF_SESSION = dt.timedelta(hours=4), dt.timedelta(hours=8)

log = structlog.get_logger()


@dataclass(frozen=True)
class OpenedSession:
    cookie: str
    session: SignedInSession
    account: Account


def log_in(
    services: ServiceSet, email: str, password: str, address: str, known_browser: str | None = None
) -> service.OpenedChallenge:
    """Check the pair and send a code; raise ProblemError (401, 403, 429 or 503) otherwise."""
    services.limits.charge_sign_in(address)
    email = canonical_email(email)
    allowance = tries.allowance_of(services.vault, email, known_browser)
    with services.db.session() as db:
        wait = tries.charge(db, allowance, services.clock.now())
        account = db.scalar(select(Account).where(has_email(db, email)))
    if wait is not None:
        log.warning("password_tries_blocked", account=account.id if account else None)
        raise tries.refusal(wait)
    correct = services.passwords.check(password, account.password_hash if account else None)
    if account is None or not correct or account.status is AccountStatus.UNVERIFIED:
        raise errors.wrong_pair()
    tools = service.Tools(services.outbox, services.passwords, services.settings, services.limits.figures)
    today, now = services.clock.today(), services.clock.now()
    with services.db.session() as db:
        tries.forgive(db, allowance)
        opened = service.open_challenge(db, tools, account, password, today=today, now=now)
    if isinstance(opened, ProblemError):
        raise opened
    return opened


def enter_code(services: ServiceSet, token: str, code: str, address: str, old_cookie: str | None) -> OpenedSession:
    """Exchange the right code for a session; raise ProblemError (401 wrong, 403, 410 over, 429, 503) otherwise."""
    services.limits.charge_sign_in(address)
    today, now = services.clock.today(), services.clock.now()
    with services.db.session() as db:
        account = service.redeem(db, services.outbox, token, code, today=today, now=now)
    if isinstance(account, ProblemError):
        raise account
    former = services.sessions.find(old_cookie)
    if former is not None:
        services.sessions.close(former)
    lasts = MEMBERS_SESSION if account.person_id else STAFF_SESSION
    cookie, opened = services.sessions.open(account.id, account.password_version, lasts)
    log.info("signed_in", account=account.id)
    return OpenedSession(cookie, opened, account)


def require_password(services: ServiceSet, account: Account, password: str) -> None:
    """Ask for the password again; raise 403 `wrong_password`, or 429: a stolen session must not be a way to guess."""
    allowance = tries.allowance_of_account(services.vault, account.id)
    with services.db.session() as db:
        wait = tries.charge(db, allowance, services.clock.now())
    if wait is not None:
        raise tries.refusal(wait)
    if not services.passwords.check(password, account.password_hash):
        raise ProblemError(403, "wrong_password")
    with services.db.session() as db:
        tries.forgive(db, allowance)
