"""The main journey through the HTTP contract alone: every amount equals the engine called directly."""

from typing import Any

import httpx
import pytest

from ops.stack import Stack
from quote_engine import estimate
from tests.support import uploads
from tests.support.client import Client, Json, Talk
from tests.support.quotes import CROWN, HIP_REPLACEMENT, crown, hip_replacement

pytestmark = pytest.mark.rasa


@pytest.fixture(params=["stack", pytest.param("stack_on_postgresql", marks=pytest.mark.postgresql)])
def site(request: pytest.FixtureRequest) -> Stack:
    """The same on SQLite, then on PostgreSQL."""
    running: Stack = request.getfixturevalue(request.param)
    return running


@pytest.fixture
def member(site: Stack) -> Client:
    client = Client(site.base_url)
    account = client.account(about="deux enfants", mutuelle="mnh")
    return client.sign_in(account["email"], account["password"])


def engine_inputs(client: Client) -> tuple[Json, Json]:
    """Return the patient's and the cover's parts of the engine's input, from what `GET me` says is held."""
    me = client.get("/api/v1/me").json()
    patient: Json = {"scheme": me["scheme"]}
    cover: Json = {"guarantee_id": me["guarantee"]["id"]}
    if me["top_up"]:
        cover["top_up_id"] = me["top_up"]["id"]
    return patient, cover


def start(client: Client) -> Talk:
    return client.conversation(fresh=True)


def money(result: Json) -> Json:
    """Keep the figures of an estimate: total, lines and stay items, without sentences."""
    names = ("id", "charged", "base", "overrun", "amo_gross", "participation", "amo", "amc", "top_up", "member")
    return {
        "total": result["total"],
        "lines": [{name: line[name] for name in names if name in line} for line in result["lines"]],
        "stay": [{name: item[name] for name in names if name in item} for item in result["stay"]],
    }


def test_a_hip_replacement_with_three_nights_gets_the_engines_figures(member: Client) -> None:
    patient, cover = engine_inputs(member)

    talk = start(member).follow(HIP_REPLACEMENT)

    expected = estimate(hip_replacement(patient, cover))
    assert expected["status"] == "ok", expected
    assert money(talk.estimate) == money(expected)
    assert talk.draft["complete"] is True


def test_a_dental_quote_with_inlay_core_and_crown_gets_the_engines_figures(member: Client) -> None:
    patient, cover = engine_inputs(member)

    talk = start(member).follow(CROWN)

    expected = estimate(crown(patient, cover))
    assert expected["status"] == "ok", expected
    assert money(talk.estimate) == money(expected)


def test_the_estimate_is_kept_with_its_pdf(member: Client) -> None:
    talk = start(member).follow(CROWN)

    analyses = member.get("/api/v1/analyses").json()
    newest = analyses[0]
    whole = member.get(f"/api/v1/analyses/{newest['id']}").json()
    pdf = member.get(f"/api/v1/analyses/{newest['id']}.pdf")

    assert whole["estimate"] == talk.estimate
    assert pdf.headers["content-type"] == "application/pdf"
    assert pdf.content.startswith(b"%PDF-")


def test_a_typed_command_of_the_framework_is_plain_text(member: Client) -> None:
    talk = start(member).say("HBLD038")
    before = talk.draft

    for text in ("/affirmer", "/restart", "EXTERNAL: x", " /session_start"):
        talk.say(text)
        assert talk.draft == before, text
        assert talk.asking == "line.tooth", text


def test_a_typed_command_answers_nothing_and_writes_nothing(member: Client) -> None:
    typed = start(member).say("HBLD038").say('/affirmer{"montant":"666"}')
    silent = start(member).say("HBLD038")

    assert without_words(typed.draft) == without_words(silent.draft)
    assert typed.asking == silent.asking


def test_a_button_works_only_in_the_turn_that_offered_it(member: Client) -> None:
    talk = start(member).follow(CROWN[:3])
    button = next(button for button in talk.buttons if button["title"] == "Ajouter une ligne")
    assert talk.send({"button": button["id"]}).status_code == httpx.codes.OK

    again = talk.send({"button": button["id"]})

    assert again.status_code == httpx.codes.UNPROCESSABLE_ENTITY
    assert again.json()["code"] == "button_expired"


def test_buttons_and_sentences_mean_the_same(member: Client) -> None:
    said = start(member).follow(HIP_REPLACEMENT)

    pressed = start(member).say("NEKA020").say("1200").press("Secteur 2 sans OPTAM").press("Ajouter l’anesthésiste")
    pressed.say("450").press("Secteur 2 avec OPTAM").press("Non, c’est tout").say("3 nuits").press("Oui").say(
        "85 par jour"
    )
    pressed.say("10/12/2026").press("Non").press("Pour moi")

    assert without_words(pressed.draft) == without_words(said.draft)
    assert money(pressed.estimate) == money(said.estimate)


def without_words(value: Any) -> Any:
    """Leave out how each value was said."""
    if isinstance(value, dict):
        return {key: without_words(each) for key, each in value.items() if key != "understood"}
    return [without_words(each) for each in value] if isinstance(value, list) else value


