"""One's own account: profile, sessions, who read what, suspension; through the interface and the pages."""

import datetime as dt

import pytest

from auth_gateway.accounts import Account, AccountStatus
from auth_gateway.console.models import ReadEntry, ReadKind
from auth_gateway.members import Person
from auth_gateway.platform.db import new_id
from tests.support.gateway import Gateway
from tests.support.people import NOON, PASSWORD, advisor, member

ME, SESSIONS, ACCESSES = "/api/v1/me", "/api/v1/me/sessions", "/api/v1/me/accesses"


def read_by(gateway: Gateway, reader: Account, person_id: str, minutes: int) -> ReadEntry:
    entry = ReadEntry(
        id=new_id(), account_id=reader.id, person_id=person_id, kind=ReadKind.CONVERSATION, object_id=new_id(),
        at=NOON + dt.timedelta(minutes=minutes),
    )  # fmt: skip
    gateway.save(entry)
    return entry


def test_a41_a_member_changes_address_and_telephone_and_the_mutuelles_stay_behind(each_gateway: Gateway) -> None:
    person = member(address="1 rue de la Mutuelle", phone="01 99 00 00 00")
    client = each_gateway.signed_in_member(person)

    fed = client.get(ME).json()
    changed = client.patch(ME, json={"address": "2 rue Inventée"}).json()
    taken_back = client.patch(ME, json={"address": ""}).json()

    assert (fed["address"], fed["phone"]) == ("1 rue de la Mutuelle", "01 99 00 00 00")
    assert (changed["address"], changed["phone"]) == ("2 rue Inventée", "01 99 00 00 00")
    assert taken_back["address"] == "1 rue de la Mutuelle"
    with each_gateway.services.db.read() as db:
        assert db.get_one(Person, person.id).address == "1 rue de la Mutuelle"


@pytest.mark.parametrize("field", ["guarantee", "last_name", "birth_date", "email", "struck_off_on"])
def test_a41_what_the_mutuelle_declares_is_not_editable_here(gateway: Gateway, field: str) -> None:
    client = gateway.signed_in_member(member())

    refused = client.patch(ME, json={"address": "2 rue Inventée", field: "autre"})

    assert (refused.status_code, refused.json()["code"], refused.json()["fields"]) == (422, "not_editable", [field])
    assert "mutuelle" in refused.json()["title"]
    assert client.get(ME).json()["address"] is None


@pytest.mark.parametrize(
    "body", [{"phone": "demain"}, {"phone": "0" * 21}, {"address": "x" * 201}, {"address": "a\nb"}]
)
def test_a_profile_that_is_not_one_is_refused(gateway: Gateway, body: dict[str, str]) -> None:
    assert gateway.signed_in_member(member()).patch(ME, json=body).status_code == 422


def test_c10_a_member_lists_their_sessions_and_ends_one(each_gateway: Gateway) -> None:
    account = each_gateway.save_with_account(member())
    older = each_gateway.sign_in(account)
    each_gateway.clock.advance(seconds=5)
    here = each_gateway.sign_in(account)

    listed = here.get(SESSIONS).json()
    ended = here.delete(f"{SESSIONS}/{listed[1]['id']}")

    assert [each["current"] for each in listed] == [True, False]
    assert ended.status_code == 204
    assert (older.get(ME).status_code, here.get(ME).status_code) == (401, 200)


def test_c10_all_the_other_sessions_end_at_once(gateway: Gateway) -> None:
    account = gateway.save_with_account(member())
    others = [gateway.sign_in(account) for _ in range(2)]
    here = gateway.sign_in(account)

    assert here.delete(SESSIONS).status_code == 204
    assert [each.get(ME).status_code for each in (*others, here)] == [401, 401, 200]


def test_the_session_of_somebody_else_is_not_found(gateway: Gateway) -> None:
    stranger, owner = gateway.signed_in_member(member()), gateway.signed_in_member(member())
    session_id = owner.get(SESSIONS).json()[0]["id"]

    assert stranger.delete(f"{SESSIONS}/{session_id}").status_code == 404
    assert owner.get(ME).status_code == 200


def test_a60_a_member_sees_which_advisor_read_what_and_when_newest_first(each_gateway: Gateway) -> None:
    person, other = member(), member()
    client = each_gateway.signed_in_member(person)
    reader = advisor(name="Claude Conseil")
    each_gateway.save(other, reader)
    entries = [read_by(each_gateway, reader, person.id, minutes) for minutes in (1, 2, 3)]
    read_by(each_gateway, reader, other.id, 4)

    seen = client.get(ACCESSES).json()
    rest = client.get(ACCESSES, params={"after": entries[2].id}).json()

    assert [each["id"] for each in seen] == [entry.id for entry in reversed(entries)]
    assert (seen[0]["who"], seen[0]["what"]) == ("Claude Conseil", "conversation")
    assert [each["id"] for each in rest] == [entries[1].id, entries[0].id]


def test_a_cursor_of_somebody_else_is_not_found(gateway: Gateway) -> None:
    other, reader = member(), advisor()
    client = gateway.signed_in_member(member())
    gateway.save(other, reader)

    assert client.get(ACCESSES, params={"after": read_by(gateway, reader, other.id, 1).id}).status_code == 404


def test_a32_reporting_a_compromise_suspends_at_once_everywhere(each_gateway: Gateway) -> None:
    account = each_gateway.save_with_account(member())
    elsewhere, here = each_gateway.sign_in(account), each_gateway.sign_in(account)

    done = here.post("/api/v1/me/compromise")
    again = each_gateway.client().post("/api/v1/auth/login", json={"email": account.email, "password": PASSWORD})
    each_gateway.deliver()

    assert done.status_code == 204
    assert (elsewhere.get(ME).status_code, here.get(ME).status_code) == (401, 401)
    assert (again.status_code, again.json()["code"]) == (403, "account_suspended")
    with each_gateway.services.db.read() as db:
        assert db.get_one(Account, account.id).status is AccountStatus.SUSPENDED
    support = each_gateway.services.settings.support_address
    assert [mail.recipient for mail in each_gateway.transport.mails[-2:]] == [support, account.email]


def test_the_pages_do_the_same_with_forms_alone(gateway: Gateway) -> None:
    account = gateway.save_with_account(member())
    other = gateway.sign_in(account)
    client = gateway.sign_in(account)
    form = {"csrf_token": client.headers.pop("X-CSRF-Token")}

    wrong = client.post("/espace/compte/coordonnees", data={**form, "phone": "demain"})
    saved = client.post("/espace/compte/coordonnees", data={**form, "address": "2 rue Inventée", "phone": ""})
    ended = client.post("/espace/compte/securite/connexions", data=form)
    suspended = client.post("/espace/compte/securite/suspendre", data=form)

    assert (wrong.status_code, "n’est pas accepté" in wrong.text) == (422, True)
    assert "2 rue Inventée" in saved.text
    assert "ces connexions ont pris fin" in ended.text
    assert other.get(ME).status_code == 401
    assert "Votre accès est suspendu." in suspended.text
    assert client.get(ME).status_code == 401
