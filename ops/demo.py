"""`make demo`: the whole product with fictitious people, until Ctrl-C."""

import os
import signal
import sys
import threading
import time
from datetime import date
from functools import partial
from pathlib import Path

import httpx

from ops.stack import LOOPBACK, ROOT, Stack, StackError, port_is_free
from wording import say

DEFAULT_PORT = 8000
LAST_PORT = 65535

_said = partial(say, "terminal", "demo")


class DemoError(Exception):
    """A setting of the demonstration cannot be used; the text says which and what is accepted."""


def show(text: str) -> None:
    print(text, flush=True)  # noqa: T201  this is a terminal program


def chosen_port() -> int:
    received = os.environ.get("PORT") or str(DEFAULT_PORT)
    if not received.isdigit() or not 1 <= int(received) <= LAST_PORT:
        raise DemoError(_said("not_a_port", received=received, most=LAST_PORT))
    port = int(received)
    if not port_is_free(port):
        raise DemoError(_said("port_taken", port=port, next=port + 1))
    return port


def chosen_today() -> str | None:
    received = os.environ.get("TODAY")
    if not received:
        return None
    try:
        return date.fromisoformat(received).isoformat()
    except ValueError:
        raise DemoError(_said("not_a_day", received=received)) from None


def announce(stack: Stack, seconds: float) -> None:
    accounts = httpx.get(f"{stack.base_url}/demo/accounts.json", trust_env=False).json()
    show("\n" + _said("ready", seconds=f"{seconds:.0f}", address=stack.base_url) + "\n")
    show(_said("accounts"))
    for account in accounts:
        show(f"  {account['email']:<42} {account['password']:<22} {account['about']}")
    show("\n" + _said("mailbox", address=f"{stack.base_url}/demo/mailbox"))
    show(_said("how_to_end"))


def main() -> int:
    started = time.monotonic()
    asked_to_stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: asked_to_stop.set())
    try:
        folder = Path(os.environ.get("DEMO_DIR") or ROOT / "var" / "demo")
        host = os.environ.get("DEMO_HOST") or LOOPBACK
        stack = Stack(folder, chosen_port(), chosen_today(), host, tell=show)
        with stack:
            if not asked_to_stop.is_set():
                announce(stack, time.monotonic() - started)
            asked_to_stop.wait()
            show("\n" + _said("ending"))
    except (DemoError, StackError, OSError) as error:
        show("\n" + _said("not_started", why=error))
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
