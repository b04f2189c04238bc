"""What a member sees and changes of their own account: profile, access history, suspension."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from auth_gateway.accounts import Account, AccountStatus
from auth_gateway.console.models import ReadEntry, ReadKind
from auth_gateway.platform import audit, mail
from auth_gateway.platform.errors import not_found
from auth_gateway.platform.outbox import Outbox
from auth_gateway.platform.settings import Settings

ACCESSES_AT_ONCE = 50


@dataclass(frozen=True)
class Access:
    """One reading of the member's data by somebody else (A60)."""

    id: str
    at: dt.datetime
    who: str
    kind: ReadKind


def accesses(db: Session, person_id: str, after: str | None) -> list[Access]:
    """Return who read what, newest first; `after` is the last one that was seen."""
    query = (
        select(ReadEntry, Account.staff_name)
        .join(Account, Account.id == ReadEntry.account_id)
        .where(ReadEntry.person_id == person_id)
        .order_by(ReadEntry.at.desc(), ReadEntry.id.desc())
        .limit(ACCESSES_AT_ONCE)
    )
    if after is not None:
        last = db.get(ReadEntry, after)
        if last is None or last.person_id != person_id:
            raise not_found()
        query = query.where(tuple_(ReadEntry.at, ReadEntry.id) < (last.at, last.id))
    return [Access(entry.id, entry.at, name or "", entry.kind) for entry, name in db.execute(query)]


def edit_profile(db: Session, account_id: str, changes: dict[str, str | None]) -> None:
    """Change the member's own address and telephone; an empty one gives way to the mutuelle's."""
    account = db.get_one(Account, account_id, with_for_update=True)
    for name, value in changes.items():
        setattr(account, name, value or None)


def report_compromise(db: Session, outbox: Outbox, settings: Settings, account_id: str, now: dt.datetime) -> None:
    """Suspend the account at once (A32), and tell the support cell and the owner."""
    account = db.get_one(Account, account_id, with_for_update=True)
    account.status = AccountStatus.SUSPENDED
    audit.record(db, at=now, actor=account.id, action="account_suspended", object_id=account.id)
    reference = account.id[:8].upper()
    outbox.post(db, "compromise", mail.render("compromise", settings.support_address, reference=reference))
    outbox.post(db, "suspended", mail.render("suspended", account.email, support=settings.support_address))
