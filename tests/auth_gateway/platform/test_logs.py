"""What the logs hold, after a whole sign-in with wrong and right answers: events and identifiers, no secret."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog
from sqlalchemy.exc import IntegrityError

from auth_gateway.platform import logs
from tests.support.gateway import Gateway, session_cookie
from tests.support.people import PASSWORD, member


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
