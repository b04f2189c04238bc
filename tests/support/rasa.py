"""The real Rasa process for the tests, with a small real action server beside it; started once per test run."""

import contextlib
import hashlib
import hmac
import json
import os
import pathlib
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
TURN_SECRET = "turn-secret-of-the-tests"
ACTIONS_SECRET = "actions-secret-of-the-tests"
START_LIMIT_S = 120


def bot_python() -> str:
    """Return the interpreter of the bot environment; skip the calling test where there is none."""
    candidates = [os.environ.get("BOT_PYTHON"), str(ROOT / "bot" / ".venv" / "bin" / "python")]
    for candidate in candidates:
        if candidate and pathlib.Path(candidate).exists():
            return candidate
    pytest.skip("the bot environment (bot/.venv, Rasa) is not here")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def run_in_bot_environment(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the bot environment's Python to its end."""
    return subprocess.run(  # noqa: S603  our own command
        [bot_python(), *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )


@dataclass
class Server:
    """A process with an HTTP port, that can be stopped and started again."""

    command: list[str]
    environment: dict[str, str]
    port: int
    health: str
    log: pathlib.Path
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(  # noqa: S603  our own command
                self.command, cwd=ROOT, env={**os.environ, **self.environment}, stdout=log, stderr=log
            )
        deadline = time.monotonic() + START_LIMIT_S
        while time.monotonic() < deadline:
            assert self.process.poll() is None, self.log.read_text()
            with contextlib.suppress(httpx.HTTPError):
                if httpx.get(f"http://127.0.0.1:{self.port}{self.health}").status_code == httpx.codes.OK:
                    return
            time.sleep(0.1)
        raise TimeoutError(self.log.read_text())

    def stop(self) -> int:
        assert self.process is not None
        self.process.terminate()
        return self.process.wait(timeout=15)


@dataclass
class Bot:
    """The assistant's process, seen as the gateway sees it."""

    server: Server
    actions: Server
    client: httpx.Client

    def turn(self, message: dict[str, Any], **record: Any) -> httpx.Response:
        return self.post(turn_body(message, **record))

    def post(self, body: bytes, *, timestamp: str | None = None, signature: str | None = None) -> httpx.Response:
        timestamp = timestamp or str(int(time.time()))
        headers = {"X-Turn-Timestamp": timestamp, "X-Turn-Signature": signature or sign(timestamp, body)}
        return self.client.post("/webhooks/gateway/turn", content=body, headers=headers)

    def seen(self, message: dict[str, Any], **record: Any) -> dict[str, Any]:
        """Return what the action was given for this turn."""
        answer = self.turn(message, **record)
        assert answer.status_code == httpx.codes.OK, answer.text
        seen: dict[str, Any] = answer.json()["understood"]["seen"]
        return seen


def sign(timestamp: str, body: bytes) -> str:
    return hmac.new(TURN_SECRET.encode(), timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def turn_body(message: dict[str, Any], **record: Any) -> bytes:
    whole = {
        "conversation": "c-1",
        "today": "2026-11-21",
        "log": [],
        "asked": {"field": "line.fee", "line": 1, "misses": 0, "options": None},
        "beneficiaries": [{"id": "self", "relation": "self", "birth_date": "1980-04-02"}],
        "may_estimate": True,
        "scheme": "general",
        "cover": None,
        **record,
    }
    return json.dumps({"turn": uuid.uuid4().hex, "message": message, "record": whole}).encode()


@contextlib.contextmanager
def running_bot(folder: pathlib.Path) -> Iterator[Bot]:
    """Train when needed, start the action server of the tests and the assistant, and stop both at the end."""
    python = bot_python()
    trained = run_in_bot_environment("-m", "bot.train")
    assert trained.returncode == 0, trained.stderr
    actions_port, bot_port = free_port(), free_port()
    actions = Server(
        [sys.executable, "-m", "tests.support.echo_actions"],
        {"ACTIONS_PORT": str(actions_port), "ACTIONS_SECRET": ACTIONS_SECRET},
        actions_port,
        "/health",
        folder / "actions.log",
    )
    server = Server(
        [python, "-m", "bot"],
        {
            "BOT_PORT": str(bot_port),
            "TURN_SECRET": TURN_SECRET,
            "ACTIONS_URL": f"http://127.0.0.1:{actions_port}/webhook",
            "ACTIONS_SECRET": ACTIONS_SECRET,
            "LOG_LEVEL": "DEBUG",  # Rasa's own most talkative setting: the logs must stay silent all the same
        },
        bot_port,
        "/webhooks/gateway/health",
        folder / "bot.log",
    )
    started: list[Server] = []
    try:
        for one in (actions, server):
            one.start()
            started.append(one)
        with httpx.Client(base_url=f"http://127.0.0.1:{bot_port}", timeout=10) as client:
            yield Bot(server, actions, client)
    finally:
        for one in reversed(started):
            if one.process is not None and one.process.poll() is None:
                one.stop()
