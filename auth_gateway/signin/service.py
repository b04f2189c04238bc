"""Signing in, in two steps (A26): address and password, then the code sent by e-mail. `steps` opens the transactions.

Every refusal that must leave a trace is returned, and raised after the commit: a wrong code stays charged.
"""

import datetime as dt
from dataclasses import dataclass

import structlog
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from auth_gateway.accounts import Account, renewal
from auth_gateway.accounts.passwords import Passwords
from auth_gateway.members import Person
from auth_gateway.platform import mail
from auth_gateway.platform.crypto import new_token, token_hash
from auth_gateway.platform.db import new_id
from auth_gateway.platform.errors import ProblemError
from auth_gateway.platform.limits import Figures, too_many
from auth_gateway.platform.outbox import Outbox
from auth_gateway.platform.settings import Settings
from auth_gateway.rights import rights_of
from auth_gateway.signin import codes, errors
from auth_gateway.signin.models import Challenge

PASSWORD_LIFETIME = dt.timedelta(days=90)  # A16, K1
PASSWORD_USES = 100  # A17, K13
WRONG_CODES = 10  # per password, for ever: new codes must not bring new guesses
ATTEMPTS = 3  # per code
CODE_LIFETIME = dt.timedelta(minutes=5)  # A29, from the hand-over to the mail relay (K3)
CODE_LONGEST = dt.timedelta(minutes=10)
HAND_OVER_WITHIN = dt.timedelta(seconds=60)
QUARTER_HOUR, DAY = dt.timedelta(minutes=15), dt.timedelta(days=1)
RENEWABLE = frozenset({"password_expired", "password_void"})  # over for want of a new password
CODE_MAIL = "sign_in_code"
CHALLENGES_KEPT = dt.timedelta(days=2)  # the limit of codes a day looks one day back

log = structlog.get_logger()


@dataclass(frozen=True)
class OpenedChallenge:
    token: str
    expires_at: dt.datetime


@dataclass(frozen=True)
class Tools:
    """What opening a challenge needs beside the transaction."""

    outbox: Outbox
    passwords: Passwords
    settings: Settings
    figures: Figures


def open_challenge(
    db: Session, tools: Tools, known: Account, password: str, *, today: dt.date, now: dt.datetime
) -> OpenedChallenge | ProblemError:
    """Use the right password once and post a code; the account's row, locked here, makes sign-ins follow one another.

    `known` is the account as it was when its password was checked.
    """
    account = db.get_one(Account, known.id, with_for_update=True)
    refused = _refusal(db, account, known.password_version, today, now) or _too_many_codes(
        db, tools.figures, account, now
    )
    if refused is not None:
        if refused.code in RENEWABLE:
            _send_reset_link(db, tools, account, now)
        return refused
    account.password_uses += 1
    account.code_counter += 1
    if account.password_hash is not None and tools.passwords.needs_rehash(account.password_hash):
        account.password_hash = tools.passwords.hash(password)
    db.execute(
        update(Challenge)
        .where(Challenge.account_id == account.id, Challenge.superseded_at.is_(None), Challenge.consumed_at.is_(None))
        .values(superseded_at=now)
    )
    token, secret, row_id = new_token(), codes.new_secret(), new_id()
    db.add(
        Challenge(
            id=row_id,
            token_hash=token_hash(token),
            account_id=account.id,
            password_version=account.password_version,
            secret_sealed=account.cipher.seal(secret, _place(row_id)),
            counter=account.code_counter,
            created_at=now,
        )
    )
    code = codes.code_at(secret, account.code_counter)
    tools.outbox.post(
        db,
        CODE_MAIL,
        mail.render(CODE_MAIL, account.email, code=code),
        reference=row_id,
        expires_at=now + HAND_OVER_WITHIN,
    )
    return OpenedChallenge(token, now + CODE_LIFETIME)


def _send_reset_link(db: Session, tools: Tools, account: Account, now: dt.datetime) -> None:
    """Tell the way out to whoever has given the right password: by e-mail, and the code comes after it (A18, K14)."""
    person = db.get_one(Person, account.person_id) if account.person_id else None
    address = tools.settings.address_of(person.mutuelle_id if person else None)
    renewal.send_reset_link(db, tools.outbox, account, address, now)


def _refusal(
    db: Session, account: Account, password_version: int, today: dt.date, now: dt.datetime
) -> ProblemError | None:
    """Say why this account may not sign in, to someone who has just given its password."""
    if account.password_version != password_version:
        return errors.wrong_pair()
    closed = _closed(db, account, today, now)
    if closed is not None:
        return closed
    if account.wrong_codes >= WRONG_CODES:
        return errors.password_void()
    set_at = account.password_set_at
    if set_at is None or now - set_at >= PASSWORD_LIFETIME or account.password_uses >= PASSWORD_USES:
        return errors.password_expired()
    return None


