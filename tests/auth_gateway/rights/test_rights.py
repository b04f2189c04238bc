"""Who may sign in, describe and read whom, to the day."""

import datetime as dt
from typing import Any

import pytest

from auth_gateway.accounts import AccountStatus
from auth_gateway.members import Person
from auth_gateway.platform.clock import PARIS
from auth_gateway.rights import Level, Reason, Rights, months_after, rights_of
from tests.support.gateway import Gateway
from tests.support.people import NOON, TODAY, account_of, advisor, child_of, dependant_of, member, member_struck_off

DAY = dt.timedelta(days=1)
LAST_SECOND = dt.timedelta(seconds=1)


def rights(gateway: Gateway, person: Person, today: dt.date = TODAY, **account: Any) -> Rights:
    """Read what the person's account may do at noon of that day; the account has the facts given."""
    return rights_at(gateway, person, today, dt.datetime.combine(today, NOON.timetz()), **account)


def rights_at(gateway: Gateway, person: Person, today: dt.date, now: dt.datetime, **account: Any) -> Rights:
    with gateway.services.db.session() as session:
        session.add(person)
        return rights_of(session, account_of(person, **account), today, now)


def asks_for(gateway: Gateway, person: Person) -> list[str]:
    return [each.id for each in rights(gateway, person, gateway.clock.today()).beneficiaries]


def test_a2_an_active_adult_has_full_rights(gateway: Gateway) -> None:
    person = member()

    found = rights(gateway, person)

    assert (found.level, found.reason, found.ends_on) == (Level.FULL, None, None)
    assert found.may_sign_in
    assert found.may_estimate


@pytest.mark.parametrize("field", ["struck_off_on", "excluded_on"])
@pytest.mark.parametrize(
    ("left_on", "read_only_until"),
    [
        (dt.date(2026, 8, 31), dt.date(2027, 2, 27)),  # six months after 31 August is the last day of February
        (dt.date(2027, 8, 31), dt.date(2028, 2, 28)),
        (dt.date(2026, 3, 15), dt.date(2026, 9, 14)),
        (dt.date(2026, 12, 31), dt.date(2027, 6, 29)),
    ],
)
def test_a45_a46_k21_who_left_reads_for_six_calendar_months(
    gateway: Gateway, field: str, left_on: dt.date, read_only_until: dt.date
) -> None:
    person = member(**{field: left_on})
    recently, after = {
        "struck_off_on": (Reason.STRUCK_OFF_RECENTLY, Reason.STRUCK_OFF),
        "excluded_on": (Reason.EXCLUDED_RECENTLY, Reason.EXCLUDED),
    }[field]

    days = [left_on - DAY, left_on, read_only_until, read_only_until + DAY]
    found = [rights(gateway, person, day) for day in days]

    assert [each.level for each in found] == [Level.FULL, Level.READ_ONLY, Level.READ_ONLY, Level.NONE]
    assert [each.reason for each in found] == [None, recently, recently, after]
    assert found[1].ends_on == read_only_until + DAY


def test_a47_a48_k2_a_closed_account_reads_for_ninety_days_from_the_click_across_a_clock_change(
    gateway: Gateway,
) -> None:
    person = member()
    closed_at = dt.datetime(2026, 9, 1, 10, 0, tzinfo=PARIS).astimezone(dt.UTC)  # summer time
    end = closed_at + dt.timedelta(days=90)  # 30 November at 9:00, winter time

    last = rights_at(gateway, person, dt.date(2026, 11, 30), end - LAST_SECOND, closed_at=closed_at)
    over = rights_at(gateway, person, dt.date(2026, 11, 30), end, closed_at=closed_at)

    assert (last.level, last.reason, last.ends_on) == (Level.READ_ONLY, Reason.CLOSED_RECENTLY, dt.date(2026, 11, 30))
    assert (over.level, over.reason) == (Level.NONE, Reason.CLOSED)


def test_k20_of_a_radiation_and_a_closing_the_earliest_end_wins(gateway: Gateway) -> None:
    struck_off_first = member(struck_off_on=months_after(TODAY, -5))
    closed_first = member(struck_off_on=TODAY)

    one = rights(gateway, struck_off_first, closed_at=NOON - DAY)
    other = rights(gateway, closed_first, closed_at=NOON - 80 * DAY)
    over = rights(gateway, closed_first, closed_at=NOON - 90 * DAY)

    assert (one.reason, one.ends_on) == (Reason.STRUCK_OFF_RECENTLY, months_after(TODAY, 1))
    assert (other.reason, other.ends_on) == (Reason.CLOSED_RECENTLY, TODAY + 10 * DAY)
    assert (over.level, over.reason) == (Level.NONE, Reason.CLOSED)


def test_months_count_by_the_calendar() -> None:
    assert months_after(dt.date(2026, 8, 31), 6) == dt.date(2027, 2, 28)
    assert months_after(dt.date(2027, 8, 31), 6) == dt.date(2028, 2, 29)
    assert months_after(dt.date(2026, 5, 31), -3) == dt.date(2026, 2, 28)
    assert months_after(dt.date(2026, 1, 15), -1) == dt.date(2025, 12, 15)


