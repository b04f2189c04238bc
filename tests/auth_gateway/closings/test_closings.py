"""Leaving: the password, the click, ninety days of reading, the reminder that leaves once, the end."""

import datetime as dt
import re
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from auth_gateway.accounts import Account, AccountStatus
from auth_gateway.closings.service import Done, run_deadlines
from auth_gateway.members import Person
from auth_gateway.rights import months_after
from tests.support.gateway import Gateway
from tests.support.people import NOON, PASSWORD, TODAY, member

CLOSING, CONFIRM, ME = "/api/v1/me/closing", "/api/v1/closings/confirm", "/api/v1/me"
DAY = dt.timedelta(days=1)


def token_mailed(gateway: Gateway) -> str:
    gateway.deliver()
    found = [re.search(r"/fermeture/(\S+)", mail.text) for mail in gateway.transport.mails]
    return [each.group(1) for each in found if each][-1]


def asked(gateway: Gateway, client: TestClient) -> str:
    answer = client.post(CLOSING, json={"password": PASSWORD})
    assert (answer.status_code, answer.json()) == (202, {"status": "received"})
    return token_mailed(gateway)


def confirm(client: TestClient, token: str) -> Any:
    return client.post(CONFIRM, json={"token": token})


def run(gateway: Gateway, at: dt.datetime) -> Done:
    gateway.clock.at = at
    return run_deadlines(gateway.services.db, gateway.services.outbox, gateway.clock.today(), gateway.clock.now())


def subjects(gateway: Gateway) -> list[str]:
    gateway.deliver()
    return [mail.subject for mail in gateway.transport.mails]


def test_a49_a59_closing_takes_the_password_then_the_click_of_the_e_mail(each_gateway: Gateway) -> None:
    account = each_gateway.save_with_account(member())
    client = each_gateway.sign_in(account)
    wrong = client.post(CLOSING, json={"password": "Faux-2026!"})
    token = asked(each_gateway, client)
    before = client.get(ME).json()["rights"]

    done = confirm(each_gateway.client(), token)

    assert (wrong.status_code, wrong.json()["code"]) == (403, "wrong_password")
    assert (before, done.status_code) == ("full", 204)
    assert client.get(ME).status_code == 401
    again = each_gateway.sign_in(account)
    assert (again.get(ME).json()["rights"], again.get(ME).json()["rights_reason"]) == ("read_only", "closed_recently")
    assert again.post("/api/v1/conversations").json()["code"] == "read_only"


def test_a49_opening_the_link_closes_nothing_and_the_click_serves_once(gateway: Gateway) -> None:
    client = gateway.signed_in_member(member())
    token = asked(gateway, client)
    page = gateway.client().get(f"/fermeture/{token}")
    still_open = client.get(ME).json()["rights"]

    answers = [confirm(gateway.client(), token).status_code for _ in range(2)]

    assert (page.status_code, still_open, answers) == (200, "full", [204, 410])


@pytest.mark.parametrize(("seconds", "status"), [(86_399, 204), (86_400, 410)])
def test_k18_the_link_lasts_a_day(gateway: Gateway, seconds: int, status: int) -> None:
    token = asked(gateway, gateway.signed_in_member(member()))
    gateway.clock.advance(seconds=seconds)

    assert confirm(gateway.client(), token).status_code == status


def test_a52_closing_the_account_leaves_the_contract_as_it_was(gateway: Gateway) -> None:
    person = member()
    token = asked(gateway, gateway.signed_in_member(person))
    with gateway.services.db.read() as db:
        before = db.execute(select(Person.__table__).where(Person.id == person.id)).one()

    confirm(gateway.client(), token)

    with gateway.services.db.read() as db:
        assert db.execute(select(Person.__table__).where(Person.id == person.id)).one() == before


def test_a55_an_account_that_is_valid_is_kept_however_long(gateway: Gateway) -> None:
    account = gateway.save_with_account(member())

    done = run(gateway, NOON + 10 * 365 * DAY)

    assert (done.reminded, done.deactivated) == (0, 0)
    with gateway.services.db.read() as db:
        kept = db.get_one(Account, account.id)
        assert (kept.status, kept.email) == (AccountStatus.ACTIVE, account.email)


