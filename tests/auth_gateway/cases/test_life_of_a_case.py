"""From « reçu » to « terminé » and back: what each side does, and what the other one then sees."""

import datetime as dt
import io

import pypdf
import pytest
from sqlalchemy import select

from auth_gateway.accounts import Account, AccountRole, AccountStatus
from auth_gateway.members import Person
from tests.support import uploads
from tests.support.desk import CASES, CONSOLE, act, mine, opened, sent
from tests.support.people import advisor
from tests.support.scripted_bot import reply
from tests.support.talks import Talks, described_for, estimated

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


def test_o20_lines_taken_away_are_told_as_such_and_those_that_stay_are_compared_with_themselves(talks: Talks) -> None:
    talker, desk = talks.member(), talks.advisor()
    label = "Inlay-core"
    lines = [({"code": "HBLD745", "label": label}, "120.00"), ({"code": "HBLD038", "label": "Couronne"}, "80.00")]
    events = described_for("self")
    for line, (act_of_line, fee) in enumerate(lines, start=2):
        events += [{"kind": "add_line"}, {"kind": "set", "field": "line.act", "line": line, "value": act_of_line}]
        events += [{"kind": "set", "field": "line.fee", "line": line, "value": fee}]
    talks.bot.answer = lambda _turn: reply("Noté.", events=events)
    talker.say("trois lignes")
    case = sent(talker)

    changes = [
        {"add_line": True},
        {"delete_line": 2},
        {"field": "line.fee", "line": 2, "value": "90.00"},  # what was the third
        {"delete_line": 3},  # what was added here
    ]
    made = act(desk, case, "estimates", changes=changes).json()

    assert made["differences"]["deleted_lines"] == [{"line": 2, "label": label}]
    assert made["differences"]["fields"] == [{"field": "line.fee", "line": 2, "from": "80.00", "to": "90.00"}]
    document = act(desk, case, "answer", text="Voici.", estimate=made["id"]).json()["document"]
    pdf = talker.client.get(f"/api/v1/documents/{document}")
    text = " ".join("".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf.content)).pages).split())
    assert f"Ligne 2 supprimée : {label}" in text.replace("\u202f", " ")
    assert "pas de réponse" not in text


def test_o20_an_estimate_takes_the_case_as_a_message_does_and_another_advisor_computes_none(talks: Talks) -> None:
    talker, first, second = talks.member(), talks.advisor(name="Ada"), talks.advisor(name="Blaise")
    estimated(talks, talker)
    case = sent(talker)
    changes = [{"field": "line.fee", "line": 1, "value": "500.00"}]

    assert act(first, case, "estimates", changes=changes).status_code == 201

    assert opened(first, case)["assignee"]["name"] == "Ada"
    for step, body in (("estimates", {"changes": changes}), ("messages", {"text": "Bonjour"})):
        refused = act(second, case, step, **body)
        assert (refused.status_code, refused.json()["code"]) == (409, "case_taken")
    assert act(first, case, "close", reason="En double.").status_code == 204
    assert act(first, case, "estimates", changes=changes).json()["code"] == "case_over"
    assert len(opened(first, case)["estimates"]) == 1


def test_a47_k23_the_desk_is_told_of_an_account_that_may_only_read_or_no_longer(talks: Talks) -> None:
    talker, desk = talks.member(), talks.advisor()
    case = sent(talker)
    page = f"/conseiller/dossiers/{case}"
    assert (opened(desk, case)["access"]["level"], 'data-testid="access"' in desk.get(page).text) == ("full", False)

    with talks.gateway.services.db.session() as db:
        account = db.scalars(select(Account).where(Account.person_id == talker.person.id)).one()
        account.closed_at = talks.gateway.services.clock.now()

    access = opened(desk, case)["access"]
    assert (access["level"], access["reason"]) == ("read_only", "closed_recently")
    assert "Compte fermé par l’adhérent" in desk.get(page).text
    assert act(desk, case, "ask", text="Quelle dent ?").status_code == 201
    assert talker.client.post(f"{CASES}/{case}/messages", json={"text": "La 14."}).status_code == 201

    with talks.gateway.services.db.session() as db:
        account = db.scalars(select(Account).where(Account.person_id == talker.person.id)).one()
        account.status = AccountStatus.DEACTIVATED

    assert "n’a plus accès à son espace" in desk.get(page).text
    refused = act(desk, case, "ask", text="Une photo ?")
    assert (refused.status_code, refused.json()["code"]) == (409, "member_without_access")


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


def test_o20_a_member_says_whether_it_helped_once_there_is_an_answer_and_what_was_reimbursed_later(
    talks: Talks,
) -> None:
    talker, desk = talks.member(), talks.advisor()
    case = sent(talker)

    def rate(**said: object) -> tuple[int, str | None]:
        answer = talker.client.post(f"{CASES}/{case}/rating", json=said)
        return answer.status_code, answer.json()["code"] if answer.content else None

    early = rate(helpful=True)
    act(desk, case, "answer", text="Voici.")
    answered, empty = rate(helpful=True), rate()
    talker.client.post(f"{CASES}/{case}/reopen", json={"text": "Encore une question."})
    later = rate(real_reimbursement="312.40")

    assert (early, answered, empty, later) == (
        (409, "case_not_over"),
        (204, None),
        (422, "nothing_rated"),
        (204, None),
    )
    assert opened(desk, case)["rating"] == {"helpful": True, "real_reimbursement": "312.40"}
    assert mine(talker, case)["rating"] == {"helpful": True, "real_reimbursement": "312.40"}


