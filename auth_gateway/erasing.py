"""Erasing an account (A58): its rows, its files, and its data key.

What is an account's is found from the tables themselves: a row that names the account or its person, and every row that
depends on one. A table that a new noun adds is erased without a word here, and what must stay is named below.
"""

import datetime as dt

import structlog
from sqlalchemy import ColumnElement, Table, delete, or_, select, update
from sqlalchemy.orm import Session

from auth_gateway.accounts import Account, AccountStatus
from auth_gateway.data_rights.models import DataRequest, RequestKind, RequestStatus
from auth_gateway.models import Base
from auth_gateway.platform import audit, mail
from auth_gateway.platform.db import Database
from auth_gateway.platform.outbox import Outbox
from auth_gateway.platform.storage import Storage

FILES = ("storage_name", "pages")  # columns that name files, several of them separated by spaces
STAYS = {
    "accounts": "empty, so that what was done to it can still be read in the audit chain",
    "persons": "the mutuelle's file, which an account does not change",
    "data_requests": "the proof of what was asked and done, without its words",
    "consents": "what was agreed to and when, without a name",
}

log = structlog.get_logger()


def run_due(database: Database, outbox: Outbox, storage: Storage, now: dt.datetime) -> int:
    """Erase the accounts whose day has come; return how many. One transaction each; late or twice is no matter."""
    due = select(DataRequest.id).where(
        DataRequest.kind == RequestKind.ERASURE, DataRequest.status == RequestStatus.OPEN, DataRequest.due_at <= now
    )
    with database.read() as db:
        ids = list(db.scalars(due))
    done = 0
    for request_id in ids:
        with database.session() as db:
            files = _erase(db, outbox, request_id, now)
        for name in files or ():  # after the commit: an erasure that was rolled back has its files
            storage.drop(name)
        done += files is not None
    return done


def _erase(db: Session, outbox: Outbox, request_id: str, now: dt.datetime) -> list[str] | None:
    """Erase an account; return the names of its files, or None when the request stands no more."""
    request = db.get_one(DataRequest, request_id, with_for_update=True)
    if request.status is not RequestStatus.OPEN:
        return None
    account = db.get_one(Account, request.account_id, with_for_update=True)
    outbox.post(db, "erased", mail.render("erased", account.email, reference=request.reference))
    own = _own_rows(account)
    files = [
        name
        for table, rows in own.items()
        for column in FILES
        if column in table.c
        for names in db.scalars(select(table.c[column]).where(rows, table.c[column].is_not(None)))
        for name in names.split()
    ]
    for table, rows in reversed(own.items()):
        db.execute(delete(table).where(rows))
    db.execute(update(DataRequest).where(DataRequest.account_id == account.id).values(words_sealed=None))
    db.execute(update(Account).where(Account.id == account.id).values(**_emptied(account.id)))
    request.status, request.closed_at = RequestStatus.DONE, now
    audit.record(db, at=now, actor=audit.WORKER, action="account_erased", object_id=account.id)
    log.info("account_erased", account=account.id)
    return files


def _emptied(account_id: str) -> dict[str, object]:
    return {
        "status": AccountStatus.DEACTIVATED,
        "key_sealed": None,
        "sealed": None,
        "email_index": f"erased:{account_id}",
        "password_hash": None,
        "person_id": None,
    }


def _own_rows(account: Account) -> dict[Table, ColumnElement[bool]]:
    """Return, by table, which rows are an account's; a table comes after those that it depends on."""
    ids = {"account_id": account.id, "person_id": account.person_id, "guest_id": account.id}
    own: dict[Table, ColumnElement[bool]] = {}
    for table in Base.metadata.sorted_tables:
        if table.name in STAYS:
            continue
        named = [table.c[name] == value for name, value in ids.items() if name in table.c]
        hanging = [
            key.parent.in_(select(key.column).where(own[key.column.table]))
            for key in table.foreign_keys
            if key.column.table in own
        ]
        if named or hanging:
            own[table] = or_(*named, *hanging)
    return own
