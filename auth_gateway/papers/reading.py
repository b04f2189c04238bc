"""Reading a paper, a few at a time: whoever talks with the assistant meanwhile must not notice.

`quote_reading` opens and recognises files in caged processes of its own, with their limits; this process only waits.
"""

import contextlib
import datetime as dt
import json
import threading
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

import structlog

from auth_gateway.platform.errors import ProblemError
from quote_reading import DocumentError, NotAQuote, Reading, read_bytes, read_pasted

Json = dict[str, Any]

AT_ONCE = 1  # recognising a page takes a core for seconds
WAITING = 6  # each holds a thread that answers members
WAIT_SECONDS = 60.0
RETRY_SECONDS = 20
UNREADABLE = "unreadable"  # beside what a paper is when it is no quote: it could not be opened or recognised

log = structlog.get_logger()

_reading = threading.BoundedSemaphore(AT_ONCE)
_waiting = threading.BoundedSemaphore(WAITING)


@dataclass(frozen=True)
class WasRead:
    """What was read, in the contract's form, and the pages upright as they were read (PNG)."""

    read: Json
    pages: list[bytes] = field(default_factory=list)

    @property
    def found(self) -> str:
        """What the paper is: a quote, or why there is nothing to take over."""
        return "quote" if self.read["lines"] else str(self.read["not_a_quote"] or NotAQuote.OTHER)


def read_file(content: bytes, today: dt.date, people: Collection[str]) -> WasRead:
    """Read a file that was found safe, or tell that it cannot be read; raise ProblemError 503 when too busy.

    `people`: names of those whose paper it may be, which nobody further reads.
    """
    with _turn_to_read():
        try:
            reading = read_bytes(content, today, people)
        except DocumentError as error:
            log.warning("paper_not_read", why=error.code)
            return WasRead({**_plain(Reading()), "not_a_quote": UNREADABLE})
    return WasRead(_plain(reading), [picture.png for picture in reading.pictures])


def read_text(text: str, today: dt.date, people: Collection[str]) -> tuple[WasRead, str] | None:
    """Read a quote that was pasted, with the text as it may be kept: without names nor numbers. None for a sentence."""
    pasted = read_pasted(text, today, people)
    return None if pasted is None else (WasRead(_plain(pasted.reading)), pasted.shown)


def _plain(reading: Reading) -> Json:
    """Return a reading as it is stored and given: JSON's own types alone."""
    plain: Json = json.loads(json.dumps(reading.as_json()))
    return plain


@contextlib.contextmanager
def _turn_to_read() -> Iterator[None]:
    busy = ProblemError(503, "files_busy", headers={"Retry-After": str(RETRY_SECONDS)})
    if not _waiting.acquire(blocking=False):
        raise busy
    try:
        if not _reading.acquire(timeout=WAIT_SECONDS):
            raise busy
        try:
            yield
        finally:
            _reading.release()
    finally:
        _waiting.release()
