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
    _once_a_day(db, reader_id, ReadKind.LIST, [(case.person_id, case.id) for case in cases], now)


def looked_at(db: Session, reader_id: str, person_id: str, file_id: str, now: dt.datetime) -> None:
    """Write down that the pages of a file were looked at beside the case, once a day for each reader and file."""
    _once_a_day(db, reader_id, ReadKind.ATTACHMENT, [(person_id, file_id)], now)


def _once_a_day(db: Session, reader_id: str, kind: ReadKind, objects: list[tuple[str, str]], now: dt.datetime) -> None:
    """Give each row the id that the same reading of the same day has: the second changes nothing."""
    day = paris_date(now).isoformat()
    insert_all_if_absent(
        db,
        ReadEntry,
        [
            {
                "id": hashlib.sha256(f"{reader_id} {object_id} {day}".encode()).hexdigest()[:32],
                "account_id": reader_id,
                "person_id": person_id,
                "kind": kind,
                "object_id": object_id,
                "at": now,
            }
            for person_id, object_id in objects
        ],
    )