def test_a46_seven_months_after_a_radiation_nothing_is_left(gateway: Gateway) -> None:
    found = rights(gateway, member_struck_off(months_ago=7))

    assert not found.may_sign_in
    assert not found.may_read(None, TODAY)


def test_a45_read_only_allows_no_new_estimate(gateway: Gateway) -> None:
    principal = member_struck_off(months_ago=3)
    gateway.save(principal, child_of(principal))

    found = rights(gateway, principal)

    assert not found.may_estimate
    assert found.beneficiaries == []


@pytest.mark.parametrize(("struck_off_on", "months"), [(None, 24), (TODAY, 6)])
def test_a51_a45_k12_what_may_be_read_goes_back_from_today(
    gateway: Gateway, struck_off_on: dt.date | None, months: int
) -> None:
    person = member(struck_off_on=struck_off_on)
    oldest = months_after(TODAY, -months)

    found = rights(gateway, person)

    assert found.may_read(person.id, oldest)
    assert not found.may_read(person.id, oldest - DAY)


def test_a2_a6_k10_a_minor_has_no_rights_of_their_own_until_the_birthday(gateway: Gateway) -> None:
    person = member(birth_date=dt.date(2008, 11, 22))

    assert rights(gateway, person, dt.date(2026, 11, 21)).reason is Reason.MINOR
    assert rights(gateway, person, dt.date(2026, 11, 22)).level is Level.FULL


def test_a_contract_not_yet_begun_opens_nothing(gateway: Gateway) -> None:
    person = member(joined_on=TODAY + DAY)

    assert rights(gateway, person).reason is Reason.NOT_YET_COVERED
    assert rights(gateway, person, TODAY + DAY).level is Level.FULL


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (AccountStatus.SUSPENDED, Reason.SUSPENDED),
        (AccountStatus.DEACTIVATED, Reason.DEACTIVATED),
        (AccountStatus.UNVERIFIED, Reason.UNVERIFIED),
    ],
)
def test_a32_a57_an_account_that_is_not_active_may_nothing(
    gateway: Gateway, status: AccountStatus, reason: Reason
) -> None:
    found = rights(gateway, member(), status=status)

    assert (found.level, found.reason, found.readable) == (Level.NONE, reason, {})


def test_staff_sign_in_by_the_state_of_their_account_alone(gateway: Gateway) -> None:
    with gateway.services.db.read() as session:
        active, suspended = (
            rights_of(session, advisor(status=status), TODAY, NOON)
            for status in (AccountStatus.ACTIVE, AccountStatus.SUSPENDED)
        )

    assert (active.may_sign_in, active.beneficiaries, active.readable) == (True, [], {})
    assert not suspended.may_sign_in


def test_a36_a_principal_asks_for_self_and_minor_children_eldest_first(gateway: Gateway) -> None:
    principal = member()
    younger = child_of(principal, born=dt.date(2018, 1, 1))
    elder = child_of(principal, born=dt.date(2012, 1, 1))
    spouse, grown = dependant_of(principal), child_of(principal, born=dt.date(2000, 1, 1))
    gateway.save(principal, younger, elder, spouse, grown)

    found = rights(gateway, principal)

    assert [each.id for each in found.beneficiaries] == [principal.id, elder.id, younger.id]
    assert set(found.readable) == {principal.id, elder.id, younger.id}


def test_a37_an_adult_dependant_asks_for_self_only(gateway: Gateway) -> None:
    principal = member()
    spouse = dependant_of(principal)
    gateway.save(principal, spouse, child_of(principal))

    found = rights(gateway, spouse)

    assert [each.id for each in found.beneficiaries] == [spouse.id]
    assert set(found.readable) == {spouse.id}


def test_a_child_of_another_contract_or_another_mutuelle_is_nobody_elses(gateway: Gateway) -> None:
    principal, other = member(), member(mutuelle_id="lmg")
    gateway.save(principal, other, child_of(other), child_of(principal, mutuelle_id="lmg"))

    assert asks_for(gateway, principal) == [principal.id]


def test_a38_a_child_struck_off_is_no_longer_one_to_ask_for_but_still_one_to_read(gateway: Gateway) -> None:
    principal = member()
    gone, leaving = child_of(principal, struck_off_on=TODAY), child_of(principal, struck_off_on=TODAY + DAY)
    gateway.save(principal, gone, leaving)

    assert asks_for(gateway, principal) == [principal.id, leaving.id]
    assert rights(gateway, principal).may_read(gone.id, TODAY)


def test_a40_k22_a_child_leaves_at_midnight_in_paris_on_the_eighteenth_birthday(gateway: Gateway) -> None:
    principal = member()
    child = child_of(principal, born=dt.date(2008, 7, 14))
    gateway.save(principal, child)

    gateway.clock.at = dt.datetime(2026, 7, 13, 21, 59, 59, tzinfo=dt.UTC)  # one second before midnight in Paris
    before = rights(gateway, principal, gateway.clock.today())
    gateway.clock.advance(seconds=1)
    after = rights(gateway, principal, gateway.clock.today())

    assert set(before.readable) == {principal.id, child.id}
    assert set(after.readable) == {principal.id}
    assert [each.id for each in after.beneficiaries] == [principal.id]
