"""The lines of a table: each amount under its heading, the label beside its code."""

import datetime as dt
import functools
from collections.abc import Sequence

from quote_reading.asides import aside_in
from quote_reading.found import Candidate, Findings, Found
from quote_reading.headings import Column, Heading
from quote_reading.printed.amounts import Amount, amounts_in
from quote_reading.printed.codes import Code, codes_in
from quote_reading.printed.marks import TEETH, activity_in, not_covered_in, tooth_in
from quote_reading.printed.masks import masked
from quote_reading.rows import Row
from quote_reading.stays import charge_in, room_in

END_OF_TABLE = 3.5
"""A gap of so many heights of a row ends a table."""
SENTENCE = 7
"""So many words without a wide gap between are a sentence: it stands under the table, not in it."""


def table_of(rows: Sequence[Row], heading: Heading, on: dt.date) -> tuple[Findings, int]:
    """Return what a table holds, and the place of the row after it."""
    findings = Findings()
    last = heading.last
    waiting: list[Row] = []
    for place in range(heading.last, len(rows)):
        row = rows[place]
        if not _belongs(rows[place - 1], row, on):
            break
        last = place + 1
        candidate = _candidate(row, heading, on)
        if _is_beside(findings, row, on):
            continue
        if candidate is not None:
            _label(candidate, heading, [*waiting, row] if not findings.candidates else [row])
            findings.candidates.append(candidate)
        elif findings.candidates:
            _label(findings.candidates[-1], heading, [row])
        else:
            waiting.append(row)
    return findings, last


def _is_beside(findings: Findings, row: Row, on: dt.date) -> bool:
    """Take a row that is no act: a room, what a clinic sells, a total."""
    if codes_in(row.folded, on):
        return False
    if (room := room_in(row)) is not None:
        findings.rooms.append(room)
    elif (charge := charge_in(row)) is not None:
        findings.charges.append(charge)
    elif (aside := aside_in(row)) is not None:
        findings.asides.append(aside)
    else:
        return False
    return True


def _belongs(before: Row, row: Row, on: dt.date) -> bool:
    if row.top - before.bottom > END_OF_TABLE * row.height:
        return False
    longest = max(len(part.split()) for part in row.text.split("\t"))
    return longest < SENTENCE or bool(codes_in(row.folded, on))


def _candidate(row: Row, heading: Heading, on: dt.date) -> Candidate | None:
    """Return the line that a row begins: it has an amount, or a code."""
    codes = codes_in(row.folded, on)
    code = codes[0] if codes else None
    text = masked(row.folded)
    if code is not None:
        text = text[: code.start] + "_" * (code.end - code.start) + text[code.end :]
    amounts = _placed(row, text, heading)
    if "fee" not in amounts and code is None:
        return None
    candidate = Candidate([row], amounts=amounts)
    if code is not None:
        candidate.code = Found(code, row, code.start, code.end)
    candidate.tooth = tooth_in(row) or _under(row, heading, "tooth", TEETH)
    candidate.activity = _under(row, heading, "activity", {1, 4}) or _after(row, code) or activity_in(row)
    candidate.quantity = _under(row, heading, "quantity", set(range(1, 33)))
    candidate.covered = not_covered_in(row)
    return candidate


def _placed(row: Row, text: str, heading: Heading) -> dict[str, Found]:
    """Put each amount under the heading of money that it stands nearest to, in order."""
    first = min(column.left for column in heading.money)
    reach = 6 * row.height
    amounts = [
        amount
        for amount in amounts_in(text)
        if amount.written or min(column.distance(*row.sides(amount.start, amount.end)) for column in heading.money) == 0
    ]
    amounts = [amount for amount in amounts if row.sides(amount.start, amount.end)[1] > first - reach]
    chosen = _aligned(row, amounts, heading.money)
    return {
        column.role: Found(amount.cents, row, amount.start, amount.end)
        for amount, column in reversed(chosen)  # of two columns of one role the first is kept
    }


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


def _under(row: Row, heading: Heading, role: str, accepted: set[int] | frozenset[int]) -> Found | None:
    """Return the number of a row that stands under a heading."""
    column = heading.named(role)
    if column is None:
        return None
    near = [
        (column.distance(word.left, word.right), place)
        for place, word in enumerate(row.words)
        if word.text.strip(".,;:|").isdigit() and int(word.text.strip(".,;:|")) in accepted
    ]
    if not near or min(near)[0] > row.height:
        return None
    place = min(near)[1]
    start = row.owners.index(place)
    return Found(int(row.words[place].text.strip(".,;:|")), row, start, start + len(row.words[place].text))


def _after(row: Row, code: Code | None) -> Found | None:
    """Return the activity written right after a code: « NFKA007 4 », « NFKA007-4 »."""
    if code is None:
        return None
    rest = row.folded[code.end : code.end + 4].replace("\t", " ").replace("-", " ").replace("/", " ").split(" ")
    digit = next((piece for piece in rest if piece), "")
    if digit not in {"1", "4"}:
        return None
    start = row.folded.index(digit, code.end)
    return Found(int(digit), row, start, start + 1)


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
