"""A paper without any code: words with a price at their end, of which a total says that they are all that is asked."""

import datetime as dt
from collections.abc import Sequence

from quote_engine import search_acts
from quote_reading.asides import amounts_of, aside_in
from quote_reading.found import Candidate, Findings, Found
from quote_reading.printed.marks import TEETH, not_covered_in, tooth_in, tooth_in_words, tooth_of_item
from quote_reading.rows import Row
from quote_reading.stays import charge_in, room_in

ENOUGH = 2
"""Prices whose sum is printed are proved by it; of one alone its words must be those of care."""
CLOSE = 0.8
"""Heights of a row between words and those that go on with them below."""
LONGEST = 7
"""Words of a row that goes on with the words of an act."""
LETTERS = 3


def priced_words_of(rows: Sequence[Row], on: dt.date) -> Findings:
    """Return what is asked by words and prices that make a total; nothing where none is printed that they make."""
    findings, waiting = Findings(), Findings()
    for place, row in enumerate(rows):
        price = _price(row)
        aside = aside_in(row)
        if aside is not None:
            if aside.name == "total" and _is_made(waiting, aside.amount, on):
                for one in waiting.candidates:
                    one.proved = True
                findings.add(waiting)
                findings.asides.append(aside)
                waiting = Findings()
        elif price is not None and (room := room_in(row, [price])) is not None:
            waiting.rooms.append(room)
        elif price is not None and (sold := charge_in(row, [price])) is not None:
            waiting.charges.append(sold)
        elif price is not None:
            waiting.candidates.append(_line(row, price, _below(rows, place)))
    return findings


def _price(row: Row) -> Found | None:
    """Return the only sum of a row, at its end, after words."""
    told = list(amounts_of(row))
    if len(told) != 1 or row.folded[told[0].end :].strip():
        return None
    words = row.folded[: told[0].start]
    return told[0] if "\t" in words and sum(sign.isalpha() for sign in words) > LETTERS else None


def _below(rows: Sequence[Row], place: int) -> list[Row]:
    """Return the rows that go on with the words of one."""
    held = [rows[place]]
    for row in rows[place + 1 :]:
        before = held[-1]
        near = row.page == before.page and row.top - before.bottom < CLOSE * row.height
        if not near or "\t" in row.text or len(row.words) > LONGEST or any(amounts_of(row)) or aside_in(row):
            break
        held.append(row)
    return held[1:]


def _line(row: Row, price: Found, below: Sequence[Row]) -> Candidate:
    words = row.text[: price.start].rstrip()
    label = [(row, 0, len(words)), *((one, 0, len(one.text)) for one in below)]
    tooth = tooth_in(row) or tooth_in_words(label) or tooth_of_item(row) or _tooth_in_front(row)
    if tooth is not None and tooth.row is row and tooth.start == 0:
        label[0] = (row, tooth.end, len(words))
    return Candidate([row, *below], tooth=tooth, covered=not_covered_in(row), amounts={"fee": price}, label=label)


def _tooth_in_front(row: Row) -> Found | None:
    """Return the number of a tooth that is the first cell of a row: nothing says that it is one."""
    first = row.folded.split("\t")[0].strip()
    return Found(int(first), row, 0, len(first), named=False) if first.isdigit() and int(first) in TEETH else None


def _is_made(waiting: Findings, total: Found, on: dt.date) -> bool:
    """Tell whether all prices since the last total make this one."""
    fees = [one.amounts["fee"].value for one in waiting.candidates]
    sold = [room.whole.value for room in waiting.rooms if room.whole] + [one.whole.value for one in waiting.charges]
    if not fees or sum(fees) + sum(sold) != total.value:
        return False
    return len(fees) + len(sold) >= ENOUGH or _is_care(waiting.candidates[0], on)


def _is_care(one: Candidate, on: dt.date) -> bool:
    words = " ".join(row.text[start:end] for row, start, end in one.label)
    return one.tooth is not None or any(True for _ in search_acts(words, on, limit=1))
