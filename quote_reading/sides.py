"""A table whose row tells two practitioners: the act once, then the surgeon's amounts and the anaesthetist's beside."""

import datetime as dt
from collections.abc import Sequence

from quote_reading.beside import free_as_far_as
from quote_reading.cells import sums_in
from quote_reading.found import Candidate, Findings, Found
from quote_reading.headings import MONEY, Heading, heading_at
from quote_reading.printed.marks import ANAESTHETIST, SURGEON
from quote_reading.printed.masks import masked
from quote_reading.proof import activity_of_base
from quote_reading.rows import Row, joined, part_of
from quote_reading.tables import table_of
from quote_reading.vocabulary import said_in

WHO = {"surgeon": SURGEON, "anaesthetist": ANAESTHETIST}


def both_in_a_row_at(
    rows: Sequence[Row], at: int, on: dt.date, totals: frozenset[int]
) -> tuple[list[Findings], int] | None:
    """Return what both halves of a table hold that begins at a row, and the place after it; None when it has none."""
    heading = heading_at(rows, at)
    tab = None if heading is None else _tab_between(rows[at], heading)
    if heading is None or tab is None:
        return None
    end, middle = free_as_far_as(rows, at, tab)
    firsts, seconds, places = [], [], []
    for place in range(at, end):
        left, right = part_of(rows[place], right=middle), part_of(rows[place], left=middle)
        if left is not None:
            firsts.append(left)
            places.append(place)
        if left is not None and right is not None:
            seconds.append(_second(left, right, heading, is_heading=place < heading.last))
    heads = heading_at(firsts, 0), heading_at(seconds, 0)
    if heads[0] is None or heads[1] is None:
        return None
    one, last = table_of(firsts, heads[0], on, totals)
    halves = [one, table_of(seconds, heads[1], on, totals)[0]]
    told = _activities(halves, rows[at - 1] if at else None, on)
    if told is None:
        return None
    for half, activity in zip(halves, told, strict=True):
        for line in half.candidates:
            line.activity = line.activity or activity
    return halves, places[last - 1] + 1


def again(roles: Sequence[str]) -> int | None:
    """Return the place from which on a heading says again what it said, sums among it; None when it does not."""
    places = (
        place
        for place in range(1, len(roles))
        if set(roles[place:]) <= set(roles[:place])
        and set(MONEY).intersection(roles[place:]).intersection(roles[:place])
    )
    return next(places, None)


def tab_before(row: Row, edge: float) -> int | None:
    """Return the gap of a row after which a column begins."""
    gaps = (place for place, sign in enumerate(row.text) if sign == "\t")
    return next((tab for tab in gaps if row.sides(tab + 1, tab + 2)[0] >= edge), None)


def _tab_between(row: Row, heading: Heading) -> int | None:
    place = again([column.role for column in heading.columns])
    whole = place is not None and {"base", "fee"} <= {column.role for column in heading.columns[place:]}
    return tab_before(row, heading.columns[place].left) if place is not None and whole else None


def _second(left: Row, right: Row, heading: Heading, *, is_heading: bool) -> Row:
    """Return the words that a row begins with and the second practitioner's amounts."""
    sums = sums_in(left, masked(left.folded), heading)
    lefts = [left.sides(one.start, one.end)[0] for one in sums]
    edge = min(column.left for column in heading.money) if is_heading or not lefts else min(lefts)
    words = part_of(left, right=edge)
    return right if words is None else joined(words, right)


def _activities(halves: Sequence[Findings], above: Row | None, on: dt.date) -> tuple[Found, Found] | None:
    """Return whose each half is: by the words over the table, else by the bases; None when nothing tells."""
    first, second = halves
    if len(first.candidates) != len(second.candidates) or not first.candidates:
        return None
    if any(one.coded is None or one.coded.act is None or not one.coded.act.has_anaesthesia for one in first.candidates):
        return None
    said = [] if above is None else said_in("practitioners", above.folded)
    if above is not None and [one.name for one in said] in (["surgeon", "anaesthetist"], ["anaesthetist", "surgeon"]):
        left, right = (Found(WHO[one.name], above, one.start, one.end) for one in said)
        return left, right
    told = [_of_bases(half.candidates, on) for half in halves]
    if None in told or told[0] == told[1]:
        return None
    row = first.candidates[0].rows[0]
    left, right = (Found(activity, row, 0, len(row.text), named=False) for activity in told)
    return left, right


def _of_bases(candidates: Sequence[Candidate], on: dt.date) -> int | None:
    told = {activity_of_base(one, on) for one in candidates}
    return told.pop() if len(told) == 1 else None
