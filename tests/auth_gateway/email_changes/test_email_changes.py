"""Changing the address that signs in: what it takes, what it ends, and how the old address takes it back."""

import re
from concurrent.futures import ThreadPoolExecutor, wait
from typing import Any

import pytest
from starlette.testclient import TestClient

from auth_gateway.accounts import Account
from auth_gateway.email_changes import service
from auth_gateway.platform.limits import STRICT
from tests.support.gateway import Gateway
from tests.support.people import PASSWORD, member

ASK, CONFIRM, UNDO = "/api/v1/me/email-changes", "/api/v1/email-changes/confirm", "/api/v1/email-changes/undo"
LOGIN, ME, NEW = "/api/v1/auth/login", "/api/v1/me", "nouvelle@example.org"


def token_mailed(gateway: Gateway, path: str = "adresse") -> str:
    gateway.deliver()
    found = [re.search(rf"/{path}/([\w-]{{40,}})", mail.text) for mail in gateway.transport.mails]
    return [each.group(1) for each in found if each][-1]


def asked(gateway: Gateway, client: TestClient, email: str = NEW) -> str:
    answer = client.post(ASK, json={"password": PASSWORD, "email": email})
    assert (answer.status_code, answer.json()) == (202, {"status": "received"})
    return token_mailed(gateway)


def click(gateway: Gateway, call: str, token: str) -> Any:
    return gateway.client().post(call, json={"token": token})


def log_in(gateway: Gateway, email: str) -> int:
    return int(gateway.client().post(LOGIN, json={"email": email, "password": PASSWORD}).status_code)


def test_a21_c14_the_address_changes_by_the_link_to_the_new_one_and_sessions_end(each_gateway: Gateway) -> None:
    account = each_gateway.save_with_account(member())
    client = each_gateway.sign_in(account)
    wrong = client.post(ASK, json={"password": "Faux-2026!", "email": NEW})
    token = asked(each_gateway, client)
    before = log_in(each_gateway, account.email)

    done = click(each_gateway, CONFIRM, token)

    assert (wrong.status_code, wrong.json()["code"]) == (403, "wrong_password")
    assert (before, done.status_code) == (200, 204)
    assert client.get(ME).status_code == 401
    assert (log_in(each_gateway, account.email), log_in(each_gateway, NEW.upper())) == (401, 200)


def test_c14_the_old_address_is_told_when_it_is_asked_and_when_it_is_done(gateway: Gateway) -> None:
    account = gateway.save_with_account(member())
    click(gateway, CONFIRM, asked(gateway, gateway.sign_in(account)))
    gateway.deliver()

    told = [mail.subject for mail in gateway.transport.mails if mail.recipient == account.email]

    assert told[1:] == ["Un changement d’adresse e-mail a été demandé", "Votre adresse e-mail Oxyccam Digital a changé"]


@pytest.mark.parametrize(("hours", "status"), [(71.9, 204), (72, 410)])
def test_c14_the_old_address_takes_the_account_back_within_72_hours(
    each_gateway: Gateway, hours: float, status: int
) -> None:
    account = each_gateway.save_with_account(member())
    click(each_gateway, CONFIRM, asked(each_gateway, each_gateway.sign_in(account)))
    undo = token_mailed(each_gateway, "adresse/annuler")
    each_gateway.clock.advance(hours=hours)

    undone = click(each_gateway, UNDO, undo)

    assert undone.status_code == status
    with each_gateway.services.db.read() as db:
        kept = db.get_one(Account, account.id)
    assert (kept.email == account.email, kept.password_hash is None) == (status == 204, status == 204)
    if status == 204:
        assert token_mailed(each_gateway, "mot-de-passe")
        assert click(each_gateway, UNDO, undo).status_code == 410


