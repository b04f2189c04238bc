"""From « reçu » to « terminé » and back: what each side does, and what the other one then sees."""

import io

import pypdf
import pytest

from auth_gateway.accounts import AccountRole
from tests.support.desk import CASES, act, mine, opened, sent
from tests.support.people import advisor
from tests.support.talks import Talks, estimated

HEALTH = "couronne"


def mails_about_cases(talks: Talks) -> list[str]:
    """Return the e-mails about cases that have left, oldest first."""
    talks.gateway.deliver()
    return [mail.text for mail in talks.gateway.transport.mails if "LC-" in mail.subject]


def test_a69_o11_a_receipt_gives_the_reference_on_the_screen_and_by_e_mail_and_promises_nothing(talks: Talks) -> None:
    talker = talks.member()

    answer = talker.client.post(CASES, data={"comment": f"Ma {HEALTH}"}).json()

    (mail,) = mails_about_cases(talks)
    assert answer["reference"] in mail
    assert answer["expected"] in mail
    assert "jour" not in answer["expected"]
    assert HEALTH not in mail


def test_o11_the_delay_is_told_when_an_operator_has_set_one(talks: Talks) -> None:
    settings = talks.gateway.services.settings.model_copy(update={"answer_days": 2})
    object.__setattr__(talks.gateway.services, "settings", settings)
    talker = talks.member(opened=False)

    answer = talker.client.post(CASES, data={"comment": "Bonjour"}).json()

    assert "2 jours ouvrés, soit le 24 novembre 2026" in answer["expected"]  # sent on a Saturday
    assert mine(talker, answer["id"])["due_at"] == "2026-11-24T17:00:00Z"


def test_n10_a_complaint_has_a_delay_of_its_own(talks: Talks) -> None:
    settings = talks.gateway.services.settings.model_copy(update={"answer_days": 2, "complaint_days": 10})
    object.__setattr__(talks.gateway.services, "settings", settings)
    talker = talks.member(opened=False)

    case = sent(talker, "Ma réclamation", subject="complaint")

    assert mine(talker, case)["due_at"] == "2026-12-04T17:00:00Z"
    assert mine(talker, case)["subject"] == "complaint"


def test_o20_taking_releasing_and_what_another_advisor_is_told(each_talks: Talks) -> None:
    talker, first, second = each_talks.member(), each_talks.advisor(name="Ada"), each_talks.advisor(name="Basile")
    case = sent(talker)

    assert act(first, case, "take").status_code == 204
    refused = act(second, case, "take")
    assert (refused.status_code, refused.json()["code"], refused.json()["by"]) == (409, "case_taken", "Ada")
    assert refused.json()["since"] == "2026-11-21T11:00:00Z"
    assert act(second, case, "answer", text="Bonjour").status_code == 409
    assert act(second, case, "release").status_code == 409
    assert mine(talker, case)["state"] == "in_progress"
    assert act(first, case, "release").status_code == 204
    assert act(second, case, "take").status_code == 204
    steps = [(each["kind"], each["by"]) for each in opened(first, case)["history"]]
    assert steps == [("received", None), ("taken", "Ada"), ("released", "Ada"), ("taken", "Basile")]


def test_o20_a_supervisor_assigns_and_an_advisor_does_not(talks: Talks) -> None:
    supervisor = talks.advisor(role=AccountRole.SUPERVISOR)
    account, elsewhere = talks.advisor_account("mnh", name="Ada"), talks.advisor_account("mnt")
    chosen = talks.gateway.sign_in(account)
    case = sent(talks.member())

    assert act(chosen, case, "assign", assignee=account.id).status_code == 404
    assert act(supervisor, case, "assign", assignee=elsewhere.id).json()["code"] == "not_an_advisor"
    assert act(supervisor, case, "assign", assignee=account.id).status_code == 204
    assert opened(chosen, case)["assignee"] == {"id": account.id, "name": "Ada"}


