"""What was done to accounts, by whom, when: a chain in which a line changed, moved or taken away shows (A62, C17).

Each entry's digest covers its own facts, each with its length before it, and the digest of the entry before. Writers
follow one another: SQLite has one at a time, PostgreSQL takes a lock of its own for the transaction; the unique
`previous` refuses a fork all the same. A chain cut at its end still holds together: the head is written in the logs
each day, and `audit verify --anchor` compares with one.
"""

import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import String, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from auth_gateway.platform.db import Base

BEGINNING = "0" * 64
LOCK = 0x0A0D17
PAGE = 1_000
OPERATOR, WORKER = "operator", "worker"


class AuditEntry(Base):
    """No health, no code, no token, no name: identifiers and words of our own, and an operator's reason."""

    __tablename__ = "audit_entries"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[dt.datetime]
    actor: Mapped[str] = mapped_column(String(40))  # an account's id, or OPERATOR or WORKER
    action: Mapped[str] = mapped_column(String(40))
    object_id: Mapped[str] = mapped_column(String(64))
    reason: Mapped[str] = mapped_column(String(200))
    previous: Mapped[str] = mapped_column(String(64), unique=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)


@dataclass(frozen=True)
class Verdict:
    """Whether the chain holds: the first entry that does not, or None; and its head."""

    entries: int
    head: str
    broken_at: int | None


def record(
    db: Session, *, at: dt.datetime, actor: str, action: str, object_id: str = "", reason: str = ""
) -> AuditEntry:
    """Append an entry to the caller's transaction: it lasts only if what it tells does."""
    if db.get_bind().dialect.name == "postgresql":
        db.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
    last = db.scalar(select(AuditEntry).order_by(AuditEntry.number.desc()).limit(1))
    entry = AuditEntry(
        number=last.number + 1 if last else 1,
        at=at,
        actor=actor,
        action=action,
        object_id=object_id,
        reason=reason[:200],
        previous=last.digest if last else BEGINNING,
    )
    entry.digest = _digest(entry)
    db.add(entry)
    db.flush()
    return entry


def verify(db: Session, anchor: tuple[int, str] | None = None) -> Verdict:
    """Go through the chain; `anchor` is the number and digest of an entry that was noted elsewhere."""
    number, head, anchored = 0, BEGINNING, anchor is None
    for entry in _entries(db):
        number += 1
        if entry.number != number or entry.previous != head or entry.digest != _digest(entry):
            return Verdict(number, head, number)
        head = entry.digest
        if anchor == (number, head):
            anchored = True
    return Verdict(number, head, None if anchored else (anchor[0] if anchor else number))


def _entries(db: Session) -> Iterator[AuditEntry]:
    """Yield the chain in order, a page at a time."""
    last = 0
    while page := db.scalars(
        select(AuditEntry).where(AuditEntry.number > last).order_by(AuditEntry.number).limit(PAGE)
    ).all():
        yield from page
        last = page[-1].number


def head_of(db: Session) -> tuple[int, str]:
    """Return the number and digest of the last entry, to be noted elsewhere."""
    last = db.scalar(select(AuditEntry).order_by(AuditEntry.number.desc()).limit(1))
    return (last.number, last.digest) if last else (0, BEGINNING)


def _digest(entry: AuditEntry) -> str:
    instant = entry.at.astimezone(dt.UTC).isoformat(timespec="microseconds")
    facts = (str(entry.number), instant, entry.actor, entry.action, entry.object_id, entry.reason, entry.previous)
    digest = hashlib.sha256()
    for fact in facts:
        encoded = fact.encode()
        digest.update(len(encoded).to_bytes(4) + encoded)
    return digest.hexdigest()
