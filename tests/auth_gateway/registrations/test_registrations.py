"""From the six fields of a card to an account: who is matched, who is told what, and what it takes to be active."""

import datetime as dt
import re
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import func, select
from starlette.testclient import TestClient

from auth_gateway.accounts import Account
from auth_gateway.app import create_app
from auth_gateway.consents import Consent, ConsentKind, DocumentKind
from auth_gateway.consents import service as consents
from auth_gateway.members import Person
from auth_gateway.platform.settings import Mode
from auth_gateway.registrations import service
from auth_gateway.registrations.matching import Asked, Match, match
from auth_gateway.registrations.models import Registration, RegistrationStatus
from auth_gateway.registrations.service import LINKS_A_DAY, TRIES_A_DAY
from auth_gateway.worker import Worker
from tests.support.gateway import Gateway
from tests.support.people import TODAY, child_of, dependant_of, member, member_struck_off
from tests.support.statements import noted_statements

REGISTRATIONS, ACTIVATIONS, LOGIN = "/api/v1/registrations", "/api/v1/activations", "/api/v1/auth/login"
NEW, EMAIL = "Vélo-Rouge-7!", "andrea.nouvelle@example.org"


def card(person: Person, **typed: Any) -> dict[str, Any]:
    """Return what the person copies from the card."""
    return {
        "mutuelle": person.mutuelle_id,
        "member_number": person.member_number,
        "last_name": person.last_name,
        "first_name": person.first_name,
        "birth_date": person.birth_date.isoformat(),
        "email": EMAIL,
        **typed,
    }


def publish(gateway: Gateway) -> str:
    """Publish terms of use and return their version."""
    with gateway.services.db.session() as db:
        return consents.publish(db, DocumentKind.TERMS, "<p>Règles</p>", TODAY, gateway.clock.now()).version


def activation_token(gateway: Gateway) -> str:
    gateway.deliver()
    found = [re.search(r"/activation/(\S+)", mail.text) for mail in gateway.transport.mails]
    tokens = [each.group(1) for each in found if each]
    assert tokens
    return tokens[-1]


def steps(token: str, terms: str, **given: Any) -> dict[str, Any]:
    agreed = {"adult": True, "terms": terms, "personal_data": True, "hosting": True}
    return {"token": token, **agreed, "password": NEW, **given}


def registered(gateway: Gateway, person: Person, **typed: Any) -> str:
    """Save the person, ask for the account, return the token of the link."""
    gateway.save(person)
    assert gateway.client().post(REGISTRATIONS, json=card(person, **typed)).status_code == 202
    return activation_token(gateway)


def subjects(gateway: Gateway) -> list[tuple[str, str]]:
    gateway.deliver()
    return [(mail.recipient, mail.subject) for mail in gateway.transport.mails]


def test_a7_a9_a10_a_member_registers_activates_and_signs_in(each_gateway: Gateway) -> None:
    terms = publish(each_gateway)
    token = registered(each_gateway, member())
    client = each_gateway.client()

    done = client.post(ACTIVATIONS, json=steps(token, terms))
    signed_in = client.post(LOGIN, json={"email": EMAIL, "password": NEW})

    assert (done.status_code, done.content) == (204, b"")
    assert signed_in.status_code == 200
    with each_gateway.services.db.read() as db:
        given = {row.kind: row.version for row in db.scalars(select(Consent))}
    assert given == {
        ConsentKind.ADULT: None, ConsentKind.PERSONAL_DATA: None, ConsentKind.HOSTING: None, ConsentKind.TERMS: terms,
    }  # fmt: skip


@pytest.mark.parametrize("value", ["true", 1, "yes", [True]])
@pytest.mark.parametrize("box", ["adult", "personal_data", "hosting"])
def test_a10_nothing_but_true_agrees_to_a_step(gateway: Gateway, box: str, value: Any) -> None:
    terms = publish(gateway)
    token = registered(gateway, member())
    client = gateway.client()

    refused = client.post(ACTIVATIONS, json={**steps(token, terms), box: value})

    assert (refused.status_code, refused.json()["errors"][0]["path"]) == (422, box)
    assert client.post(ACTIVATIONS, json=steps(token, terms)).status_code == 204


