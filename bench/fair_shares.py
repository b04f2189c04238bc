"""`python -m bench.fair_shares`: what a member costs the others, on the whole product.

One member talks alone; then while eight clients of another member talk without end; while another member opens a
thousand streams; and while another sends photographs of quotes, one after the other. Read the ratios of the medians.
"""

import asyncio
import statistics
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from bench.terminal import say
from ops.stack import Stack
from tests.support.client import Client, Talk
from tests.support.papers import paper, photographed

SAMPLES = 60
CLIENTS = 8
STREAMS = 1_000
ASKED = "c'est quoi un dépassement d'honoraires ?"


def timed(talk: Talk) -> tuple[float, float]:
    """Return the median and the 95th percentile of a turn, in milliseconds."""
    samples = []
    for _ in range(SAMPLES):
        started = time.perf_counter()
        talk.say(ASKED)
        samples.append((time.perf_counter() - started) * 1000)
    return statistics.median(samples), statistics.quantiles(samples, n=20)[-1]


@contextmanager
def talking_without_end(member: Client, answers: Counter[int]) -> Iterator[None]:
    """Let eight clients of a member send turns, each in a conversation of its own, the next as soon as one ends."""
    over = threading.Event()
    talks = [member.conversation(fresh=True) for _ in range(CLIENTS)]

    def insist(talk: Talk) -> None:
        own = Client(member.base_url)
        own.cookies, own.csrf = dict(member.cookies), member.csrf
        talk.client = own
        while not over.is_set():
            answers[talk.send({"text": ASKED}).status_code] += 1

    threads = [threading.Thread(target=insist, args=(talk,), daemon=True) for talk in talks]
    for thread in threads:
        thread.start()
    time.sleep(1)
    yield
    over.set()
    for thread in threads:
        thread.join(timeout=30)


@contextmanager
def opening_streams(member: Client, answers: Counter[int]) -> Iterator[None]:
    """Let a member ask for a thousand streams at once, and hold those that they get."""
    path = f"{member.conversation(fresh=True).path}/events"
    over = threading.Event()

    async def hold(client: httpx.AsyncClient, headers: dict[str, str]) -> None:
        try:
            async with client.stream("GET", path, headers=headers) as stream:
                answers[stream.status_code] += 1
                if stream.status_code == httpx.codes.OK:
                    await asyncio.to_thread(over.wait)
        except httpx.HTTPError:
            answers[0] += 1

    async def ask() -> None:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in member.cookies.items())}
        limits = httpx.Limits(max_connections=None)
        async with (
            httpx.AsyncClient(base_url=member.base_url, timeout=60, limits=limits, trust_env=False) as client,
            asyncio.TaskGroup() as group,
        ):
            for _ in range(STREAMS):
                group.create_task(hold(client, headers))

    thread = threading.Thread(target=asyncio.run, args=(ask(),), daemon=True)
    thread.start()
    time.sleep(1)
    yield
    over.set()
    thread.join(timeout=60)


@contextmanager
def sending_photographs(member: Client, answers: Counter[int]) -> Iterator[None]:
    """Let a member have photographs read, the next as soon as one is."""
    path = f"{member.conversation(fresh=True).path}/documents"
    photograph = photographed(paper("dental_official", 1).pdf, "photo", 1)
    over = threading.Event()
    own = Client(member.base_url)
    own.cookies, own.csrf = dict(member.cookies), member.csrf
    own.http.timeout = httpx.Timeout(300)

    def insist() -> None:
        while not over.is_set():
            sent = own.post(path, files={"file": ("devis.jpg", photograph, "image/jpeg")})
            answers[sent.status_code] += 1

    thread = threading.Thread(target=insist, daemon=True)
    thread.start()
    time.sleep(1)
    yield
    over.set()
    thread.join(timeout=300)


def main() -> int:
    with tempfile.TemporaryDirectory() as folder, Stack(Path(folder), today="2026-11-21") as stack:
        one, other = Client(stack.base_url), Client(stack.base_url)
        for client, about in ((one, "deux enfants"), (other, "")):
            account = next(
                each
                for each in client.http.get("/demo/accounts.json").json()
                if each["role"] == "member" and about in each["about"] and (about or "enfants" not in each["about"])
            )
            client.sign_in(account["email"], account["password"])
        talk = one.conversation(fresh=True)
        timed(talk)  # everything is warm
        idle, idle_95 = timed(talk)
        say(f"a turn, nobody else             median {idle:7.1f} ms   p95 {idle_95:7.1f} ms")
        for name, crowd in (
            ("photographs being read", sending_photographs),
            ("eight clients of one member", talking_without_end),
            ("1,000 streams", opening_streams),
        ):
            answers: Counter[int] = Counter()
            with crowd(other, answers):
                median, p95 = timed(talk)
            told = ", ".join(f"{status}: {count}" for status, count in sorted(answers.items()))
            say(
                f"{name:30s}  median {median:7.1f} ms   p95 {p95:7.1f} ms   ratio {median / idle:.2f}   "
                f"answers to them {told}"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
