"""A58: erasing after a week, limiting, objecting, directing what happens after death; each with its receipt."""

import re
from typing import Any

import pytest
from sqlalchemy import func, select
from starlette.testclient import TestClient

from auth_gateway import erasing
from auth_gateway.accounts import Account, AccountRole, AccountStatus
from auth_gateway.data_rights.models import DataRequest, RequestStatus
from auth_gateway.models import Base
from auth_gateway.platform import audit
from tests.support.gateway import Gateway
from tests.support.people import PASSWORD, advisor, member
from tests.support.talks import Talks
from tests.support.uploads import pdf

ME = "/api/v1/me"


def erase(client: TestClient) -> Any:
    return client.post(f"{ME}/erasure", json={"password": PASSWORD})


def run_due(gateway: Gateway) -> int:
    services = gateway.services
    tools = erasing.Tools(services.outbox, services.storage, services.settings.erasures)
    return erasing.run_due(services.db, tools, gateway.clock.now())


def last_mail(gateway: Gateway) -> str:
    gateway.deliver()
    return gateway.transport.mails[-1].text


def counts(gateway: Gateway) -> dict[str, int]:
    with gateway.services.db.read() as db:
        return {
            table.name: db.scalar(select(func.count()).select_from(table)) or 0 for table in Base.metadata.sorted_tables
        }


def test_a58_a59_an_erasure_waits_a_week_and_can_be_cancelled(each_gateway: Gateway) -> None:
    client = each_gateway.signed_in_member(member())
    wrong = client.post(f"{ME}/erasure", json={"password": "Faux-2026!"})
    asked, again = erase(client), erase(client)
    receipt = last_mail(each_gateway)

    each_gateway.clock.advance(days=6, hours=23)
    early = run_due(each_gateway)
    client = each_gateway.sign_in(account_of_only(each_gateway))
    cancelled = client.post(f"{ME}/erasure/cancel")
    each_gateway.clock.advance(days=2)

    assert (wrong.status_code, asked.status_code) == (403, 202)
    assert again.json() == asked.json()
    assert asked.json()["done_on"] == "2026-11-28"
    assert asked.json()["reference"] in receipt
    assert "28 novembre 2026" in receipt
    assert (early, cancelled.status_code, run_due(each_gateway)) == (0, 204, 0)


def account_of_only(gateway: Gateway) -> Account:
    with gateway.services.db.read() as db:
        return db.scalars(select(Account).where(Account.role == AccountRole.MEMBER)).one()


def test_a58_a61_an_erased_account_leaves_no_row_no_file_and_no_key_but_the_trace_of_its_erasure(
    each_talks: Talks,
) -> None:
    gateway = each_talks.gateway
    talker = each_talks.member()
    talker.say("bonjour")
    sent = talker.client.post("/api/v1/cases", data={"comment": "un devis"}, files={"file": ("devis.pdf", pdf())})
    others = [
        talker.client.post("/api/v1/support", json={"subject": "aide", "message": "bonjour"}),
        talker.client.post(f"{ME}/email-changes", json={"password": PASSWORD, "email": "autre@example.org"}),
        talker.client.post(f"{ME}/objection", json={"text": "pas de statistiques"}),
    ]
    before = counts(gateway)
    erase(talker.client)
    gateway.deliver()
    gateway.clock.advance(days=7)

    done = run_due(gateway), run_due(gateway)

    gone = {"analyses", "attachments", "cases", "conversations", "draft_events", "email_changes", "messages", "turns"}
    gone |= {"support_requests", "challenges", "closings", "exports", "links"}
    after = counts(gateway)
    assert all(answer.is_success for answer in (sent, *others))
    assert before["messages"] > 0
    assert before["attachments"] == 1
    assert done == (1, 0)
    assert {name: after[name] for name in gone} == dict.fromkeys(gone, 0)
    assert list(gateway.services.settings.storage_dir.iterdir()) == []
    assert "effacés" in last_mail(gateway)
    with gateway.services.db.read() as db:
        account = account_of_only(gateway)
        requests = db.scalars(select(DataRequest)).all()
        assert (account.key_sealed, account.person_id, account.status) == (None, None, AccountStatus.DEACTIVATED)
        assert {each.words_sealed for each in requests} == {None}
        assert audit.verify(db).broken_at is None
        traces = db.scalars(select(audit.AuditEntry).where(audit.AuditEntry.action == "account_erased")).all()
        assert [each.object_id for each in traces] == [account.id]


def test_a58_every_table_is_erased_or_said_to_stay(gateway: Gateway) -> None:
    account = gateway.save_with_account(member())
    nobodys = {"audit_entries", "feed_lines", "feeds", "jobs", "legal_documents", "mutuelles", "outbox_messages"}
    nobodys |= {"password_tries", "registration_tries"}

    own = {table.name for table in erasing._own_rows(account)}  # noqa: SLF001  the list of tables is what is tested

    assert own | set(erasing.STAYS) | nobodys == {table.name for table in Base.metadata.sorted_tables}