@pytest.mark.parametrize("missing", ["adult", "terms", "personal_data", "hosting"])
def test_a10_a68_each_of_the_steps_is_needed_and_a_missing_one_leaves_the_link_good(
    gateway: Gateway, missing: str
) -> None:
    terms = publish(gateway)
    token = registered(gateway, member())
    client = gateway.client()

    refused = client.post(ACTIVATIONS, json={**steps(token, terms), missing: None if missing == "terms" else False})

    assert (refused.status_code, refused.json()["code"]) == (422, "boxes_missing")
    assert [each["path"] for each in refused.json()["errors"]] == [missing]
    assert client.post(ACTIVATIONS, json=steps(token, terms)).status_code == 204


def test_a13_registering_is_accepting_the_terms_and_the_first_sign_in_asks_nothing_again(gateway: Gateway) -> None:
    terms = publish(gateway)
    token = registered(gateway, member())
    client = gateway.client()
    client.post(ACTIVATIONS, json=steps(token, terms))
    challenge = client.post(LOGIN, json={"email": EMAIL, "password": NEW}).json()["challenge"]

    opened = client.post("/api/v1/auth/otp", json={"challenge": challenge, "code": gateway.last_code()})

    assert (opened.status_code, opened.json()["must_accept"]) == (200, [])
    (accepted,) = [each for each in client.get("/api/v1/me/consents").json() if each["consent"] == "terms"]
    assert (accepted["version"], accepted["given"]) == (terms, True)


def test_a10_a56_only_the_terms_in_force_can_be_accepted(gateway: Gateway) -> None:
    terms = publish(gateway)
    token = registered(gateway, member())

    refused = gateway.client().post(ACTIVATIONS, json=steps(token, f"{terms}-2"))

    assert [each["path"] for each in refused.json()["errors"]] == ["terms"]


def test_a10_a_weak_password_is_refused_with_reasons_and_the_link_stays_good(gateway: Gateway) -> None:
    terms = publish(gateway)
    token = registered(gateway, member())
    client = gateway.client()

    weak = client.post(ACTIVATIONS, json=steps(token, terms, password="Andréa1980!!"))

    assert (weak.status_code, weak.json()["code"]) == (422, "password_refused")
    assert client.post(ACTIVATIONS, json=steps(token, terms)).status_code == 204


@pytest.mark.parametrize(("days", "status"), [(14.99, 204), (15, 410)])
def test_a12_k18_the_link_lasts_fifteen_days_and_serves_once(gateway: Gateway, days: float, status: int) -> None:
    terms = publish(gateway)
    token = registered(gateway, member())
    gateway.clock.advance(days=days)

    first = gateway.client().post(ACTIVATIONS, json=steps(token, terms))
    second = gateway.client().post(ACTIVATIONS, json=steps(token, terms))

    assert (first.status_code, second.status_code) == (status, 410)


def test_a2_k10_a_minor_by_the_date_typed_is_told_so(gateway: Gateway) -> None:
    principal = member()
    child = child_of(principal, born=dt.date(2008, 11, 22))
    gateway.save(principal, child)

    refused = gateway.client().post(REGISTRATIONS, json=card(child))
    gateway.clock.advance(days=1)
    of_age = gateway.client().post(REGISTRATIONS, json=card(child))

    assert (refused.status_code, refused.json()["code"]) == (422, "not_adult")
    assert of_age.status_code == 202
    assert [subject for _, subject in subjects(gateway)] == ["Activez votre espace Oxyccam Digital"]


def test_c8_the_answer_is_the_same_whoever_is_or_is_not_in_the_file(gateway: Gateway) -> None:
    person, other = member(), member(mutuelle_id="mnt")
    known = gateway.save_with_account(member())
    gateway.save(person, other, member_struck_off(months_ago=2))
    bodies = [
        card(person),
        card(person, last_name="Personne"),
        card(person, member_number="X999"),
        card(other, mutuelle="mnh"),
        card(person, email=known.email),
    ]

    answers = {(each.status_code, each.text) for each in (gateway.client().post(REGISTRATIONS, json=b) for b in bodies)}

    assert answers == {(202, '{"status":"received"}')}


