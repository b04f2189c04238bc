"""Which mutuelles there are; who is a minor, at the edges of a birthday."""

import datetime as dt

import pytest
from sqlalchemy import select

from auth_gateway.members import Mutuelle, comes_of_age_on, is_minor
from tests.support.gateway import Gateway
from tests.support.people import member


def test_a1_a_new_database_knows_the_three_mutuelles(each_gateway: Gateway) -> None:
    with each_gateway.services.db.read() as db:
        known = {each.id: each.name for each in db.scalars(select(Mutuelle))}

    assert known == {"lmg": "La Mutuelle Générale", "mnh": "MNH", "mnt": "MNT"}


@pytest.mark.parametrize(
    ("born", "of_age"),
    [
        (dt.date(2008, 11, 21), dt.date(2026, 11, 21)),
        (dt.date(2008, 2, 29), dt.date(2026, 3, 1)),  # 2026 has no 29 February: the day after the 28th
        (dt.date(2008, 3, 1), dt.date(2026, 3, 1)),
        (dt.date(2010, 12, 31), dt.date(2028, 12, 31)),
    ],
)
def test_a2_one_comes_of_age_on_the_eighteenth_birthday(born: dt.date, of_age: dt.date) -> None:
    person = member(birth_date=born)

    assert comes_of_age_on(born) == of_age
    assert is_minor(person, of_age - dt.timedelta(days=1))
    assert not is_minor(person, of_age)
    assert not is_minor(person, of_age + dt.timedelta(days=1))
