"""`python -m bench.fair_shares`: what a member costs the others, on the whole product.

One member talks alone, and beside a crowd, in turns: another member's photographs of quotes, sent one after the other;
eight clients of another member that talk without end; a thousand streams. Read the ratios of the medians.
"""

import asyncio
import multiprocessing
import statistics
import sys
import tempfile
import threading
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Event
from pathlib import Path

import httpx

from bench.terminal import say
from ops.stack import Stack
from tests.support.client import Client, Talk
from tests.support.papers import paper, photographed

SAMPLES = 25  # of a round
ROUNDS = 4  # alone and beside the crowd in turns, so that what else the machine does falls on both
CLIENTS = 8
STREAMS = 1_000
ASKED = "c'est quoi un dépassement d'honoraires ?"
PROCESSES = multiprocessing.get_context("spawn")


@dataclass(frozen=True)
class Signed:
    """A member who has signed in, as another process or thread needs to know them."""

    base_url: str
    cookies: dict[str, str]
    csrf: str

    @classmethod
    def of(cls, client: Client) -> "Signed":
        return cls(client.base_url, dict(client.cookies), client.csrf)

    def client(self) -> Client:
        own = Client(self.base_url)
        own.cookies, own.csrf = dict(self.cookies), self.csrf
        return own


def timed(talk: Talk) -> list[float]:
    """Return what turns take, in milliseconds."""
    samples = []
    for _ in range(SAMPLES):
        started = time.perf_counter()
        talk.say(ASKED)
        samples.append((time.perf_counter() - started) * 1000)
    return samples


def insist(member: Signed, conversation: str, over: Event, answers: "Counter[int]") -> None:
    """Send turns in one conversation, the next as soon as one is answered."""
    own = member.client()
    while not over.is_set():
        body = {"client_message_id": str(uuid.uuid4()), "text": ASKED}
        answers[own.post(f"/api/v1/conversations/{conversation}/messages", json=body).status_code] += 1


def insist_everywhere(
    member: Signed, conversations: list[str], begun: Event, over: Event, told: "Queue[Counter[int]]"
) -> None:
    """Insist in each conversation, in a process of its own: what measures must not share an interpreter with it."""
    answers: Counter[int] = Counter()
    threads = [threading.Thread(target=insist, args=(member, each, over, answers)) for each in conversations]
    for thread in threads:
        thread.start()
    begun.set()
    for thread in threads:
        thread.join()
    told.put(answers)


@contextmanager
def talking_without_end(member: Client, answers: "Counter[int]") -> Iterator[None]:
    """Let eight clients of a member send turns, each in a conversation of its own, the next as soon as one ends."""
    begun, over, told = PROCESSES.Event(), PROCESSES.Event(), PROCESSES.Queue()
    conversations = [member.conversation(fresh=True).id for _ in range(CLIENTS)]
    crowd = PROCESSES.Process(target=insist_everywhere, args=(Signed.of(member), conversations, begun, over, told))
    crowd.start()
    begun.wait()
    time.sleep(1)
    yield
    over.set()
    answers.update(told.get(timeout=60))
    crowd.join(timeout=30)


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
    own = Signed.of(member).client()
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


def shown(samples: list[float]) -> str:
    return f"{statistics.median(samples):6.1f} ms (p95 {statistics.quantiles(samples, n=20)[-1]:6.1f})"


def ratio(alone: list[float], beside: list[float]) -> str:
    """Return the ratio of the medians, and those of the rounds."""
    rounds = [
        statistics.median(beside[at : at + SAMPLES]) / statistics.median(alone[at : at + SAMPLES])
        for at in range(0, len(alone), SAMPLES)
    ]
    median = statistics.median(beside) / statistics.median(alone)
    return f"ratio {median:.2f}, of rounds {min(rounds):.2f} to {max(rounds):.2f}"


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
        for name, crowd in (
            ("photographs being read", sending_photographs),
            ("eight clients of one member", talking_without_end),
            ("1,000 streams", opening_streams),
        ):
            alone, beside, answers = list[float](), list[float](), Counter[int]()
            for _ in range(ROUNDS):
                alone += timed(talk)
                with crowd(other, answers):
                    beside += timed(talk)
            told = ", ".join(f"{status}: {count}" for status, count in sorted(answers.items()))
            say(f"{name:30s}  alone {shown(alone)}   beside them {shown(beside)}   {ratio(alone, beside)}   ({told})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