@pytest.mark.parametrize(
    ("known", "typed", "expected"),
    [
        (("D’Invention", "Jean-Loup"), ("d'invention", "JEAN LOUP"), Match.WHOLE),
        (("D’Invention", "Jean-Loup"), ("D INVENTION", "Jean‑Loup"), Match.NONE),
        (("Inventé", "Zélie"), ("INVENTE\u0301", "zélie"), Match.WHOLE),
        (("Inventé", "Zélie"), ("Invente", "Zelie"), Match.BUT_ACCENTS),
        (("Lecœur", "Noël"), ("Lecoeur", "Noel"), Match.BUT_ACCENTS),
        (("Inventé", "Zélie"), ("Zélie", "Inventé"), Match.NONE),
    ],
)
def test_k19_names_are_compared_as_on_the_card_but_for_case_apostrophes_and_hyphens(
    known: tuple[str, str], typed: tuple[str, str], expected: Match
) -> None:
    person = member(last_name=known[0], first_name=known[1])

    asked = Asked("mnh", person.member_number, typed[0], typed[1], person.birth_date, EMAIL)

    assert match(asked, person) is expected
    assert match(replace(asked, birth_date=dt.date(1980, 4, 3)), person) is Match.NONE


def test_k19_what_differs_by_accents_only_waits_for_an_operator(gateway: Gateway) -> None:
    person = member()
    gateway.save(person)
    gateway.client().post(REGISTRATIONS, json=card(person, last_name="Invente"))
    gateway.deliver()
    tools = service.Tools(gateway.services.vault, gateway.services.outbox, gateway.services.settings)

    with gateway.services.db.session() as db:
        ((waiting, whose),) = service.held(db)
        approved = service.approve(db, tools, waiting.id, gateway.clock.now())

    assert (whose.id, approved) == (person.id, True)
    assert activation_token(gateway)


FIELDS = ("mutuelle", "member_number", "last_name", "first_name", "birth_date", "email")


@pytest.mark.parametrize("missing", FIELDS)
def test_a7_a11_a_registration_without_one_of_the_six_fields_is_void(gateway: Gateway, missing: str) -> None:
    person = member()
    gateway.save(person)
    typed = card(person)
    del typed[missing]

    answer = gateway.client().post(REGISTRATIONS, json=typed)

    assert (answer.status_code, [each["path"] for each in answer.json()["errors"]]) == (422, [missing])
    assert subjects(gateway) == []


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("mutuelle", "mnt"),
        ("member_number", "T9999999"),
        ("last_name", "Autre"),
        ("first_name", "Autre"),
        ("birth_date", "1980-04-03"),
    ],
)
def test_a9_a11_a_registration_with_one_wrong_field_is_void(gateway: Gateway, field: str, wrong: str) -> None:
    person = member()
    gateway.save(person)

    gateway.client().post(REGISTRATIONS, json=card(person, **{field: wrong}))

    assert subjects(gateway) == []
    with gateway.services.db.read() as db:
        assert db.scalars(select(Registration)).all() == []


def test_a1_there_is_no_other_mutuelle_than_the_three(gateway: Gateway) -> None:
    refused = gateway.client().post(REGISTRATIONS, json=card(member(), mutuelle="xyz"))

    assert (refused.status_code, [each["path"] for each in refused.json()["errors"]]) == (422, ["mutuelle"])


def test_a3_the_spouse_with_the_same_number_has_an_account_of_their_own(gateway: Gateway) -> None:
    principal = member()
    spouse = dependant_of(principal, first_name="Dominique")
    gateway.save_with_account(principal)
    gateway.save(spouse)

    gateway.client().post(REGISTRATIONS, json=card(spouse))

    assert subjects(gateway) == [(EMAIL, "Activez votre espace Oxyccam Digital")]


def test_c9_who_has_an_account_is_told_and_nothing_else_happens(gateway: Gateway) -> None:
    person = member()
    account = gateway.save_with_account(person)

    gateway.client().post(REGISTRATIONS, json=card(person))

    assert subjects(gateway) == [(account.email, "Une inscription à votre nom a été demandée")]


