"""The trace that each reading leaves, in the reading's own transaction: the member sees who, what, when (A60, N3)."""

import datetime as dt
import hashlib

from sqlalchemy.orm import Session

from auth_gateway.cases.models import Case
from auth_gateway.console.models import ReadEntry, ReadKind
from auth_gateway.platform.clock import paris_date
from auth_gateway.platform.db import insert_all_if_absent


def opened(db: Session, reader_id: str, kind: ReadKind, *, person_id: str, object_id: str, now: dt.datetime) -> None:
    """Write down one opening or one download."""
    db.add(ReadEntry(account_id=reader_id, person_id=person_id, kind=kind, object_id=object_id, at=now))


def listed(db: Session, reader_id: str, cases: list[Case], now: dt.datetime) -> None:
    """Write down that cases were listed with their content, once a day for each reader and case."""
    day = paris_date(now).isoformat()
    insert_all_if_absent(
        db,
        ReadEntry,
        [
            {
                "id": hashlib.sha256(f"{reader_id} {case.id} {day}".encode()).hexdigest()[:32],
                "account_id": reader_id,
                "person_id": case.person_id,
                "kind": ReadKind.LIST,
                "object_id": case.id,
                "at": now,
            }
            for case in cases
        ],
    )
