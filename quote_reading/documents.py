"""The ways in for a file: by its path, by its bytes."""

import datetime as dt
import pathlib
from collections.abc import Collection

from quote_reading.paper import sheets_of
from quote_reading.reading import read_sheets
from quote_reading.result import Reading


def read_document(path: pathlib.Path | str, today: dt.date) -> Reading:
    """Read a PDF or a photo. `today` stands for the quote's own day where it has none; raise DocumentError."""
    return read_bytes(pathlib.Path(path).read_bytes(), today)


def read_bytes(content: bytes, today: dt.date, people: Collection[str] = ()) -> Reading:
    """Read a document by its content; its kind is told by its first bytes. Raise DocumentError.

    `people`: names of those whose paper it may be, to be hidden wherever they stand.
    """
    return read_sheets(sheets_of(content), today, people)
