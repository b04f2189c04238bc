"""`make bench-reading`: how well quotes on paper are read, with what doubts, and what a page costs.

The examples beside the checkout (`../shared/quotes`), and fictitious quotes of our own: in layouts that the reading was
mended with, in others that were kept apart, and in those of which only the score has been looked at.
"""

import argparse
import datetime as dt
import json
import resource
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from quote_reading import DocumentError, Reading, read_document
from tests.support.papers import APART, FORMS, HELD_OUT, LAYOUTS, SET_ASIDE, SET_ASIDE_SINCE, paper, photographed
from tests.support.papers.scoring import Score
from tests.support.shared import SHARED

TODAY = dt.date(2026, 11, 21)
TEXT = "text"
MEGABYTE = 1_000


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench.reading", description=__doc__)
    parser.add_argument("--seeds", type=int, default=2, help="papers of each layout and form of our own")
    parser.add_argument("--forms", nargs="+", choices=(TEXT, *FORMS), default=(TEXT, *FORMS), help="of our own papers")
    arguments = parser.parse_args()
    if (SHARED / "quotes").is_dir():
        _table("../shared/quotes", _examples(SHARED / "quotes"))
    else:
        _say("../shared/quotes is not here: its table is skipped")
    with tempfile.TemporaryDirectory() as folder:
        _table("our own", _own(LAYOUTS, arguments, Path(folder)))
        _table("our own, kept apart", _own(APART, arguments, Path(folder)))
        _table("our own, held out", _own(HELD_OUT, arguments, Path(folder)))
        _table("our own, set aside", _own(SET_ASIDE, arguments, Path(folder)))
        _table("our own, set aside since", _own(SET_ASIDE_SINCE, arguments, Path(folder)))
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / MEGABYTE
    _say(f"\nmost memory of a reading process   {memory:.0f} MB")
    return 0


def _examples(folder: Path) -> Iterator[tuple[str, Path, dict[str, Any]]]:
    for truth in json.loads((folder / "truth.json").read_text(encoding="utf-8")):
        yield truth["form"], folder / truth["file"], truth


def _own(
    layouts: Iterable[str], arguments: argparse.Namespace, folder: Path
) -> Iterator[tuple[str, Path, dict[str, Any]]]:
    for layout in layouts:
        for seed in range(1000, 1000 + arguments.seeds):
            made = paper(layout, seed)
            for form in (form for form in (TEXT, *made.forms) if form in arguments.forms):
                file = folder / "quote"
                file.write_bytes(made.pdf if form == TEXT else photographed(made.pdf, form, seed))
                yield form, file, asdict(made.truth)


def _table(title: str, papers: Iterator[tuple[str, Path, dict[str, Any]]]) -> None:
    scores: dict[str, Score] = {}
    for form, file, truth in papers:
        score = scores.setdefault(form, Score())
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        try:
            reading = read_document(file, TODAY)
        except DocumentError as error:
            if error.code == "ocr_missing":
                continue
            reading = Reading()
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        score.seconds += after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        score.add(truth, reading)
    _say(f"\n{title}")
    heads = f"{'papers':>7}{'lines':>7}{'exact':>8}{'invented':>10}{'in doubt':>10}{'sure, wrong':>13}{'a page':>9}"
    _say(f"{'form':<15}{heads}")
    for form, score in scores.items():
        if score.papers:
            _say(
                f"{form:<15}{score.papers:>7}{score.lines:>7}{score.right / score.lines:>8.1%}{score.invented:>10}"
                f"{score.doubtful / max(1, score.fields):>10.1%}{score.sure_and_wrong:>6} of {score.fields:<4}"
                f"{score.seconds / score.papers:>7.2f} s"
            )
        else:
            _say(f"{form:<15} skipped: the environment that reads pictures is not here (`make setup`)")


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
