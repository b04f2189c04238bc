"""A new master key: everything opens as before, a stopped rotation goes on, a missing key is said."""

import argparse
from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import select

from auth_gateway import keys, operators
from auth_gateway.accounts import Account
from auth_gateway.members import Person
from auth_gateway.platform.audit import AuditEntry
from auth_gateway.platform.crypto import Vault
from auth_gateway.platform.db import Database
from auth_gateway.platform.exits import DONE, REFUSED
from auth_gateway.services import ServiceSet
from tests.support.gateway import Gateway
from tests.support.people import INDEX_KEY, SECRET_KEY, member

LOST_KEY = "a key that nobody remembered, of 32 characters"
NEW_KEY = "a new master key of the tests, of 32 characters and more"


def with_keys(gateway: Gateway, secret_key: str, *former: str) -> ServiceSet:
    database = Database(gateway.services.settings.database_url, Vault(secret_key, INDEX_KEY, former))
    return replace(gateway.services, db=database)


@pytest.fixture
def renewed(each_gateway: Gateway) -> Iterator[ServiceSet]:
    services = with_keys(each_gateway, NEW_KEY, SECRET_KEY)
    yield services
    services.db.dispose()


def rotate(services: ServiceSet) -> int:
    return operators.rotate_keys(argparse.Namespace(action="rotate"), services, lambda _question: True)


def test_after_a_rotation_the_former_key_is_needed_no_more(
    each_gateway: Gateway, renewed: ServiceSet, capsys: pytest.CaptureFixture[str]
) -> None:
    account = each_gateway.save_with_account(member(first_name="Andréa"), email="a@example.org")

    assert rotate(renewed) == 0

    alone = with_keys(each_gateway, NEW_KEY)
    with alone.db.read() as db:
        assert db.get_one(Account, account.id).email == "a@example.org"
        assert db.scalars(select(Person)).one().first_name == "Andréa"
        assert "accounts.key 1, persons.sealed 1" in db.scalars(select(AuditEntry.reason)).all()[-1]
    assert "accounts.key 1" in capsys.readouterr().out
    assert set(keys.rotate(alone.db).values()) == {0}
    alone.db.dispose()


def test_a_rotation_stopped_by_a_missing_key_goes_on_when_it_is_given(
    each_gateway: Gateway, renewed: ServiceSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys, "BATCH", 1)
    each_gateway.save(member(), member())
    lost = with_keys(each_gateway, LOST_KEY)
    with lost.db.session() as db:
        db.add(member())
    complete, alone = with_keys(each_gateway, NEW_KEY, SECRET_KEY, LOST_KEY), with_keys(each_gateway, NEW_KEY)

    outcomes = rotate(renewed), rotate(complete)

    assert outcomes == (REFUSED, DONE)
    with alone.db.read() as db:
        assert len({each.member_number for each in db.scalars(select(Person))}) == 3
    for each in (lost, complete, alone):
        each.db.dispose()
