"""What a person may do today: everything, read only, or nothing, with the reason (A34, A36, A37, A45, A46).

Read from the person's record at each request, never kept in a session: a birthday or a radiation applies at once.
"""

import calendar
import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy.orm import Session

from auth_gateway.members import Person, beneficiaries_of, is_minor, struck_off

READ_ONLY_MONTHS = 6  # A45, A46


class Level(StrEnum):
    FULL = "full"
    READ_ONLY = "read_only"
    NONE = "none"


class Reason(StrEnum):
    MINOR = "minor"
    NOT_YET_COVERED = "not_yet_covered"
    STRUCK_OFF_RECENTLY = "struck_off_recently"
    STRUCK_OFF = "struck_off"


@dataclass(frozen=True)
class Rights:
    """Beneficiaries: whom a new estimate may be asked for, the person first; empty unless the level is full."""

    level: Level
    beneficiaries: list[Person]
    reason: Reason | None = None

    @property
    def may_estimate(self) -> bool:
        return self.level is Level.FULL


def months_after(day: dt.date, months: int) -> dt.date:
    """Return the same day so many calendar months later, or the last day of a shorter month."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def rights_of(session: Session, person: Person, today: dt.date) -> Rights:
    if is_minor(person, today):
        return Rights(Level.NONE, [], Reason.MINOR)
    if struck_off(person, today):
        assert person.struck_off_on is not None  # noqa: S101  struck_off has just said so
        if today >= months_after(person.struck_off_on, READ_ONLY_MONTHS):
            return Rights(Level.NONE, [], Reason.STRUCK_OFF)
        return Rights(Level.READ_ONLY, [], Reason.STRUCK_OFF_RECENTLY)
    if today < person.joined_on:
        return Rights(Level.NONE, [], Reason.NOT_YET_COVERED)
    return Rights(Level.FULL, beneficiaries_of(session, person, today))
