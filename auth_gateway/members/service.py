"""Who is a minor, and whom a member may ask an estimate for. Dates are business dates, given by the caller."""

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session

from auth_gateway.members.models import ContractRole, Person

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


def beneficiaries_of(session: Session, person: Person, today: dt.date) -> list[Person]:
    """Return the person, then their minor dependants still covered, eldest first (A36, A37, A40)."""
    if person.role != ContractRole.PRINCIPAL:
        return [person]
    dependants = session.scalars(
        select(Person)
        .where(Person.principal_id == person.id, Person.mutuelle_id == person.mutuelle_id)
        .order_by(Person.birth_date, Person.first_name)
    )
    return [person, *(each for each in dependants if is_minor(each, today) and not struck_off(each, today))]
