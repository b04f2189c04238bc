"""The lines of a table: each amount under its heading, the label beside its code."""

import datetime as dt
import functools
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from quote_reading.asides import amounts_of, aside_in
from quote_reading.found import Aside, Candidate, Findings, Found
from quote_reading.headings import Column, Heading, heading_at
from quote_reading.printed.amounts import Amount, amounts_in
from quote_reading.printed.codes import Code, codes_in
from quote_reading.printed.marks import (
    TEETH,
    activity_after,
    activity_in,
    not_covered_in,
    tooth_below,
    tooth_in,
    tooth_in_words,
)
from quote_reading.printed.masks import masked
from quote_reading.proof import beside_fees
from quote_reading.roles import Cell, Entry, settled
from quote_reading.rows import Row, one_of
from quote_reading.stays import charge_in, room_in, sold_as
from quote_reading.vocabulary import said_in

_BETWEEN = r"\s?(?:,|-|/|a|et|\+)\s?"
_LIST_BEGINS = re.compile(rf"[1-8][1-8]{_BETWEEN}[1-8][1-8](?![0-9]|[,.][0-9])")
_LIST_ENDS = re.compile(rf"(?<![0-9,.])[1-8][1-8]{_BETWEEN}$")
OTHER = "other"
"""Of the kinds of charges."""
_BELOW = ("base", "overrun")
"""What the words of a row under an act may tell of it."""
MOST_ROWS = 6
"""Of an act's entry, from its amounts to its code."""
END_OF_TABLE = 3.5
"""A gap of so many heights of a row ends a table."""
WITHIN_A_SUM = 0.4
"""Gap, in heights of a row, between the thousands of a sum and what follows."""
SENTENCE = 7
"""So many words without a wide gap between are a sentence: it stands under the table, not in it."""


def table_of(
    rows: Sequence[Row], heading: Heading, on: dt.date, totals: frozenset[int] = frozenset()
) -> tuple[Findings, int]:
    """Return what a table holds, and the place of the row after it. `totals`: those that the paper prints."""
    findings = Findings()
    last = _end_of_table(rows, heading, on)
    heading = replace(heading, sums=tuple(_written_in(rows[heading.last : last])))
    entries = _entries(rows[heading.last : last], heading, on)
    heading = _settled(entries, heading, on, totals)
    waiting: list[Row] = []
    beside = False
    tooth: Found | None = None
    for place, row in enumerate(entries):
        candidate = _candidate(row, heading, on)
        told = _told_below(row, heading, on)
        if told and findings.candidates and not beside:
            _add(findings.candidates[-1], told, row)
        elif _is_beside(findings, row, heading, on):
            beside, tooth = True, None
        elif candidate is not None and _sums_up(candidate, findings):
            findings.asides.append(Aside("total", candidate.amounts["fee"]))
            beside, tooth = True, None
        elif candidate is not None:
            beside = candidate.code is None and _is_beside(findings, _whole(entries[place:], heading, on), heading, on)
            candidate.tooth = candidate.tooth or tooth
            if not beside:
                _label(candidate, heading, [*waiting, row] if not findings.candidates else [row])
                findings.candidates.append(candidate)
        elif _heads_a_group(row, heading) and not _is_of_a_tooth_above(findings, row):
            tooth = tooth_in(row)
        elif findings.candidates and not beside:
            one = findings.candidates[-1]  # a cell may go on below
            one.tooth = (
                one.tooth or tooth_in(row) or _under(row, heading, "tooth", TEETH) or tooth_below(one.rows[-1], row)
            )
            _label(findings.candidates[-1], heading, [row])
        elif not findings.candidates:
            waiting.append(row)
    findings.candidates = [one for one in findings.candidates if one.code is not None or one.label]
    _take_sold(findings)
    _go_on_with_the_tooth(findings.candidates, heading)
    return findings, last


