"""The operators' commands on accounts, registrations and deadlines: each says what it will do, asks, and is logged.

Exit status: 0 done, 2 bad input, 3 refused. Nothing here shows a password, a code or a member's quotes.
"""

import argparse
import datetime as dt
import pathlib
import sys
from collections.abc import Callable

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from auth_gateway import erasing, keys
from auth_gateway.accounts import Account, AccountStatus, has_email, renewal
from auth_gateway.closings.service import run_deadlines
from auth_gateway.members import Person
from auth_gateway.platform import audit, mail
from auth_gateway.platform.clock import paris_date
from auth_gateway.platform.crypto import UnsealError
from auth_gateway.platform.exits import BAD_INPUT, DONE, REFUSED, refused
from auth_gateway.registrations import service as registrations
from auth_gateway.services import ServiceSet
from auth_gateway.signin import tries
from wording import say

Confirm = Callable[[str], bool]
Act = Callable[[ServiceSet, Session, Account], str | None]  # what was done, None when there was nothing to do

log = structlog.get_logger()


def add_accounts(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=sorted(ACTIONS))
    parser.add_argument("email")
    parser.add_argument("--reason", required=True, help="kept in the log, with the account's identifier")
    parser.add_argument("--yes", action="store_true", help="do not ask")


def add_registrations(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=["list", "approve", "refuse"])
    parser.add_argument("id", nargs="?", default="")
    parser.add_argument("--yes", action="store_true", help="do not ask")


def add_audit(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=["verify"])
    parser.add_argument("--anchor", default="", help="NUMBER:DIGEST of an entry noted elsewhere, as the logs have it")


def add_deadlines(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=["run"])
    parser.add_argument("--now", type=dt.datetime.fromisoformat, help="an instant with its offset; now by default")
    parser.add_argument("--yes", action="store_true", help="do not ask")


def add_erasures(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=["redo"])
    parser.add_argument("file", type=pathlib.Path, help="what OXYCCAM_ERASURES named")
    parser.add_argument("--yes", action="store_true", help="do not ask")


def add_keys(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=["rotate", "seal", "unseal"])
    parser.add_argument("--yes", action="store_true", help="do not ask")


def accounts(given: argparse.Namespace, services: ServiceSet, confirm: Confirm) -> int:
    """Act on one account, found by its e-mail address."""
    if not confirm(say("terminal", "accounts", "confirm", given.action, email=given.email)):
        return REFUSED
    with services.db.session() as db:
        account = db.scalar(select(Account).where(has_email(db, given.email)).with_for_update())
        if account is None:
            return refused(say("terminal", "accounts", "unknown"), BAD_INPUT)
        done = ACTIONS[given.action](services, db, account)
        if done is not None:
            audit.record(
                db,
                at=services.clock.now(),
                actor=audit.OPERATOR,
                action=given.action,
                object_id=account.id,
                reason=given.reason,
            )
    if done is None:
        state = say("terminal", "accounts", "states", account.status)
        return refused(say("terminal", "accounts", "nothing_to_do", state=state))
    log.warning("operator_acted", action=given.action, account=account.id, reason=given.reason)
    if given.action in ENDS_SESSIONS:
        for session in services.sessions.of(account.id):
            services.sessions.close(session)
    sys.stdout.write(f"{done}\n")
    return DONE


def _suspend(services: ServiceSet, db: Session, account: Account) -> str | None:
    if account.status is not AccountStatus.ACTIVE:
        return None
    account.status = AccountStatus.SUSPENDED
    support = services.settings.support_address
    services.outbox.post(db, "access_suspended", mail.render("access_suspended", account.email, support=support))
    return say("terminal", "accounts", "suspended")


def _restore(services: ServiceSet, db: Session, account: Account) -> str | None:
    if account.status not in {AccountStatus.SUSPENDED, AccountStatus.DEACTIVATED}:
        return None
    account.status = AccountStatus.ACTIVE
    services.outbox.post(db, "access_restored", mail.render("access_restored", account.email))
    return say("terminal", "accounts", "restored")


def _reset_password(services: ServiceSet, db: Session, account: Account) -> str | None:
    """A24: the present password is void at once, and the owner gets the link to a new one."""
    account.password_hash = None
    account.password_version += 1
    person = db.get(Person, account.person_id) if account.person_id else None
    address = services.settings.address_of(person.mutuelle_id if person else None)
    if not renewal.send_reset_link(db, services.outbox, account, address, services.clock.now()):
        return say("terminal", "accounts", "void_without_link")
    return say("terminal", "accounts", "void")


def _unlock(services: ServiceSet, db: Session, account: Account) -> str | None:
    """Forget the wrong passwords of the day; the wrong codes of a password are for ever, a new password ends them."""
    tries.start_again(db, tries.allowance_of(services.vault, account.email, None))
    tries.start_again(db, tries.allowance_of_account(services.vault, account.id))
    return say("terminal", "accounts", "unlocked")