@pytest.mark.parametrize("step", ["messages", "ask", "answer"])
def test_n6_whatever_an_advisor_writes_may_come_with_files(talks: Talks, step: str) -> None:
    talker, desk = talks.member(opened=False), talks.advisor()
    case = sent(talker)

    written = desk.post(f"{CONSOLE}/{case}/{step}", data={"text": "Voici."}, files={"file": ("a.pdf", uploads.pdf())})

    assert written.status_code == 201, written.text
    seen = mine(talker, case)
    assert [(each["from"], each["message_id"]) for each in seen["files"]] == [("advisor", seen["messages"][0]["id"])]


def test_n6_a_member_reopens_with_a_file_and_a_form_with_another_field_is_refused(talks: Talks) -> None:
    talker, desk = talks.member(opened=False), talks.advisor()
    case = sent(talker)
    act(desk, case, "close", reason="En double.")
    files = {"file": ("a.pdf", uploads.pdf())}

    refused = talker.client.post(f"{CASES}/{case}/reopen", data={"text": "Voici.", "odd": "x"}, files=files)
    again = talker.client.post(f"{CASES}/{case}/reopen", data={"text": "Voici."}, files=files)

    assert (refused.status_code, refused.json()["code"]) == (422, "invalid_request")
    assert again.status_code == 204
    assert [each["name"] for each in mine(talker, case)["files"]] == ["a.pdf"]


def test_a_members_cases_come_in_pages_newest_first(each_talks: Talks) -> None:
    talker = each_talks.member(opened=False)
    cases = []
    for number in range(52):
        each_talks.gateway.clock.advance(seconds=number % 2)
        cases.append(sent(talker))

    first = talker.client.get(CASES)
    address, relation = first.headers["link"].split("; ")
    second = talker.client.get(address.strip("<>"))

    assert relation == 'rel="next"'
    assert "link" not in second.headers
    assert sorted(each["id"] for each in [*first.json(), *second.json()]) == sorted(cases)
    assert [len(first.json()), len(second.json())] == [50, 2]
    assert address.replace("/api/v1/cases?after", "/espace/echanges?apres").strip("<>") in (
        talker.client.get("/espace/echanges").text
    )


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


def test_n6_a_file_of_an_advisor_is_painted_again_and_found_in_the_thread_the_case_and_the_documents(
    each_talks: Talks,
) -> None:
    talker, desk, stranger = each_talks.member(), each_talks.advisor(name="Ada"), each_talks.member(opened=False)
    case = sent(talker)

    files = [("file", (f"{HEALTH}.pdf", uploads.pdf(2, script=True), "")), ("file", ("plan.jpg", uploads.jpeg(), ""))]
    written = desk.post(f"{CONSOLE}/{case}/messages", data={"text": "Voici deux documents."}, files=files)

    assert written.status_code == 201, written.text
    seen = mine(talker, case)
    (message,) = seen["messages"]
    told = [(each["from"], each["name"], each["state"], each["message_id"]) for each in seen["files"]]
    assert told == [
        ("advisor", f"{HEALTH}.pdf", "released", message["id"]),
        ("advisor", "plan.jpg", "released", message["id"]),
    ]
    listed = {each["url"]: each["title"] for each in talker.client.get("/api/v1/documents").json()}
    assert listed == {each["url"]: each["name"] for each in seen["files"]}
    assert [each["card"]["url"] for each in talker.messages()[-2:]] == [each["url"] for each in seen["files"]]
    given = talker.client.get(seen["files"][0]["url"])
    assert given.headers["content-disposition"].startswith('attachment; filename="document-LC-')
    assert given.headers["x-content-type-options"] == "nosniff"
    document = pypdf.PdfReader(io.BytesIO(given.content))
    assert len(document.pages) == 2
    assert "/OpenAction" not in document.root_object
    assert stranger.client.get(seen["files"][0]["url"]).status_code == 404
    assert HEALTH not in mails_about_cases(each_talks)[-1]
    assert [each["kind"] for each in opened(desk, case)["history"]][-2:] == ["file_sent", "file_sent"]


@pytest.mark.parametrize("name", ["page-before.pdf", "locked.pdf", "program.exe"])
def test_a_wrong_file_of_an_advisor_is_refused_and_nothing_is_said_to_the_member(talks: Talks, name: str) -> None:
    talker, desk = talks.member(), talks.advisor()
    case = sent(talker)
    content, status, code = uploads.REFUSED[name]

    refused = desk.post(f"{CONSOLE}/{case}/messages", data={"text": "Voici."}, files={"file": (name, content)})

    assert (refused.status_code, refused.json()["code"]) == (status, code)
    assert mine(talker, case)["messages"] == []
    assert mine(talker, case)["state"] == "received"


