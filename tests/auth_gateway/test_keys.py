"""A new master key: everything opens as before, a stopped rotation goes on, a missing key is said."""

import argparse
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from pydantic import SecretStr
from sqlalchemy import select

from auth_gateway import keys, operators
from auth_gateway.accounts import Account
from auth_gateway.app import create_app
from auth_gateway.members import Person
from auth_gateway.platform.audit import AuditEntry
from auth_gateway.platform.crypto import Vault
from auth_gateway.platform.db import Database
from auth_gateway.platform.exits import DONE, REFUSED
from auth_gateway.services import ServiceSet, build_services
from auth_gateway.worker import Worker
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


def test_members_are_served_while_the_keys_are_rotated(each_gateway: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "BATCH", 2)
    accounts = [each_gateway.save_with_account(member()) for _ in range(12)]
    secrets = {"secret_key": SecretStr(NEW_KEY), "former_secret_keys": SecretStr(SECRET_KEY)}
    settings = each_gateway.services.settings.model_copy(update=secrets)
    services = build_services(settings, each_gateway.clock, each_gateway.bot, each_gateway.services.passwords)
    worker, app = Worker(services, each_gateway.transport), create_app(settings, services)
    served = replace(each_gateway, services=services, app=app, worker=worker)

    with ThreadPoolExecutor(1) as pool:
        rotation = pool.submit(rotate, services)
        seen = [served.sign_in(each).get("/api/v1/me").status_code for each in accounts[:3]]

    assert (rotation.result(), seen) == (DONE, [200, 200, 200])
    assert set(keys.rotate(services.db).values()) == {0}
    services.close()


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
