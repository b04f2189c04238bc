"""`python -m bench.soak [--minutes N]`: whether memory stays flat while members talk, read pages and send photographs.

Four members talk through the whole product without a pause: new conversations, pages, a photographed quote now and
then. What each process holds is told every minute; growth is counted from a fifth of the way
on, when caches and pools are full. Ends with status 1 when the gateway, the bot or the actions grew by more than a
tenth.
"""

import argparse
import io
import itertools
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
from PIL import Image

from bench.chat import MEGABYTE, SENTENCES, signed_in
from bench.terminal import say
from ops.stack import Process, Stack
from tests.support.client import Client, Talk

WARM = 0.2
MOST_GROWTH = 1.1
ANSWERING = ("gateway", "bot", "actions")
FRESH_EVERY, PAGE_EVERY, PHOTO_EVERY = 25, 5, 250


def photo() -> bytes:
    """Return a picture with nothing on it: it is decoded, checked and read like any other."""
    file = io.BytesIO()
    Image.new("RGB", (1200, 1600), "white").save(file, "JPEG")
    return file.getvalue()


def talk_until(client: Client, end: float) -> int:
    """Talk until `end`, on the machine's own clock; return how many turns were answered."""
    talk, picture = Talk(client, {"fresh": True}), photo()
    for number in itertools.count(1):
        if time.monotonic() >= end:
            break
        if number % FRESH_EVERY == 0:
            talk = Talk(client, {"fresh": True})
        if number % PAGE_EVERY == 0:
            client.get("/espace").raise_for_status()
        if number % PHOTO_EVERY == 0:
            client.post(f"{talk.path}/documents", files={"file": ("devis.jpg", picture, "image/jpeg")})
        talk.say(SENTENCES[number % len(SENTENCES)])
    return number - 1


def held(processes: dict[str, Process]) -> dict[str, int]:
    """Return what each process holds, in megabytes: not the children that look at one picture and end."""
    return {name: round(psutil.Process(each.pid).memory_info().rss / MEGABYTE) for name, each in processes.items()}


def soak(stack: Stack, minutes: float) -> dict[str, float]:
    """Return by how much each process grew once it was warm."""
    started = time.monotonic()
    end = started + minutes * 60
    samples: list[tuple[float, dict[str, int]]] = []
    members = signed_in(stack)
    with ThreadPoolExecutor(len(members)) as pool:
        talking = [pool.submit(talk_until, client, end) for client in members]
        while time.monotonic() < end:
            time.sleep(min(60, minutes * 6))
            passed = time.monotonic() - started
            samples.append((passed / (minutes * 60), held(stack.processes)))
            say(f"{passed / 60:5.1f} min  {samples[-1][1]}")
        say(f"{sum(each.result() for each in talking):,} turns")
    warm = next(memory for part, memory in samples if part >= WARM)
    last = samples[-1][1]
    return {name: round(last[name] / warm[name], 2) for name in last}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, Stack(Path(folder), today="2026-11-21") as stack:
        growth = soak(stack, given.minutes)
    say(f"grew since a fifth of the way: {growth}")
    return int(any(growth[name] > MOST_GROWTH for name in ANSWERING))


if __name__ == "__main__":
    sys.exit(main())
