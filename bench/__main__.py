"""`make bench`: the measurements quoted in the README, made in one run on one machine.

Absolute times say little on a shared machine: read the ratios. Every figure is the median of its samples.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import psutil

from bench.terminal import say
from ops.stack import Stack
from quote_engine import estimate
from tests.support.client import Client
from tests.support.quotes import HIP_REPLACEMENT, hip_replacement

TURNS = 30
LONG_CONVERSATION = 120
QUOTES = 2_000
MEGABYTE = 1_000_000


def median_ms(action: Callable[[], object], times: int = TURNS) -> float:
    samples = []
    for _ in range(times):
        started = time.perf_counter()
        action()
        samples.append((time.perf_counter() - started) * 1000)
    return statistics.median(samples)


def resident(pid: int) -> float:
    parent = psutil.Process(pid)
    processes = (parent, *parent.children(recursive=True))
    return sum(process.memory_info().rss for process in processes) / MEGABYTE


def measure_turns(client: Client) -> None:
    """Say the same digression again and again: the draft stays, the conversation grows."""
    talk = client.conversation(fresh=True)
    early = median_ms(lambda: talk.say("c'est quoi un dépassement d'honoraires ?"))
    for _ in range(LONG_CONVERSATION):
        talk.say("bonjour")
    late = median_ms(lambda: talk.say("c'est quoi un dépassement d'honoraires ?"))
    read = median_ms(lambda: client.get(f"{talk.path}/draft"))
    say(f"a turn by text                         {early:8.1f} ms")
    say(
        f"the same after {2 * TURNS + LONG_CONVERSATION:3d} turns             {late:8.1f} ms   ratio {late / early:.2f}"
    )
    say(f"reading the draft (no assistant)       {read:8.1f} ms   ratio to a turn {read / early:.2f}")

    opening = median_ms(lambda: client.conversation(fresh=True), 10)
    say(f"opening a conversation                 {opening:8.1f} ms   ratio to a turn {opening / early:.2f}")


def measure_engine() -> None:
    quote = hip_replacement({"scheme": "general"}, {"guarantee_id": "mnh-confort"})
    started = time.perf_counter()
    estimate(quote)
    first = (time.perf_counter() - started) * 1e6
    each = median_ms(lambda: estimate(quote), QUOTES) * 1000
    say(f"engine, two lines with a stay          {each:8.1f} µs   the first, with its parameters {first / 1000:.0f} ms")


def main() -> int:
    measure_engine()
    with tempfile.TemporaryDirectory() as folder:
        started = time.monotonic()
        with Stack(Path(folder), today="2026-11-21") as stack:
            say(f"start, model trained                   {time.monotonic() - started:8.1f} s")
            client = Client(stack.base_url)
            account = client.account(about="deux enfants")
            client.sign_in(account["email"], account["password"])
            measure_turns(client)
            talk = client.conversation(fresh=True)
            started = time.perf_counter()
            talk.follow(HIP_REPLACEMENT)
            whole = time.perf_counter() - started
            say(f"a whole surgical quote, {len(HIP_REPLACEMENT)} turns       {whole:8.1f} s")
            for name, process in stack.processes.items():
                say(f"resident memory, {name:<10}            {resident(process.pid):8.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
