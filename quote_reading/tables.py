"""The lines of a table: each amount under its heading, the label beside its code."""

import datetime as dt
import itertools
from collections.abc import Sequence
from dataclasses import replace

from quote_reading.asides import amounts_of, aside_in
from quote_reading.cells import (
    add_label,
    candidate_in,
    edge_of,
    number_under,
    placed_in,
    small_values_in,
    sums_in,
    without_values,
    written_in,
)
from quote_reading.found import Aside, Candidate, Findings, Found
from quote_reading.headings import Heading, heading_at
from quote_reading.printed.codes import codes_in
from quote_reading.printed.marks import (
    ANAESTHETIST,
    TEETH,
    activity_in,
    not_covered_in_words,
    tooth_below,
    tooth_in,
)
from quote_reading.printed.masks import masked
from quote_reading.proof import beside_fees
from quote_reading.roles import Cell, Entry, settled
from quote_reading.rows import Row, one_of
from quote_reading.stays import charge_in, room_in, sold_as
from quote_reading.teeth import go_on_with_the_tooth
from quote_reading.vocabulary import Said, said_in

OTHER = "other"
"""Of the kinds of charges."""
_BELOW = ("base", "overrun")
"""What the words of a row under an act may tell of it."""
MOST_ROWS = 6
"""Of an act's entry, from its amounts to its code."""
END_OF_TABLE = 3.5
"""A gap of so many heights of a row ends a table."""
SENTENCE = 7
"""So many words without a wide gap between are a sentence: it stands under the table, not in it."""


def table_of(
    rows: Sequence[Row], heading: Heading, on: dt.date, totals: frozenset[int] = frozenset()
) -> tuple[Findings, int]:
    """Return what a table holds, and the place of the row after it. `totals`: those that the paper prints."""
    last = _end_of_table(rows, heading, on)
    heading = replace(heading, sums=tuple(written_in(rows[heading.last : last])))
    entries = _entries(rows[heading.last : last], heading, on)
    table = _Table(_settled(entries, heading, on, totals), on)
    for place, row in enumerate(entries):
        table.take(row, entries[place:])
    return table.finished(), last


class _Table:
    """Takes the rows of a table from top to bottom."""

    def __init__(self, heading: Heading, on: dt.date) -> None:
        self._heading, self._on = heading, on
        self._findings = Findings()
        self._waiting: list[Row] = []
        self._beside = False
        """The row before is no act: what follows it does not go on with one."""
        self._summed = 0
        """So many acts have had a total."""
        self._tooth: Found | None = None

    def take(self, row: Row, following: Sequence[Row]) -> None:
        """Take a row; `following`: it and those after it."""
        findings, candidate = self._findings, candidate_in(row, self._heading, self._on)
        told = _told_below(row, self._heading, self._on)
        if told and findings.candidates and not self._beside:
            _add(findings.candidates[-1], told, row)
        elif self._take_beside(row):
            self._beside, self._tooth = True, None
        elif candidate is not None and _sums_up(candidate, findings, self._summed):
            findings.asides.append(Aside("total", candidate.amounts["fee"]))
            self._beside, self._tooth, self._summed = True, None, len(findings.candidates)
        elif candidate is not None and _costs_nothing(candidate):
            findings.asides.append(Aside("not_placed", candidate.amounts["fee"]))
            self._beside = True
        elif candidate is not None:
            self._take_act(candidate, row, following)
        elif _heads_a_group(row, self._heading) and not _is_of_a_tooth_above(findings, row):
            self._tooth = tooth_in(row)
        elif not self._beside:
            self._go_on(row)

    def _take_beside(self, row: Row) -> bool:
        before = len(self._findings.asides)
        if not _is_beside(self._findings, row, self._heading, self._on):
            return False
        if any(aside.name == "total" for aside in self._findings.asides[before:]):
            self._summed = len(self._findings.candidates)
        return True

    def _take_act(self, candidate: Candidate, row: Row, following: Sequence[Row]) -> None:
        whole = None if candidate.code is not None else _whole(following, self._heading, self._on)
        self._beside = whole is not None and _is_beside(self._findings, whole, self._heading, self._on)
        if self._beside:
            return
        candidate.tooth = candidate.tooth or self._tooth
        add_label(candidate, self._heading, [row] if self._findings.candidates else [*self._waiting, row])
        self._findings.candidates.append(candidate)

    def _go_on(self, row: Row) -> None:
        """Take a row without amounts: a cell of the act above goes on, or the first act's words begin."""
        if not self._findings.candidates:
            self._waiting.append(row)
            return
        one = self._findings.candidates[-1]
        one.tooth = (
            one.tooth
            or tooth_in(row)
            or number_under(row, self._heading, "tooth", TEETH)
            or tooth_below(one.rows[-1], row)
        )
        add_label(one, self._heading, [row])

    def finished(self) -> Findings:
        """Return what the rows held."""
        findings = self._findings
        _go_on_with_the_act(findings.candidates, self._on)
        for one in findings.candidates:
            one.covered = one.covered or not_covered_in_words(one.label)
        findings.candidates = [one for one in findings.candidates if one.code is not None or one.label]
        _take_sold(findings)
        go_on_with_the_tooth(findings.candidates, self._heading)
        return findings


