"""What a row of a table holds: its small values, its words, and each amount under its heading."""

import datetime as dt
import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from quote_reading.asides import amounts_of
from quote_reading.found import Candidate, Found
from quote_reading.headings import PART, Column, Heading
from quote_reading.printed.amounts import Amount, amounts_in
from quote_reading.printed.codes import Code, codes_in
from quote_reading.printed.marks import TEETH, activity_after, activity_in, not_covered_in, tooth_in
from quote_reading.printed.masks import masked
from quote_reading.rows import Row

_BETWEEN = r"\s?(?:,|-|/|a|et|\+)\s?"
_LIST_BEGINS = re.compile(rf"[1-8][1-8]{_BETWEEN}[1-8][1-8](?![0-9]|[,.][0-9])")
_LIST_ENDS = re.compile(rf"(?<![0-9,.])[1-8][1-8]{_BETWEEN}$")
_COUNT_BEFORE = re.compile(r"([1-9][0-9]?) (?=[0-9]{3}(?![0-9]))")
WITHIN_A_SUM = 0.4
"""Gap, in heights of a row, between the thousands of a sum and what follows."""


def candidate_in(row: Row, heading: Heading, on: dt.date) -> Candidate | None:
    """Return the line that a row begins: it has an amount, or a code."""
    candidate = small_values_in(row, heading, on)
    candidate.amounts = placed_in(row, without_values(candidate), heading)
    _take_count_apart(candidate, heading)
    if not row.sheet.is_text:
        candidate.columns = frozenset(column.role for column in heading.columns)
    candidate.contested = any(column.contested for column in heading.money)
    return candidate if "fee" in candidate.amounts or candidate.code is not None else None


def _take_count_apart(candidate: Candidate, heading: Heading) -> None:
    """Tell « 4 115,00 | 460,00 » as four of 115 where a column counts: as thousands it would not make the fee."""
    fee = candidate.amounts.get("fee")
    if heading.named("quantity") is None or candidate.quantity is not None or fee is None:
        return
    for role in ("unit", PART):
        one = candidate.amounts.get(role)
        found = None if one is None else _COUNT_BEFORE.match(one.row.folded, one.start)
        if one is not None and found is not None:
            count, each = int(found[1]), one.value - int(found[1]) * 100_000
            if count * each == fee.value:
                candidate.quantity = Found(count, one.row, *found.span(1))
                candidate.amounts[role] = replace(one, value=each, start=found.end())
                return


def small_values_in(row: Row, heading: Heading, on: dt.date) -> Candidate:
    """Return what a row holds beside its amounts."""
    codes = codes_in(row.folded, on)
    code = codes[0] if codes else None
    candidate = Candidate([row])
    if code is not None:
        candidate.code = Found(code, row, code.start, code.end)
    candidate.tooth = tooth_in(row) or number_under(row, heading, "tooth", TEETH, code)
    candidate.activity = (
        number_under(row, heading, "activity", {1, 4}, code) or activity_after(row, code) or activity_in(row)
    )
    candidate.quantity = number_under(row, heading, "quantity", set(range(1, 33)), code)
    candidate.covered = not_covered_in(row)
    return candidate


def without_values(candidate: Candidate) -> str:
    """Return a row's text without its code and its small numbers: « 2 » before « 110,00 » is no thousand."""
    (row,) = candidate.rows
    text = masked(row.folded)
    for value in (candidate.code, candidate.tooth, candidate.activity, candidate.quantity):
        if value is not None:
            text = text[: value.start] + "_" * (value.end - value.start) + text[value.end :]
    return text


def placed_in(row: Row, text: str, heading: Heading) -> dict[str, Found]:
    """Put each amount under the heading of money that it stands nearest to, in order."""
    chosen = _aligned(row, sums_in(row, text, heading), heading.money)
    return {
        column.role: Found(amount.cents, row, amount.start, amount.end, named=column.exact)
        for amount, column in reversed(chosen)  # of two columns of one role the first is kept
    }


def sums_in(row: Row, text: str, heading: Heading) -> list[Amount]:
    """Return the sums of a row that stand in columns of money."""
    first = min(column.left for column in heading.money)
    reach = 6 * row.height
    amounts = [amount for amount in amounts_in(text) if _stands_as_a_sum(row, amount, heading)]
    amounts = [amount for amount in amounts if row.sides(amount.start, amount.end)[1] > first - reach]
    return [amount for amount in amounts if not _is_of_the_words(row, amount, heading)]


def edge_of(heading: Heading) -> float:
    """Return where the words of a table end and its amounts begin."""
    label, edge = heading.named("label"), min(column.left for column in heading.money)
    edge = edge if label is None else min(edge, _right_of(heading, label))
    return min([edge, *(left for left, right in heading.sums if left < edge < right)])


def written_in(rows: Sequence[Row]) -> Iterator[tuple[float, float]]:
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
    within = bool(told) and sides[1] <= edge_of(heading)
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


def number_under(
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


def holds_several_teeth(row: Row) -> bool:
    """Tell a row that begins with « 18, 28, 38 »: none of them is the line's, nor is one of another row."""
    return _LIST_BEGINS.match(row.folded) is not None


def _is_of_a_sum(row: Row, place: int) -> bool:
    """Tell the « 1 » of « 1 358,00 » from a number of its own: as close as within a sum, and under no other heading."""
    following = row.words[place + 1] if place + 1 < len(row.words) else None
    if following is None or not following.text[:3].isdigit() or following.text[3:4].isdigit():
        return False
    return following.left - row.words[place].right < WITHIN_A_SUM * row.height


def add_label(candidate: Candidate, heading: Heading, rows: Sequence[Row]) -> None:
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
