"""Who is a minor, who has left, who stands under one contract. Dates are business dates, given by the caller."""

import datetime as dt
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from auth_gateway.members.models import Person

MAJORITY_YEARS = 18


def comes_of_age_on(birth_date: dt.date) -> dt.date:
    """Return the 18th birthday; someone born on 29 February comes of age on 1 March of a common year."""
    year = birth_date.year + MAJORITY_YEARS
    try:
        return birth_date.replace(year=year)
    except ValueError:
        return dt.date(year, 3, 1)


def is_minor(person: Person, today: dt.date) -> bool:
    return today < comes_of_age_on(person.birth_date)


def struck_off(person: Person, today: dt.date) -> bool:
    """Whether the radiation has taken effect; a date to come changes nothing yet."""
    return person.struck_off_on is not None and person.struck_off_on <= today


def people_of_contract(db: Session, person_id: str) -> list[Person]:
    """Return a person and those who stand under the same contract."""
    person = db.get_one(Person, person_id)
    same = (Person.mutuelle_id == person.mutuelle_id, Person.number_index == person.number_index)
    return list(db.scalars(select(Person).where(*same)))


def names_of(people: Iterable[Person]) -> list[str]:
    return [name for person in people for name in (person.first_name, person.last_name)]
