"""The real Rasa process for the tests of the assistant alone, with a small real action server beside it."""

import contextlib
import fcntl
import hashlib
import hmac
import json
import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from ops.stack import BOT_PYTHON, LOOPBACK, ROOT, Process, answers, free_port

TURN_SECRET = "turn-secret-of-the-tests"
ACTIONS_SECRET = "actions-secret-of-the-tests"
TURN_PATH = "/webhooks/gateway/turn"


def bot_python() -> str:
    """Return the interpreter of the bot environment; skip the calling test where there is none."""
    python = os.environ.get("BOT_PYTHON") or str(BOT_PYTHON)
    if not Path(python).exists():
        pytest.skip("bot/.venv is not here: run `make train` first")
    return python


def run_in_bot_environment(
    *arguments: str, stdin: str | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run the bot environment's Python to its end, from the repository's root."""
    return subprocess.run(
        [bot_python(), *arguments],
        cwd=ROOT,
        env=bot_environment(**environment),
        input=stdin,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )


def bot_environment(**settings: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), **settings}


def train_when_needed() -> None:
    """Bring the model to its data; parallel workers wait for the one that trains."""
    lock = ROOT / "var" / "training.lock"
    lock.parent.mkdir(exist_ok=True)
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        trained = run_in_bot_environment("-m", "bot.train")
    assert trained.returncode == 0, trained.stdout + trained.stderr


@dataclass
class Bot:
    """The assistant's process, seen as the gateway sees it."""

    process: Process
    actions: Process
    port: int
    client: httpx.Client

    def turn(self, message: dict[str, Any], **record: Any) -> httpx.Response:
        return self.post(turn_body(message, **record))

    def post(self, body: bytes, *, timestamp: str | None = None, signature: str | None = None) -> httpx.Response:
        timestamp = timestamp or str(int(time.time()))
        headers = {"X-Turn-Timestamp": timestamp, "X-Turn-Signature": signature or sign(timestamp, body)}
        return self.client.post(TURN_PATH, content=body, headers=headers)

    def seen(self, message: dict[str, Any], **record: Any) -> dict[str, Any]:
        """Return what the action was given for this turn."""
        answer = self.turn(message, **record)
        assert answer.status_code == httpx.codes.OK, answer.text
        seen: dict[str, Any] = answer.json()["understood"]["seen"]
        return seen


def sign(timestamp: str, body: bytes, secret: str = TURN_SECRET) -> str:
    return hmac.new(secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()


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
def running_bot(folder: Path) -> Iterator[Bot]:
    """Train when needed, start the tests' action server and the assistant, and stop both at the end."""
    python = bot_python()
    train_when_needed()
    actions_port, bot_port = free_port(), free_port()
    actions = Process(
        "actions",
        [sys.executable, "-m", "tests.support.echo_actions"],
        {"ACTIONS_PORT": str(actions_port), "ACTIONS_SECRET": ACTIONS_SECRET},
        answers(f"http://{LOOPBACK}:{actions_port}/health"),
        folder / "actions.log",
    )
    settings = {
        "BOT_PORT": str(bot_port),
        "TURN_SECRET": TURN_SECRET,
        "ACTIONS_URL": f"http://{LOOPBACK}:{actions_port}/webhook",
        "ACTIONS_SECRET": ACTIONS_SECRET,
        "LOG_LEVEL": "DEBUG",  # Rasa's own most talkative setting: the logs must stay silent all the same
    }
    process = Process(
        "bot",
        [python, "-m", "bot"],
        settings,
        answers(f"http://{LOOPBACK}:{bot_port}/webhooks/gateway/health"),
        folder / "bot.log",
    )
    started: list[Process] = []
    try:
        for one in (actions, process):
            one.start()
            started.append(one)
            one.wait_ready()
        with httpx.Client(base_url=f"http://{LOOPBACK}:{bot_port}", timeout=10, trust_env=False) as client:
            yield Bot(process, actions, bot_port, client)
    finally:
        for one in reversed(started):
            one.signal(signal.SIGTERM)
            assert one.wait_ended(15), f"{one.name} did not stop"
