"""What a clinic's estimate holds beside acts: the nights, the private room, and what the clinic sells."""

import re
from collections.abc import Sequence
from dataclasses import replace

from quote_reading.asides import amounts_of
from quote_reading.found import Found, Room, Sold
from quote_reading.printed.days import stay_in
from quote_reading.rows import Row
from quote_reading.vocabulary import said_in, says

_NIGHTS = re.compile(
    r"(?<![0-9,])([0-9]{1,2}) ?nuits?\b(?! ?(?:a|x) ?[0-9]+ ?(?:€|eur))|\bnuits? ?: ?([0-9]{1,2})(?![0-9,])"
)
_COUNT = re.compile(r"(?<![0-9,])([0-9]{1,2}) ?(?:x ?)?(nuit|jour)s?\b")
_TIMES = re.compile(r"(?<![0-9,])([0-9]{1,2}) ?[x×](?![a-z])")
_DAYS = re.compile(r"\b(?:hospitalisation|sejour|duree)\b[^0-9\t]{0,30}([0-9]{1,2}) ?jours?\b")
_DAY_CASE = re.compile(r"\b(?:en|chirurgie|hospitalisation|mode|prise en charge) ambulatoire\b")
STAY, DAY = "stay", "day"
MOST_NIGHTS = 60
"""Between two days that are those of one stay."""


def room_in(row: Row, amounts: Sequence[Found] = (), number: Found | None = None) -> Room | None:
    """Return the private room that a row tells.

    `amounts` and `number`: the sums of the row and how many there are, where a table says which they are.
    """
    said = said_in("room", row.folded)
    if not said:
        return None
    if is_room_refused(row):
        return Room(None, None, None, refused=row)
    amounts = amounts or _told_after(row, said[0].end)
    count = _COUNT.search(row.folded)
    nights = None
    if count is not None and count[2] == "nuit":
        nights = Found(int(count[1]), row, *count.span(1))
    one, whole = _one_and_all(amounts, _number(row, number), counted=number is not None)
    if one is not None and one is whole and not says("per_day_only", row.folded + " " + one.row.folded):
        one = replace(one, named=False)  # of a night or of all: nothing tells
    return Room(one, nights, whole)


_REFUSED_AFTER = re.compile(
    r"[\s:(\-–]*(?:non|pas|aucune?|sans|refusee?)\b(?! (?:remboursee?|prise?|couverte?|comprise?|incluse?))"
)
_REFUSED_BEFORE = re.compile(r"\b(?:pas de|sans|aucune) $")


def is_room_refused(row: Row) -> bool:
    """Tell whether a row says that no private room is wanted: « non souhaitée », « sans chambre particulière »."""
    said = said_in("room", row.folded)
    if not said or any(one.value for one in amounts_of(row)):
        return False
    after, before = row.folded[said[-1].end :], row.folded[: said[0].start]
    return _REFUSED_AFTER.match(after) is not None or _REFUSED_BEFORE.search(before) is not None


def charge_in(row: Row, amounts: Sequence[Found] = (), number: Found | None = None) -> Sold | None:
    """Return what a row sells beside acts and room; `amounts` and `number` as for a room."""
    said = said_in("charges", row.folded)
    amounts = amounts or (_told_after(row, said[0].end) if said else ())
    return sold_as(said[0].name, row, amounts, number) if said else None


def sold_as(kind: str, row: Row, amounts: Sequence[Found], number: Found | None = None) -> Sold | None:
    """Return what a row sells, of a kind of charges; None when it has no sum."""
    count = _number(row, number)
    one, whole = _one_and_all(amounts, count, counted=number is not None)
    if one is None or whole is None:
        return None
    by_day = says("per_day", row.folded) and (one is not whole or count is None)
    return Sold(kind, one, DAY if by_day else STAY, count if by_day else None, whole)


def _told_after(row: Row, at: int) -> list[Found]:
    """Return the sums that a row tells after some words, up to the end of the sentence.

    Where none comes after, those of the other cells, without a name: they may be of something else.
    """
    stop = row.folded.find(". ", at)
    amounts = list(amounts_of(row))
    after = [one for one in amounts if at <= one.start and (stop < 0 or one.start < stop)]
    return after or [replace(one, named=False) for one in amounts if "\t" in row.text]


def _number(row: Row, column: Found | None) -> int | None:
    """Return how many a row tells, in its words or in a column of numbers."""
    count = _COUNT.search(row.folded) or _TIMES.search(row.folded)
    return int(count[1]) if count is not None else None if column is None else int(column.value)


def nights_in(rows: Sequence[Row]) -> Found | None:
    """Return how many nights the paper tells; none for a day case."""
    for row in rows:
        if (found := _NIGHTS.search(row.folded)) is not None:
            group = 1 if found[1] else 2
            return Found(int(found[group]), row, *found.span(group))
    if (stay := stay_in(rows)) is not None and (stay[1].value - stay[0].value).days <= MOST_NIGHTS:
        return replace(stay[1], value=(stay[1].value - stay[0].value).days)
    for row in rows:
        if (found := _DAYS.search(row.folded)) is not None and int(found[1]) > 0:
            return Found(int(found[1]) - 1, row, *found.span(1))
    for row in rows:
        if (found := _DAY_CASE.search(row.folded)) is not None:
            return Found(0, row, *found.span())
    return None


def _one_and_all(amounts: Sequence[Found], number: int | None, *, counted: bool) -> tuple[Found | None, Found | None]:
    """Tell the price of one from that of all: the second is so many times the first, or there is but one.

    `counted`: the number stands in a column of its own, and the amount beside it is that of all. A price that is
    worked out has no name.
    """
    if not amounts:
        return None, None
    whole = amounts[-1]
    for one in amounts[:-1]:
        if one.value and (
            number is None or one.value * number == whole.value or one.value * (number + 1) == whole.value
        ):
            return one, whole
    alone = len(amounts) == 1 and (counted or not says("per_day_only", whole.row.folded))
    if number and number > 1 and whole.value % number == 0 and alone:
        return replace(whole, value=whole.value // number, named=False), whole
    return whole, whole