ACTIONS: dict[str, Act] = {
    "suspend": _suspend,
    "restore": _restore,
    "reset-password": _reset_password,
    "unlock": _unlock,
}
ENDS_SESSIONS = frozenset({"suspend", "reset-password"})


def held_registrations(given: argparse.Namespace, services: ServiceSet, confirm: Confirm) -> int:
    """List what waits, or decide on one."""
    if given.action == "list":
        with services.db.read() as db:
            for registration, person in registrations.held(db):
                sys.stdout.write(
                    f"{registration.id} {person.mutuelle_id} {person.member_number} {person.last_name} "
                    f"{person.first_name}, {registration.email}, asked {registration.created_at:%Y-%m-%d}; "
                    f"the mutuelle knows {person.phone or 'no telephone'}, {person.address or 'no address'}\n"
                )
        return DONE
    if not confirm(f"{given.action} the registration {given.id}?"):
        return REFUSED
    tools = registrations.Tools(services.vault, services.outbox, services.settings)
    with services.db.session() as db:
        if given.action == "approve":
            done = registrations.approve(db, tools, given.id, services.clock.now())
        else:
            done = registrations.refuse(db, given.id)
        if done:
            action = f"registration_{given.action}"
            audit.record(db, at=services.clock.now(), actor=audit.OPERATOR, action=action, object_id=given.id)
    if not done:
        sys.stderr.write("auth_gateway: no such registration waits.\n")
        return BAD_INPUT
    log.warning("operator_acted", action=f"registration-{given.action}", registration=given.id)
    return DONE


def deadlines(given: argparse.Namespace, services: ServiceSet, confirm: Confirm) -> int:
    """Do once what the worker does each hour."""
    now = given.now or services.clock.now()
    if now.tzinfo is None:
        sys.stderr.write("auth_gateway: --now needs an offset, such as 2026-11-23T08:00:00+01:00.\n")
        return BAD_INPUT
    if not confirm(f"Send the reminders, deactivate and erase the accounts that are due at {now.isoformat()}?"):
        return REFUSED
    today = services.clock.today() if given.now is None else paris_date(now)
    done = run_deadlines(services.db, services.outbox, today, now)
    tools = erasing.Tools(services.outbox, services.storage, services.settings.erasures)
    erased = erasing.run_due(services.db, tools, now)
    sys.stdout.write(f"{done.reminded} reminded, {done.deactivated} deactivated, {erased} erased\n")
    return DONE


def erasures(given: argparse.Namespace, services: ServiceSet, confirm: Confirm) -> int:
    """Erase again those whom a restored backup has brought back."""
    try:
        accounts = erasing.noted(given.file)
    except (OSError, UnicodeDecodeError, IndexError):
        return refused(f"{given.file} is no list of erasures: each line is an instant and an account.", BAD_INPUT)
    if not confirm(f"Erase again those of {len(accounts)} accounts whom the backup has brought back?"):
        return REFUSED
    erased = erasing.redo(services.db, services.storage, accounts, services.clock.now())
    sys.stdout.write(f"{erased} of {len(accounts)} erased again\n")
    return DONE


def audit_chain(given: argparse.Namespace, services: ServiceSet, _confirm: Confirm) -> int:
    """Say whether the chain holds; a chain that does not is refused with the number of its first bad entry."""
    number, _, digest = given.anchor.partition(":")
    if given.anchor and not (number.isdecimal() and digest):
        return refused(say("terminal", "audit", "not_an_anchor"), BAD_INPUT)
    with services.db.read() as db:
        verdict = audit.verify(db, (int(number), digest) if given.anchor else None)
    if verdict.broken_at is not None:
        return refused(say("terminal", "audit", "broken", entry=verdict.broken_at))
    sys.stdout.write(say("terminal", "audit", "holds", count=verdict.entries, head=verdict.head) + "\n")
    if not given.anchor:
        sys.stderr.write(say("terminal", "audit", "end_not_checked") + "\n")
    return DONE


def rotate_keys(_given: argparse.Namespace, services: ServiceSet, confirm: Confirm) -> int:
    """Seal again, under OXYCCAM_SECRET_KEY, what the keys of OXYCCAM_FORMER_SECRET_KEYS have sealed."""
    if not confirm("Seal everything again under the key of OXYCCAM_SECRET_KEY?"):
        return REFUSED
    try:
        done = keys.rotate(services.db)
    except UnsealError as error:
        sys.stderr.write(f"auth_gateway: {error}; name it in OXYCCAM_FORMER_SECRET_KEYS. What is done stays done.\n")
        return REFUSED
    told = ", ".join(f"{place} {count}" for place, count in done.items())
    with services.db.session() as db:
        audit.record(db, at=services.clock.now(), actor=audit.OPERATOR, action="keys_rotated", reason=told)
    sys.stdout.write(f"sealed again: {told}; nothing is left under a former key\n")
    return DONE
