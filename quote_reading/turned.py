"""A table on its side: its rows are what amounts are, and each act is a column under its code."""

import datetime as dt
from collections.abc import Sequence

from quote_reading.found import Aside, Candidate, Findings, Found
from quote_reading.headings import MONEY, role_of
from quote_reading.printed.amounts import amounts_in
from quote_reading.printed.codes import codes_in
from quote_reading.printed.marks import ANAESTHETIST, SURGEON, activity_after
from quote_reading.printed.masks import masked
from quote_reading.rows import Row
from quote_reading.vocabulary import said_in, says

FEWEST = 2
APART = 2.5
"""A gap of so many heights of a row ends the table."""


def turned_at(rows: Sequence[Row], at: int, on: dt.date) -> tuple[Findings, int] | None:
    """Return what a table on its side holds, and the place after it; None when its row of codes is not here."""
    codes = codes_in(rows[at].folded, on)
    if len(codes) < FEWEST or any("\t" not in rows[at].text[: code.start] for code in codes):
        return None
    candidates = [
        Candidate([rows[at]], code=Found(code, rows[at], code.start, code.end), activity=activity_after(rows[at], code))
        for code in codes
    ]
    last = _take_rows(candidates, rows, at)
    if last == at + 1:
        return None
    if at:
        _who(candidates, rows[at - 1])
    return Findings(candidates), last


def by_practitioner_at(rows: Sequence[Row], at: int, on: dt.date) -> tuple[Findings, int] | None:
    """Return what a table holds that has a column for each practitioner, and the place after it; None for none.

    Their act is told above, once.
    """
    people = [said.name for said in said_in("practitioners", rows[at].folded)]
    code = _told_above(rows[:at], on)
    if code is None or not {"surgeon", "anaesthetist"} <= set(people) or len(set(people)) < len(people):
        return None
    columns = [Candidate([code.row], code=code) for _ in people]
    last = _take_rows(columns, rows, at)
    if last == at + 1:
        return None
    activities = {"surgeon": SURGEON, "anaesthetist": ANAESTHETIST}
    for one, who in zip(columns, people, strict=True):
        if who in activities:
            one.activity = Found(activities[who], rows[at], 0, len(rows[at].text))
    kept = [one for one, who in zip(columns, people, strict=True) if who in activities]
    together = [one for one, who in zip(columns, people, strict=True) if who not in activities]
    return Findings(kept, [Aside("total", one.amounts["fee"]) for one in together if "fee" in one.amounts]), last


def _told_above(rows: Sequence[Row], on: dt.date) -> Found | None:
    """Return the only code of the rows above; None where there are several."""
    told = [Found(code, row, code.start, code.end) for row in rows for code in codes_in(row.folded, on)]
    return told[0] if len({one.value.code for one in told}) == 1 else None


def _take_rows(columns: Sequence[Candidate], rows: Sequence[Row], at: int) -> int:
    """Give each column its amounts of the rows below, each row what its first cell says; return the place after."""
    last = at + 1
    while last < len(rows) and rows[last].top - rows[last - 1].bottom <= APART * rows[last].height:
        row = rows[last]
        amounts = [one for one in amounts_in(masked(row.folded)) if "\t" in row.text[: one.start]]
        role, exact = role_of(row.folded.split("\t")[0])
        if len(amounts) != len(columns) or role not in MONEY:
            break
        for one, amount in zip(columns, amounts, strict=True):
            one.amounts.setdefault(role, Found(amount.cents, row, amount.start, amount.end, named=exact))
            one.rows.append(row)
        last += 1
    return last


def _who(candidates: Sequence[Candidate], above: Row) -> None:
    """Tell the anaesthetist's column by the words over it: in their order where each column has its own."""
    start = 0
    cells = above.folded.split("\t")
    for place, cell in enumerate(cells):
        if cell and says("anaesthetist", cell):
            left, right = above.sides(start, start + len(cell))
            nearest = min(candidates, key=lambda one: _distance(one, left, right))
            column = candidates[place] if len(cells) == len(candidates) else nearest
            column.activity = column.activity or Found(ANAESTHETIST, above, start, start + len(cell))
        start += len(cell) + 1


def _distance(one: Candidate, left: float, right: float) -> float:
    if one.code is None:
        return float("inf")
    sides = one.code.row.sides(one.code.start, one.code.end)
    return abs(sum(sides) - left - right)