def test_nothing_leaves_the_desk_that_the_scanner_has_not_seen(talks: Talks) -> None:
    settings = talks.gateway.services.settings.model_copy(update={"scanner": "127.0.0.1:1"})
    object.__setattr__(talks.gateway.services, "settings", settings)
    talker, desk = talks.member(), talks.advisor()
    case = sent(talker)

    refused = desk.post(f"{CONSOLE}/{case}/messages", data={"text": "Voici."}, files={"file": ("a.pdf", uploads.pdf())})

    assert (refused.status_code, refused.json()["code"]) == (503, "file_unchecked")
    assert mine(talker, case)["files"] == []


def test_the_files_of_an_advisor_take_nothing_from_those_that_the_member_may_send(talks: Talks) -> None:
    talker, desk = talks.member(opened=False), talks.advisor()
    case = sent(talker)
    five = [("file", ("a.jpg", uploads.jpeg(), ""))] * 5
    for _ in range(4):
        assert desk.post(f"{CONSOLE}/{case}/messages", data={"text": "Voici."}, files=five).status_code == 201

    answer = talker.client.post(f"{CASES}/{case}/messages", data={"text": "Merci."}, files=five)

    assert answer.status_code == 201, answer.text


def test_n10_the_day_of_an_answer_is_changed_by_the_desk_and_told_to_the_member(each_talks: Talks) -> None:
    settings = each_talks.gateway.services.settings.model_copy(update={"complaint_days": 10})
    object.__setattr__(each_talks.gateway.services, "settings", settings)
    talker, desk = each_talks.member(opened=False), each_talks.advisor(name="Ada")
    case = sent(talker, "Ma réclamation", subject="complaint")
    usual = mine(talker, case)["expected"]

    assert act(desk, case, "due", due="2026-12-21").status_code == 204
    later = mine(talker, case)
    refused = act(desk, case, "due", due="2026-11-20")
    act(desk, case, "due", due=None)

    assert "10 jours ouvrés, soit le 4 décembre 2026" in usual
    assert later["due_at"] == "2026-12-21T17:00:00Z"
    assert later["expected"].endswith("Réponse prévue le 21 décembre 2026.")
    assert (refused.status_code, refused.json()["code"]) == (422, "due_past")
    assert mine(talker, case)["due_at"] is None
    assert [each["kind"] for each in opened(desk, case)["history"]] == ["received", "due", "due"]


def test_n10_a_complaint_is_followed_to_its_end_late_answered_disputed_and_ended_with_a_reason(talks: Talks) -> None:
    settings = talks.gateway.services.settings.model_copy(update={"complaint_days": 2})
    object.__setattr__(talks.gateway.services, "settings", settings)
    talker = talks.member(opened=False)
    case = sent(talker, "Ma réclamation", subject="complaint")

    talks.gateway.clock.advance(days=10)
    with talks.gateway.services.db.read() as db:
        account = db.scalars(select(Account).where(Account.person_id == talker.person.id)).one()
    talker.client, desk = talks.gateway.sign_in(account), talks.advisor()
    (late,) = desk.get(CONSOLE, params={"subject": "complaint", "sort": "due"}).json()
    act(desk, case, "answer", text="Voici notre réponse.")
    talker.client.post(f"{CASES}/{case}/reopen", json={"text": "Je ne suis pas d’accord."})
    again = mine(talker, case)
    (row,) = desk.get(CONSOLE, params={"subject": "complaint", "sort": "due"}).json()
    act(desk, case, "answer", text="Nous avons corrigé.")
    act(desk, case, "close", reason="Réclamation traitée : le devis est corrigé.")

    assert (late["id"], late["late"]) == (case, True)
    assert (again["state"], again["due_at"]) == ("in_progress", "2026-12-03T17:00:00Z")  # a delay of its own
    assert row["late"] is False
    assert mine(talker, case)["close_reason"] == "Réclamation traitée : le devis est corrigé."
    assert desk.get(CONSOLE, params={"subject": "complaint", "state": "received,in_progress"}).json() == []


def test_a40_a_case_about_a_child_leaves_the_parent_on_the_eighteenth_birthday(talks: Talks) -> None:
    talker, child = talks.parent("Léa")
    estimated(talks, talker, beneficiary=child.id)
    case, desk = sent(talker), talks.advisor()
    desk.post(f"{CONSOLE}/{case}/messages", data={"text": "Voici."}, files={"file": ("a.pdf", uploads.pdf())})
    url = mine(talker, case)["files"][0]["url"]

    with talks.gateway.services.db.session() as db:
        db.get_one(Person, child.id).birth_date = talks.gateway.clock.today() - dt.timedelta(days=19 * 366)

    assert talker.client.get(f"{CASES}/{case}").status_code == 404
    assert talker.client.get(url).status_code == 404
    assert talker.client.get(CASES).json() == []
