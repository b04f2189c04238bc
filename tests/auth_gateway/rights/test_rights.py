"""What a person may do, to the day."""

import datetime as dt

import pytest

from auth_gateway.members import Person
from auth_gateway.rights import Level, Reason, Rights, months_after, rights_of
from tests.support.gateway import Gateway
from tests.support.people import TODAY, child_of, member, member_struck_off

DAY = dt.timedelta(days=1)


def rights(gateway: Gateway, person: Person, today: dt.date = TODAY) -> Rights:
    with gateway.services.db.read() as session:
        return rights_of(session, person, today)


def test_an_active_adult_has_full_rights(gateway: Gateway) -> None:
    person = member()

    assert rights(gateway, person) == Rights(Level.FULL, [person])
    assert rights(gateway, person).may_estimate


@pytest.mark.parametrize(
    ("struck_off_on", "read_only_until"),
    [
        (dt.date(2026, 8, 31), dt.date(2027, 2, 27)),  # six months after 31 August is the last day of February
        (dt.date(2027, 8, 31), dt.date(2028, 2, 28)),
        (dt.date(2026, 3, 15), dt.date(2026, 9, 14)),
        (dt.date(2026, 12, 31), dt.date(2027, 6, 29)),
    ],
)
def test_a_member_struck_off_reads_for_six_calendar_months(
    gateway: Gateway, struck_off_on: dt.date, read_only_until: dt.date
) -> None:
    person = member(struck_off_on=struck_off_on)

    assert rights(gateway, person, struck_off_on - DAY).level is Level.FULL
    assert rights(gateway, person, struck_off_on) == Rights(Level.READ_ONLY, [], Reason.STRUCK_OFF_RECENTLY)
    assert rights(gateway, person, read_only_until).level is Level.READ_ONLY
    assert rights(gateway, person, read_only_until + DAY) == Rights(Level.NONE, [], Reason.STRUCK_OFF)


def test_months_count_by_the_calendar() -> None:
    assert months_after(dt.date(2026, 8, 31), 6) == dt.date(2027, 2, 28)
    assert months_after(dt.date(2027, 8, 31), 6) == dt.date(2028, 2, 29)
    assert months_after(dt.date(2026, 5, 31), -3) == dt.date(2026, 2, 28)
    assert months_after(dt.date(2026, 1, 15), -1) == dt.date(2025, 12, 15)


def test_seven_months_after_a_radiation_nothing_is_left(gateway: Gateway) -> None:
    assert rights(gateway, member_struck_off(months_ago=7)).level is Level.NONE


def test_read_only_allows_no_new_estimate(gateway: Gateway) -> None:
    principal = member_struck_off(months_ago=3)
    gateway.save(principal, child_of(principal))

    assert not rights(gateway, principal).may_estimate
    assert rights(gateway, principal).beneficiaries == []


def test_a_minor_has_no_rights_of_their_own_until_the_birthday(gateway: Gateway) -> None:
    person = member(birth_date=dt.date(2008, 11, 22))

    assert rights(gateway, person, dt.date(2026, 11, 21)) == Rights(Level.NONE, [], Reason.MINOR)
    assert rights(gateway, person, dt.date(2026, 11, 22)).level is Level.FULL


def test_a_contract_not_yet_begun_opens_nothing(gateway: Gateway) -> None:
    person = member(joined_on=TODAY + DAY)

    assert rights(gateway, person) == Rights(Level.NONE, [], Reason.NOT_YET_COVERED)
    assert rights(gateway, person, TODAY + DAY).level is Level.FULL
