"""`python -m auth_gateway.documents quote.json -o estimate.pdf`: the estimate of one quote as the PDF that members get.

The file is read and estimated by the engine's own command, so a quote is accepted or refused here exactly as there,
with the same exit status: 0 written, 2 invalid (or a file that cannot be read or written), 3 refused: no PDF then.
"""

import argparse
import contextlib
import hashlib
import io
import json
import os
import pathlib
import sys
from collections.abc import Sequence
from typing import Any

from auth_gateway.documents.pdf import estimate_pdf
from auth_gateway.platform.clock import SystemClock
from auth_gateway.platform.french import euros
from auth_gateway.sheets import EstimateSheet, asked_of, headline_of
from quote_engine import find_guarantee
from quote_engine.terminal.cli import main as engine_command
from wording import in_sentence, say

Json = dict[str, Any]

WRITTEN, INVALID = 0, 2


def main(arguments: Sequence[str]) -> int:
    """Write one PDF; give the exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    parser = argparse.ArgumentParser(prog="python -m auth_gateway.documents", description="One estimate as a PDF.")
    parser.add_argument("quote", type=pathlib.Path, help="a JSON file: the quote of the engine's contract")
    parser.add_argument("-o", "--output", type=pathlib.Path, help="the PDF (default: beside the quote)")
    options = parser.parse_args(arguments)
    output = options.output or options.quote.with_suffix(".pdf")
    if output.resolve() == options.quote.resolve():
        return _fail(say("terminal", "pdf", "same_file", file=output), INVALID)
    if options.quote.exists() and not options.quote.is_file() and not options.quote.is_dir():
        return _fail(say("terminal", "pdf", "not_a_file", file=options.quote), INVALID)
    status, estimate = _estimated(options.quote)
    if "total" not in estimate:
        return _fail(_why_not(estimate), status)
    quote: Json = json.loads(options.quote.read_bytes())
    try:
        output.write_bytes(estimate_pdf(_sheet(quote, estimate)))
    except OSError as error:
        return _fail(say("terminal", "pdf", "not_written", file=output, why=_why_unwritable(error)), INVALID)
    left, charged = in_sentence(headline_of(estimate).in_short), euros(asked_of(estimate))
    sys.stdout.write(say("terminal", "pdf", "written", file=output, left=left, charged=charged) + "\n")
    return WRITTEN


def _estimated(file: pathlib.Path) -> tuple[int, Json]:
    answer = io.StringIO()
    with contextlib.redirect_stdout(answer):
        status = engine_command(["estimate", os.path.join(".", file)])  # noqa: PTH118  a Path drops the dot: « - » is a file
    return status, json.loads(answer.getvalue())


def _why_not(outcome: Json) -> str:
    if outcome["status"] == "refused":
        return say("terminal", "pdf", "refused", why=outcome["refusal"]["message"])
    path, why = outcome["error"]["path"], outcome["error"]["message"]
    if path == "$":
        return say("terminal", "pdf", "unreadable", why=why)
    return say("terminal", "pdf", "unreadable_at", path=path, why=why)


def _sheet(quote: Json, estimate: Json) -> EstimateSheet:
    """Head the page as for a member; the reference tells one quote from another, and is the same each time."""
    cover, top_up = _cover(quote, "guarantee"), _cover(quote, "top_up")
    return EstimateSheet(
        estimate=estimate,
        quote=quote,
        reference=hashlib.sha256(json.dumps(quote, sort_keys=True).encode()).hexdigest()[:8].upper(),
        made_on=SystemClock().today(),
        cover=None if cover is None else cover.get("label", say("estimate", "contracts", "guarantee", "named")),
        top_up=None if top_up is None else top_up.get("label", say("estimate", "contracts", "top_up", "named")),
        fictitious=any((each or {}).get("fictitious") for each in (cover, top_up)),
    )


def _cover(quote: Json, name: str) -> Json | None:
    """Find a cover written in the quote, or named there."""
    if quote.get(name) is not None:
        return dict(quote[name])
    known = quote.get(f"{name}_id")
    return dict(find_guarantee(known) or {}) if known else None


def _why_unwritable(error: OSError) -> str:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return say("terminal", "pdf", "no_folder")
    if isinstance(error, IsADirectoryError):
        return say("terminal", "files", "folder")
    if isinstance(error, PermissionError):
        return say("terminal", "files", "forbidden")
    return error.strerror or str(error)


def _fail(message: str, status: int) -> int:
    sys.stderr.write(message + "\n")
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
