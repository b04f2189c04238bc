"""Rows that are no line: totals, deposits, what is repaid or left, the alternative, the stay's own costs."""

import datetime as dt

from quote_reading.found import Aside, Found
from quote_reading.printed.amounts import amounts_in
from quote_reading.printed.codes import codes_in
from quote_reading.printed.masks import masked
from quote_reading.rows import Row
from quote_reading.vocabulary import said_in, says

NAMES = ("total", "deposit", "reimbursed", "remaining")


def aside_in(row: Row, on: dt.date) -> Aside | None:
    """Return what a row without a code says to be no line, with its first amount."""
    if codes_in(row.folded, on):
        return None
    name = aside_name(row)
    if name is None:
        return None
    amounts = [amount for amount in amounts_in(masked(row.folded)) if amount.written]
    if not amounts:
        return None
    first = amounts[0]
    return Aside(name, Found(first.cents, row, first.start, first.end))


def aside_name(row: Row) -> str | None:
    if says("alternative", row.folded):
        return "alternative"
    if says("hospital", row.folded):
        return "hospital"
    said = said_in("amounts", row.folded)
    return next((phrase.name for phrase in said if phrase.name in NAMES), None)
