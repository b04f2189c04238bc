"""Work to be done after the answer, written in the same transaction as what asks for it; the worker does it.

Like the outbox: the rows are the truth, a lease keeps two workers apart, a failure is tried again. Whoever asks learns
nothing from the answer nor from its time: that is why a forgotten password and a registration are jobs.
A job may run twice after a crash: each kind is written so that the second run changes nothing.
"""

import datetime as dt
from typing import Any

from sqlalchemy import Index, LargeBinary, String, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from auth_gateway.platform.crypto import Cipher
from auth_gateway.platform.db import Base, PrimaryId, new_id
from auth_gateway.platform.sealing import seal_json, unseal_json

Json = dict[str, Any]


class Job(Base):
    __tablename__ = "jobs"
    __table_args__ = (
        Index(
            "ix_jobs_waiting",
            "next_try_at",
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
    )

    id: Mapped[PrimaryId]
    kind: Mapped[str] = mapped_column(String(40))
    facts_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)  # erased when the job is closed
    created_at: Mapped[dt.datetime]
    next_try_at: Mapped[dt.datetime]
    tries: Mapped[int] = mapped_column(default=0)
    closed_at: Mapped[dt.datetime | None]
    outcome: Mapped[str | None] = mapped_column(String(12))  # done or dead


def ask(db: Session, cipher: Cipher, kind: str, facts: Json, now: dt.datetime) -> str:
    """Add a job to the caller's transaction; return its id."""
    row_id = new_id()
    sealed = seal_json(cipher, facts, _place(row_id))
    db.add(Job(id=row_id, kind=kind, facts_sealed=sealed, created_at=now, next_try_at=now))
    return row_id


def facts_of(cipher: Cipher, row: Job) -> Json:
    """Open the facts of a job that is not closed yet."""
    assert row.facts_sealed is not None  # noqa: S101  a row is closed and its facts erased together
    facts: Json = unseal_json(cipher, row.facts_sealed, _place(row.id))
    return facts


def _place(row_id: str) -> str:
    return f"jobs.facts:{row_id}"
