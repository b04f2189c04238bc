"""What the logs hold, after a whole sign-in with wrong and right answers: events and identifiers, no secret."""

import io
import json
import logging
import re
from collections.abc import Iterator

import pytest
import structlog
from sqlalchemy.exc import IntegrityError

from auth_gateway.consents import DocumentKind
from auth_gateway.consents import service as consents
from auth_gateway.platform import logs
from auth_gateway.platform.sessions import COOKIE
from tests.support.gateway import Gateway, session_cookie
from tests.support.people import PASSWORD, member
from tests.support.talks import Talks
from tests.support.uploads import pdf


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """Write the real logs where the test can read them; the loggers are put back afterwards."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    stream = io.StringIO()
    logs.configure(stream)
    logging.getLogger("httpx2").setLevel(logging.WARNING)  # the test's own client
    yield stream
    structlog.reset_defaults()
    root.handlers[:], root.level = handlers, level


def test_a_sign_in_leaves_no_secret_in_the_logs(gateway: Gateway, written: io.StringIO) -> None:
    account = gateway.save_with_account(member(first_name="Canarinom"))
    client = gateway.client()
    client.post("/api/v1/auth/login", json={"email": account.email, "password": "Canari-2026!"})
    challenge, code = gateway.log_in(client, account), gateway.last_code()
    client.post("/api/v1/auth/otp", json={"challenge": challenge, "code": "0000"})
    otp = client.post("/api/v1/auth/otp", json={"challenge": challenge, "code": code})
    client.get("/api/v1/me?parameter=canari")
    gateway.deliver()

    output = written.getvalue()
    secrets = [PASSWORD, "Canari", "canari", challenge, otp.json()["csrf_token"], session_cookie(client), account.email]
    assert not [secret for secret in secrets if str(secret) in output]
    assert f'"{code}"' not in output
    lines = [json.loads(line) for line in output.splitlines()]
    assert {"request", "mail_closed"} <= {line["event"] for line in lines}
    assert "/api/v1/auth/otp" in {line.get("route") for line in lines}


def test_an_exception_is_logged_without_its_text(gateway: Gateway, written: io.StringIO) -> None:
    gateway.save_with_account(member(), email="canari@example.org")

    try:
        gateway.save_with_account(member(), email="canari@example.org")
    except IntegrityError:
        structlog.get_logger().exception("unexpected_error")

    output = written.getvalue()
    assert json.loads(output)["exception"][0]["exc_type"] == "IntegrityError"
    assert "canari" not in output


NEW, NEWER, WRONG = "Vélo-Rouge-7!", "Canapé&Tondeuse7", "Faux-2026!"
EMAIL, OTHER = "canari.adresse@example.org", "canari.autre@example.org"


def link(gateway: Gateway, path: str) -> str:
    gateway.deliver()
    found = [re.search(rf"/{path}/([\w-]{{40,}})", mail.text) for mail in gateway.transport.mails]
    return [each.group(1) for each in found if each][-1]


def test_no_log_holds_what_signs_in_or_names_anybody(gateway: Gateway, written: io.StringIO) -> None:
    with gateway.services.db.session() as db:
        terms = consents.publish(db, DocumentKind.TERMS, "x", gateway.clock.today(), gateway.clock.now()).version
    person = member(last_name="Canarinom", first_name="Canariprénom", member_number="CANARI42")
    gateway.save(person)
    client = gateway.client()
    card = {
        "mutuelle": "mnh", "member_number": "CANARI42", "last_name": "Canarinom", "first_name": "Canariprénom",
        "birth_date": person.birth_date.isoformat(), "email": EMAIL,
    }  # fmt: skip
    client.post("/api/v1/registrations", json=card)
    activation = link(gateway, "activation")
    agreed = {"adult": True, "terms": terms, "personal_data": True, "hosting": True}
    client.post("/api/v1/activations", json={"token": activation, **agreed, "password": NEW})
    client.post("/api/v1/auth/login", json={"email": EMAIL, "password": WRONG})
    challenge = client.post("/api/v1/auth/login", json={"email": EMAIL, "password": NEW}).json()["challenge"]
    code = gateway.last_code()
    opened = client.post("/api/v1/auth/otp", json={"challenge": challenge, "code": code})
    csrf = opened.json()["csrf_token"]
    client.headers["X-CSRF-Token"] = csrf
    client.patch("/api/v1/me", json={"address": "7 rue du Canari"})
    client.post("/api/v1/me/email-changes", json={"password": NEW, "email": OTHER})
    client.post("/api/v1/me/exports")
    client.post("/api/v1/password-resets", json={"email": EMAIL})
    reset = link(gateway, "mot-de-passe")
    client.get(f"/mot-de-passe/{reset}")
    client.post("/api/v1/password-resets/complete", json={"token": reset, "password": NEWER})
    client.get("/espace?motif=canari-question", headers={"Accept": "text/html"})

    text = written.getvalue()

    secrets = [NEW, NEWER, WRONG, activation, challenge, reset, csrf, opened.cookies[COOKIE]]
    names = ["Canarinom", "Canariprénom", "CANARI42", EMAIL, OTHER, "rue du Canari", "canari-question"]
    assert '"event": "signed_in"' in text
    assert '"kind": "registration"' in text
    assert [each for each in (*secrets, *names) if each in text] == []
    assert re.search(rf"\b{code}\b", re.sub(r'"(milliseconds|timestamp|request)": ?"?[^,}}"]*"?', "", text)) is None


def test_no_log_holds_a_quote_nor_what_was_said_of_it(talks: Talks, written: io.StringIO) -> None:
    talker, child = talks.parent(first_name="Canarienfant")
    desk = talks.advisor()
    talker.say("Le docteur Canarimedecin demande 4321,09 € pour ma canaricouronne")
    talks.bot.answer = lambda _turn: {"messages": "canaripanne"}
    failed = talker.post(text="canariphrase")
    sent = talker.client.post(
        "/api/v1/cases",
        data={"comment": "canaricommentaire", "conversation_id": talker.id},
        files={"file": ("canarifichier.pdf", pdf())},
    )
    case = sent.json()["id"]
    done = [
        talker.client.post("/api/v1/support", json={"subject": "canarisujet", "message": "canarimessage"}),
        talker.client.put("/api/v1/me/directive", json={"text": "canariconsigne"}),
        talker.client.post("/api/v1/me/representatives", json={"child": child.id, "email": "canari@example.org"}),
        desk.post(f"/api/v1/console/cases/{case}/take"),
        desk.post(f"/api/v1/console/cases/{case}/notes", json={"text": "canarinote"}),
        desk.get("/api/v1/console/cases?q=canaricherche"),
    ]
    talks.gateway.deliver()

    text = written.getvalue()

    assert failed.status_code == 503
    assert [answer.status_code for answer in (sent, *done) if not answer.is_success] == []
    assert '"event": "assistant_unavailable"' in text
    assert "canari" not in text.lower()
    assert "4321" not in re.sub(r'"(milliseconds|timestamp|request)": ?"?[^,}"]*"?', "", text)
