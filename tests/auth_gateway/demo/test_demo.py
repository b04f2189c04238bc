"""The demonstration: who is in it, in which state, and that it exists nowhere else."""

import datetime as dt
import pathlib
from dataclasses import replace

import pytest
from sqlalchemy import func, select
from starlette.testclient import TestClient

from auth_gateway.accounts import Account
from auth_gateway.app import create_app
from auth_gateway.demo.people import load_people, seed
from auth_gateway.members import ContractRole, Person, Scheme, is_minor
from auth_gateway.platform.moved_clock import MovedClock
from auth_gateway.platform.settings import MailTransport, Mode, Settings
from auth_gateway.platform.transports import build_transport
from auth_gateway.rights import Level, rights_of
from auth_gateway.services import ServiceSet
from auth_gateway.worker import Worker
from quote_engine import find_guarantee
from tests.support.gateway import BASE_URL, Gateway, build_gateway
from tests.support.people import account_of
from tests.support.redis_server import RedisServer


@pytest.fixture
def seeded(gateway: Gateway) -> Gateway:
    load(gateway.services)
    return gateway


def load(services: ServiceSet) -> None:
    with services.db.session() as session:
        seed(services, session, load_people())


def people(gateway: Gateway) -> list[Person]:
    with gateway.services.db.read() as session:
        return list(session.scalars(select(Person)))


@pytest.mark.parametrize("mutuelle", ["lmg", "mnh", "mnt"])
def test_each_mutuelle_has_the_situations_that_matter(seeded: Gateway, mutuelle: str) -> None:
    today = seeded.clock.today()
    own = [person for person in people(seeded) if person.mutuelle_id == mutuelle]
    with seeded.services.db.read() as session:
        with_account = set(session.scalars(select(Account.person_id)))
        rights = {person.id: rights_of(session, account_of(person), today, seeded.clock.now()) for person in own}

    parents = [person for person in own if len(rights[person.id].beneficiaries) == 3]
    adult_dependants = [
        person for person in own if person.role is ContractRole.DEPENDANT and not is_minor(person, today)
    ]
    former = [person for person in own if rights[person.id].level is Level.READ_ONLY]
    assert [person.role for person in parents] == [ContractRole.PRINCIPAL]
    assert [person.principal_id for person in adult_dependants] == [parents[0].id]
    assert [person.struck_off_on for person in former] == [dt.date(2026, 8, 21)]
    assert {person.id for person in parents + adult_dependants + former} <= with_account
    assert not [person for person in own if is_minor(person, today) and person.id in with_account]


def test_one_contract_is_of_alsace_moselle_and_each_cover_is_in_the_catalogue(seeded: Gateway) -> None:
    everybody = people(seeded)
    covers = {cover for person in everybody for cover in (person.guarantee_id, person.top_up_id) if cover}

    assert any(person.scheme is Scheme.ALSACE_MOSELLE for person in everybody)
    assert len(covers) >= 6
    for cover in covers:
        guarantee = find_guarantee(cover)
        assert guarantee is not None, cover
        assert guarantee["fictitious"] is True


def test_loading_twice_gives_the_same_people(seeded: Gateway) -> None:
    def count() -> tuple[int | None, int | None]:
        with seeded.services.db.read() as session:
            return session.scalar(select(func.count(Person.id))), session.scalar(select(func.count(Account.id)))

    before = count()
    load(seeded.services)

    assert count() == before == (22, 15)


def test_loading_again_gives_a_worn_out_account_back(seeded: Gateway) -> None:
    with seeded.services.db.session() as session:
        for account in session.scalars(select(Account)):
            account.password_uses, account.wrong_codes = 100, 10

    load(seeded.services)

    with seeded.services.db.read() as session:
        assert {(each.password_uses, each.wrong_codes) for each in session.scalars(select(Account))} == {(0, 0)}


def test_every_listed_account_signs_in_but_the_suspended_one(seeded: Gateway) -> None:
    listed = seeded.client().get("/demo/accounts.json").json()

    answers = {entry["about"]: seeded.client().post("/api/v1/auth/login", json=entry).status_code for entry in listed}

    assert [entry["role"] for entry in listed].count("advisor") == 3
    assert {about for about, status in answers.items() if status != 200} == {
        about for about in answers if "suspendu" in about
    }
    assert all(entry["email"].endswith(".example.org") for entry in listed)
    assert {entry["mutuelle"] for entry in listed} == {"lmg", "mnh", "mnt", None}


def test_the_mailbox_shows_the_newest_e_mail_first(
    sqlite_url: str, redis_server: RedisServer, tmp_path: pathlib.Path
) -> None:
    gateway = build_gateway(sqlite_url, redis_server.url, tmp_path)
    load(gateway.services)
    worker = Worker(gateway.services, build_transport(gateway.services.settings))
    client = gateway.client()
    assert client.get("/demo/mailbox.json").json() == []
    first, second = client.get("/demo/accounts.json").json()[:2]
    for entry in (first, second):
        client.post("/api/v1/auth/login", json=entry)
        worker.send_one()
        gateway.clock.advance(seconds=0.001)

    mails = client.get("/demo/mailbox.json").json()
    gateway.services.close()

    assert [mail["to"] for mail in mails] == [second["email"], first["email"]]
    assert mails[0].keys() == {"to", "subject", "text", "at"}
    assert mails[0]["at"].endswith("Z")


@pytest.mark.parametrize("path", ["/demo/mailbox.json", "/demo/accounts.json"])
def test_production_knows_nothing_of_a_demonstration(gateway: Gateway, path: str) -> None:
    production = Settings(
        mode=Mode.PRODUCTION,
        base_url=BASE_URL,
        secret_key=gateway.services.settings.secret_key,
        index_key=gateway.services.settings.index_key,
        turn_secret=gateway.services.settings.turn_secret,
        mail_transport=MailTransport.SMTP,
        smtp_host="relay.example.org",
    )
    services = replace(gateway.services, settings=production)
    client = TestClient(create_app(production, services), base_url=BASE_URL)

    answer, nothing = client.get(path), client.get("/nothing")

    assert answer.status_code == 404
    assert answer.json() == nothing.json()


def test_the_clock_of_a_demonstration_is_moved_and_given_back(gateway: Gateway) -> None:
    services = replace(gateway.services, clock=MovedClock(gateway.services.redis, None))
    client = TestClient(create_app(services.settings, services), base_url=BASE_URL)

    moved = client.post("/demo/clock", json={"now": "2027-12-25T10:00:00+01:00"})
    naive = client.post("/demo/clock", json={"now": "2027-12-25T10:00:00"})
    back = client.post("/demo/clock", json={"now": None})

    assert (moved.status_code, moved.json()["today"]) == (200, "2027-12-25")
    assert naive.status_code == 422
    assert back.json()["today"] == services.clock.today().isoformat() != "2027-12-25"