def test_c9_who_has_an_account_is_told_five_times_a_day_at_most(gateway: Gateway) -> None:
    person = member()
    gateway.save_with_account(person)

    for _ in range(8):
        gateway.client().post(REGISTRATIONS, json=card(person))

    assert len(subjects(gateway)) == TRIES_A_DAY


def test_c9_a_second_registration_never_replaces_the_first(gateway: Gateway) -> None:
    terms = publish(gateway)
    person = member()
    token = registered(gateway, person)

    gateway.client().post(REGISTRATIONS, json=card(person, email="quelqu.un@example.net"))

    assert subjects(gateway)[1:] == [(EMAIL, "Une inscription à votre nom a été demandée")]
    assert gateway.client().post(ACTIVATIONS, json=steps(token, terms)).status_code == 204


def test_c9_the_same_person_asking_again_gets_a_new_link_and_the_old_one_is_over(gateway: Gateway) -> None:
    terms = publish(gateway)
    person = member()
    first = registered(gateway, person)
    gateway.client().post(REGISTRATIONS, json=card(person))
    second = activation_token(gateway)

    answers = [gateway.client().post(ACTIVATIONS, json=steps(token, terms)).status_code for token in (first, second)]

    assert answers == [410, 204]


@pytest.mark.parametrize(("fed", "typed"), [(EMAIL.upper(), EMAIL), ("autre@example.org", EMAIL)])
def test_c9_the_address_that_the_mutuelle_knows_decides(gateway: Gateway, fed: str, typed: str) -> None:
    person = member(email=fed)
    gateway.save(person)

    gateway.client().post(REGISTRATIONS, json=card(person, email=typed))

    same = fed.lower() == typed
    waits = (gateway.services.settings.support_address, "Une inscription attend une vérification")
    assert subjects(gateway) == (
        [(typed, "Activez votre espace Oxyccam Digital")]
        if same
        else [waits, (fed, "Une inscription à votre nom a été demandée")]
    )
    with gateway.services.db.read() as db:
        status = db.scalars(select(Registration.status)).one()
    assert status is (RegistrationStatus.SENT if same else RegistrationStatus.HELD)


def test_c9_in_production_without_a_known_address_an_operator_looks(gateway: Gateway) -> None:
    person = member()
    gateway.save(person)
    settings = gateway.services.settings.model_copy(update={"mode": Mode.PRODUCTION})
    gateway.client().post(REGISTRATIONS, json=card(person))
    production = Worker(replace(gateway.services, settings=settings), gateway.transport)

    while production.work_once():
        pass

    assert [mail.recipient for mail in gateway.transport.mails] == [settings.support_address]
    with gateway.services.db.read() as db:
        assert db.scalars(select(Registration.status)).one() is RegistrationStatus.HELD


def test_c9_five_failed_matches_of_one_number_close_its_day(gateway: Gateway) -> None:
    person = member()
    gateway.save(person)
    for _ in range(5):
        gateway.client().post(REGISTRATIONS, json=card(person, first_name="Autre"))
    gateway.deliver()

    gateway.client().post(REGISTRATIONS, json=card(person))
    blocked = subjects(gateway)
    gateway.clock.advance(hours=24)
    gateway.client().post(REGISTRATIONS, json=card(person))

    assert blocked == []
    assert len(subjects(gateway)) == 1


@pytest.mark.parametrize(
    "facts", [{"struck_off_on": TODAY}, {"joined_on": dt.date(2027, 1, 1)}, {"excluded_on": TODAY}]
)
def test_a1_a2_a4_who_is_not_covered_today_gets_no_link(gateway: Gateway, facts: dict[str, Any]) -> None:
    person = member(**facts)
    gateway.save(person)

    gateway.client().post(REGISTRATIONS, json=card(person))

    assert subjects(gateway) == []


