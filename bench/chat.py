"""`make bench-chat`: what a turn costs through the whole product, beside stock Rasa 3.6, in one run on one machine.

Stock: its default French pipeline without vectors and its default policies, REST channel, SQL tracker store, rasa_sdk's
own server with one custom action a turn. It keeps no accounts, no sealed record and no draft, and computes no estimate:
what stands beside it is the whole product. Both say the same sentences. Absolute times vary with the machine and with
what else it does: read the ratios, and the turns for a second of processor, which waiting does not touch.
"""

import argparse
import datetime as dt
import json
import os
import platform
import statistics
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import httpx
import psutil

from bench.charts import bars
from ops.stack import BOT_PYTHON, LOOPBACK, ROOT, SERVICE_PYTHON, Process, Stack, answers, free_port
from tests.support.client import Client, Talk

RESULTS = ROOT / "bench" / "results"
STOCK = ROOT / "bench" / "stock"
MEGABYTE = 1_000_000
EARLY, LATE, AROUND = 5, 200, 11  # the turns compared, each as the median of so many
TOGETHER = 4
SENTENCES = ("c'est quoi un dépassement d'honoraires ?", "bonjour", "c'est quoi la base de remboursement ?")

Json = dict[str, Any]


class Speaker(Protocol):
    """One member in one conversation."""

    def say(self, text: str) -> object: ...

    def press(self) -> object: ...


class Ours:
    def __init__(self, client: Client) -> None:
        self._talk = Talk(client, {"fresh": True})
        self._button = self._talk.buttons[0]["id"]

    def say(self, text: str) -> object:
        return self._talk.say(text)

    def press(self) -> object:
        """Press a button of the opening: once in a conversation."""
        pressed = self._talk.send({"button": self._button})
        pressed.raise_for_status()
        return pressed


class Stock:
    def __init__(self, http: httpx.Client) -> None:
        self._http = http
        self._sender = uuid.uuid4().hex
        self.say("/greet")

    def say(self, text: str) -> object:
        answer = self._http.post("/webhooks/rest/webhook", json={"sender": self._sender, "message": text})
        assert answer.json(), "stock Rasa answers a failure with an empty list"  # noqa: S101  a figure of failures is none
        return answer

    def press(self) -> object:
        return self.say("/fee")


def timed(action: Callable[[], object]) -> float:
    """Return how long it took, in milliseconds."""
    started = time.perf_counter()
    action()
    return (time.perf_counter() - started) * 1000


def percentiles(samples: list[float]) -> dict[str, float]:
    cuts = statistics.quantiles(samples, n=100, method="inclusive")
    return {name: round(cuts[percent - 1], 1) for name, percent in (("p50", 50), ("p95", 95), ("p99", 99))}


def whole(process: Process) -> list[psutil.Process]:
    parent = psutil.Process(process.pid)
    return [parent, *parent.children(recursive=True)]


def processor_seconds(processes: list[Process]) -> float:
    return sum(sum(one.cpu_times()[:2]) for process in processes for one in whole(process))