def _take_sold(findings: Findings) -> None:
    """Take what a clinic sells under words of its own: a bare row of a table that has no act but a stay's costs."""
    if any(one.code is not None for one in findings.candidates) or not any(beside_fees(findings)):
        return
    for one in list(findings.candidates):
        marks = (one.tooth, one.activity, one.covered)
        amounts = [one.amounts[role] for role in ("unit", "fee") if role in one.amounts]
        sold = None if marks != (None, None, None) else sold_as(OTHER, one.rows[0], amounts, one.quantity)
        if sold is not None:
            findings.charges.append(sold)
            findings.candidates.remove(one)


def _go_on_with_the_tooth(candidates: Sequence[Candidate], heading: Heading) -> None:
    """Give an act without a tooth the one above it: one cell may stand for several acts. It is left in doubt."""
    if heading.named("tooth") is None:
        return
    for before, one in itertools.pairwise(candidates):
        needs = one.coded is not None and one.coded.act is not None and one.coded.act.per_tooth
        if needs and one.tooth is None and before.tooth is not None and tooth_in_words(one.label) is None:
            one.tooth = replace(before.tooth, named=False)


def _is_of_a_tooth_above(findings: Findings, row: Row) -> bool:
    return bool(findings.candidates) and tooth_below(findings.candidates[-1].rows[-1], row) is not None


def _told_below(row: Row, heading: Heading, on: dt.date) -> dict[str, Found]:
    """Return the amounts of a row that tells them in words under an act's own: « base : 98,29 € »; none for others."""
    amounts = _amounts(row, masked(row.folded), heading)
    if not amounts or codes_in(row.folded, on):
        return {}
    told = {}
    for amount in amounts:
        start = row.folded.rfind("\t", 0, amount.start) + 1
        said = said_in("amounts", row.folded[start : amount.start])
        if not said or said[-1].name not in _BELOW:
            return {}
        told[said[-1].name] = Found(amount.cents, row, amount.start, amount.end)
    return told


def _add(one: Candidate, told: dict[str, Found], row: Row) -> None:
    """Give an act what a row under its own tells."""
    one.amounts = {**told, **one.amounts}
    one.activity = one.activity or activity_in(row)
    one.rows.append(row)


def _sums_up(candidate: Candidate, found: Findings) -> bool:
    """Tell a total by its amount, whatever it is called: what the rows above make, as many as there are."""
    if candidate.code is not None or candidate.tooth is not None or "fee" not in candidate.amounts:
        return False
    before = found.candidates
    fees = [one.amounts["fee"].value if "fee" in one.amounts else 0 for one in before]
    sums = {sum(fees[first:]) for first in range(len(fees) - 1)}
    sold = [part for part in beside_fees(found) if part]
    if fees and sold:
        sums.add(sum(fees) + sum(sold))
    if len(sold) > 1:
        sums.add(sum(sold))
    if len(before) == 1 and before[0].code is not None:
        sums |= set(fees)
    return candidate.amounts["fee"].value in sums


def _entries(rows: Sequence[Row], heading: Heading, on: dt.date) -> list[Row]:
    """Return the rows of a table, one for each act: amounts and, on the next rows, the code that they are of."""
    entries: list[Row] = []
    at = 0
    while at < len(rows):
        after = _code_below(rows, at, heading, on)
        entries.append(rows[at] if after is None else one_of(rows[at:after], _edge(heading)))
        at = after or at + 1
    return entries


def _code_below(rows: Sequence[Row], at: int, heading: Heading, on: dt.date) -> int | None:
    """Return the place after the row that holds the code of a row with amounts alone; None when there is none."""
    row = rows[at]
    if codes_in(row.folded, on) or not _has_amounts(row, heading) or _says_aside(row) or _told_below(row, heading, on):
        return None
    for place in range(at + 1, min(at + MOST_ROWS, len(rows))):
        if _has_amounts(rows[place], heading) or rows[place].top - rows[place - 1].bottom > rows[place].height:
            return None
        if codes_in(rows[place].folded, on):
            return place + 1
    return None


def _has_amounts(row: Row, heading: Heading) -> bool:
    return bool(_amounts(row, masked(row.folded), heading))


