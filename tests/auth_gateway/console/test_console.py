"""What an advisor reads, what never shows, and the trace that each reading leaves."""

from sqlalchemy import select

from auth_gateway.accounts import Account
from auth_gateway.console.models import ReadEntry
from tests.support.scripted_bot import reply
from tests.support.talks import Talks, estimated

PDF = b"%PDF-1.7\n%%EOF\n"


def test_conversations_are_listed_with_their_state_in_words_and_who_they_are_with(each_talks: Talks) -> None:
    described, done = each_talks.member(), each_talks.member()
    described.say("une ligne")
    estimated(each_talks, done)
    advisor = each_talks.advisor()

    listed = {each["id"]: each for each in advisor.get("/api/v1/console/conversations").json()}

    assert listed[described.id]["state_label"] == "En cours de description"
    assert listed[done.id]["state_label"] == "Estimation remise"
    assert listed[done.id]["member"]["last_name"] == done.person.last_name
    assert listed[done.id]["member"]["mutuelle"] == {"id": "mnh", "name": "MNH"}


def test_a_transcript_shows_what_was_said_understood_computed_and_sent(each_talks: Talks) -> None:
    talker, child = each_talks.parent("Léa")
    talker.say("pour Léa")
    analysis = estimated(each_talks, talker, beneficiary=child.id)
    data = {"comment": "Merci", "conversation_id": talker.id}
    case = talker.client.post("/api/v1/cases", data=data, files={"file": ("d.pdf", PDF, "application/pdf")}).json()[
        "id"
    ]

    seen = each_talks.advisor().get(f"/api/v1/console/conversations/{talker.id}").json()

    assert [each["text"] for each in seen["messages"]][:3] == ["Bonjour.", "pour Léa", "Vous avez dit : pour Léa"]
    assert seen["messages"][0]["buttons"][0]["title"] == "Un soin médical"
    assert seen["draft"]["lines"][0]["act"] == "HBLD634"
    assert [each["id"] for each in seen["analyses"]] == [analysis]
    assert [each["id"] for each in seen["cases"]] == [case]
    assert seen["cases"][0]["comment"] == "Merci"
    assert seen["state_label"] == "Transmise à Ligne claire"


def test_changes_are_told_before_and_after(talks: Talks) -> None:
    talker = talks.member()
    change = {"line": 1, "field": "fee", "from": "850.00", "to": "950.00"}
    talks.bot.answer = lambda _turn: reply(understood={"kinds": ["correct"], "changes": [change]})
    talker.say("non, 950")

    (seen,) = talks.advisor().get(f"/api/v1/console/conversations/{talker.id}").json()["changes"]

    assert (seen["seq"], seen["kinds"], seen["changes"]) == (3, ["correct"], [change])


def test_a42_k11_an_advisor_never_sees_what_signs_a_member_in(talks: Talks) -> None:
    talker = talks.member()
    with talks.gateway.services.db.read() as db:
        account = db.scalars(select(Account).where(Account.person_id == talker.person.id)).one()
    advisor = talks.advisor()

    for path in ("conversations", f"conversations/{talker.id}", "cases"):
        text = advisor.get(f"/api/v1/console/{path}").text
        assert account.email not in text
        assert account.id not in text
        assert "password" not in text


def test_a43_a60_each_reading_leaves_a_trace(each_talks: Talks) -> None:
    talker, advisor = each_talks.member(), each_talks.advisor()
    files = {"file": ("d.pdf", PDF, "application/pdf")}
    case = talker.client.post("/api/v1/cases", data={"conversation_id": talker.id}, files=files).json()["id"]

    advisor.get(f"/api/v1/console/conversations/{talker.id}")
    advisor.get(f"/api/v1/console/cases/{case}/attachment")
    advisor.get(f"/api/v1/console/conversations/{'0' * 32}")

    with each_talks.gateway.services.db.read() as db:
        trace = [(each.kind.value, each.person_id) for each in db.scalars(select(ReadEntry).order_by(ReadEntry.at))]
    assert sorted(trace) == [("attachment", talker.person.id), ("conversation", talker.person.id)]


def test_a_file_is_given_to_be_saved_never_to_be_shown(each_talks: Talks) -> None:
    talker, advisor = each_talks.member(opened=False), each_talks.advisor()
    files = {"file": ('"><script>.html', PDF, "text/html")}
    case = talker.client.post("/api/v1/cases", data={"comment": ""}, files=files).json()["id"]

    (listed,) = advisor.get("/api/v1/console/cases").json()
    file = advisor.get(listed["attachment"]["url"])

    assert file.content == PDF
    assert file.headers["content-type"] == "application/octet-stream"
    assert file.headers["content-disposition"] == f'attachment; filename="devis-{case[:8]}.pdf"'
    assert file.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in file.headers["content-security-policy"]
    assert listed["attachment"]["scanned"] is False


def test_a_case_without_a_file_has_nothing_to_download(talks: Talks) -> None:
    talker = talks.member(opened=False)
    case = talker.client.post("/api/v1/cases", data={"comment": "Rappelez-moi"}).json()["id"]

    assert talks.advisor().get(f"/api/v1/console/cases/{case}/attachment").status_code == 404
