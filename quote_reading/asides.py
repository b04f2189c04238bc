"""Rows that are no line: totals, deposits, what is repaid or left, the stay's own costs, the alternative."""

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence

from quote_reading.found import Aside, Found
from quote_reading.printed.amounts import amounts_in
from quote_reading.printed.masks import masked
from quote_reading.rows import Row
from quote_reading.vocabulary import said_in, says

_OF = re.compile(r" (?:des? |du |d')?")
_OF_ALL = {"overrun": "remaining", "remaining": "remaining", "reimbursed": "reimbursed", "base": "reimbursed"}
"""« Total des dépassements » is no sum of fees, nor is « total remboursé »."""
NAMES = ("total", "deposit", "reimbursed", "remaining")
LEAD = 12
"""Signs before the words that say what a row is, from the beginning of its cell: « soit un total de »."""
TITLE = 9
"""Words of a title at most: a sentence that speaks of an alternative opens none."""


_TAKEN_OFF = re.compile(r"(?:^|\t)[-−] ?$")


def aside_in(row: Row, within: Sequence[Found] = ()) -> Aside | None:
    """Return what a row without a code says to be no line, with its amount.

    `within`: the amounts of the row, where a table says which they are.
    """
    name = "hospital" if says("hospital", row.folded) else _leading(row) or _taken_off(row)
    if name == "total" and not within and (sums := [*amounts_of(row), *_alone_in(row)]):
        return Aside(name, max(sums, key=lambda one: one.value))  # what is repaid in all stands beside it
    amounts = [] if name is None else list(within) or list(amounts_of(row)) or list(_alone_in(row))
    return None if name is None or not amounts else Aside(name, _of_all(amounts))


def _taken_off(row: Row) -> str | None:
    """Return what a row is whose amounts are all taken off the others, « - 50,00 € »."""
    amounts = list(amounts_of(row))
    off = [_TAKEN_OFF.search(row.folded, 0, amount.start) for amount in amounts]
    return "not_placed" if amounts and all(off) else None


def totals_in(rows: Iterable[Row]) -> frozenset[int]:
    """Return the totals that rows tell, in cents: each sum of a row of totals may be that of a column of fees."""
    of_totals = [row for row in rows if (aside := aside_in(row)) is not None and aside.name == "total"]
    return frozenset(found.value for row in of_totals for found in (*amounts_of(row), *_alone_in(row)))


def _of_all(amounts: Sequence[Found]) -> Found:
    """Return the amount of a row: what all days make, where one day's stands before it."""
    one = amounts[0]
    return next((more for more in amounts[1:] if one.value and more.value % one.value == 0), one)


def amounts_of(row: Row) -> Iterator[Found]:
    """Return the sums of a row that are written as sums."""
    for amount in amounts_in(masked(row.folded)):
        if amount.written:
            yield Found(amount.cents, row, amount.start, amount.end)


def _alone_in(row: Row) -> Iterator[Found]:
    """Return the bare numbers of a row that are all of a cell: « Total », then « 845 »."""
    text = masked(row.folded)
    for amount in amounts_in(text):
        before, after = text[: amount.start].rstrip(" "), text[amount.end :].lstrip(" ")
        if before.endswith("\t") and (not after or after.startswith("\t")):
            yield Found(amount.cents, row, amount.start, amount.end)


def opens_an_alternative(row: Row) -> bool:
    """Tell whether a row is the title of what is not proposed."""
    return says("alternative", row.folded) and (len(row.words) <= TITLE or row.text.rstrip().endswith(":"))


def _leading(row: Row) -> str | None:
    said_all = said_in("amounts", row.folded)
    for said, after in itertools.zip_longest(said_all, said_all[1:]):
        start = row.folded.rfind("\t", 0, said.start) + 1
        if said.start - start <= LEAD:
            if said.name == "total" and after is not None and _OF.fullmatch(row.folded[said.end : after.start]):
                return _OF_ALL.get(after.name, said.name)
            return said.name if said.name in NAMES else None
    return None
