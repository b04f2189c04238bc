"""What an advisor reads, what never shows, and the trace that each reading leaves."""

import functools
from typing import Any

from sqlalchemy import select

from auth_gateway.accounts import Account
from auth_gateway.console.models import ReadEntry
from tests.support import uploads
from tests.support.desk import opened, sent
from tests.support.scripted_bot import reply
from tests.support.talks import Talker, Talks, estimated

PDF = uploads.pdf(2)


def test_a43_a_conversation_is_seen_once_it_was_handed_over(each_talks: Talks) -> None:
    talker, other, advisor = each_talks.member(), each_talks.member(), each_talks.advisor()
    case = sent(talker)

    (listed,) = advisor.get("/api/v1/console/conversations").json()

    assert listed["id"] == talker.id
    assert listed["member"]["last_name"] == talker.person.last_name
    assert listed["member"]["mutuelle"] == {"id": "mnh", "name": "MNH"}
    seen = advisor.get(f"/api/v1/console/conversations/{talker.id}").json()
    assert [each["id"] for each in seen["cases"]] == [case]
    assert advisor.get(f"/api/v1/console/conversations/{other.id}").status_code == 404


def test_a_case_shows_what_was_said_understood_and_computed(each_talks: Talks) -> None:
    talker, child = each_talks.parent("Léa")
    talker.say("pour Léa")
    analysis = estimated(each_talks, talker, beneficiary=child.id)

    seen = opened(each_talks.advisor(), sent(talker, "Merci"))

    assert [each["text"] for each in seen["transcript"]][:3] == ["Bonjour.", "pour Léa", "Vous avez dit : pour Léa"]
    assert seen["transcript"][0]["buttons"][0]["title"] == "Un soin médical"
    assert seen["draft"]["lines"][0]["act"] == "HBLD634"
    assert [each["id"] for each in seen["analyses"]] == [analysis]
    assert seen["comment"] == "Merci"


def answered(understood: dict[str, Any], _turn: object) -> dict[str, Any]:
    return reply(understood=understood)


def test_signals_lead_to_the_turns_that_call_for_a_look(talks: Talks) -> None:
    talker = talks.member()
    change = {"line": 1, "field": "fee", "from": "850.00", "to": "950.00"}
    turns: list[dict[str, Any]] = [
        {"kinds": ["answer"], "changes": []},
        {"kinds": ["none"], "changes": []},
        {"kinds": ["correct"], "changes": [change]},
        {"kinds": ["answer"], "changes": [change]},
        {"kinds": ["answer"], "changes": [], "not_placed": [{"text": "350", "kind": "money", "value": "350.00"}]},
    ]
    for understood in turns:
        talks.bot.answer = functools.partial(answered, understood)
        talker.say("un mot")

    seen = opened(talks.advisor(), sent(talker))

    assert seen["signals"] == {"not_understood": [4, 10], "contradicted": [8], "corrected": [6]}
    assert [each["seq"] for each in seen["transcript"] if each["routine"]] == [1, 2, 3]
    assert [(each["seq"], each["kinds"], each["changes"]) for each in seen["changes"]] == [
        (7, ["correct"], [change]),
        (9, ["answer"], [change]),
    ]


def test_a42_k11_an_advisor_never_sees_what_signs_a_member_in(talks: Talks) -> None:
    talker = talks.member()
    case = sent(talker)
    with talks.gateway.services.db.read() as db:
        account = db.scalars(select(Account).where(Account.person_id == talker.person.id)).one()
    advisor = talks.advisor()

    for path in ("conversations", f"conversations/{talker.id}", "cases", f"cases/{case}"):
        text = advisor.get(f"/api/v1/console/{path}").text
        assert account.email not in text
        assert account.id not in text
        assert "password" not in text


def sent_file(talker: Talker, name: str = "d.pdf", content: bytes = PDF) -> str:
    data = {"conversation_id": talker.id} if talker.id else {}
    answer = talker.client.post("/api/v1/cases", data=data, files={"file": (name, content, "")})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def test_a43_a60_each_reading_leaves_a_trace(each_talks: Talks) -> None:
    talker, advisor = each_talks.member(), each_talks.advisor()
    case = sent_file(talker)
    file = opened(advisor, case)["files"][0]["id"]

    advisor.get(f"/api/v1/console/conversations/{talker.id}")
    advisor.get(f"/api/v1/console/files/{file}")
    advisor.get(f"/api/v1/console/files/{file}/pages/1.jpg")
    advisor.get(f"/api/v1/console/files/{file}/pages/2.jpg")  # the same file on the same day: one trace
    advisor.get(f"/api/v1/console/conversations/{'0' * 32}")

    with each_talks.gateway.services.db.read() as db:
        trace = [(each.kind.value, each.person_id) for each in db.scalars(select(ReadEntry).order_by(ReadEntry.at))]
    person = talker.person.id
    assert sorted(trace) == [
        ("attachment", person), ("attachment", person), ("case", person), ("conversation", person),
    ]  # fmt: skip


def test_c18_a_file_is_given_to_be_saved_as_pages_painted_again(talks: Talks) -> None:
    talker, advisor = talks.member(opened=False), talks.advisor()
    case = opened(advisor, sent_file(talker, 'x"y.pdf', PDF + uploads.EICAR))

    file = advisor.get(f"/api/v1/console/files/{case['files'][0]['id']}")

    assert file.content.startswith(b"%PDF-1.4")
    assert uploads.EICAR not in file.content
    assert file.headers["content-type"] == "application/octet-stream"
    assert file.headers["content-disposition"] == f'attachment; filename="devis-{case["reference"]}.pdf"'
    assert file.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in file.headers["content-security-policy"]


def test_a_page_beside_the_case_is_a_picture_painted_here(talks: Talks) -> None:
    talker, advisor = talks.member(opened=False), talks.advisor()
    file = opened(advisor, sent_file(talker))["files"][0]

    page = advisor.get(f"/api/v1/console/files/{file['id']}/pages/2.jpg")

    assert file["pages"] == 2
    assert (page.headers["content-type"], page.content[:3]) == ("image/jpeg", b"\xff\xd8\xff")
    assert advisor.get(f"/api/v1/console/files/{file['id']}/pages/3.jpg").status_code == 404


def test_a43_a_file_of_another_mutuelle_is_not_found_nor_a_members_own_through_the_desk(talks: Talks) -> None:
    talker = talks.member(opened=False)
    file = opened(talks.advisor(), sent_file(talker))["files"][0]["id"]

    for client in (talks.advisor("mnt"), talker.client):
        assert client.get(f"/api/v1/console/files/{file}").status_code == 404
        assert client.get(f"/api/v1/console/files/{file}/pages/1.jpg").status_code == 404
