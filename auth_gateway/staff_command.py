"""`staff add|remove|list`: who of Ligne claire may sign in, and as what; each change is in the audit chain."""

import argparse
import re
import sys
from collections.abc import Callable

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from auth_gateway.accounts import Account, AccountRole, AccountStatus, canonical_email, has_email
from auth_gateway.accounts.links import LinkPurpose, new_link
from auth_gateway.members import Mutuelle
from auth_gateway.platform import audit, mail
from auth_gateway.platform.db import Database
from auth_gateway.platform.exits import BAD_INPUT, DONE, REFUSED, refused
from auth_gateway.services import ServiceSet
from auth_gateway.staff import StaffScope, mutuelles_of
from wording import say

EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]{1,189}")

ROLES = [each.value for each in AccountRole if each is not AccountRole.MEMBER]

Confirm = Callable[[str], bool]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True)
    adding = actions.add_parser("add", help="open an access, or change its role; the link to a password leaves")
    adding.add_argument("email")
    adding.add_argument("--name", help="what members and colleagues see; as the address has it unless told")
    adding.add_argument("--role", required=True, choices=ROLES)
    adding.add_argument("--mutuelle", nargs="*", default=[], help="whose cases an advisor or a supervisor sees")
    removing = actions.add_parser("remove", help="end an access and its sessions")
    removing.add_argument("email")
    for each in (adding, removing):
        each.add_argument("--yes", action="store_true", help="do not ask")
    actions.add_parser("list", help="who may sign in")


def run(given: argparse.Namespace, services: ServiceSet, confirm: Confirm) -> int:
    if given.action == "list":
        return _list(services.db)
    if given.action == "add" and not EMAIL.fullmatch(given.email.strip()):
        return refused(say("terminal", "staff", "not_an_address", email=given.email), BAD_INPUT)
    agreed = confirm(say("terminal", "staff", "confirm", given.action, email=given.email))
    return _change(given, services) if agreed else REFUSED


def _change(given: argparse.Namespace, services: ServiceSet) -> int:
    with services.db.session() as db:
        unknown = [each for each in getattr(given, "mutuelle", []) if db.get(Mutuelle, each) is None]
        if unknown:
            return refused(say("terminal", "staff", "unknown_mutuelle", id=unknown[0]), BAD_INPUT)
        account = db.scalar(select(Account).where(has_email(db, given.email)).with_for_update())
        if account is not None and account.role is AccountRole.MEMBER:
            return refused(say("terminal", "staff", "of_a_member"))
        if given.action == "add":
            account = _add(services, db, account, given)
        elif account is None:
            return refused(say("terminal", "staff", "unknown"), BAD_INPUT)
        else:
            account.status, account.password_hash = AccountStatus.DEACTIVATED, None
            account.password_version += 1
        audit.record(
            db,
            at=services.clock.now(),
            actor=audit.OPERATOR,
            action=f"staff_{given.action}",
            object_id=account.id,
            reason=account.role,
        )
    for session in services.sessions.of(account.id):
        services.sessions.close(session)  # another role is another space
    return DONE


def _add(services: ServiceSet, db: Session, account: Account | None, given: argparse.Namespace) -> Account:
    now = services.clock.now()
    if account is None:
        account = Account(email=canonical_email(given.email), password_version=1, created_at=now)
        db.add(account)
    account.role, account.status = AccountRole(given.role), AccountStatus.ACTIVE
    account.staff_name = given.name or account.staff_name or name_in(account.email)
    db.flush()
    db.execute(delete(StaffScope).where(StaffScope.account_id == account.id))
    db.add_all(StaffScope(account_id=account.id, mutuelle_id=each) for each in given.mutuelle)
    if account.password_hash is None:
        token = new_link(db, LinkPurpose.PASSWORD_RESET, account.id, account.password_version, now)
        link = f"{services.settings.address_of(None)}/mot-de-passe/{token}"
        services.outbox.post(db, "staff_welcome", mail.render("staff_welcome", account.email, link=link))
    return account


def name_in(email: str) -> str:
    """`claude.conseil@example.org` → `Claude Conseil`."""
    mailbox = email.partition("@")[0]
    return " ".join(part.capitalize() for part in re.split(r"[._]+", mailbox) if part)


def _state(account: Account) -> str:
    return say("terminal", "accounts", "states", account.status)


def _list(database: Database) -> int:
    with database.read() as db:
        staff = db.scalars(select(Account).where(Account.role != AccountRole.MEMBER).order_by(Account.staff_name))
        for each in staff:
            scope = ", ".join(sorted(mutuelles_of(db, each.id))) or say("terminal", "staff", "no_mutuelle")
            sys.stdout.write(f"{each.role} {each.staff_name}, {each.email}, {_state(each)}, {scope}\n")
    return DONE