def test_n6_a_question_waits_for_the_member_whose_message_gives_the_case_back(each_talks: Talks) -> None:
    talker, desk = each_talks.member(), each_talks.advisor(name="Ada")
    case = sent(talker)

    assert act(desk, case, "ask", text=f"Quelle {HEALTH} ?").status_code == 201

    assert mine(talker, case)["state"] == "waiting_for_you"
    last = talker.messages()[-1]
    assert (last["from"], last["text"]) == ("advisor", f"Quelle {HEALTH} ?")
    assert HEALTH not in mails_about_cases(each_talks)[-1]
    assert talker.client.post(f"{CASES}/{case}/messages", json={"text": "La 14."}).status_code == 201
    assert mine(talker, case)["state"] == "in_progress"
    assert [(each["from"], each["name"]) for each in opened(desk, case)["messages"]] == [
        ("advisor", "Ada"),
        ("member", None),
    ]


def test_o20_a_correction_is_computed_on_a_copy_and_the_members_draft_does_not_move(each_talks: Talks) -> None:
    talker, desk = each_talks.member(), each_talks.advisor()
    estimated(each_talks, talker)
    case, before = sent(talker), talker.draft()

    change = {"field": "line.fee", "line": 1, "value": "500.00"}
    made = act(desk, case, "estimates", changes=[change]).json()

    assert made["before"]["total"]["charged"] == "400.00"
    assert made["after"]["total"]["charged"] == "500.00"
    assert made["differences"]["fields"] == [{"field": "line.fee", "line": 1, "from": "400.00", "to": "500.00"}]
    assert made["differences"]["total"]["charged"] == "100.00"
    assert talker.draft() == before
    assert [each["id"] for each in opened(desk, case)["estimates"]] == [made["id"]]


def test_o20_a_change_that_cannot_be_made_is_refused_with_its_place(talks: Talks) -> None:
    talker, desk = talks.member(), talks.advisor()
    estimated(talks, talker)
    case = sent(talker)

    changes = [{"field": "line.fee", "line": 1, "value": "500.00"}, {"field": "line.tooth", "line": 1, "value": 99}]
    refused = act(desk, case, "estimates", changes=changes)

    assert (refused.status_code, refused.json()["errors"][0]["path"]) == (422, "changes[1].value")
    assert opened(desk, case)["estimates"] == []


def test_a66_o13_o20_the_answer_lands_in_the_thread_by_e_mail_and_in_the_documents_with_its_corrections(
    each_talks: Talks,
) -> None:
    talker, desk = each_talks.member(), each_talks.advisor(name="Ada Conseil")
    estimated(each_talks, talker)
    case = sent(talker)
    change = {"field": "line.fee", "line": 1, "value": "500.00"}
    estimate = act(desk, case, "estimates", changes=[change]).json()

    answered = act(desk, case, "answer", text=f"Votre {HEALTH} coûte 500 €.", estimate=estimate["id"])

    document = answered.json()["document"]
    last = talker.messages()[-1]
    assert (last["from"], last["text"]) == ("advisor", f"Votre {HEALTH} coûte 500 €.")
    assert (last["card"]["type"], last["card"]["url"]) == ("document", f"/api/v1/documents/{document}")
    assert HEALTH not in mails_about_cases(each_talks)[-1]
    assert mine(talker, case)["state"] == "answered"
    assert mine(talker, case)["documents"][0]["url"] == f"/api/v1/documents/{document}"
    listed = talker.client.get("/api/v1/documents").json()
    assert [(each["kind"], each["member"]) for each in listed if each["id"] == document] == [
        ("answer", estimate["after"]["total"]["member"])
    ]
    pdf = talker.client.get(f"/api/v1/documents/{document}")
    text = " ".join("".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf.content)).pages).split())
    assert "Ada Conseil" in text
    assert "Montant du devis (ligne 1) : 400,00 € → 500,00 €" in text.replace("\u202f", " ")


def test_o13_an_answer_without_an_estimate_is_a_letter(talks: Talks) -> None:
    talker, desk = talks.member(opened=False), talks.advisor()
    case = sent(talker)

    document = act(desk, case, "answer", text="Tout est juste.\nBien à vous.").json()["document"]

    (listed,) = talker.client.get("/api/v1/documents").json()
    assert (listed["id"], listed["member"]) == (document, None)
    pdf = talker.client.get(listed["url"])
    assert "Tout est juste." in pypdf.PdfReader(io.BytesIO(pdf.content)).pages[0].extract_text()
    assert mine(talker, case)["messages"][-1]["document"] == listed["url"]