def _says_aside(row: Row) -> bool:
    return aside_in(row) is not None or room_in(row) is not None or charge_in(row) is not None


def _edge(heading: Heading) -> float:
    """Return where the words of a table end and its amounts begin."""
    label, edge = heading.named("label"), min(column.left for column in heading.money)
    edge = edge if label is None else min(edge, _right_of(heading, label))
    return min([edge, *(left for left, right in heading.sums if left < edge < right)])


def _settled(rows: Sequence[Row], heading: Heading, on: dt.date, totals: frozenset[int]) -> Heading:
    entries = [entry for row in rows if (entry := _entry(row, heading, on)) is not None]
    return settled(heading, entries, totals, rows[0].height) if entries else heading


def _entry(row: Row, heading: Heading, on: dt.date) -> Entry | None:
    """Return the amounts of a row that holds some and is neither a total nor what a clinic sells."""
    codes = codes_in(row.folded, on)
    if not codes and (_says_aside(row) or _told_below(row, heading, on)):
        return None
    candidate = _small_values(row, heading, on)
    cells = tuple(
        Cell(amount.cents, *row.sides(amount.start, amount.end))
        for amount in _amounts(row, _without_values(candidate), heading)
    )
    return Entry(cells, codes[0].tariffs(on) if codes else frozenset()) if cells else None


def _end_of_table(rows: Sequence[Row], heading: Heading, on: dt.date) -> int:
    """Return the place after the last row of a table: at a gap, at a sentence, or where a heading comes again."""
    last = heading.last
    sums: list[tuple[float, float]] = []
    while last < len(rows) and _belongs(rows, last, on, sums) and heading_at(rows, last) is None:
        sums += _written_in([rows[last]])
        last += 1
    return last


def _heads_a_group(row: Row, heading: Heading) -> bool:
    """Tell « Dent 46 », a row of its own above the acts of a tooth, from a label that goes on under its act."""
    label = heading.named("label")
    return label is not None and min(word.left for word in row.words) < label.left - row.height


def _whole(rows: Sequence[Row], heading: Heading, on: dt.date) -> Row:
    """Return an entry of a table as one row: the words of its cells may go on below."""
    end = 1
    while end < len(rows) and _candidate(rows[end], heading, on) is None and aside_in(rows[end]) is None:
        end += 1
    return one_of(rows[:end], _edge(heading))


def _is_beside(findings: Findings, row: Row, heading: Heading, on: dt.date) -> bool:
    """Take a row that is no act: a room, what a clinic sells, a total."""
    if codes_in(row.folded, on):
        return False
    text = _without_values(_small_values(row, heading, on))
    placed = _placed(row, text, heading)
    whole = [placed["fee"]] if "fee" in placed else []
    written = list(amounts_of(row))  # « 3 nuits à 55,00 € » tells the price of one in its words
    of_words = [one for one in written if "fee" in placed and one.start < placed["fee"].start]
    amounts = [placed["unit"], *whole] if "unit" in placed else [*of_words, *whole] or written
    count = _under(row, heading, "quantity", set(range(1, 100)))
    if (room := room_in(row, amounts, count)) is not None:
        findings.rooms.append(room)
    elif (charge := charge_in(row, amounts, count)) is not None:
        findings.charges.append(charge)
    elif (aside := aside_in(row, whole)) is not None:
        findings.asides.append(aside)
    else:
        return False
    return True


def _belongs(rows: Sequence[Row], at: int, on: dt.date, sums: Sequence[tuple[float, float]]) -> bool:
    """Tell whether a row is still of the table: no wide gap before it, and no sentence but the words of an act.

    `sums`: where the rows before have theirs; words right above another sum there head a part of the table.
    """
    before, row = rows[at - 1], rows[at]
    if row.top - before.bottom > END_OF_TABLE * row.height:
        return False
    longest = max(len(part.split()) for part in row.text.split("\t"))
    if longest < SENTENCE or codes_in(row.folded, on) or any(_written_in([row])):
        return True
    following = rows[at + 1] if at + 1 < len(rows) else None
    if following is None or following.top - row.bottom > row.height:
        return False
    return bool(codes_in(following.folded, on)) or any(
        left < other[1] and other[0] < right for left, right in _written_in([following]) for other in sums
    )


