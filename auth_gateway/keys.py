"""A new master key: everything that the former one has sealed is sealed again, in batches (C15).

The accounts' data keys are, not what rests under them; and the few things that no account owns. Each value says which
key sealed it: a rotation that was stopped goes on where it was, and one that is done finds nothing to do.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import InstrumentedAttribute

from auth_gateway.accounts import Account
from auth_gateway.members import Person
from auth_gateway.platform.crypto import MARK_BYTES
from auth_gateway.platform.db import Database
from auth_gateway.platform.jobs import Job
from auth_gateway.platform.outbox import OutboxMessage
from auth_gateway.registrations.models import Registration

BATCH = 500


@dataclass(frozen=True)
class UnderMasterKey:
    """A column whose values the master key seals, each for `place:id`."""

    column: InstrumentedAttribute[Any]
    place: str


SEALED_BY_IT = (
    UnderMasterKey(Account.key_sealed, "accounts.key"),
    UnderMasterKey(Person.sealed, "persons.sealed"),
    UnderMasterKey(Registration.sealed, "registrations.sealed"),
    UnderMasterKey(OutboxMessage.body_sealed, "outbox_messages.body"),
    UnderMasterKey(Job.facts_sealed, "jobs.facts"),
)


def rotate(database: Database) -> dict[str, int]:
    """Seal again what a former key has sealed; return how many values, by place.

    Raise UnsealError at a value whose key is not given: what was done before it stays done.
    """
    return {each.place: _rotate(database, each) for each in SEALED_BY_IT}


def missing(database: Database) -> list[str]:
    """Return the marks, in hexadecimal, of the keys that have sealed something and are not given."""
    found: set[bytes] = set()
    with database.read() as db:
        for each in SEALED_BY_IT:
            mark = func.substr(each.column, 2, MARK_BYTES)
            found.update(db.scalars(select(mark).where(each.column.is_not(None)).distinct()))
    return sorted(bytes(mark).hex() for mark in found if not database.vault.master.opens(bytes(mark)))


def _rotate(database: Database, each: UnderMasterKey) -> int:
    done, last, master = 0, "", database.vault.master
    model = each.column.class_
    former = func.substr(each.column, 2, MARK_BYTES) != master.mark  # after the version, see crypto
    while True:
        with database.session() as db:
            beyond = select(model.id, each.column).where(former, model.id > last).order_by(model.id)
            rows = db.execute(beyond.limit(BATCH).with_for_update()).all()
            for row_id, sealed in rows:
                place = f"{each.place}:{row_id}"
                again = master.seal(master.unseal(sealed, place), place)
                db.execute(update(model).where(model.id == row_id).values({each.column.key: again}))
        if not rows:
            return done
        done, last = done + len(rows), rows[-1].id
