"""Who may sign in, describe a quote, and read whose documents, as of a day: the only place that answers (A34 to A53).

Read from the account and the person at each request, never kept in a session: a birthday, a radiation, a closing or a
suspension applies at once. Days are days in Paris; the ninety days of a closed account run from an instant (K2).
"""

import calendar
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from auth_gateway.accounts import Account, AccountStatus
from auth_gateway.members import ContractRole, Person, is_minor, struck_off
from auth_gateway.platform.clock import paris_date
from auth_gateway.rights.models import Representation

READ_ONLY_MONTHS = 6  # A45, A46; K21 for a guarantee without Ligne claire
READ_ONLY_AFTER_CLOSING = dt.timedelta(days=90)  # A47, A48, K2
KEPT_MONTHS = 24  # A51: the two previous years
KEPT_MONTHS_READ_ONLY = 6  # A45, K12: counted from the day of consultation

# Asked at every call: written once.
_DEPENDANTS = select(Person).where(
    Person.principal_id == bindparam("principal"), Person.mutuelle_id == bindparam("mutuelle")
)
_REPRESENTED = (
    select(Representation.child_id, Account)
    .join(Account, Account.id == Representation.account_id)
    .where(Representation.guest_id == bindparam("guest"), Representation.ended_at.is_(None))
)


class Level(StrEnum):
    FULL = "full"
    READ_ONLY = "read_only"
    NONE = "none"


class Reason(StrEnum):
    UNVERIFIED = "unverified"
    SUSPENDED = "suspended"
    DEACTIVATED = "deactivated"
    MINOR = "minor"
    NOT_YET_COVERED = "not_yet_covered"
    STRUCK_OFF_RECENTLY = "struck_off_recently"
    STRUCK_OFF = "struck_off"
    EXCLUDED_RECENTLY = "excluded_recently"
    EXCLUDED = "excluded"
    CLOSED_RECENTLY = "closed_recently"
    CLOSED = "closed"
    RESTRICTED = "restricted"


@dataclass(frozen=True)
class Rights:
    """What an account may do today.

    `beneficiaries`: whom a new estimate may be asked for, the person first; empty unless the level is full.
    `readable`: whose conversations and documents may be read, by id; `since`: from which day on.
    `represented`: the minors of another contract whose estimates may be read too, on the invitation of who represents
    them (N8).
    `ends_on`: the first day without access, once reading is all that is left and no choice of the member.
    """

    level: Level
    reason: Reason | None = None
    beneficiaries: list[Person] = field(default_factory=list)
    readable: Mapping[str, Person] = field(default_factory=dict)
    since: dt.date = dt.date.max
    ends_on: dt.date | None = None
    represented: Mapping[str, Person] = field(default_factory=dict)

    @property
    def may_sign_in(self) -> bool:
        return self.level is not Level.NONE

    @property
    def may_estimate(self) -> bool:
        return self.level is Level.FULL

    def may_read(self, person_id: str | None, day: dt.date) -> bool:
        """Whether something of that day may be read: about one person, or about nobody in particular yet."""
        return day >= self.since and (person_id is None or person_id in self.readable)


@dataclass(frozen=True)
class _Ending:
    """Something that leaves reading only, then nothing."""

    over: bool
    ends_on: dt.date
    while_it_lasts: Reason
    afterwards: Reason


_BY_STATUS = {
    AccountStatus.UNVERIFIED: Reason.UNVERIFIED,
    AccountStatus.SUSPENDED: Reason.SUSPENDED,
    AccountStatus.DEACTIVATED: Reason.DEACTIVATED,
}


