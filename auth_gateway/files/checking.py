"""A file made safe: its kind by its first bytes, its pages painted again in a cage, what the scanner says of it."""

import threading
from dataclasses import dataclass

from auth_gateway.files.kinds import FileKind, is_declared_as_a_document, kind_of
from auth_gateway.platform.errors import ProblemError
from quote_reading.paper import DocumentError, painted_again

FILE_BYTES = 10_485_760  # A64, K16: 10 Mo, counted as 10 × 1024 × 1024
AT_ONCE = 2
WAIT_SECONDS = 15.0
RETRY_SECONDS = 10

_slots = threading.BoundedSemaphore(AT_ONCE)

STATUS = {"file_too_large": 413, "file_kind": 415, "file_declared": 415, "file_unchecked": 503}
"""Refusals that have a status of their own; any other is 422."""


@dataclass(frozen=True)
class SentFile:
    """A file as it arrived: the name and the type are what the sender claims."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class SafeFile:
    """What a file is, and its pages as pictures that hold nothing else."""

    kind: FileKind
    pages: list[bytes]


def made_safe(file: SentFile) -> SafeFile:
    """Check a file and paint its pages again; raise ProblemError with the sentence of what is wrong with it."""
    if len(file.content) > FILE_BYTES:
        raise refused("file_too_large", file.name)
    if not file.content:
        raise refused("file_empty", file.name)
    kind = kind_of(file.content)
    if kind is None:
        raise refused("file_kind", file.name)
    if not is_declared_as_a_document(file.name, file.media_type):
        raise refused("file_declared", file.name)
    return SafeFile(kind, painted(file, kind))


def refused(code: str, name: str) -> ProblemError:
    """Refuse a file by its code, naming it as its sender did: several may have been sent together."""
    return ProblemError(STATUS.get(code, 422), code, file=name)


def painted(file: SentFile, kind: FileKind) -> list[bytes]:
    """Return the pages of a file, painted by a process that may do nothing else, two at a time."""
    if not _slots.acquire(timeout=WAIT_SECONDS):
        raise ProblemError(503, "files_busy", headers={"Retry-After": str(RETRY_SECONDS)})
    try:
        return painted_again(file.content, kind.value)
    except DocumentError as error:
        raise refused(error.code, file.name) from error
    finally:
        _slots.release()