def test_a69_n6_a_case_ended_by_the_advisor_says_so_and_is_reopened_by_the_member(talks: Talks) -> None:
    talker, desk = talks.member(), talks.advisor()
    case = sent(talker)

    assert act(desk, case, "close", reason="Ce devis est en double.").status_code == 204

    assert (mine(talker, case)["state"], mine(talker, case)["close_reason"]) == ("closed", "Ce devis est en double.")
    assert "Ce devis est en double." in talker.messages()[-1]["text"]
    refused = talker.client.post(f"{CASES}/{case}/messages", json={"text": "Non."})
    assert (refused.status_code, refused.json()["code"]) == (409, "case_closed")
    assert act(desk, case, "messages", text="Encore").json()["code"] == "case_over"
    assert talker.client.post(f"{CASES}/{case}/reopen", json={"text": "Ce n’est pas le même."}).status_code == 204
    assert (mine(talker, case)["state"], mine(talker, case)["close_reason"]) == ("in_progress", None)


def test_o20_a_member_says_whether_it_helped_once_there_is_an_answer(talks: Talks) -> None:
    talker, desk = talks.member(), talks.advisor()
    case = sent(talker)
    rating = {"helpful": True, "real_reimbursement": "312.40"}

    early = talker.client.post(f"{CASES}/{case}/rating", json=rating)
    act(desk, case, "answer", text="Voici.")
    late = talker.client.post(f"{CASES}/{case}/rating", json=rating)

    assert (early.json()["code"], late.status_code) == ("case_not_over", 204)
    assert opened(desk, case)["rating"] == rating


def test_notes_are_for_the_desk_and_a_reply_begun_is_for_its_advisor(talks: Talks) -> None:
    talker, first, second = talks.member(), talks.advisor(name="Ada"), talks.advisor()
    case = sent(talker)

    act(first, case, "notes", text="Voir le barème")
    first.put(f"/api/v1/console/cases/{case}/reply", json={"text": "Bonjour, je"})

    assert [(each["by"], each["text"]) for each in opened(second, case)["notes"]] == [("Ada", "Voir le barème")]
    assert (opened(first, case)["kept_reply"], opened(second, case)["kept_reply"]) == ("Bonjour, je", "")
    act(first, case, "messages", text="Bonjour, je regarde.")
    assert opened(first, case)["kept_reply"] == ""
    assert "barème" not in talker.client.get(f"{CASES}/{case}").text


@pytest.mark.parametrize(
    ("method", "step", "body"),
    [
        ("GET", "", None),
        ("POST", "/messages", {"text": "x"}),
        ("POST", "/reopen", {"text": "x"}),
        ("POST", "/rating", {"helpful": True}),
    ],
)
def test_another_members_case_is_not_found(talks: Talks, method: str, step: str, body: dict[str, str] | None) -> None:
    case, stranger = sent(talks.member()), talks.member(opened=False)

    answer = stranger.client.request(method, f"{CASES}/{case}{step}", json=body)

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert stranger.client.get(CASES).json() == []


def test_another_members_answer_is_not_found(talks: Talks) -> None:
    talker, stranger = talks.member(), talks.member(opened=False)
    document = act(talks.advisor(), sent(talker), "answer", text="Voici.").json()["document"]

    assert talker.client.get(f"/api/v1/documents/{document}").status_code == 200
    assert stranger.client.get(f"/api/v1/documents/{document}").status_code == 404


def test_an_advisor_without_a_scope_sees_nothing(talks: Talks) -> None:
    case = sent(talks.member())
    nobody = advisor()
    talks.gateway.save(nobody)

    client = talks.gateway.sign_in(nobody)

    assert client.get("/api/v1/console/cases").json() == []
    assert client.get(f"/api/v1/console/cases/{case}").status_code == 404
