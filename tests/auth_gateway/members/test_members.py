"""Who is a minor and for whom one may ask, at the edges of a birthday and of a contract."""

import datetime as dt

import pytest

from auth_gateway.members import Person, beneficiaries_of, comes_of_age_on, is_minor
from tests.support.gateway import Gateway
from tests.support.people import TODAY, child_of, dependant_of, member


@pytest.mark.parametrize(
    ("born", "of_age"),
    [
        (dt.date(2008, 11, 21), dt.date(2026, 11, 21)),
        (dt.date(2008, 2, 29), dt.date(2026, 3, 1)),  # 2026 has no 29 February: the day after the 28th
        (dt.date(2008, 3, 1), dt.date(2026, 3, 1)),
        (dt.date(2010, 12, 31), dt.date(2028, 12, 31)),
    ],
)
def test_one_comes_of_age_on_the_eighteenth_birthday(born: dt.date, of_age: dt.date) -> None:
    person = member(birth_date=born)

    assert comes_of_age_on(born) == of_age
    assert is_minor(person, of_age - dt.timedelta(days=1))
    assert not is_minor(person, of_age)
    assert not is_minor(person, of_age + dt.timedelta(days=1))


def test_the_birthday_is_the_one_of_the_calendar_in_paris(gateway: Gateway) -> None:
    principal = member()
    child = child_of(principal, born=dt.date(2008, 7, 14))
    gateway.save(principal, child)

    gateway.clock.at = dt.datetime(2026, 7, 13, 21, 59, 59, tzinfo=dt.UTC)  # one second before midnight in Paris
    before = names(gateway, principal)
    gateway.clock.advance(seconds=1)

    assert before == [principal.id, child.id]
    assert names(gateway, principal) == [principal.id]


def names(gateway: Gateway, person: Person) -> list[str]:
    with gateway.services.db.read() as session:
        return [each.id for each in beneficiaries_of(session, person, gateway.clock.today())]


def test_a_principal_asks_for_self_and_minor_children_eldest_first(gateway: Gateway) -> None:
    principal = member()
    younger = child_of(principal, born=dt.date(2018, 1, 1))
    elder = child_of(principal, born=dt.date(2012, 1, 1))
    spouse, grown = dependant_of(principal), child_of(principal, born=dt.date(2000, 1, 1))
    gateway.save(principal, younger, elder, spouse, grown)

    assert names(gateway, principal) == [principal.id, elder.id, younger.id]


def test_an_adult_dependant_asks_for_self_only(gateway: Gateway) -> None:
    principal = member()
    spouse = dependant_of(principal)
    gateway.save(principal, spouse, child_of(principal))

    assert names(gateway, spouse) == [spouse.id]


def test_a_child_of_another_contract_or_another_mutuelle_is_nobody_elses(gateway: Gateway) -> None:
    principal, other = member(), member(mutuelle_id="lmg")
    gateway.save(principal, other, child_of(other), child_of(principal, mutuelle_id="lmg"))

    assert names(gateway, principal) == [principal.id]


def test_a_child_struck_off_is_no_longer_one_to_ask_for(gateway: Gateway) -> None:
    principal = member()
    leaving = child_of(principal, struck_off_on=TODAY + dt.timedelta(days=1))
    gateway.save(principal, child_of(principal, struck_off_on=TODAY), leaving)

    assert names(gateway, principal) == [principal.id, leaving.id]