def test_a58_the_data_of_others_stay_and_the_person_may_register_again(gateway: Gateway) -> None:
    person, other = member(), member()
    account, kept = gateway.save_with_account(person, email="a@example.org"), gateway.save_with_account(other)
    client, others = gateway.sign_in(account), gateway.sign_in(kept)
    others.post("/api/v1/support", json={"subject": "aide", "message": "bonjour"})
    erase(client)
    gateway.deliver()
    gateway.clock.advance(days=7)
    run_due(gateway)

    gateway.save_with_account(member(), email="a@example.org")
    with gateway.services.db.read() as db:
        found = db.get_one(Account, kept.id)

        assert found.email == kept.email
    assert counts(gateway)["support_requests"] == 1
    assert client.get(ME).status_code == 401


def test_a59_a_closing_erases_when_that_is_ticked(gateway: Gateway) -> None:
    client = gateway.signed_in_member(member())
    client.post(f"{ME}/closing", json={"password": PASSWORD, "erase": True})
    token = re.findall(r"/fermeture/(\S+)", last_mail(gateway))[-1]
    before = counts(gateway)["data_requests"]

    gateway.client().post("/api/v1/closings/confirm", json={"token": token})
    gateway.clock.advance(days=7)

    assert (before, counts(gateway)["data_requests"]) == (0, 1)
    assert run_due(gateway) == 1


def test_a58_a_restriction_leaves_reading_until_it_is_lifted(gateway: Gateway) -> None:
    client = gateway.signed_in_member(member())

    client.post(f"{ME}/restriction")
    limited = client.get(ME).json()["rights"], client.post("/api/v1/conversations").json()["code"]
    client.post(f"{ME}/restriction/cancel")

    assert limited == ("read_only", "read_only")
    assert client.get(ME).json()["rights"] == "full"
    assert [each["status"] for each in client.get(f"{ME}/data-requests").json()] == ["cancelled"]


def test_a58_the_latest_directive_stands(gateway: Gateway) -> None:
    client = gateway.signed_in_member(member())
    before = client.get(f"{ME}/directive").json()

    for text in ("Effacez tout.", "Remettez tout à ma sœur."):
        client.put(f"{ME}/directive", json={"text": text})

    assert (before, client.get(f"{ME}/directive").json()) == ({"text": None}, {"text": "Remettez tout à ma sœur."})


def test_a58_the_officer_reads_what_was_asked_and_notes_an_answer(gateway: Gateway) -> None:
    client = gateway.signed_in_member(member(last_name="Quidam"))
    reference = client.post(f"{ME}/objection", json={"text": "Pas de statistiques."}).json()["reference"]
    officer = advisor(name="Dominique Données", role=AccountRole.DPO)
    gateway.save(officer)
    desk = gateway.sign_in(officer)
    page = desk.get("/protection-des-donnees").text
    with gateway.services.db.read() as db:
        request_id = db.scalars(select(DataRequest.id)).one()

    answers = [desk.post(f"/protection-des-donnees/{request_id}/repondue").status_code for _ in range(2)]

    assert all(part in page for part in (reference, "Quidam", "Pas de statistiques."))
    assert answers == [200, 404]
    with gateway.services.db.read() as db:
        assert db.scalars(select(DataRequest.status)).one() is RequestStatus.DONE


@pytest.mark.parametrize("role", [AccountRole.ADVISOR, None])
def test_a58_the_officers_list_is_nobody_elses(gateway: Gateway, role: AccountRole | None) -> None:
    if role is None:
        client = gateway.signed_in_member(member())
    else:
        staff = advisor(role=role)
        gateway.save(staff)
        client = gateway.sign_in(staff)

    assert client.get("/protection-des-donnees").status_code == 404


def test_a58_the_pages_of_ones_rights_work_without_a_script(gateway: Gateway) -> None:
    client = gateway.signed_in_member(member())
    token = {"csrf_token": client.headers["X-CSRF-Token"]}
    here = "/espace/compte/droits"

    wrong = client.post(f"{here}/effacement", data={**token, "password": "Faux-2026!"})
    erased = client.post(f"{here}/effacement", data={**token, "password": PASSWORD})
    limited = client.post(f"{here}/limitation", data=token)
    empty = client.post(f"{here}/opposition", data={**token, "text": "  "})
    directed = client.post(f"{here}/directive", data={**token, "text": "Effacez tout."})

    assert wrong.status_code == 403
    assert "seront effacées le" in erased.text
    assert "Lever la limitation" in limited.text
    assert "Écrivez un texte" in empty.text
    assert "Effacez tout." in directed.text


def test_a58_objections_are_five_a_day(gateway: Gateway) -> None:
    client = gateway.signed_in_member(member())

    answers = [client.post(f"{ME}/objection", json={"text": "non"}).status_code for _ in range(6)]

    assert answers == [202] * 5 + [429]