def test_a59_a_closing_that_is_not_confirmed_can_be_given_up(gateway: Gateway) -> None:
    client = gateway.signed_in_member(member())
    token = asked(gateway, client)

    assert client.post("/api/v1/me/closing/cancel").status_code == 204
    assert confirm(gateway.client(), token).status_code == 410
    assert client.get(ME).json()["rights"] == "full"


def test_a_second_link_voids_the_first_and_a_closed_account_cannot_be_closed_again(gateway: Gateway) -> None:
    account = gateway.save_with_account(member())
    client = gateway.sign_in(account)
    first, second = asked(gateway, client), asked(gateway, client)

    answers = [confirm(gateway.client(), token).status_code for token in (first, second)]
    again = gateway.sign_in(account).post(CLOSING, json={"password": PASSWORD})

    assert answers == [410, 204]
    assert (again.status_code, again.json()["code"]) == (409, "already_closed")


def test_of_sixty_clicks_at_once_one_closes(each_gateway: Gateway) -> None:
    token = asked(each_gateway, each_gateway.signed_in_member(member()))
    start = threading.Barrier(60)

    def click(_number: int) -> int:
        client = each_gateway.client()
        start.wait()
        return int(confirm(client, token).status_code)

    with ThreadPoolExecutor(60) as pool:
        statuses = sorted(pool.map(click, range(60)))

    assert statuses == [204] + [410] * 59


def test_a50_the_reminder_leaves_once_48_hours_before_the_end_however_often_the_scheduler_runs(
    each_gateway: Gateway,
) -> None:
    account = each_gateway.save_with_account(member(), closed_at=None)
    confirm(each_gateway.client(), asked(each_gateway, each_gateway.sign_in(account)))
    closed_at = each_gateway.clock.now()
    due = closed_at + 88 * DAY

    early = run(each_gateway, due - dt.timedelta(seconds=1))
    on_time, again = run(each_gateway, due), run(each_gateway, due + dt.timedelta(hours=1))

    assert [each.reminded for each in (early, on_time, again)] == [0, 1, 0]
    assert subjects(each_gateway).count("Votre accès à Oxyccam Digital se termine dans 48 heures") == 1


@pytest.mark.parametrize(("late", "reminded"), [(dt.timedelta(hours=47), 1), (dt.timedelta(hours=48), 0)])
def test_a50_a_scheduler_that_was_down_catches_up_until_the_end_and_not_after(
    gateway: Gateway, late: dt.timedelta, reminded: int
) -> None:
    account = gateway.save_with_account(member())
    confirm(gateway.client(), asked(gateway, gateway.sign_in(account)))

    assert run(gateway, gateway.clock.now() + 88 * DAY + late).reminded == reminded


def test_a48_a_closed_account_is_deactivated_after_ninety_days_and_told_once(each_gateway: Gateway) -> None:
    account = each_gateway.save_with_account(member(), closed_at=NOON)

    done = [run(each_gateway, NOON + 90 * DAY + step) for step in (-dt.timedelta(seconds=1), dt.timedelta(0), DAY)]

    assert [each.deactivated for each in done] == [0, 1, 0]
    assert subjects(each_gateway).count("Votre accès à Oxyccam Digital est terminé") == 1
    with each_gateway.services.db.read() as db:
        assert db.get_one(Account, account.id).status is AccountStatus.DEACTIVATED


def test_workers_whose_hour_has_come_together_deactivate_once(each_gateway: Gateway) -> None:
    for _ in range(12):
        each_gateway.save_with_account(member(struck_off_on=months_after(TODAY, -7)))
    each_gateway.clock.at = NOON
    together = threading.Barrier(4)

    def work(_number: int) -> Done:
        together.wait()
        return run(each_gateway, NOON)

    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(work, range(4)))

    assert sum(each.deactivated for each in done) == 12
    assert len(subjects(each_gateway)) == 12


