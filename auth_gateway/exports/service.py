"""Asking for one's data, preparing it, giving it for a day behind a full sign-in."""

import datetime as dt

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from auth_gateway.accounts import Account
from auth_gateway.exports.content import Tools, archive
from auth_gateway.exports.models import Export, ExportStatus
from auth_gateway.members import Person
from auth_gateway.platform import audit, jobs, mail
from auth_gateway.platform.crypto import Cipher
from auth_gateway.platform.db import new_id
from auth_gateway.platform.errors import ProblemError, not_found
from auth_gateway.platform.outbox import Outbox
from auth_gateway.platform.settings import Settings
from auth_gateway.platform.storage import Storage
from auth_gateway.rights import rights_of

JOB = "export"
LASTS = dt.timedelta(hours=24)  # C19
EXPORTS_A_DAY = 3
DAY = dt.timedelta(days=1)


def ask(db: Session, cipher: Cipher, account_id: str, now: dt.datetime) -> None:
    """Have one's data prepared; three times a day at most, once at a time."""
    own = select(Export).where(Export.account_id == account_id)
    db.get_one(Account, account_id, with_for_update=True)
    if db.scalar(own.where(Export.status == ExportStatus.PREPARING)) is not None:
        return
    asked = db.scalar(select(func.count()).select_from(own.where(Export.asked_at > now - DAY).subquery()))
    if (asked or 0) >= EXPORTS_A_DAY:
        raise ProblemError(429, "too_many_exports", headers={"Retry-After": "86400"})
    export = Export(id=new_id(), account_id=account_id, status=ExportStatus.PREPARING, asked_at=now)
    db.add(export)
    jobs.ask(db, cipher, JOB, {"export": export.id}, now)


def owner_of(db: Session, export_id: str) -> Account:
    return db.get_one(Account, db.get_one(Export, export_id).account_id)


def prepare(db: Session, tools: Tools, export_id: str, today: dt.date, now: dt.datetime) -> bytes | None:
    """Return the content of an export that waits; None when it is done, or when the account may no longer read."""
    export, account = db.get_one(Export, export_id), owner_of(db, export_id)
    rights = rights_of(db, account, today, now)
    if export.status is not ExportStatus.PREPARING or not rights.may_sign_in:
        return None
    return archive(db, tools, account, db.get_one(Person, account.person_id), rights)


def give(db: Session, outbox: Outbox, settings: Settings, export_id: str, *, name: str, now: dt.datetime) -> None:
    """Note where the file is, and tell its owner."""
    export = db.get_one(Export, export_id, with_for_update=True)
    export.status, export.storage_name, export.expires_at = ExportStatus.READY, name, now + LASTS
    account = db.get_one(Account, export.account_id)
    audit.record(db, at=now, actor=account.id, action="export_prepared", object_id=export.id)
    person = db.get_one(Person, account.person_id)
    link = f"{settings.address_of(person.mutuelle_id)}/espace/compte/donnees"
    outbox.post(db, "export_ready", mail.render("export_ready", account.email, link=link))


def exports_of(db: Session, account_id: str) -> list[Export]:
    """Return one's requests, newest first."""
    return list(db.scalars(select(Export).where(Export.account_id == account_id).order_by(Export.asked_at.desc())))


def file_of(db: Session, account_id: str, export_id: str, now: dt.datetime) -> str:
    """Return where the file of one's own export is; 404 when it is another's, not ready or over."""
    export = db.get(Export, export_id)
    if (
        export is None
        or export.account_id != account_id
        or export.status is not ExportStatus.READY
        or export.storage_name is None
        or export.expires_at is None
        or now >= export.expires_at
    ):
        raise not_found("file")
    return export.storage_name


def expire(db: Session, storage: Storage, now: dt.datetime) -> None:
    """Take away the files that are over."""
    over = select(Export).where(Export.status == ExportStatus.READY, Export.expires_at <= now)
    for export in db.scalars(over):
        if export.storage_name is not None:
            storage.drop(export.storage_name)
        db.execute(update(Export).where(Export.id == export.id).values(status=ExportStatus.EXPIRED, storage_name=None))
