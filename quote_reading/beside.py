"""A page in two columns: running text beside the acts is put after them, so that no sentence goes through both."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from quote_reading.printed.codes import codes_in
from quote_reading.rows import Row, part_of

FEWEST_ROWS = 4
FEWEST_WORDS = 4
"""Of a row of running text."""
MOSTLY = 0.5
GAP = 0.8
"""Between the columns, in heights of a row."""
_NEXT_SENTENCE = re.compile(r"[a-z)]\.\s(?=\w)[^a-z0-9_]")


def columns_apart(rows: Sequence[Row], on: dt.date) -> list[Row]:
    """Return the rows with running text on the left of acts after them, a row for each column."""
    return list(_apart(rows, on))


def _apart(rows: Sequence[Row], on: dt.date) -> Iterator[Row]:
    at = 0
    while at < len(rows):
        end, middle = _run(rows, at)
        left = [part for row in rows[at:end] if (part := part_of(row, right=middle)) is not None]
        right = [part for row in rows[at:end] if (part := part_of(row, left=middle)) is not None]
        if len(left) >= FEWEST_ROWS and _runs_on(left) and _has_codes(right, on) and not _has_codes(left, on):
            yield from right
            yield from left
            at = end
        else:
            yield rows[at]
            at += 1


def _run(rows: Sequence[Row], at: int) -> tuple[int, float]:
    """Return the row after the last one that leaves a gap of the first one free, and the middle of that gap."""
    first = rows[at]
    if "\t" not in first.text:
        return at, 0.0
    tab = first.text.index("\t")
    low, high = first.sides(0, tab)[1], first.sides(tab + 1, len(first.text))[0]
    end = at
    while end < len(rows) and rows[end].page == first.page:
        middle = (low + high) / 2
        near = max([low, *(word.right for word in rows[end].words if word.centre < middle)])
        far = min([high, *(word.left for word in rows[end].words if word.centre >= middle)])
        if far - near < GAP * first.height:
            break
        low, high, end = near, far, end + 1
    return end, (low + high) / 2


def _runs_on(rows: Sequence[Row]) -> bool:
    """Tell running text from the labels of a list: sentences end in it, and most of its rows go on with one."""
    text = " ".join(row.text for row in rows)
    on = sum(row.text[0].islower() for row in rows)
    long = sum(len(row.words) >= FEWEST_WORDS for row in rows)
    return _NEXT_SENTENCE.search(text) is not None and min(on, long) >= MOSTLY * len(rows)


def _has_codes(rows: Sequence[Row], on: dt.date) -> bool:
    return any(codes_in(row.folded, on) for row in rows)
