"""A quote that was copied and pasted, as a page of words: its columns stay columns, whatever kept them apart."""

import datetime as dt
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from quote_reading.headings import COVERED, MONEY, heading_at
from quote_reading.paper import Sheet, Word
from quote_reading.printed.amounts import amounts_in
from quote_reading.printed.marks import TEETH
from quote_reading.printed.people import names_in, without_people
from quote_reading.reading import read_sheets
from quote_reading.result import Reading
from quote_reading.rows import rows_of
from quote_reading.vocabulary import fold, said_in

SIGN_WIDTH, ROW_HEIGHT, ROW_STEP = 10.0, 20.0, 24.0
WIDTH = 1200.0
BETWEEN_COLUMNS = 6
"""Signs."""
SEPARATORS = ("\t", "|", ";")
FEWEST_CELLS = 3
FEWEST_HEADINGS = 3
FEWEST_ROWS = 5
"""Of a text without a table that is a paper: what somebody writes of their quote is shorter."""
_QUOTED = re.compile(r"^(?:[>*•-] ?)+")
_RULE = re.compile(r"^(?=.*[|+=_-])[\s|+:=_-]+$")

Cells = list[str]


@dataclass(frozen=True, slots=True)
class Pasted:
    """What was read of a text, and the text as it may be shown further: without people's names and numbers."""

    reading: Reading
    shown: str


def read_text(text: str, today: dt.date, people: Collection[str] = ()) -> Reading:
    """Read a quote that was pasted: the places are those of a page of text, a row a line."""
    return read_sheets([sheet_of_text(text)], today, people)


def read_pasted(text: str, today: dt.date, people: Collection[str] = ()) -> Pasted | None:
    """Read a text as a quote when it is one that was copied; None for a sentence, and for a paper without an act."""
    rows = rows_of(sheet_of_text(text), 1)
    if len(rows) < FEWEST_ROWS and not any(heading_at(rows, at) for at in range(len(rows))):
        return None
    reading = read_text(text, today, people)
    if not any("act" in line.values and "fee" in line.values for line in reading.lines):
        return None
    names = names_in(rows, people)
    return Pasted(reading, "\n".join(without_people(line, names) for line in text.splitlines()))


def sheet_of_text(text: str) -> Sheet:
    words = []
    lines = [_QUOTED.sub("", line) for line in text.splitlines() if not _RULE.match(line)]
    rows = _laid_out(list(_unfolded(lines)))
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


def _unfolded(lines: Sequence[str]) -> Iterator[Cells]:
    """Give rows of cells; a table whose cells came one under the other is put side by side."""
    at = 0
    while at < len(lines):
        roles: list[str] = []
        while at + len(roles) < len(lines) and (role := _heading(lines[at + len(roles)])) is not None:
            roles.append(role)
        if len(roles) < FEWEST_HEADINGS:
            yield _cells(lines[at])
            at += 1
            continue
        yield [line.strip() for line in lines[at : at + len(roles)]]
        at += len(roles)
        row, place = [""] * len(roles), 0
        while at < len(lines) and lines[at].strip():
            cell = lines[at].strip()
            if place and roles[place - 1] == "label" and _fits("label", cell):
                row[place - 1] += " " + cell  # the words of one cell may go on
            else:
                home = _home(roles, cell, place)
                if home is None:
                    yield row
                    row, home = [""] * len(roles), _home(roles, cell, 0)
                    if home is None:
                        break
                row[home], place = cell, home + 1
            at += 1
        yield row


def _heading(line: str) -> str | None:
    """Return what stands under a line that is one heading and nothing else."""
    folded = fold(line.strip())
    said = said_in("columns", folded)
    whole = sum(one.end - one.start for one in said) >= COVERED * len(folded)
    return max(said, key=lambda one: one.end - one.start).name if said and whole else None


def _home(roles: Sequence[str], cell: str, start: int) -> int | None:
    return next((place for place in range(start, len(roles)) if _fits(roles[place], cell)), None)


def _fits(role: str, cell: str) -> bool:
    """Tell whether a cell may stand under a heading, by what it is."""
    folded = fold(cell)
    amount = any(one.written for one in amounts_in(folded))
    code = re.fullmatch(r"[a-z]{4} ?[0-9]{3}", folded) is not None
    if role in MONEY:
        return amount and not any(sign.isalpha() for sign in folded.removesuffix("eur"))
    if role == "code":
        return code
    if role == "label":
        return not code and any(sign.isalpha() for sign in folded) and not amount
    return cell.isdigit() and (role != "tooth" or int(cell) in TEETH)