@pytest.mark.parametrize("field", ["struck_off_on", "excluded_on"])
def test_a46_k21_who_left_six_months_ago_is_deactivated(gateway: Gateway, field: str) -> None:
    gateway.save_with_account(member(**{field: months_after(TODAY, -6)}))
    gateway.save_with_account(member(**{field: months_after(TODAY, -6) + DAY}))
    gateway.save_with_account(member())

    assert run(gateway, NOON).deactivated == 1


def test_the_pages_do_the_same_with_forms_alone(gateway: Gateway) -> None:
    client = gateway.signed_in_member(member())
    form = {"csrf_token": client.headers.pop("X-CSRF-Token")}
    wrong = client.post("/espace/compte/fermeture", data={**form, "password": "x"})
    sent = client.post("/espace/compte/fermeture", data={**form, "password": PASSWORD})
    kept = client.post("/espace/compte/fermeture/annuler", data=form)
    client.post("/espace/compte/fermeture", data={**form, "password": PASSWORD})

    done = gateway.client().post(f"/fermeture/{token_mailed(gateway)}")

    assert (wrong.status_code, "n’est pas celui de votre compte" in wrong.text) == (403, True)
    assert "dans les 24 heures" in sent.text
    assert "votre compte reste ouvert" in kept.text
    assert "Votre compte est fermé." in done.text


def withdraw(client: TestClient, consent: str, password: str = PASSWORD) -> Any:
    return client.post("/api/v1/me/consents/withdraw", json={"consent": consent, "password": password})


def test_a58_withdrawing_the_use_of_ones_data_closes_at_once_and_reading_goes_on(each_gateway: Gateway) -> None:
    client = each_gateway.signed_in_member(member())

    wrong, done = withdraw(client, "personal_data", "Faux-2026!"), withdraw(client, "personal_data")

    assert (wrong.status_code, done.status_code) == (403, 202)
    assert "90 jours" in done.json()["stops"]
    assert client.get(ME).json()["rights_reason"] == "closed_recently"
    assert client.get(f"{ME}/consents").json()[0]["given"] is False
    assert client.get(f"{ME}/data-requests").json() == []
    assert run(each_gateway, NOON + 88 * DAY + dt.timedelta(hours=1)).reminded == 1


def test_a58_a68_without_a_host_all_is_erased_too(gateway: Gateway) -> None:
    client = gateway.signed_in_member(member())

    withdraw(client, "hosting")

    assert [each["kind"] for each in client.get(f"{ME}/data-requests").json()] == ["erasure"]


@pytest.mark.parametrize("consent", ["adult", "terms", "legal"])
def test_what_ends_with_the_account_only_is_not_withdrawn(gateway: Gateway, consent: str) -> None:
    client = gateway.signed_in_member(member())

    assert withdraw(client, consent).json()["code"] == "not_withdrawable"
    assert client.get(ME).json()["rights"] == "full"


def test_a_member_who_wants_no_word_before_deadlines_gets_none(gateway: Gateway) -> None:
    client = gateway.signed_in_member(member())
    before = client.get(f"{ME}/notifications").json()
    client.put(f"{ME}/notifications", json={"answer": True, "document": True, "deadline": False})
    confirm(gateway.client(), asked(gateway, client))

    done = run(gateway, NOON + 88 * DAY + dt.timedelta(hours=1))

    assert before == {"answer": True, "document": True, "deadline": True}
    assert done.reminded == 0


def test_agreements_and_e_mails_are_chosen_without_a_script(gateway: Gateway) -> None:
    client = gateway.signed_in_member(member())
    token, here = {"csrf_token": client.headers["X-CSRF-Token"]}, "/espace/compte/accords"

    chosen = client.post(f"{here}/e-mails", data={**token, "answer": "true"})
    nothing = client.post(f"{here}/retirer", data={**token, "password": PASSWORD})
    wrong = client.post(f"{here}/retirer", data={**token, "consent": "personal_data", "password": "Faux-2026!"})
    done = client.post(f"{here}/retirer", data={**token, "consent": "personal_data", "password": PASSWORD})

    assert "Votre choix est enregistré" in chosen.text
    assert client.get(f"{ME}/notifications").json() == {"answer": True, "document": False, "deadline": False}
    assert (nothing.status_code, wrong.status_code) == (200, 403)
    assert "votre compte est fermé" in done.text
