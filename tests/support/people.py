"""Builders of fictitious people: a test names only what matters to it."""

import datetime as dt
import functools
import itertools
from typing import Any

from auth_gateway.accounts import Account, AccountRole, AccountStatus
from auth_gateway.accounts.passwords import Passwords
from auth_gateway.members import ContractRole, Person, Relation, Scheme
from auth_gateway.platform.crypto import Vault
from auth_gateway.platform.db import new_id
from auth_gateway.rights import months_after

TODAY = dt.date(2026, 11, 21)
NOON = dt.datetime(2026, 11, 21, 11, tzinfo=dt.UTC)
SECRET_KEY = "a key that only the tests use: 32 characters and more"
INDEX_KEY = "another key of the tests, of 32 characters and more"
PASSWORD = "Épreuve-2026!"
HASHING_KIB = 8  # the least that argon2 takes; the real cost has tests of its own

_numbers = itertools.count(1)


@functools.cache
def hash_of(password: str) -> str:
    return Passwords(Vault(SECRET_KEY, INDEX_KEY), HASHING_KIB).hash(password)


def member(**facts: Any) -> Person:
    """Build an adult principal member, covered since 2019, unless told otherwise."""
    values: dict[str, Any] = {
        "id": new_id(),
        "mutuelle_id": "mnh",
        "member_number": f"T{next(_numbers):07}",
        "rank": next(_numbers),
        "role": ContractRole.PRINCIPAL,
        "principal_id": None,
        "relation": Relation.SELF,
        "first_name": "Andréa",
        "last_name": "Inventé",
        "birth_date": dt.date(1980, 4, 2),
        "joined_on": dt.date(2019, 1, 1),
        "struck_off_on": None,
        "excluded_on": None,
        "scheme": Scheme.GENERAL,
        "guarantee_id": "mnh-confort",
        "top_up_id": None,
        "cover_from": dt.date(2023, 1, 1),
        "cover_until": None,
        "fed_at": NOON - dt.timedelta(days=5),
    }
    return Person(**{**values, **facts})


def member_struck_off(months_ago: int, today: dt.date = TODAY) -> Person:
    return member(struck_off_on=months_after(today, -months_ago))


def dependant_of(principal: Person, **facts: Any) -> Person:
    """Build an adult spouse on the same contract, unless told otherwise."""
    shared = {
        "mutuelle_id": principal.mutuelle_id,
        "member_number": principal.member_number,
        "role": ContractRole.DEPENDANT,
        "principal_id": principal.id,
        "relation": Relation.SPOUSE,
        "birth_date": dt.date(1982, 6, 9),
    }
    return member(**{**shared, **facts})


def child_of(principal: Person, born: dt.date = dt.date(2015, 5, 1), **facts: Any) -> Person:
    return dependant_of(principal, **{"relation": Relation.CHILD, "birth_date": born, "first_name": "Ariel", **facts})


def account_of(person: Person, password: str = PASSWORD, **facts: Any) -> Account:
    if "password_hash" not in facts:
        facts["password_hash"] = hash_of(password)
    return _account(person_id=person.id, role=AccountRole.MEMBER, **facts)


def advisor(name: str = "Claude Conseil", password: str = PASSWORD, **facts: Any) -> Account:
    staff = {"role": AccountRole.ADVISOR, "staff_name": name, "password_hash": hash_of(password)}
    return _account(**{**staff, **facts})


def _account(**facts: Any) -> Account:
    values: dict[str, Any] = {
        "id": new_id(),
        "email": f"personne-{next(_numbers)}@example.org",
        "status": AccountStatus.ACTIVE,
        "password_version": 1,
        "password_set_at": NOON - dt.timedelta(days=1),
        "password_uses": 0,
        "wrong_codes": 0,
        "code_counter": 0,
        "created_at": NOON - dt.timedelta(days=30),
    }
    return Account(**{**values, **facts})
