"""A member's data, to take away: prepared once, for its owner only, for a day."""

import io
import json
import zipfile
from typing import Any

import pytest
from starlette.testclient import TestClient

from auth_gateway.exports import service
from auth_gateway.exports.content import Tools
from auth_gateway.platform.storage import Storage
from tests.support import uploads
from tests.support.desk import CASES, CONSOLE, act, sent
from tests.support.gateway import Gateway
from tests.support.people import PASSWORD, child_of, member
from tests.support.talks import Talks, estimated

EXPORTS = "/api/v1/me/exports"


def prepared(gateway: Gateway, client: TestClient) -> str:
    asked = client.post(EXPORTS)
    assert (asked.status_code, asked.json()) == (202, {"status": "received"})
    gateway.deliver()
    return str(client.get(EXPORTS).json()[0]["id"])


def content(client: TestClient, export_id: str) -> dict[str, bytes]:
    answer = client.get(f"{EXPORTS}/{export_id}/file")
    assert answer.status_code == 200
    with zipfile.ZipFile(io.BytesIO(answer.content)) as file:
        return {name: file.read(name) for name in file.namelist()}


def test_a58_a59_a_member_takes_away_conversations_estimates_and_their_pdfs(each_talks: Talks) -> None:
    talker, child = each_talks.parent("Léa")
    estimated(each_talks, talker, beneficiary=child.id)

    files = content(talker.client, prepared(each_talks.gateway, talker.client))

    def part(name: str) -> Any:
        return json.loads(files[f"{name}.json"])

    assert {each["first_name"] for each in part("personnes")} == {talker.person.first_name, "Léa"}
    assert [each["personne"] for each in part("estimations")] == [child.id]
    assert part("conversations")[0]["messages"]
    assert [data[:5] for name, data in files.items() if name.startswith("documents/")] == [b"%PDF-"]
    assert "Vos données" in files["LISEZ-MOI.txt"].decode()


def test_a58_both_sides_of_an_exchange_are_in_it_with_the_answer_and_without_the_desks_notes(talks: Talks) -> None:
    talker, desk = talks.member(opened=False), talks.advisor(name="Ada Conseil")
    case = sent(talker, "Est-ce juste ?")
    act(desk, case, "notes", text="Entre nous")
    desk.post(f"{CONSOLE}/{case}/ask", data={"text": "Voici."}, files={"file": ("notice.pdf", uploads.pdf())})
    talker.client.post(f"{CASES}/{case}/messages", json={"text": "Merci."})
    act(desk, case, "answer", text="Tout est juste.")

    files = content(talker.client, prepared(talks.gateway, talker.client))

    (exchange,) = json.loads(files["envois.json"])
    assert exchange["commentaire"] == "Est-ce juste ?"
    assert [(each["de"], each["texte"], each["fichiers"]) for each in exchange["messages"]] == [
        ("advisor", "Voici.", ["notice.pdf"]),
        ("member", "Merci.", []),
        ("advisor", "Tout est juste.", []),
    ]
    assert sorted(name.split("-")[0] for name in files if name.startswith("documents/")) == [
        "documents/document",
        "documents/reponse",
    ]
    assert b"Entre nous" not in b"".join(files.values())


def test_nothing_that_signs_in_is_in_it(gateway: Gateway) -> None:
    account = gateway.save_with_account(member())
    client = gateway.sign_in(account)

    everything = b"".join(content(client, prepared(gateway, client)).values())

    assert account.email.encode() in everything
    assert account.password_hash is not None
    for secret in (PASSWORD, account.password_hash, client.headers["X-CSRF-Token"]):
        assert secret.encode() not in everything


def test_a40_a_child_who_came_of_age_is_not_in_the_parents_data(gateway: Gateway) -> None:
    parent = member()
    client = gateway.signed_in_member(parent)
    gateway.save(child_of(parent, first_name="Ariel", born=gateway.clock.today().replace(year=2008)))

    assert b"Ariel" not in content(client, prepared(gateway, client))["personnes.json"]


def test_a59_the_owner_is_told_by_e_mail_and_sees_the_state(gateway: Gateway) -> None:
    client = gateway.signed_in_member(member())
    client.post(EXPORTS)
    before = client.get(EXPORTS).json()[0]["status"]
    gateway.deliver()

    assert (before, client.get(EXPORTS).json()[0]["status"]) == ("preparing", "ready")
    assert gateway.transport.mails[-1].subject == "Vos données Oxyccam Digital sont prêtes"


def test_c19_the_file_is_its_owners_and_lasts_a_day(gateway: Gateway) -> None:
    account = gateway.save_with_account(member())
    client, stranger = gateway.sign_in(account), gateway.signed_in_member(member())
    path = f"{EXPORTS}/{prepared(gateway, client)}/file"
    answers = [stranger.get(path).status_code, gateway.client().get(path).status_code, client.get(path).status_code]
    gateway.clock.advance(hours=24)

    late = gateway.sign_in(account)
    storage = gateway.services.settings.storage_dir
    with gateway.services.db.session() as db:
        service.expire(db, Storage(storage), gateway.clock.now())

    assert answers == [404, 401, 200]
    assert late.get(path).status_code == 404
    assert late.get(EXPORTS).json()[0]["status"] == "expired"
    assert list(storage.iterdir()) == []


def test_the_file_rests_sealed(gateway: Gateway) -> None:
    client = gateway.signed_in_member(member())
    prepared(gateway, client)

    (path,) = gateway.services.settings.storage_dir.iterdir()
    assert not path.read_bytes().startswith(b"PK")
    assert path.stat().st_mode & 0o077 == 0


def test_one_is_prepared_at_a_time_and_three_in_a_day(gateway: Gateway) -> None:
    client = gateway.signed_in_member(member())
    client.post(EXPORTS)
    client.post(EXPORTS)
    twice = len(client.get(EXPORTS).json())
    for _ in range(2):
        gateway.deliver()
        client.post(EXPORTS)
    gateway.deliver()

    refused = client.post(EXPORTS)

    assert twice == 1
    assert (refused.status_code, refused.json()["code"]) == (429, "too_many_exports")


def test_a_job_that_runs_again_makes_no_second_file(gateway: Gateway) -> None:
    client = gateway.signed_in_member(member())
    export_id = prepared(gateway, client)

    services = gateway.services
    tools = Tools(services.settings, services.storage)
    with services.db.read() as db:
        again = service.prepare(db, tools, export_id, gateway.clock.today(), gateway.clock.now())

    assert again is None


@pytest.mark.parametrize("path", ["/espace/compte/donnees"])
def test_the_page_does_the_same_with_a_form(gateway: Gateway, path: str) -> None:
    client = gateway.signed_in_member(member())
    form = {"csrf_token": client.headers.pop("X-CSRF-Token")}
    asked = client.post(path, data=form)
    gateway.deliver()
    ready = client.get(path)
    export_id = client.get(EXPORTS).json()[0]["id"]

    assert "En préparation" in asked.text
    assert f"{path}/{export_id}.zip" in ready.text
    assert client.get(f"{path}/{export_id}.zip").content.startswith(b"PK")
