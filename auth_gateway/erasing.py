"""Erasing an account (A58): its rows, its files, and its data key.

What is an account's is found from the tables themselves: a row that names the account or its person, and every row that
depends on one. A table that a new noun adds is erased without a word here, and what must stay is named below.

Each erasure is also noted in a file that no backup takes along: a backup brings back those whom it is older than, and
the note says whom to erase again.
"""

import datetime as dt
import os
import pathlib
from collections.abc import Iterable
from dataclasses import dataclass

import structlog
from sqlalchemy import ColumnElement, Table, delete, or_, select, update
from sqlalchemy.orm import Session

from auth_gateway.accounts import Account, AccountStatus
from auth_gateway.data_rights.models import DataRequest, RequestKind, RequestStatus
from auth_gateway.models import Base
from auth_gateway.platform import audit, mail
from auth_gateway.platform.clock import instant
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


@dataclass(frozen=True)
class Tools:
    """What erasing needs: where files are, whom it writes to, and where it is noted."""

    outbox: Outbox
    storage: Storage
    noted_in: pathlib.Path | None


def run_due(database: Database, tools: Tools, now: dt.datetime) -> int:
    """Erase the accounts whose day has come, and note them; return how many.

    One transaction each; late or twice is no matter. What a failure left unnoted is noted the next time.
    """
    due = select(DataRequest.id).where(
        DataRequest.kind == RequestKind.ERASURE, DataRequest.status == RequestStatus.OPEN, DataRequest.due_at <= now
    )
    with database.read() as db:
        ids = list(db.scalars(due))
    done = 0
    for request_id in ids:
        with database.session() as db:
            files = _erase(db, tools, request_id, now)
        _drop(tools.storage, files or ())
        done += files is not None
    if tools.noted_in is not None:
        _note(database, tools.noted_in)
    return done


def noted(path: pathlib.Path) -> list[str]:
    """Return the ids of the accounts that a file says were erased."""
    return [line.split()[1] for line in path.read_text(encoding="utf-8").splitlines()]


def redo(database: Database, storage: Storage, account_ids: Iterable[str], now: dt.datetime) -> int:
    """Erase again those of these accounts that a restored backup has brought back; return how many.

    Nobody is told: they were, the first time. An account that is erased, or younger than the backup, is passed over.
    """
    done = 0
    for account_id in account_ids:
        with database.session() as db:
            account = db.get(Account, account_id, with_for_update=True)
            if account is None or account.key_sealed is None:
                continue
            files = _empty(db, account, now)
        _drop(storage, files)
        done += 1
    return done


def _drop(storage: Storage, files: Iterable[str]) -> None:
    for name in files:  # after the commit: an erasure that was rolled back has its files
        storage.drop(name)


def _erase(db: Session, tools: Tools, request_id: str, now: dt.datetime) -> list[str] | None:
    """Erase an account; return the names of its files, or None when the request stands no more."""
    request = db.get_one(DataRequest, request_id, with_for_update=True)
    if request.status is not RequestStatus.OPEN:
        return None
    account = db.get_one(Account, request.account_id, with_for_update=True)
    tools.outbox.post(db, "erased", mail.render("erased", account.email, reference=request.reference))
    return _empty(db, account, now)


def _note(database: Database, path: pathlib.Path) -> None:
    """Add a line for each erasure that the file does not name yet: when, and the account's id, which names nobody."""
    known = set(noted(path)) if path.exists() else set()
    done = (DataRequest.kind == RequestKind.ERASURE, DataRequest.status == RequestStatus.DONE)
    with database.read() as db:
        erased = db.execute(select(DataRequest.account_id, DataRequest.closed_at).where(*done)).all()
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "a", encoding="utf-8") as file:
        file.writelines(f"{instant(at)} {account_id}\n" for account_id, at in erased if at and account_id not in known)
        file.flush()
        os.fsync(file.fileno())


def _empty(db: Session, account: Account, now: dt.datetime) -> list[str]:
    """Take away all that is an account's; return the names of its files, to be dropped after the commit."""
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
    requests = update(DataRequest).where(DataRequest.account_id == account.id)
    db.execute(requests.values(words_sealed=None))
    asked = (DataRequest.kind == RequestKind.ERASURE, DataRequest.status == RequestStatus.OPEN)
    db.execute(requests.where(*asked).values(status=RequestStatus.DONE, closed_at=now))
    db.execute(update(Account).where(Account.id == account.id).values(**_emptied(account.id)))
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
