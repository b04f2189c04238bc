"""The ways in: a file, its bytes, a text."""

import datetime as dt
import pathlib

from quote_reading.paper import Sheet, Word, sheets_of
from quote_reading.reading import read_sheets
from quote_reading.result import Reading

SIGN_WIDTH, ROW_HEIGHT, ROW_STEP = 10.0, 20.0, 24.0
TAB_SIGNS = 6
WIDTH = 1200.0


def read_document(path: pathlib.Path | str, today: dt.date) -> Reading:
    """Read a PDF or a photo. `today` stands for the quote's own day where it has none; raise DocumentError."""
    return read_bytes(pathlib.Path(path).read_bytes(), today)


def read_bytes(content: bytes, today: dt.date) -> Reading:
    """Read a document by its content; its kind is told by its first bytes. Raise DocumentError."""
    return read_sheets(sheets_of(content), today)


def read_text(text: str, today: dt.date) -> Reading:
    """Read a quote that was pasted: the places are those of a page of text, a row a line."""
    return read_sheets([_sheet(text)], today)


def _sheet(text: str) -> Sheet:
    words = []
    lines = text.splitlines()
    for number, line in enumerate(lines):
        at = 0
        for piece in line.expandtabs(TAB_SIGNS).split(" "):
            if piece:
                left, top = at * SIGN_WIDTH, number * ROW_STEP
                words.append(Word(piece, left, top, left + len(piece) * SIGN_WIDTH, top + ROW_HEIGHT))
            at += len(piece) + 1
    width = max((word.right for word in words), default=WIDTH)
    return Sheet(tuple(words), width, max(1, len(lines)) * ROW_STEP, is_text=True)
