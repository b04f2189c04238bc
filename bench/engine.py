"""`make bench-engine`: the remaining-cost engine alone, beside the same rules in OpenFisca-core, in one run.

Absolute times say little on a shared machine: read the ratios. Each time is a median. Memory is the highest the
process ever held. The yardstick runs in `var/bench-venv`, a process of its own (see openfisca_rules.py).
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from bench.surgical_quotes import surgical_quotes
from bench.terminal import say
from quote_engine import estimate

ROOT = Path(__file__).resolve().parents[1]
YARDSTICK_PYTHON = ROOT / "var" / "bench-venv" / "bin" / "python"
IN_PROCESS = 2_000
FEW = 1_000
MANY = 100_000
STARTS = 15
TARGET = {"ratio": 10, "batch": 5_000, "import_ms": 150, "call_ms": 400}
IMPORT = "import time; t = time.perf_counter(); import quote_engine; print((time.perf_counter() - t) * 1000)"


def in_process() -> float:
    """Give the median microseconds of one quote, from a dictionary to a dictionary with all its steps."""
    samples = []
    for quote in surgical_quotes(IN_PROCESS):
        started = time.perf_counter()
        estimate(quote)
        samples.append((time.perf_counter() - started) * 1e6)
    return statistics.median(samples)


class Batch(NamedTuple):
    """What a batch took: seconds of the clock and of the processor, and the most memory it held, in megabytes."""

    elapsed: float
    processor: float
    memory: float


def batch(folder: Path, count: int) -> Batch:
    """Run the batch over `count` quotes, from a file to a file."""
    source, answers = folder / "quotes.ndjson", folder / "answers.ndjson"
    with source.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(quote) + "\n" for quote in surgical_quotes(count))
    started = time.perf_counter()
    with answers.open("wb") as out:
        process = subprocess.Popen(command("--batch", str(source)), cwd=ROOT, stdout=out)
        _, status, usage = os.wait4(process.pid, 0)
    elapsed = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    with answers.open(encoding="utf-8") as file:
        written = sum(line.startswith('{"status": "ok"') for line in file)
    if process.returncode or written != count:
        sys.exit(f"the batch ended with {process.returncode} and {written} estimates for {count} quotes")
    answers.unlink()
    memory = usage.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
    return Batch(elapsed, usage.ru_utime + usage.ru_stime, memory)


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "quote_engine", "estimate", *arguments]


def import_ms() -> float:
    """Give the median time of the import in a fresh interpreter, compiled files in place."""
    runs = [subprocess.run([sys.executable, "-c", IMPORT], cwd=ROOT, capture_output=True, text=True, check=True)
            for _ in range(STARTS)]  # fmt: skip
    return statistics.median(float(run.stdout) for run in runs)


def call_ms(folder: Path) -> float:
    """Give the median time of one whole call from the terminal, the parameters read each time."""
    source = folder / "quote.json"
    source.write_text(json.dumps(next(surgical_quotes(1))), encoding="utf-8")
    samples = []
    for _ in range(STARTS):
        started = time.perf_counter()
        subprocess.run(command(str(source)), cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
        samples.append((time.perf_counter() - started) * 1000)
    return statistics.median(samples)


@contextmanager
def counting_files() -> Iterator[Callable[[], int]]:
    """Count the files that this process opens meanwhile."""
    opened: list[Any] = []
    watching = True

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if watching and event == "open":
            opened.append(arguments[0])

    sys.addaudithook(hook)
    try:
        yield lambda: len(opened)
    finally:
        watching = False


def files_opened() -> tuple[int, int]:
    """Give the files opened by the first quote and by a thousand others, of several dates."""
    first, *others = surgical_quotes(FEW)
    with counting_files() as count:
        estimate(first)
        once = count()
        for quote in others:
            estimate(quote)
        return once, count() - once


def yardstick() -> dict[str, Any]:
    """Run the OpenFisca system; it stops when a figure differs from the engine's."""
    run = subprocess.run(
        [YARDSTICK_PYTHON, "-m", "bench.openfisca_rules"], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False
    )
    if run.returncode:
        sys.exit("the OpenFisca system did not give the engine's figures: see above")
    found: dict[str, Any] = json.loads(run.stdout)
    return found


def verdict(*, reached: bool, target: str) -> str:
    return f"target {target}: {'reached' if reached else 'NOT reached'}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quotes", type=int, default=MANY, help=f"size of the large batch (default {MANY})")
    many = parser.parse_args().quotes
    say("Three practitioners, a stay, a cover and a top-up; every quote different; steps and sentences included.")
    once, later = files_opened()
    say(f"files opened by the first quote        {once:10d}")
    say(f"by the next {FEW - 1}                        {later:10d}      {verdict(reached=later == 0, target='0')}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        one = in_process()
        say(f"one quote, in process                  {one:10.0f} µs")
        small, large = batch(folder, FEW), batch(folder, many)
        rate = (many - FEW) / (large.processor - small.processor)
        reached = verdict(reached=rate >= TARGET["batch"], target=f"{TARGET['batch']}/s")
        say(f"--batch, JSON in and out, of one core  {rate:10.0f} /s   {reached}")
        clock = (many - FEW) / (large.elapsed - small.elapsed)
        say(f"the same by the clock, disk included   {clock:10.0f} /s")
        say(f"memory of {FEW:9d} quotes              {small.memory:10.1f} MB")
        growth = verdict(reached=large.memory < small.memory * 1.1, target="no growth")
        ratio = large.memory / small.memory
        say(f"memory of {many:9d} quotes              {large.memory:10.1f} MB   ratio {ratio:.2f}   {growth}")
        called = call_ms(folder)
    imported = import_ms()
    reached = verdict(reached=imported < TARGET["import_ms"], target=f"{TARGET['import_ms']} ms")
    say(f"import                                 {imported:10.0f} ms   {reached}")
    reached = verdict(reached=called < TARGET["call_ms"], target=f"{TARGET['call_ms']} ms")
    say(f"one call from the terminal             {called:10.0f} ms   {reached}")
    compare(one)
    return 0


def compare(one: float) -> None:
    found = yardstick()
    dictionary, columns, vector = found["dictionary_us"], found["columns_us"], found["vector_us"]
    say(f"The same rules in OpenFisca-core, figures only; {found['checked']} quotes equal to the cent:")
    reached = verdict(reached=dictionary / one >= TARGET["ratio"], target=f"{TARGET['ratio']}×")
    say(
        f"one quote, from a dictionary           {dictionary:10.0f} µs   {dictionary / one:.1f}× the engine   {reached}"
    )
    say(f"one quote, from ready columns          {columns:10.0f} µs   {columns / one:.1f}× the engine")
    ahead = f"{one / vector:.0f} times less than the engine"
    say(f"vectorised over {found['vector']}, a quote         {vector:10.2f} µs   {ahead}")


if __name__ == "__main__":
    sys.exit(main())