def test_of_sixty_clicks_at_once_on_one_link_one_account_is_made(each_gateway: Gateway) -> None:
    terms = publish(each_gateway)
    token = registered(each_gateway, member())
    start = threading.Barrier(60)

    def click(_number: int) -> int:
        client: TestClient = each_gateway.client()
        start.wait()
        return int(client.post(ACTIVATIONS, json=steps(token, terms)).status_code)

    with ThreadPoolExecutor(60) as pool:
        statuses = list(pool.map(click, range(60)))

    assert statuses.count(204) == 1
    assert set(statuses) <= {204, 410, 503}
    with each_gateway.services.db.read() as db:
        assert db.scalar(select(func.count()).select_from(Account)) == 1


def test_of_sixty_registrations_at_once_one_link_is_alive(each_gateway: Gateway) -> None:
    person = member()
    each_gateway.save(person)
    for _ in range(60):
        each_gateway.client().post(REGISTRATIONS, json=card(person))
    workers = [Worker(each_gateway.services, each_gateway.transport) for _ in range(4)]
    start = threading.Barrier(len(workers))

    def work(worker: Worker) -> None:
        start.wait()
        while worker.do_one():
            pass

    with ThreadPoolExecutor(len(workers)) as pool:
        list(pool.map(work, workers))

    with each_gateway.services.db.read() as db:
        rows = list(db.scalars(select(Registration.status)))
    assert rows.count(RegistrationStatus.SENT) == 1
    assert len(rows) == LINKS_A_DAY


def test_the_pages_do_the_same_with_forms_alone(gateway: Gateway) -> None:
    terms = publish(gateway)
    person = member()
    gateway.save(person)
    client = gateway.client()
    typed = {key: value for key, value in card(person).items() if key != "mutuelle"}

    faulty = client.post("/mnh/inscription", data={**typed, "email": "personne", "first_name": ""})
    asked = client.post("/mnh/inscription", data=typed)
    token = activation_token(gateway)
    boxes = {"adult": "oui", "terms": terms, "personal_data": "oui", "hosting": "oui"}
    weak = client.post(f"/activation/{token}", data={**boxes, "password": "Bonjour2026!"})
    done = client.post(f"/activation/{token}", data={**boxes, "password": NEW})

    assert (faulty.status_code, "Saisissez votre prénom." in faulty.text) == (422, True)
    assert "un e&#8209;mail vient de partir" in asked.text
    assert (weak.status_code, "trop facile à deviner" in weak.text) == (422, True)
    assert (done.status_code, "Votre espace est activé." in done.text) == (200, True)
    assert client.get(f"/activation/{token}").status_code == 410


@pytest.mark.parametrize(
    ("path", "status"), [("/mnh", 200), ("/lmg", 200), ("/mnt/inscription", 200), ("/xyz/inscription", 404)]
)
def test_a5_each_mutuelle_has_its_page(gateway: Gateway, path: str, status: int) -> None:
    assert gateway.client().get(path).status_code == status


def test_the_form_of_a_mutuelle_that_there_is_not_is_not_found(gateway: Gateway) -> None:
    assert gateway.client().post("/xyz/inscription", data=card(member())).status_code == 404


def test_a5_under_the_address_of_a_mutuelle_its_form_alone_is_shown_and_its_links_lead_there(gateway: Gateway) -> None:
    person, own = member(), "https://mnh.example.org"
    gateway.save(person)
    settings = gateway.services.settings.model_copy(update={"mutuelle_urls": {"mnh": own}})
    services = replace(gateway.services, settings=settings)
    client = TestClient(create_app(settings, services), base_url=own)

    page = client.get("/inscription")
    client.post(REGISTRATIONS, json=card(person))
    while Worker(services, gateway.transport).work_once():
        pass

    assert 'action="/mnh/inscription"' in page.text
    assert f"{own}/activation/" in gateway.transport.mails[-1].text


def test_c8_a_request_costs_the_same_work_whoever_it_names(each_gateway: Gateway) -> None:
    person = member()
    each_gateway.save(person)
    work = []
    with noted_statements() as statements:
        for body in (card(person), card(person, last_name="Personne"), card(person, member_number="X1")):
            statements.clear()
            each_gateway.client().post(REGISTRATIONS, json=body)
            work.append(list(statements))

    assert work[0] == work[1] == work[2]
    assert any("jobs" in statement for statement in work[0])
