"""A quote that was copied and pasted, as a page of words: its columns stay columns, whatever kept them apart."""

import datetime as dt
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from quote_reading.asides import amounts_of, aside_in
from quote_reading.copied import Cells, put_together
from quote_reading.headings import heading_at
from quote_reading.paper import Sheet, Word
from quote_reading.printed.codes import codes_in
from quote_reading.printed.people import names_in, without_people
from quote_reading.reading import read_sheets
from quote_reading.result import Reading
from quote_reading.rows import Row, rows_of

SIGN_WIDTH, ROW_HEIGHT, ROW_STEP = 10.0, 20.0, 24.0
WIDTH = 1200.0
BETWEEN_COLUMNS = 6
"""Signs."""
SEPARATORS = ("\t", "|", ";")
FEWEST_CELLS = 3
FEWEST_ROWS = 5
"""Of a text without a table that is a paper: what somebody writes of their quote is shorter."""
FEWEST_OF_COLUMNS = 2
_QUOTED = re.compile(r"^(?:[>*•-] ?)+")
_RULE = re.compile(r"^(?=.*[|+=_-])[\s|+:=_-]+$")


@dataclass(frozen=True, slots=True)
class Pasted:
    """What was read of a text, and the text as it may be shown further: without people's names and numbers."""

    reading: Reading
    shown: str


def read_text(text: str, today: dt.date, people: Collection[str] = ()) -> Reading:
    """Read a quote that was pasted: the places are those of a page of text, a row a line."""
    return read_sheets([sheet_of_text(text, today)], today, people)


def read_pasted(text: str, today: dt.date, people: Collection[str] = ()) -> Pasted | None:
    """Read a text as a quote when it is one that was copied; None for a sentence, and for a paper without an act."""
    if len(text.splitlines()) < FEWEST_OF_COLUMNS:
        return None  # neither a heading with a row under it nor two rows: nearly everything that members write
    sheet = sheet_of_text(text, today)
    rows = rows_of(sheet, 1)
    headed = any(heading_at(rows, at) for at in range(len(rows)))
    if len(rows) < FEWEST_ROWS and not headed and not _are_of_columns(rows, today):
        return None
    reading = read_sheets([sheet], today, people)
    if not any("act" in line.values and "fee" in line.values for line in reading.lines):
        return None
    names = names_in(rows, people)
    return Pasted(reading, "\n".join(without_people(line, names) for line in text.splitlines()))


def _are_of_columns(rows: Sequence[Row], on: dt.date) -> bool:
    """Tell a few rows of a table without its headings: each has its code and several sums, which nobody writes."""
    coded = [row for row in rows if aside_in(row) is None]
    return len(coded) >= FEWEST_OF_COLUMNS and all(
        codes_in(row.folded, on) and len(list(amounts_of(row))) >= FEWEST_OF_COLUMNS for row in coded
    )


def sheet_of_text(text: str, today: dt.date) -> Sheet:
    words = []
    lines = [_QUOTED.sub("", line) for line in text.splitlines() if not _RULE.match(line)]
    rows = _laid_out([_cells(row[0]) if len(row) == 1 else row for row in put_together(lines, today)])
    for number, row in enumerate(rows):
        for word in re.finditer(r"\S+", row):
            left, top = word.start() * SIGN_WIDTH, number * ROW_STEP
            words.append(Word(word.group(), left, top, word.end() * SIGN_WIDTH, top + ROW_HEIGHT))
    width = max((word.right for word in words), default=WIDTH)
    return Sheet(tuple(words), width, max(1, len(rows)) * ROW_STEP, is_text=True)


def _laid_out(rows: Sequence[Cells]) -> list[str]:
    """Put the cells of rows that follow each other under each other."""
    laid: list[str] = []
    for at, row in enumerate(rows):
        block = _block(rows, at)
        width = [max(len(cells[place]) for cells in block if len(cells) > place) for place in range(len(row))]
        laid.append((" " * BETWEEN_COLUMNS).join(cell.ljust(wide) for cell, wide in zip(row, width, strict=True)))
    return laid


def _block(rows: Sequence[Cells], at: int) -> Sequence[Cells]:
    """Return the rows of several cells around one."""
    if len(rows[at]) == 1:
        return [rows[at]]
    first, last = at, at + 1
    while first > 0 and len(rows[first - 1]) > 1:
        first -= 1
    while last < len(rows) and len(rows[last]) > 1:
        last += 1
    return rows[first:last]


def _cells(line: str) -> Cells:
    for sign in SEPARATORS:
        cells = line.strip("|" if sign == "|" else "").split(sign)
        if len(cells) >= FEWEST_CELLS or (sign == "\t" and len(cells) > 1):
            return [cell.strip() for cell in cells]
    return [line]