def _candidate(row: Row, heading: Heading, on: dt.date) -> Candidate | None:
    """Return the line that a row begins: it has an amount, or a code."""
    candidate = _small_values(row, heading, on)
    candidate.amounts = _placed(row, _without_values(candidate), heading)
    candidate.contested = any(column.contested for column in heading.money)
    return candidate if "fee" in candidate.amounts or candidate.code is not None else None


def _small_values(row: Row, heading: Heading, on: dt.date) -> Candidate:
    """Return what a row holds beside its amounts."""
    codes = codes_in(row.folded, on)
    code = codes[0] if codes else None
    candidate = Candidate([row])
    if code is not None:
        candidate.code = Found(code, row, code.start, code.end)
    candidate.tooth = tooth_in(row) or _under(row, heading, "tooth", TEETH, code)
    candidate.activity = _under(row, heading, "activity", {1, 4}, code) or activity_after(row, code) or activity_in(row)
    candidate.quantity = _under(row, heading, "quantity", set(range(1, 33)), code)
    candidate.covered = not_covered_in(row)
    return candidate


def _without_values(candidate: Candidate) -> str:
    """Return a row's text without its code and its small numbers: « 2 » before « 110,00 » is no thousand."""
    (row,) = candidate.rows
    text = masked(row.folded)
    for value in (candidate.code, candidate.tooth, candidate.activity, candidate.quantity):
        if value is not None:
            text = text[: value.start] + "_" * (value.end - value.start) + text[value.end :]
    return text


def _placed(row: Row, text: str, heading: Heading) -> dict[str, Found]:
    """Put each amount under the heading of money that it stands nearest to, in order."""
    chosen = _aligned(row, _amounts(row, text, heading), heading.money)
    return {
        column.role: Found(amount.cents, row, amount.start, amount.end, named=column.exact)
        for amount, column in reversed(chosen)  # of two columns of one role the first is kept
    }


def _amounts(row: Row, text: str, heading: Heading) -> list[Amount]:
    """Return the sums of a row that stand in columns of money."""
    first = min(column.left for column in heading.money)
    reach = 6 * row.height
    amounts = [amount for amount in amounts_in(text) if _stands_as_a_sum(row, amount, heading)]
    amounts = [amount for amount in amounts if row.sides(amount.start, amount.end)[1] > first - reach]
    return [amount for amount in amounts if not _is_of_the_words(row, amount, heading)]


def _written_in(rows: Sequence[Row]) -> Iterator[tuple[float, float]]:
    """Give the sides of the sums of some rows that are written as sums, and are all of their cell."""
    for row in rows:
        for one in amounts_of(row):
            alone = row.text[: one.start][-1:] in {"", "\t"} and row.text[one.end :][:1] in {"", "\t"}
            if alone:
                yield row.sides(one.start, one.end)


def _stands_as_a_sum(row: Row, amount: Amount, heading: Heading) -> bool:
    """Tell a sum from any other number: it is written as one, or stands under a heading of money or another sum."""
    if amount.written:
        return True
    left, right = row.sides(amount.start, amount.end)
    return any(column.distance(left, right) == 0 for column in heading.money) or any(
        left < other[1] and other[0] < right for other in heading.sums
    )


def _is_of_the_words(row: Row, amount: Amount, heading: Heading) -> bool:
    """Tell « 2 nuits à 55,00 € » in the words of a row from a sum in a column of its own."""
    label, sides = heading.named("label"), row.sides(amount.start, amount.end)
    told = row.text[: amount.start].rpartition("\t")[2].strip()
    within = bool(told) and sides[1] <= _edge(heading)
    under = label is not None and (within or label.distance(*sides) == 0)
    return under and all(column.distance(*sides) > 0 for column in heading.money)