def test_c13_reset_links_sent_before_are_void(gateway: Gateway) -> None:
    account = gateway.save_with_account(member())
    client = gateway.sign_in(account)
    gateway.client().post("/api/v1/password-resets", json={"email": account.email})
    reset = token_mailed(gateway, "mot-de-passe")

    click(gateway, CONFIRM, asked(gateway, client))

    body = {"token": reset, "password": "Vélo-Rouge-7!"}
    assert gateway.client().post("/api/v1/password-resets/complete", json=body).status_code == 410


def test_a8_an_address_that_is_taken_gets_the_same_answer_and_no_link(gateway: Gateway) -> None:
    taken = gateway.save_with_account(member())
    client = gateway.signed_in_member(member())

    answer = client.post(ASK, json={"password": PASSWORD, "email": taken.email})
    gateway.deliver()

    assert (answer.status_code, answer.json()) == (202, {"status": "received"})
    assert taken.email not in [mail.recipient for mail in gateway.transport.mails]


def test_five_addresses_a_day_are_written_to_taken_or_not(gateway: Gateway) -> None:
    taken = gateway.save_with_account(member())
    client = gateway.signed_in_member(member())
    gateway.services.limits.figures = STRICT

    answers = [
        client.post(ASK, json={"password": PASSWORD, "email": email})
        for email in (NEW, *[taken.email] * 4, taken.email)
    ]

    assert [each.status_code for each in answers] == [202] * 5 + [429]
    assert answers[-1].json()["code"] == "too_many_email_changes"


def test_a8_an_address_taken_meanwhile_refuses_the_click(gateway: Gateway) -> None:
    token = asked(gateway, gateway.signed_in_member(member()))
    gateway.save_with_account(member(), email=NEW)

    assert click(gateway, CONFIRM, token).status_code == 410


def test_a8_of_two_that_confirm_the_same_address_at_once_one_has_it(each_gateway: Gateway) -> None:
    clients = [each_gateway.signed_in_member(member()) for _ in range(2)]
    first, second = (asked(each_gateway, client) for client in clients)
    services = each_gateway.services
    tools = service.Tools(services.outbox, services.settings)

    with ThreadPoolExecutor(1) as pool:
        with services.db.session() as db:
            service.confirm(db, tools, first, each_gateway.clock.now())
            answer = pool.submit(click, each_gateway, CONFIRM, second)  # cannot see what is not committed
            wait([answer], timeout=0.5)

        assert (answer.result().status_code, answer.result().json()["code"]) == (410, "link_over")


def test_k18_the_link_lasts_a_day_serves_once_and_the_newest_alone_counts(gateway: Gateway) -> None:
    client = gateway.signed_in_member(member())
    first, second = asked(gateway, client), asked(gateway, client, "autre@example.org")
    answers = [click(gateway, CONFIRM, token).status_code for token in (first, second, second)]
    late = asked(gateway, gateway.signed_in_member(member()))
    gateway.clock.advance(hours=24)

    assert answers == [410, 204, 410]
    assert click(gateway, CONFIRM, late).status_code == 410


def test_the_pages_do_the_same_with_forms_alone(gateway: Gateway) -> None:
    client = gateway.signed_in_member(member())
    form = {"csrf_token": client.headers.pop("X-CSRF-Token"), "password": PASSWORD}
    wrong = client.post("/espace/compte/adresse-e-mail", data={**form, "email": "personne"})
    sent = client.post("/espace/compte/adresse-e-mail", data={**form, "email": NEW})
    token = token_mailed(gateway)

    page = gateway.client().get(f"/adresse/{token}")
    done = gateway.client().post(f"/adresse/{token}")
    undone = gateway.client().post(f"/adresse/annuler/{token_mailed(gateway, 'adresse/annuler')}")

    assert (wrong.status_code, "adresse e-mail complète" in wrong.text) == (422, True)
    assert "Suivez-le dans les 24 heures" in sent.text
    assert "Confirmer la nouvelle adresse" in page.text
    assert "Connectez-vous avec la nouvelle" in done.text
    assert "redevenue la précédente" in undone.text