def _costs_nothing(candidate: Candidate) -> bool:
    """Tell a row without a code whose sum is nought, « TVA 0 % », « contrôles compris »: nobody is asked for it."""
    return candidate.code is None and candidate.amounts["fee"].value == 0


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


def _go_on_with_the_act(candidates: Sequence[Candidate], on: dt.date) -> None:
    """Give a row without a code the act above it where its base is the anaesthetist's of it, or it has no words."""
    for before, one in itertools.pairwise(candidates):
        act = None if before.coded is None else before.coded.act
        if one.code is not None or before.code is None or act is None or not act.has_anaesthesia:
            continue
        mine, told = one.amounts.get("base"), one.activity is not None and one.activity.value == ANAESTHETIST
        tariffs = before.code.value.tariffs(on, ANAESTHETIST)
        is_theirs = told if mine is None else mine.value in tariffs
        if one.covered is None and (is_theirs or not one.label):
            one.code = replace(before.code, named=False)


def _is_of_a_tooth_above(findings: Findings, row: Row) -> bool:
    return bool(findings.candidates) and tooth_below(findings.candidates[-1].rows[-1], row) is not None


def _told_below(row: Row, heading: Heading, on: dt.date) -> dict[str, Found]:
    """Return the amounts of a row that tells them in words under an act's own: « base : 98,29 € »; none for others."""
    amounts = sums_in(row, masked(row.folded), heading)
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


def _sums_up(candidate: Candidate, found: Findings, summed: int) -> bool:
    """Tell a total by its amount, whatever it is called: what the rows above make, as many as there are.

    `summed`: how many of them another total has: the one after it may be of a single row.
    """
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
    if len(before) - summed == 1 and before[-1].code is not None and candidate.covered is None:
        sums.add(fees[-1])
    return candidate.amounts["fee"].value in sums


def _entries(rows: Sequence[Row], heading: Heading, on: dt.date) -> list[Row]:
    """Return the rows of a table, one for each act: amounts and, on the next rows, the code that they are of."""
    entries: list[Row] = []
    at = 0
    while at < len(rows):
        after = _code_below(rows, at, heading, on)
        entries.append(rows[at] if after is None else one_of(rows[at:after], edge_of(heading)))
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
    return bool(sums_in(row, masked(row.folded), heading))


def _says_aside(row: Row) -> bool:
    return aside_in(row) is not None or room_in(row) is not None or charge_in(row) is not None


def _settled(rows: Sequence[Row], heading: Heading, on: dt.date, totals: frozenset[int]) -> Heading:
    entries = [entry for row in rows if (entry := _entry(row, heading, on)) is not None]
    return settled(heading, entries, totals, rows[0].height) if entries else heading


