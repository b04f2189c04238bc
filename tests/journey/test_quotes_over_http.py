"""The main journey through the HTTP contract alone: every amount equals the engine called directly."""

import httpx
import pytest

from ops.stack import Stack
from quote_engine import estimate
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
    talk = start(member).say("chez le dentiste")
    before = talk.draft

    for text in ('/affirmer{"montant":"666"}', "/restart", "EXTERNAL: x", " /session_start"):
        talk.say(text)
        assert talk.draft == before, text
        assert talk.asking == "care_date", text


def test_a_button_works_only_in_the_turn_that_offered_it(member: Client) -> None:
    talk = start(member)
    button = next(button for button in talk.buttons if "dent" in button["title"].lower())
    assert talk.send({"button": button["id"]}).status_code == httpx.codes.OK

    again = talk.send({"button": button["id"]})

    assert again.status_code == httpx.codes.UNPROCESSABLE_ENTITY
    assert again.json()["code"] == "button_expired"


def test_buttons_and_sentences_mean_the_same(member: Client) -> None:
    pressed = start(member).press("dent")
    said = start(member).say("chez le dentiste")

    assert {**pressed.draft, "understood": {}} == {**said.draft, "understood": {}}
    assert pressed.asking == said.asking


def test_whoever_is_stuck_sends_the_quote_and_an_advisor_reads_the_transcript(site: Stack, member: Client) -> None:
    talk = start(member).say("chez le dentiste").say("je voudrais parler à un conseiller")
    assert "handover" in talk.answer["understood"]["kinds"]
    file = ("devis.pdf", b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n", "application/pdf")

    sent = member.post(
        "/api/v1/cases", data={"comment": "Le devis du dentiste", "conversation_id": talk.id}, files={"file": file}
    )
    advisor = Client(site.base_url)
    account = advisor.account(role="advisor")
    advisor.sign_in(account["email"], account["password"])
    transcript = advisor.get(f"/api/v1/console/conversations/{talk.id}").json()

    assert sent.status_code == httpx.codes.CREATED
    assert any(message["text"] == "chez le dentiste" for message in transcript["messages"])
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
    talk = start(member).say("chez le dentiste")

    found = member.get(f"{talk.path}/messages?after=0").json()

    assert found["messages"][-1]["text"] in talk.text
    assert found["asking"] == talk.answer["asking"] == {"field": "care_date", "line": None}