def _aligned(row: Row, amounts: Sequence[Amount], columns: Sequence[Column]) -> list[tuple[Amount, Column]]:
    """Match amounts and headings, both from left to right, so that the sum of their distances is the least."""

    @functools.cache
    def best(amount: int, column: int) -> tuple[int, float, tuple[tuple[int, int], ...]]:
        if amount == len(amounts) or column == len(columns):
            return len(amounts) - amount, 0.0, ()
        left, right = row.sides(amounts[amount].start, amounts[amount].end)
        missed, away, pairs = best(amount + 1, column + 1)
        distance = (
            columns[column].distance(left, right)
            + abs(columns[column].left + columns[column].right - left - right) / 100
        )
        taken = (missed, away + distance, ((amount, column), *pairs))
        skipped = best(amount, column + 1)
        return min(taken, skipped)

    return [(amounts[amount], columns[column]) for amount, column in best(0, 0)[2]]


def _under(
    row: Row, heading: Heading, role: str, accepted: set[int] | frozenset[int], code: Code | None = None
) -> Found | None:
    """Return the number of a row that stands under a heading, outside a code."""
    column = heading.named(role)
    if column is None:
        return None
    of_code = set() if code is None else set(row.owners[code.start : code.end])
    near = [
        (column.distance(word.left, word.right), place)
        for place, word in enumerate(row.words)
        if place not in of_code and word.text.strip(".,;:|").isdigit() and int(word.text.strip(".,;:|")) in accepted
    ]
    if not near or min(near)[0] > row.height or _is_of_a_sum(row, min(near)[1]):
        return None
    place = min(near)[1]
    if role == "tooth" and _is_of_a_list(row, place):
        return None
    start = row.owners.index(place)
    return Found(int(row.words[place].text.strip(".,;:|")), row, start, start + len(row.words[place].text))


def _is_of_a_list(row: Row, place: int) -> bool:
    """Tell « 34 à 36 », « 34, 35 »: several teeth, of which none is the line's."""
    start = row.owners.index(place)
    return _LIST_BEGINS.match(row.folded, start) is not None or _LIST_ENDS.search(row.folded[:start]) is not None


def _is_of_a_sum(row: Row, place: int) -> bool:
    """Tell the « 1 » of « 1 358,00 » from a number of its own: as close as within a sum, and under no other heading."""
    following = row.words[place + 1] if place + 1 < len(row.words) else None
    if following is None or not following.text[:3].isdigit() or following.text[3:4].isdigit():
        return False
    return following.left - row.words[place].right < WITHIN_A_SUM * row.height


def _label(candidate: Candidate, heading: Heading, rows: Sequence[Row]) -> None:
    """Add the words of some rows that stand left of the money and are no value of the line."""
    edge = min(column.left for column in heading.money)
    column = heading.named("label")
    for row in rows:
        for start, end in _runs(row):
            left, right = row.sides(start, end)
            if not row.folded[start:end].strip(" .-:") or left > edge or _is_value(candidate, row, start, end):
                continue
            if column is None or (left < _right_of(heading, column) and right > column.left - row.height):
                candidate.label.append((row, start, end))
        if row not in candidate.rows:
            candidate.rows.append(row)


def _right_of(heading: Heading, column: Column) -> float:
    after = [other.left for other in heading.columns if other.left > column.right]
    return min(after, default=float("inf"))


def _runs(row: Row) -> list[tuple[int, int]]:
    """Return the parts of a row, word by word: columns may stand close."""
    runs, at = [], 0
    for word in row.text.replace("\t", " ").split(" "):
        runs.append((at, at + len(word)))
        at += len(word) + 1
    return [(start, end) for start, end in runs if end > start]


def _is_value(candidate: Candidate, row: Row, start: int, end: int) -> bool:
    values = [candidate.code, candidate.tooth, candidate.activity, candidate.quantity, *candidate.amounts.values()]
    return any(value is not None and value.row is row and start < value.end and value.start < end for value in values)