def months_after(day: dt.date, months: int) -> dt.date:
    """Return the same day so many calendar months later, or the last day of a shorter month."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def rights_of(db: Session, account: Account, today: dt.date, now: dt.datetime) -> Rights:
    """Say what an account may do: `today` is the business date, `now` the instant. Staff read through the console."""
    rights = _own_rights(db, account, today, now)
    if account.person_id is None or not rights.may_sign_in:
        return rights
    return replace(rights, represented=_represented(db, account, today, now))


def _own_rights(db: Session, account: Account, today: dt.date, now: dt.datetime) -> Rights:
    """Say what the account's status and the contract give, without what others invite to."""
    if account.status is not AccountStatus.ACTIVE:
        return Rights(Level.NONE, _BY_STATUS[account.status])
    if account.person_id is None:
        return Rights(Level.FULL)
    rights = rights_of_person(db, db.get_one(Person, account.person_id), today, now, account.closed_at)
    if account.restricted_at is not None and rights.level is Level.FULL:
        return replace(rights, level=Level.READ_ONLY, reason=Reason.RESTRICTED, beneficiaries=[])
    return rights


def rights_of_person(
    db: Session, person: Person, today: dt.date, now: dt.datetime, closed_at: dt.datetime | None = None
) -> Rights:
    """Say what the contract alone gives: what an account would have, before there is one."""
    if is_minor(person, today):
        return Rights(Level.NONE, Reason.MINOR)
    endings = sorted(
        _endings(person, today, now, closed_at), key=lambda ending: ending.ends_on
    )  # K20: the earliest wins
    if any(ending.over for ending in endings):
        return Rights(Level.NONE, endings[0].afterwards)
    minors = _minor_dependants(db, person, today)
    readable = {each.id: each for each in (person, *minors)}
    if endings:
        since = months_after(today, -KEPT_MONTHS_READ_ONLY)
        first = endings[0]
        return Rights(Level.READ_ONLY, first.while_it_lasts, readable=readable, since=since, ends_on=first.ends_on)
    if today < person.joined_on:
        return Rights(Level.NONE, Reason.NOT_YET_COVERED)
    beneficiaries = [person, *(each for each in minors if not struck_off(each, today))]
    return Rights(Level.FULL, None, beneficiaries, readable, months_after(today, -KEPT_MONTHS))


def _endings(person: Person, today: dt.date, now: dt.datetime, closed_at: dt.datetime | None) -> list[_Ending]:
    endings = []
    for day, during, after in (
        (person.struck_off_on, Reason.STRUCK_OFF_RECENTLY, Reason.STRUCK_OFF),
        (person.excluded_on, Reason.EXCLUDED_RECENTLY, Reason.EXCLUDED),
    ):
        if day is not None and day <= today:
            ends_on = months_after(day, READ_ONLY_MONTHS)
            endings.append(_Ending(today >= ends_on, ends_on, during, after))
    if closed_at is not None and closed_at <= now:
        end = closed_at + READ_ONLY_AFTER_CLOSING
        ends_on = paris_date(end)
        endings.append(_Ending(now >= end, ends_on, Reason.CLOSED_RECENTLY, Reason.CLOSED))
    return endings


def _minor_dependants(db: Session, person: Person, today: dt.date) -> list[Person]:
    """Return the minors on the contract of a principal member, eldest first (A36 to A38); nobody's otherwise (A37)."""
    if person.role is not ContractRole.PRINCIPAL:
        return []
    dependants = db.scalars(_DEPENDANTS, {"principal": person.id, "mutuelle": person.mutuelle_id})
    minors = (each for each in dependants if is_minor(each, today))
    return sorted(minors, key=lambda each: (each.birth_date, each.first_name))


def _represented(db: Session, guest: Account, today: dt.date, now: dt.datetime) -> dict[str, Person]:
    """Return the minors that this account was invited to, while each inviting account has its full rights over them."""
    found = {}
    for child_id, inviting in db.execute(_REPRESENTED, {"guest": guest.id}):
        inviters = _own_rights(db, inviting, today, now)
        child = inviters.readable.get(child_id)
        if inviters.may_estimate and child is not None and is_minor(child, today):
            found[child_id] = child
    return found
