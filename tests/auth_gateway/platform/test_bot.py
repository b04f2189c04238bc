"""The signed way to the assistant, against a real HTTP server that checks like the channel does."""

import hashlib
import hmac
import http.server
import json
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from auth_gateway.platform.bot import BotUnavailableError, HttpBot
from ops.stack import free_port
from tests.support.gateway import MovableClock

SECRET = "the turn secret of the tests"
TURN = {"turn": "t1", "message": {"text": "850 € à l’hôpital"}, "record": {}}


class Assistant(http.server.BaseHTTPRequestHandler):
    answer: tuple[int, bytes] = (200, b"{}")
    seen: list[tuple[dict[str, str], bytes]] = []  # noqa: RUF012  the handler is made anew for each request

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.seen.append((dict(self.headers), body))
        self._send(*self.answer)

    def do_GET(self) -> None:
        self.seen.append((dict(self.headers), b""))
        self._send(200 if self.path == "/webhooks/gateway/health" else 404, b"{}")

    def _send(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def assistant() -> Iterator[tuple[type[Assistant], HttpBot]]:
    class Handler(Assistant):
        seen: list[tuple[dict[str, str], bytes]] = []  # noqa: RUF012  as above

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    bot = HttpBot(f"http://127.0.0.1:{server.server_port}", SECRET, MovableClock())
    yield Handler, bot
    bot.close()
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_turn_is_signed_over_its_instant_and_its_raw_body(assistant: tuple[type[Assistant], HttpBot]) -> None:
    handler, bot = assistant
    handler.answer = (200, json.dumps({"turn": "t1"}).encode())

    answer = bot.take_turn(TURN)

    headers, body = handler.seen[0]
    signed = f"{headers['X-Turn-Timestamp']}.".encode() + body
    assert answer == {"turn": "t1"}
    assert json.loads(body) == TURN
    assert headers["X-Turn-Timestamp"] == str(int(MovableClock().now().timestamp()))
    assert headers["X-Turn-Signature"] == hmac.new(SECRET.encode(), signed, hashlib.sha256).hexdigest()


@pytest.mark.parametrize(
    "answer", [(502, b'{"error": "incomplete_turn"}'), (200, b"[]"), (200, b"not json"), (401, b"")]
)
def test_anything_but_a_whole_answer_is_a_failure(
    assistant: tuple[type[Assistant], HttpBot], answer: tuple[int, bytes]
) -> None:
    handler, bot = assistant
    handler.answer = answer

    with pytest.raises(BotUnavailableError):
        bot.take_turn(TURN)


def test_an_assistant_that_is_not_there_is_neither_ready_nor_answering() -> None:
    bot = HttpBot(f"http://127.0.0.1:{free_port()}", SECRET, MovableClock())

    with pytest.raises(BotUnavailableError, match="ConnectError"):
        bot.take_turn(TURN)
    assert not bot.ready()
    bot.close()


def test_readiness_is_the_channels_own_answer(assistant: tuple[type[Assistant], HttpBot]) -> None:
    handler, bot = assistant

    assert bot.ready()
    assert "Content-Length" not in handler.seen[0][0]  # a body that is announced and not read is an error in its log
