"""The operators' commands on accounts, registrations and deadlines."""

import argparse

import pytest

from auth_gateway import operators
from auth_gateway.accounts import Account, AccountStatus
from auth_gateway.registrations import service as registrations
from auth_gateway.registrations.matching import Asked
from tests.support.gateway import Gateway
from tests.support.people import PASSWORD, member

LOGIN, ME = "/api/v1/auth/login", "/api/v1/me"


def accounts(gateway: Gateway, action: str, email: str, *, answer: bool = True) -> int:
    parser = argparse.ArgumentParser()
    operators.add_accounts(parser)
    given = parser.parse_args([action, email, "--reason", "essai"])
    return operators.accounts(given, gateway.services, lambda _question: answer)


def status(gateway: Gateway, account: Account) -> AccountStatus:
    with gateway.services.db.read() as db:
        return db.get_one(Account, account.id).status


def test_a57_an_operator_suspends_and_restores_and_the_owner_is_told(each_gateway: Gateway) -> None:
    account = each_gateway.save_with_account(member())
    client = each_gateway.sign_in(account)

    suspended = accounts(each_gateway, "suspend", account.email.upper()), status(each_gateway, account)
    session = client.get(ME).status_code
    restored = accounts(each_gateway, "restore", account.email), status(each_gateway, account)
    each_gateway.deliver()

    assert suspended == (0, AccountStatus.SUSPENDED)
    assert session == 401
    assert restored == (0, AccountStatus.ACTIVE)
    assert [mail.subject for mail in each_gateway.transport.mails[-2:]] == [
        "Votre accès à Oxyccam Digital est suspendu",
        "Votre accès à Oxyccam Digital est rouvert",
    ]


def test_a24_an_operator_voids_a_password_and_the_link_leaves(gateway: Gateway) -> None:
    account = gateway.save_with_account(member())
    client = gateway.sign_in(account)

    assert accounts(gateway, "reset-password", account.email) == 0

    gateway.deliver()
    assert "/mot-de-passe/" in gateway.transport.mails[-1].text
    assert client.get(ME).status_code == 401
    assert gateway.client().post(LOGIN, json={"email": account.email, "password": PASSWORD}).status_code == 401


def test_an_operator_forgets_wrong_passwords(gateway: Gateway) -> None:
    account = gateway.save_with_account(member())
    client = gateway.client()
    for _ in range(5):
        client.post(LOGIN, json={"email": account.email, "password": "Faux-2026!"})
    blocked = client.post(LOGIN, json={"email": account.email, "password": PASSWORD}).status_code

    assert accounts(gateway, "unlock", account.email) == 0
    assert (blocked, client.post(LOGIN, json={"email": account.email, "password": PASSWORD}).status_code) == (429, 200)


def test_nothing_is_done_without_a_yes_nor_to_nobody_nor_twice(gateway: Gateway) -> None:
    account = gateway.save_with_account(member())

    statuses = [
        accounts(gateway, "suspend", account.email, answer=False),
        accounts(gateway, "suspend", "personne@example.org"),
        accounts(gateway, "restore", account.email),
    ]

    assert statuses == [3, 2, 3]
    assert status(gateway, account) is AccountStatus.ACTIVE


def test_k19_an_operator_lists_approves_and_refuses_what_waits(
    gateway: Gateway, capsys: pytest.CaptureFixture[str]
) -> None:
    person = member(email="autre@example.org")
    gateway.save(person)
    asked = Asked(
        person.mutuelle_id,
        person.member_number,
        person.last_name,
        person.first_name,
        person.birth_date,
        "a@example.org",
    )
    tools = registrations.Tools(gateway.services.vault, gateway.services.outbox, gateway.services.settings)
    with gateway.services.db.session() as db:
        registrations.consider(db, tools, asked, gateway.clock.today(), gateway.clock.now())

    def run(*words: str) -> int:
        parser = argparse.ArgumentParser()
        operators.add_registrations(parser)
        return operators.held_registrations(parser.parse_args(words), gateway.services, lambda _question: True)

    assert run("list") == 0
    registration_id = capsys.readouterr().out.splitlines()[-1].split()[0]
    assert [run("approve", registration_id), run("approve", registration_id), run("refuse", "x")] == [0, 2, 2]
    gateway.deliver()
    assert gateway.transport.mails[-1].recipient == "a@example.org"


@pytest.mark.parametrize(("now", "status"), [("2026-11-23T08:00:00+01:00", 0), ("2026-11-23T08:00:00", 2)])
def test_the_deadlines_run_as_of_an_instant_with_its_offset(
    gateway: Gateway, capsys: pytest.CaptureFixture[str], now: str, status: int
) -> None:
    parser = argparse.ArgumentParser()
    operators.add_deadlines(parser)

    assert operators.deadlines(parser.parse_args(["run", "--now", now]), gateway.services, lambda _: True) == status
    assert ("0 reminded, 0 deactivated" in capsys.readouterr().out) == (status == 0)