def measure(speakers: Callable[[], Speaker], processes: list[Process], turns: int) -> Json:
    """Measure one assistant; `speakers` begins a conversation of the next member."""
    warm = speakers()
    for _ in range(3):
        for text in SENTENCES:
            warm.say(text)
    long = speakers()
    texts = [timed(lambda n=n: long.say(SENTENCES[n % len(SENTENCES)])) for n in range(max(turns, LATE + AROUND))]  # type: ignore[misc]
    early, late = (statistics.median(texts[turn : turn + AROUND]) for turn in (EARLY, LATE))
    buttons = [timed(speakers().press) for _ in range(max(10, turns // 10))]
    at_once = [speakers() for _ in range(TOGETHER)]

    def talk(speaker: Speaker) -> list[float]:
        return [timed(lambda n=n: speaker.say(SENTENCES[n % len(SENTENCES)])) for n in range(turns // TOGETHER)]  # type: ignore[misc]

    used, started = processor_seconds(processes), time.perf_counter()
    with ThreadPoolExecutor(TOGETHER) as pool:
        crowd = [each for samples in pool.map(talk, at_once) for each in samples]
    took, used = time.perf_counter() - started, processor_seconds(processes) - used
    memory = {each.name: round(sum(one.memory_info().rss for one in whole(each)) / MEGABYTE) for each in processes}
    return {
        "text_ms": percentiles(texts[: EARLY + AROUND * 5]),
        "button_ms": percentiles(buttons),
        f"turn_{LATE}_to_turn_{EARLY}": round(late / early, 2),
        "at_once": TOGETHER,
        "at_once_ms": percentiles(crowd),
        "turns_per_second": round(len(crowd) / took, 1),
        "turns_per_second_of_processor": round(len(crowd) / used, 1),
        "memory_mb": memory,
        "memory_mb_in_all": sum(memory.values()),
    }


def measure_ours(turns: int, replicas: int) -> Json:
    with tempfile.TemporaryDirectory() as folder, Stack(Path(folder), today="2026-11-21", replicas=replicas) as stack:
        members = signed_in(stack)
        lock, order = threading.Lock(), iter(range(10**9))

        def speaker() -> Ours:
            with lock:
                return Ours(members[next(order) % len(members)])

        return measure(speaker, list(stack.processes.values()), turns)


def signed_in(stack: Stack) -> list[Client]:
    """Return a client for each of as many members as speak at once."""
    anyone = Client(stack.base_url)
    accounts = [
        each
        for each in anyone.http.get("/demo/accounts.json").json()
        if each["role"] == "member" and each["about"].startswith(("Adhérent", "Ayant droit"))
    ]
    able = [each for each in accounts if "suspendu" not in each["about"]][:TOGETHER]
    return [Client(stack.base_url).sign_in(each["email"], each["password"]) for each in able]


@contextmanager
def stock_rasa(folder: Path) -> Iterator[tuple[httpx.Client, list[Process]]]:
    """Train and start stock Rasa with rasa_sdk's server beside it."""
    port, actions_port = free_port(), free_port()
    (folder / "credentials.yml").write_text("rest:\n")
    (folder / "endpoints.yml").write_text(
        f"action_endpoint: {{url: 'http://{LOOPBACK}:{actions_port}/webhook'}}\n"
        f"tracker_store: {{type: SQL, dialect: sqlite, db: '{folder / 'tracker.db'}'}}\n"
    )
    quiet = {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3", "LOG_LEVEL": "ERROR", "PYTHONPATH": ""}
    data = [str(STOCK / name) for name in ("nlu.yml", "rules.yml")]
    train = ["train", "-c", str(STOCK / "config.yml"), "-d", str(STOCK / "domain.yml"), "--out", str(folder), "--data"]
    run = ["run", "-m", str(folder), "-p", str(port), "-i", LOOPBACK]
    files = ["--endpoints", str(folder / "endpoints.yml"), "--credentials", str(folder / "credentials.yml")]
    sdk = [str(SERVICE_PYTHON), "-m", "rasa_sdk", "--actions", "bench.stock.turn", "-p", str(actions_port)]
    rasa = [str(BOT_PYTHON), "-m", "rasa"]
    training = Process("stock training", [*rasa, *train, *data], quiet, lambda: True, folder / "training.log")
    actions = Process(
        "stock actions", sdk, {"PYTHONPATH": str(ROOT)}, answers(f"http://{LOOPBACK}:{actions_port}/health"),
        folder / "actions.log",
    )  # fmt: skip
    server = Process(
        "stock Rasa", [*rasa, *run, *files], quiet, answers(f"http://{LOOPBACK}:{port}/"), folder / "rasa.log"
    )
    training.start()
    if not training.wait_ended(1800) or training.running is None or training.running.returncode != 0:
        raise RuntimeError(training.log_end())
    started = [actions, server]
    try:
        for each in started:
            each.start()
        for each in started:
            each.wait_ready(600)
        with httpx.Client(base_url=f"http://{LOOPBACK}:{port}", timeout=60, trust_env=False) as http:
            yield http, started
    finally:
        for each in reversed(started):
            each.signal(15)  # type: ignore[arg-type]
            if not each.wait_ended(10):
                each.signal(9)  # type: ignore[arg-type]


def measure_stock(turns: int) -> Json:
    with tempfile.TemporaryDirectory() as folder, stock_rasa(Path(folder)) as (http, processes):
        return measure(lambda: Stock(http), processes, turns)


def machine() -> Json:
    """Name the machine by what matters for a figure."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    model = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")
    return {
        "processor": model or platform.processor(),
        "cores": os.cpu_count(),
        "memory_gb": round(psutil.virtual_memory().total / 1e9),
        "load_before": round(os.getloadavg()[0], 1),
        "python": platform.python_version(),
    }


def ratios(ours: Json, stock: Json) -> Json:
    return {
        "median_turn": round(ours["text_ms"]["p50"] / stock["text_ms"]["p50"], 2),
        "turns_per_second": round(ours["turns_per_second"] / stock["turns_per_second"], 1),
        "turns_per_second_of_processor": round(
            ours["turns_per_second_of_processor"] / stock["turns_per_second_of_processor"], 1
        ),
        "memory": round(ours["memory_mb_in_all"] / stock["memory_mb_in_all"], 2),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=240, help="of each kind (default 240)")
    parser.add_argument("--replicas", type=int, default=1, help="measure so many of each process too")
    given = parser.parse_args()
    found: Json = {"on": dt.datetime.now(dt.UTC).date().isoformat(), "machine": machine(), "turns": given.turns}
    found["ours"] = measure_ours(given.turns, 1)
    if given.replicas > 1:
        found["ours_in_replicas"] = {"replicas": given.replicas, **measure_ours(given.turns, given.replicas)}
    found["stock"] = measure_stock(given.turns)
    found["ours_to_stock"] = ratios(found["ours"], found["stock"])
    RESULTS.mkdir(exist_ok=True)
    text = json.dumps(found, indent=2, ensure_ascii=False)
    (RESULTS / "chat.json").write_text(text + "\n", encoding="utf-8")
    (RESULTS / "chat.svg").write_text(chart(found), encoding="utf-8")
    sys.stdout.write(text + "\n")
    return 0


def chart(found: Json) -> str:
    ours, stock = found["ours"], found["stock"]
    named = found["machine"]
    return bars(
        f"A turn of chat: this product beside stock Rasa 3.6 ({named['cores']} cores, {named['processor']})",
        [
            ("median turn by text, ms", ours["text_ms"]["p50"], stock["text_ms"]["p50"]),
            (f"median with {TOGETHER} members at once, ms", ours["at_once_ms"]["p50"], stock["at_once_ms"]["p50"]),
            (
                "turns for a second of processor",
                ours["turns_per_second_of_processor"],
                stock["turns_per_second_of_processor"],
            ),
            ("memory of all processes, MB", ours["memory_mb_in_all"], stock["memory_mb_in_all"]),
        ],
    )


if __name__ == "__main__":
    sys.exit(main())
