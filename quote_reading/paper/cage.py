"""Programs that open a stranger's file, started alone with an empty environment: pages come back, or a refusal."""

import json
import pathlib
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

PAINTING = pathlib.Path(__file__).with_name("painting.py")
PAINTING_SECONDS = 120.0
"""By the clock, on a machine that does much else; what a file may cost is the cage's own limit."""


class DocumentError(Exception):
    """The file cannot be read.

    `code` is `file_encrypted`, `file_kind`, `file_pages`, `file_pixels`, `file_too_heavy`, `file_unreadable` or
    `ocr_missing` (the environment that reads pictures is not installed).
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def painted_again(content: bytes, kind: str) -> list[bytes]:
    """Return the pages of a file of a kind (its media type) as pictures (JPEG) that hold nothing else.

    Raise DocumentError.
    """
    header, pictures = painted(content, kind, "keep")
    return pages_of(header, pictures)


def painted(content: bytes, kind: str, purpose: str) -> tuple[dict[str, Any], bytes]:
    """Return what `painting.py` tells of a file's pages for a purpose of its own, and the pages."""
    return run_caged([sys.executable, "-I", str(PAINTING), kind, purpose], content, PAINTING_SECONDS)


def pages_of(header: dict[str, Any], pictures: bytes) -> list[bytes]:
    """Cut the pages apart: they stand one after the other."""
    pages, start = [], 0
    for page in header["pages"]:
        pages.append(pictures[start : start + page["bytes"]])
        start += page["bytes"]
    return pages


def run_caged(argv: Sequence[str], content: bytes, seconds: float) -> tuple[dict[str, Any], bytes]:
    """Run a caged program: a JSON header with its length before it, then bytes. Raise DocumentError."""
    try:
        made = subprocess.run(argv, input=content, capture_output=True, timeout=seconds, check=False, env={})  # noqa: S603
    except subprocess.TimeoutExpired as error:
        raise DocumentError("file_too_heavy") from error
    if made.returncode != 0:  # the cage has ended it: too long, too much memory, or a decoder that broke
        raise DocumentError("file_too_heavy")
    length = int.from_bytes(made.stdout[:4])
    header, rest = json.loads(made.stdout[4 : 4 + length]), made.stdout[4 + length :]
    if "refused" in header:
        raise DocumentError(header["refused"])
    return header, rest
