"""Anonymous first on every route; another member's is 404; who may only read is told so."""

import datetime as dt

import pytest
from sqlalchemy import update

from auth_gateway.conversations.models import Conversation
from auth_gateway.members import Person
from auth_gateway.rights import months_after
from tests.support.people import TODAY, member_struck_off
from tests.support.talks import Talks

NOBODYS = "0" * 32
MEMBER_ROUTES = [
    ("POST", "/api/v1/conversations"),
    ("GET", "/api/v1/conversations"),
    ("POST", f"/api/v1/conversations/{NOBODYS}/messages"),
    ("GET", f"/api/v1/conversations/{NOBODYS}/messages"),
    ("GET", f"/api/v1/conversations/{NOBODYS}/draft"),
    ("PATCH", f"/api/v1/conversations/{NOBODYS}/draft"),
    ("POST", f"/api/v1/conversations/{NOBODYS}/undo"),
    ("GET", f"/api/v1/conversations/{NOBODYS}/events"),
    ("GET", "/api/v1/analyses"),
    ("GET", "/api/v1/analyses/compare"),
    ("GET", f"/api/v1/analyses/{NOBODYS}"),
    ("GET", f"/api/v1/analyses/{NOBODYS}.pdf"),
    ("GET", "/api/v1/documents"),
    ("GET", f"/api/v1/documents/{NOBODYS}"),
    ("POST", "/api/v1/cases"),
    ("GET", "/api/v1/cases"),
    ("GET", f"/api/v1/cases/{NOBODYS}"),
    ("POST", f"/api/v1/cases/{NOBODYS}/messages"),
    ("POST", f"/api/v1/cases/{NOBODYS}/reopen"),
    ("POST", f"/api/v1/cases/{NOBODYS}/rating"),
    ("POST", "/api/v1/support"),
]
ADVISOR_ROUTES = [
    ("GET", "/api/v1/console/conversations"),
    ("GET", f"/api/v1/console/conversations/{NOBODYS}"),
    ("GET", "/api/v1/console/cases"),
    ("GET", f"/api/v1/console/cases/{NOBODYS}"),
    ("POST", f"/api/v1/console/cases/{NOBODYS}/take"),
    ("POST", f"/api/v1/console/cases/{NOBODYS}/release"),
    ("POST", f"/api/v1/console/cases/{NOBODYS}/assign"),
    ("POST", f"/api/v1/console/cases/{NOBODYS}/messages"),
    ("POST", f"/api/v1/console/cases/{NOBODYS}/ask"),
    ("POST", f"/api/v1/console/cases/{NOBODYS}/notes"),
    ("POST", f"/api/v1/console/cases/{NOBODYS}/estimates"),
    ("POST", f"/api/v1/console/cases/{NOBODYS}/answer"),
    ("POST", f"/api/v1/console/cases/{NOBODYS}/close"),
    ("PUT", f"/api/v1/console/cases/{NOBODYS}/reply"),
    ("GET", f"/api/v1/console/files/{NOBODYS}"),
    ("GET", f"/api/v1/console/files/{NOBODYS}/pages/1.jpg"),
]
BODIES = {
    f"/api/v1/conversations/{NOBODYS}/messages": {"client_message_id": "x", "text": "bonjour"},
    f"/api/v1/conversations/{NOBODYS}/draft": {"changes": [{"add_line": True}]},
    "/api/v1/support": {"message": "bonjour"},
    f"/api/v1/console/cases/{NOBODYS}/assign": {"assignee": "x"},
    f"/api/v1/console/cases/{NOBODYS}/estimates": {"changes": [{"add_line": True}]},
    f"/api/v1/console/cases/{NOBODYS}/close": {"reason": "x"},
    **{
        f"/api/v1/console/cases/{NOBODYS}/{step}": {"text": "x"}
        for step in ("messages", "ask", "notes", "answer", "reply")
    },
}


@pytest.mark.parametrize(("method", "path"), MEMBER_ROUTES + ADVISOR_ROUTES)
def test_an_anonymous_caller_is_asked_to_sign_in(talks: Talks, method: str, path: str) -> None:
    answer = talks.gateway.client().request(method, path, json=BODIES.get(path, {}))

    assert (answer.status_code, answer.json()["code"]) == (401, "not_signed_in")


