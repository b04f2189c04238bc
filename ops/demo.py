"""`make demo`: the whole product with fictitious people, until Ctrl-C."""

import os
import signal
import sys
import threading
import time
from datetime import date
from pathlib import Path

import httpx

from ops.stack import ROOT, Stack, StackError, port_is_free

DEFAULT_PORT = 8000
LAST_PORT = 65535


class DemoError(Exception):
    """A setting of the demonstration cannot be used; the text says which and what is accepted."""


def say(text: str) -> None:
    print(text, flush=True)  # noqa: T201  this is a terminal program


def chosen_port() -> int:
    received = os.environ.get("PORT") or str(DEFAULT_PORT)
    if not received.isdigit() or not 1 <= int(received) <= LAST_PORT:
        message = f"PORT={received} n'est pas un numéro de port : donnez un nombre de 1 à {LAST_PORT}."
        raise DemoError(message)
    port = int(received)
    if not port_is_free(port):
        message = f"Le port {port} est déjà pris : fermez ce qui l'occupe, ou lancez « make demo PORT={port + 1} »."
        raise DemoError(message)
    return port


def chosen_today() -> str | None:
    received = os.environ.get("TODAY")
    if not received:
        return None
    try:
        return date.fromisoformat(received).isoformat()
    except ValueError:
        message = f"TODAY={received} n'est pas une date : écrivez par exemple TODAY=2026-11-21."
        raise DemoError(message) from None


def announce(stack: Stack, seconds: float) -> None:
    accounts = httpx.get(f"{stack.base_url}/demo/accounts.json", trust_env=False).json()
    say(f"\nPrêt en {seconds:.0f} s : {stack.base_url}\n")
    say("Comptes (personnes, garanties et mots de passe fictifs) :")
    for account in accounts:
        say(f"  {account['email']:<42} {account['password']:<22} {account['about']}")
    say(f"\nLes codes envoyés par e-mail se lisent ici : {stack.base_url}/demo/mailbox")
    say("Ctrl-C arrête tout.")


def main() -> int:
    started = time.monotonic()
    asked_to_stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: asked_to_stop.set())
    try:
        stack = Stack(
            Path(os.environ.get("DEMO_DIR") or ROOT / "var" / "demo"), chosen_port(), chosen_today(), tell=say
        )
        with stack:
            if not asked_to_stop.is_set():
                announce(stack, time.monotonic() - started)
            asked_to_stop.wait()
            say("\nArrêt…")
    except (DemoError, StackError, OSError) as error:
        say(f"\nLa démonstration ne peut pas démarrer. {error}")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