def _too_many_codes(db: Session, figures: Figures, account: Account, now: dt.datetime) -> ProblemError | None:
    """Keep a stranger who knows the password from flooding the mailbox."""
    for window, allowed in ((QUARTER_HOUR, figures.codes_per_quarter_hour), (DAY, figures.codes_per_day)):
        sent = db.scalar(
            select(func.count()).where(Challenge.account_id == account.id, Challenge.created_at > now - window)
        )
        if (sent or 0) >= allowed:
            return too_many(int(window.total_seconds()))
    return None


def redeem(
    db: Session, outbox: Outbox, token: str, code: str, *, today: dt.date, now: dt.datetime
) -> Account | ProblemError:
    """Return the account whose code this is; the code is then used up."""
    challenge = db.scalar(select(Challenge).where(Challenge.token_hash == token_hash(token)))
    if challenge is None or _is_over(challenge, now):
        return errors.challenge_over()
    if not codes.is_well_formed(code):
        return errors.wrong_code(ATTEMPTS - challenge.attempts)
    charged = _charge(db, challenge)
    if charged is None:
        return errors.challenge_over()
    attempts, wrong_codes = charged
    account = db.get_one(Account, challenge.account_id, populate_existing=True)
    secret = account.cipher.unseal(challenge.secret_sealed, _place(challenge.id))
    if not codes.same_code(code, codes.code_at(secret, challenge.counter)):
        return _wrong(db, outbox, challenge, min(ATTEMPTS - attempts, WRONG_CODES - wrong_codes))
    _give_back(db, challenge.account_id)
    challenge.consumed_at = now
    account = db.get_one(Account, challenge.account_id, populate_existing=True)
    return _closed(db, account, today, now) or account  # both may have changed since the password was given


def _is_over(challenge: Challenge, now: dt.datetime) -> bool:
    if challenge.consumed_at is not None or challenge.superseded_at is not None or challenge.attempts >= ATTEMPTS:
        return True
    if challenge.handed_over_at is None:
        return now >= challenge.created_at + HAND_OVER_WITHIN
    return now >= min(challenge.handed_over_at + CODE_LIFETIME, challenge.created_at + CODE_LONGEST)


def _charge(db: Session, challenge: Challenge) -> tuple[int, int] | None:
    """Charge the account's budget, then the code's, before anything is compared; None when either is used up.

    Each statement counts and checks at once, and holds its row until the commit: of sixty guesses sent together, three
    are compared. The order, account then challenge, is the one of signing in, so the two never wait for each other.
    """
    wrong_codes = db.scalar(
        update(Account)
        .where(
            Account.id == challenge.account_id,
            Account.password_version == challenge.password_version,
            Account.wrong_codes < WRONG_CODES,
        )
        .values(wrong_codes=Account.wrong_codes + 1)
        .returning(Account.wrong_codes)
        .execution_options(synchronize_session=False)
    )
    if wrong_codes is None:
        return None
    attempts = db.scalar(
        update(Challenge)
        .where(
            Challenge.id == challenge.id,
            Challenge.attempts < ATTEMPTS,
            Challenge.consumed_at.is_(None),
            Challenge.superseded_at.is_(None),
        )
        .values(attempts=Challenge.attempts + 1)
        .returning(Challenge.attempts)
        .execution_options(synchronize_session=False)
    )
    if attempts is None:
        _give_back(db, challenge.account_id)
        return None
    return attempts, wrong_codes


def _give_back(db: Session, account_id: str) -> None:
    """Take back the charge of an attempt that was not a wrong guess."""
    db.execute(
        update(Account)
        .where(Account.id == account_id)
        .values(wrong_codes=Account.wrong_codes - 1)
        .execution_options(synchronize_session=False)
    )


def _wrong(db: Session, outbox: Outbox, challenge: Challenge, left: int) -> ProblemError:
    """Tell the account's owner by e-mail: whoever got here knows the password."""
    account = db.get_one(Account, challenge.account_id, populate_existing=True)
    notice = "password_void" if account.wrong_codes >= WRONG_CODES else "wrong_code"
    outbox.post(db, notice, mail.render(notice, account.email))
    log.warning("wrong_code", account=account.id, wrong_codes=account.wrong_codes)
    return errors.wrong_code(left)


def _closed(db: Session, account: Account, today: dt.date, now: dt.datetime) -> ProblemError | None:
    """Say what keeps this account out today: its status, its closing, or what its person's contract has become."""
    rights = rights_of(db, account, today, now)
    return None if rights.may_sign_in else errors.no_access(rights.reason)


def code_handed_over(db: Session, challenge_id: str, at: dt.datetime) -> None:
    """Start the five minutes: the mail relay, or the demonstration's mailbox, has taken the e-mail."""
    db.execute(update(Challenge).where(Challenge.id == challenge_id).values(handed_over_at=at))


def forget_old_challenges(db: Session, now: dt.datetime) -> None:
    """Drop the sign-ins that no limit counts any more."""
    db.execute(delete(Challenge).where(Challenge.created_at <= now - CHALLENGES_KEPT))


def _place(row_id: str) -> str:
    return f"challenges.secret:{row_id}"