def test_one_sentence_says_a_whole_quote(member: Client) -> None:
    patient, cover = engine_inputs(member)

    talk = start(member).say(
        "prothèse totale de hanche le 10 décembre 2026, 1200 euros pour le chirurgien secteur 2 sans optam, "
        "450 euros pour l'anesthésiste secteur 2 optam, 3 nuits, chambre particulière 85 € par jour, "
        "pas d'ALD, pour moi, c'est tout"
    )

    assert money(talk.estimate) == money(estimate(hip_replacement(patient, cover)))


def test_an_edit_in_the_panel_and_an_undo_between_two_answers_are_kept(member: Client) -> None:
    talk = start(member).follow(CROWN[:5])

    edited = member.patch(f"{talk.path}/draft", json={"changes": [{"line": 1, "field": "line.fee", "value": "180.00"}]})
    talk.follow(CROWN[5:7]).say("annule")
    undone = talk.draft["lines"][1]["fee"], talk.asking
    talk.follow(CROWN[6:])

    assert edited.json()["draft"]["lines"][0]["fee"] == "180.00"
    assert edited.json()["asking"] == {"field": "line.tooth", "line": 2}
    assert undone == (None, "line.fee")
    assert [line["fee"] for line in talk.draft["lines"]] == ["180.00", "650.50"]
    assert talk.estimate["total"]["charged"] == "830.50"


def test_an_edit_in_the_panel_after_the_estimate_gives_the_new_one(member: Client) -> None:
    talk = start(member).follow(CROWN)

    edited = member.patch(f"{talk.path}/draft", json={"changes": [{"line": 1, "field": "line.fee", "value": "180.00"}]})
    undone = member.post(f"{talk.path}/undo")

    assert edited.json()["estimate"]["total"]["charged"] == "830.50"
    assert undone.json()["estimate"]["total"]["charged"] == "825.50"


def test_a_thank_you_after_the_estimate_changes_nothing(member: Client) -> None:
    talk = start(member).follow(CROWN)
    before = talk.draft

    talk.say("merci c'est tout")

    assert talk.draft == before
    assert talk.asking is None


@pytest.mark.parametrize("sentence", ["120 120 120", "10 000 000 €", "7" * 2_000, "12 " * 600])
def test_figures_that_no_fee_can_have_are_answered(member: Client, sentence: str) -> None:
    talk = start(member).say("NEKA020")

    talk.say(sentence)

    assert talk.draft["lines"][0]["fee"] is None
    assert talk.asking in ("line.fee", "confirm_value")


def test_starting_again_empties_the_quote_and_keeps_the_estimate(member: Client) -> None:
    talk = start(member).follow(CROWN)
    kept = len(member.get("/api/v1/analyses").json())

    talk.say("nouveau devis")

    assert talk.draft["lines"] == []
    assert talk.asking == "describe"
    assert len(member.get("/api/v1/analyses").json()) == kept


def test_a_childs_first_name_is_said_and_heard(member: Client) -> None:
    child = member.get("/api/v1/me").json()["beneficiaries"][1]
    talk = start(member).follow(CROWN[:-1])

    talk.say(f"pour {child['first_name'].upper()}")
    name_told = child["first_name"] in talk.text
    talk.say("et si c'était pour moi ?")

    assert name_told
    assert talk.draft["beneficiary"] == child["id"]
    assert child["first_name"] in talk.text
    assert child["id"] not in talk.text


def test_whoever_is_stuck_sends_the_quote_and_an_advisor_reads_the_transcript(site: Stack, member: Client) -> None:
    talk = start(member).say("une couronne").say("je voudrais parler à un conseiller")
    assert "handover" in talk.answer["understood"]["kinds"]
    file = ("devis.pdf", uploads.pdf(), "application/pdf")

    sent = member.post(
        "/api/v1/cases", data={"comment": "Le devis du dentiste", "conversation_id": talk.id}, files={"file": file}
    )
    advisor = Client(site.base_url)
    account = advisor.account(role="advisor")
    advisor.sign_in(account["email"], account["password"])
    transcript = advisor.get(f"/api/v1/console/conversations/{talk.id}").json()

    assert sent.status_code == httpx.codes.CREATED
    assert any(message["text"] == "une couronne" for message in transcript["messages"])
    assert [case["id"] for case in transcript["cases"]] == [sent.json()["id"]]


def test_another_member_sees_404(site: Stack, member: Client) -> None:
    talk = start(member).follow(CROWN)
    analysis = member.get("/api/v1/analyses").json()[0]["id"]
    document = member.get("/api/v1/documents").json()[0]["id"]
    stranger = Client(site.base_url)
    account = stranger.account(about="deux enfants", mutuelle="mnt")
    stranger.sign_in(account["email"], account["password"])

    for path in (
        f"{talk.path}/messages?after=0",
        f"{talk.path}/draft",
        f"/api/v1/analyses/{analysis}",
        f"/api/v1/analyses/{analysis}.pdf",
        f"/api/v1/documents/{document}",
        f"/api/v1/console/conversations/{talk.id}",
    ):
        answer = stranger.get(path)
        assert answer.status_code == httpx.codes.NOT_FOUND, path
        assert answer.headers["content-type"].startswith("application/problem+json")


def test_a_page_opened_again_finds_the_messages_and_the_question_asked(member: Client) -> None:
    talk = start(member).say("HBLD038")

    found = member.get(f"{talk.path}/messages?after=0").json()

    assert found["messages"][-1]["text"] in talk.text
    assert found["asking"] == talk.answer["asking"] == {"field": "line.tooth", "line": 1}
