"""What stands side by side: running text beside the acts, put after them; a stay's table beside that of the fees."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from quote_reading.asides import aside_in
from quote_reading.headings import heading_at
from quote_reading.printed.codes import codes_in
from quote_reading.rows import Row, part_of
from quote_reading.vocabulary import says

FEWEST_ROWS = 4
FEWEST_WORDS = 4
"""Of a row of running text."""
MOSTLY = 0.5
GAP = 0.8
"""Between the columns, in heights of a row."""
_SUM_AT_THE_END = re.compile(r"[0-9] ?(?:€|eur|euros)?$")
_NEXT_SENTENCE = re.compile(r"[a-z)]\.\s(?=\w)[^a-z0-9_]")


def columns_apart(rows: Sequence[Row], on: dt.date) -> list[Row]:
    """Return the rows with running text on the left of acts after them, a row for each column."""
    return list(_apart(rows, on))


def _apart(rows: Sequence[Row], on: dt.date) -> Iterator[Row]:
    at = 0
    while at < len(rows):
        left, right, end = halves(rows, at, rows[at].text.find("\t"))
        if len(left) >= FEWEST_ROWS and _runs_on(left) and _has_codes(right, on) and not _has_codes(left, on):
            yield from right
            yield from left
            at = end
        else:
            yield rows[at]
            at += 1


def tables_apart(rows: Sequence[Row], on: dt.date) -> list[Row]:
    """Return the rows with a stay's table and that of the acts' fees one after the other, not beside each other."""
    told: list[Row] = []
    at = 0
    while at < len(rows):
        end = at
        for tab in _tabs(rows, at):
            left, right, end = halves(rows, at, tab)
            if _are_two_tables(left, right, on):
                told += [*left, *right]
                break
        else:
            told.append(rows[at])
            end = at + 1
        at = end
    return told


def _tabs(rows: Sequence[Row], at: int) -> list[int]:
    """Return the gaps of a row that heads a table."""
    heads = "\t" in rows[at].text and heading_at(rows, at) is not None
    return [place for place, sign in enumerate(rows[at].text) if sign == "\t"] if heads else []


def _are_two_tables(left: Sequence[Row], right: Sequence[Row], on: dt.date) -> bool:
    """Tell two tables by what they hold: a stay's costs alone, and coded acts under a heading of their own.

    Between them a row of the one ends with its sum and a row of the other begins with words.
    """
    summed = all(_ends_with_a_sum(row) for row in left[1:] if "\t" in row.text)
    if not summed or any(row.text[0].isdigit() for row in right):
        return False
    stay, acts = (left, right) if _has_codes(right, on) else (right, left)
    return _is_a_stay(stay) and _has_codes(acts, on) and not _has_codes(stay, on) and heading_at(acts, 0) is not None


def _ends_with_a_sum(row: Row) -> bool:
    return _SUM_AT_THE_END.search(row.folded) is not None


def _is_a_stay(rows: Sequence[Row]) -> bool:
    """Tell rows whose sums are those of rooms, days and totals, rooms or days among them."""
    summed = [row for row in rows[1:] if "\t" in row.text]
    sold = [says("hospital", row.folded) or says("room", row.folded) for row in summed]
    return any(sold) and all(
        one or says("charges", row.folded) or aside_in(row) for one, row in zip(sold, summed, strict=True)
    )


def halves(rows: Sequence[Row], at: int, tab: int) -> tuple[list[Row], list[Row], int]:
    """Return the rows on the left and on the right of a gap of a row, as far as it stays free, and the row after."""
    end, middle = free_as_far_as(rows, at, tab)
    left = [part for row in rows[at:end] if (part := part_of(row, right=middle)) is not None]
    right = [part for row in rows[at:end] if (part := part_of(row, left=middle)) is not None]
    return left, right, end


def free_as_far_as(rows: Sequence[Row], at: int, tab: int) -> tuple[int, float]:
    """Return the row after the last one that leaves a gap of the first one free, and the middle of that gap."""
    first = rows[at]
    if tab < 0:
        return at, 0.0
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