@pytest.mark.parametrize(("method", "path"), [each for each in MEMBER_ROUTES if each[0] != "GET"])
def test_an_unsafe_call_without_the_sessions_token_is_refused(talks: Talks, method: str, path: str) -> None:
    client = talks.member(opened=False).client
    del client.headers["X-CSRF-Token"]

    answer = client.request(method, path, json=BODIES.get(path, {}))

    assert (answer.status_code, answer.json()["code"]) == (403, "csrf_token")


def test_every_id_of_another_member_is_not_found(each_talks: Talks) -> None:
    owner, stranger = each_talks.member(), each_talks.member()
    owner.say("une ligne")
    before = owner.messages()

    for method, path, body in (
        ("POST", "messages", {"client_message_id": "x", "text": "bonjour"}),
        ("POST", "messages", {"client_message_id": "x", "button": "retry"}),
        ("POST", "messages", {"client_message_id": "x", "button": "handover"}),
        ("GET", "messages", None),
        ("GET", "draft", None),
        ("PATCH", "draft", {"changes": [{"add_line": True}]}),
        ("POST", "undo", None),
        ("GET", "events", None),
    ):
        answer = stranger.client.request(method, f"{owner.path}/{path}", json=body)
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found"), path
    assert owner.messages() == before


def test_an_advisor_has_no_conversation_of_their_own(talks: Talks) -> None:
    advisor = talks.advisor()

    assert advisor.post("/api/v1/conversations", json={}).status_code == 403
    assert advisor.get("/api/v1/analyses").status_code == 403


def test_a_member_does_not_see_the_console(talks: Talks) -> None:
    client = talks.member(opened=False).client

    for method, path in ADVISOR_ROUTES:
        assert client.request(method, path, json=BODIES.get(path, {})).status_code == 404, path


def test_a_member_struck_off_lately_may_read_but_not_describe(talks: Talks) -> None:
    talker = talks.member(member_struck_off(months_ago=3), opened=False)

    refused = talker.client.post("/api/v1/conversations", json={})

    assert (refused.status_code, refused.json()["code"]) == (403, "read_only")
    assert "lecture seule" in refused.json()["title"]
    assert talks.bot.turns == []
    assert talker.client.get("/api/v1/conversations").json() == []
    assert talker.client.get("/api/v1/documents").json() == []


def test_a_member_struck_off_meanwhile_rereads_the_conversation_and_writes_nothing(each_talks: Talks) -> None:
    talker = each_talks.member()
    talker.say("une ligne")
    with each_talks.gateway.services.db.session() as db:
        db.merge(talker.person).struck_off_on = each_talks.gateway.clock.today()

    assert len(talker.messages()) == 3
    assert talker.post(text="encore").json()["code"] == "read_only"
    changes = {"changes": [{"add_line": True}]}
    assert talker.client.patch(f"{talker.path}/draft", json=changes).json()["code"] == "read_only"
    assert talker.client.post(f"{talker.path}/undo").json()["code"] == "read_only"


def test_reading_does_not_keep_a_session_alive(talks: Talks) -> None:
    talker = talks.member()

    talks.gateway.clock.advance(minutes=9)
    assert talker.client.get(f"{talker.path}/messages").status_code == 200
    talks.gateway.clock.advance(minutes=2)

    assert talker.client.get(f"{talker.path}/messages").status_code == 401


@pytest.mark.parametrize(("struck_off", "months"), [(False, 24), (True, 6)])
def test_a51_a45_a_conversation_leaves_with_the_documents_of_its_time(
    talks: Talks,
    *,
    struck_off: bool,
    months: int,
) -> None:
    talker = talks.member()
    oldest = dt.datetime.combine(months_after(TODAY, -months), dt.time(12), tzinfo=dt.UTC)
    seen = []
    for last in (oldest, oldest - dt.timedelta(days=1)):
        with talks.gateway.services.db.session() as db:
            db.execute(update(Conversation).values(last_activity_at=last))
            db.execute(update(Person).values(struck_off_on=TODAY if struck_off else None))
        seen.append(
            (len(talker.client.get("/api/v1/conversations").json()), talker.client.get(f"{talker.path}/messages"))
        )

    assert [(listed, answer.status_code) for listed, answer in seen] == [(1, 200), (0, 404)]
