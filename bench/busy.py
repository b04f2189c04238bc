"""`python -m bench.busy`: whether twenty sign-ins a second slow the chat down, on the whole product.

Windows with and without the sign-ins follow one another, so that what else the machine does weighs on both alike. The
sign-ins are offered whatever is answered, from several addresses of the loopback; one member chats meanwhile.
"""

import collections
import itertools
import statistics
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx

from bench.terminal import say
from ops.stack import Stack
from tests.support.client import Client, Talk

SIGN_INS_A_SECOND = 20
WINDOWS, WINDOW_SECONDS = 6, 10  # of each kind: a minute
ADDRESSES = tuple(f"127.0.0.{last}" for last in range(2, 10))
WAITING = 100  # sign-ins under way at once, at most


class SignIns:
    """Offers wrong pairs at a steady rate while `offered` is set; counts the answers by status."""

    def __init__(self, base_url: str) -> None:
        self.answers: collections.Counter[int] = collections.Counter()
        self.offered = threading.Event()
        self._over = threading.Event()
        self._clients = [
            httpx.Client(base_url=base_url, timeout=30, transport=httpx.HTTPTransport(local_address=address))
            for address in ADDRESSES
        ]
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def stop(self) -> None:
        self._over.set()
        self.offered.set()
        self._thread.join()

    def _run(self) -> None:
        with ThreadPoolExecutor(WAITING) as pool:
            for number in itertools.count():
                self.offered.wait()
                if self._over.is_set():
                    return
                pool.submit(self._one, number)
                time.sleep(1 / SIGN_INS_A_SECOND)

    def _one(self, number: int) -> None:
        body = {"email": f"personne-{number}@example.org", "password": "Faux-2026!"}
        answer = self._clients[number % len(ADDRESSES)].post("/api/v1/auth/login", json=body)
        self.answers[answer.status_code] += 1


def turns(talk: Talk) -> list[float]:
    """Chat for one window; return the milliseconds of each turn."""
    samples: list[float] = []
    until = time.monotonic() + WINDOW_SECONDS
    while time.monotonic() < until:
        started = time.perf_counter()
        talk.say("bonjour")
        samples.append((time.perf_counter() - started) * 1000)
    return samples


def percentile(samples: list[float], percent: int) -> float:
    return statistics.quantiles(samples, n=100)[percent - 1]


def main() -> int:
    with tempfile.TemporaryDirectory() as folder, Stack(Path(folder), today="2026-11-21") as stack:
        client = Client(stack.base_url)
        account = client.account(about="deux enfants")
        client.sign_in(account["email"], account["password"])
        talk = client.conversation(fresh=True)
        sign_ins = SignIns(stack.base_url)
        idle: list[float] = []
        busy: list[float] = []
        for _ in range(WINDOWS):
            idle += turns(talk)
            sign_ins.offered.set()
            busy += turns(talk)
            sign_ins.offered.clear()
        sign_ins.stop()
        for percent in (50, 99):
            alone, together = percentile(idle, percent), percentile(busy, percent)
            say(
                f"turn, p{percent}: {alone:.0f} ms alone, {together:.0f} ms with the sign-ins:"
                f" {together / alone:.2f} times"
            )
        say(f"turns: {len(idle)} alone, {len(busy)} with the sign-ins; answers to these: {dict(sign_ins.answers)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