def _entry(row: Row, heading: Heading, on: dt.date) -> Entry | None:
    """Return the amounts of a row that holds some and is neither a total nor what a clinic sells."""
    codes = codes_in(row.folded, on)
    if not codes and (_says_aside(row) or _told_below(row, heading, on)):
        return None
    candidate = small_values_in(row, heading, on)
    cells = tuple(
        Cell(amount.cents, *row.sides(amount.start, amount.end))
        for amount in sums_in(row, without_values(candidate), heading)
    )
    return Entry(cells, codes[0].tariffs(on) if codes else frozenset()) if cells else None


def _end_of_table(rows: Sequence[Row], heading: Heading, on: dt.date) -> int:
    """Return the place after the last row of a table: at a gap, at a sentence, or where a heading comes again."""
    last = heading.last
    sums: list[tuple[float, float]] = []
    while last < len(rows) and _belongs(rows, last, on, sums) and heading_at(rows, last) is None:
        sums += written_in([rows[last]])
        last += 1
    return last


def _heads_a_group(row: Row, heading: Heading) -> bool:
    """Tell « Dent 46 », a row of its own above the acts of a tooth, from a label that goes on under its act."""
    label = heading.named("label")
    return label is not None and min(word.left for word in row.words) < label.left - row.height


def _whole(rows: Sequence[Row], heading: Heading, on: dt.date) -> Row:
    """Return an entry of a table as one row: the words of its cells may go on below."""
    end = 1
    while end < len(rows) and candidate_in(rows[end], heading, on) is None and aside_in(rows[end]) is None:
        end += 1
    return one_of(rows[:end], edge_of(heading))


def _is_beside(findings: Findings, row: Row, heading: Heading, on: dt.date) -> bool:
    """Take a row that is no act: a room, what a clinic sells, a total."""
    if codes_in(row.folded, on):
        return False
    text = without_values(small_values_in(row, heading, on))
    placed = placed_in(row, text, heading)
    whole = [placed["fee"]] if "fee" in placed else []
    written = list(amounts_of(row))  # « 3 nuits à 55,00 € » tells the price of one in its words
    of_words = [one for one in written if "fee" in placed and one.start < placed["fee"].start]
    amounts = [placed["unit"], *whole] if "unit" in placed else [*of_words, *whole] or written
    count = number_under(row, heading, "quantity", set(range(1, 100)))
    if (room := room_in(row, amounts, count)) is not None:
        findings.rooms.append(room)
    elif (charge := charge_in(row, amounts, count)) is not None:
        findings.charges.append(charge)
    elif (aside := aside_in(row, whole) or _named_as_an_amount(row, whole)) is not None:
        findings.asides.append(aside)
    else:
        return False
    return True


def _named_as_an_amount(row: Row, whole: Sequence[Found]) -> Aside | None:
    """Return the amount of a row whose words say which amount it is, « Base de remboursement »: that names no act."""
    words = row.folded.split("\t")[0].strip(" .:-")
    said = said_in("amounts", words)
    return (
        Aside("not_placed", whole[0]) if whole and said and said[0].name in _BELOW and _is_all(said[0], words) else None
    )


def _is_all(said: Said, words: str) -> bool:
    return said.start == 0 and said.end == len(words)


def _belongs(rows: Sequence[Row], at: int, on: dt.date, sums: Sequence[tuple[float, float]]) -> bool:
    """Tell whether a row is still of the table: no wide gap before it, and no sentence but the words of an act.

    `sums`: where the rows before have theirs; words right above another sum there head a part of the table.
    """
    before, row = rows[at - 1], rows[at]
    if row.top - before.bottom > END_OF_TABLE * row.height:
        return False
    longest = max(len(part.split()) for part in row.text.split("\t"))
    if longest < SENTENCE or codes_in(row.folded, on) or any(written_in([row])):
        return True
    following = rows[at + 1] if at + 1 < len(rows) else None
    if following is None or following.top - row.bottom > row.height:
        return False
    return bool(codes_in(following.folded, on)) or any(
        left < other[1] and other[0] < right for left, right in written_in([following]) for other in sums
    )
