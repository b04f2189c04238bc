"""Running text that names several acts: its rows end anywhere, so that each is cut where one act's words end."""

import datetime as dt
from collections.abc import Iterator, Sequence

from quote_reading.asides import amounts_of
from quote_reading.printed.codes import codes_in
from quote_reading.rows import Row, part_of

NEAR = 1.2
"""Heights between two rows of one text."""


def an_act_a_row(rows: Sequence[Row], on: dt.date) -> list[Row]:
    """Return the rows, those of running text in parts: a row has one act's code, or sums of one act alone."""
    return [part for flow in _flows(rows) for part in _cut(flow, on)]


def _flows(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Give rows without columns that follow each other closely together, each other row alone."""
    held: list[Row] = []
    for row in rows:
        runs_on = bool(held) and row.page == held[-1].page and row.top - held[-1].bottom < NEAR * row.height
        if held and (not runs_on or "\t" in row.text or "\t" in held[-1].text):
            yield held
            held = []
        held.append(row)
    if held:
        yield held


def _cut(flow: Sequence[Row], on: dt.date) -> Iterator[Row]:
    told = sorted(
        [(place, code.start, code.end, True) for place, row in enumerate(flow) for code in codes_in(row.folded, on)]
        + [(place, one.start, one.end, False) for place, row in enumerate(flow) for one in amounts_of(row)]
    )
    if "\t" in flow[0].text or sum(is_code for *_, is_code in told) < 2:
        yield from flow
        return
    price_after = told[0][3]
    for place, row in enumerate(flow):
        yield from _parts(row, _ends(told, place, price_after=price_after))


def _ends(told: Sequence[tuple[int, int, int, bool]], place: int, *, price_after: bool) -> list[int]:
    """Return where a row is cut: after the last sum before another code, or after a code where sums come before."""
    ends, before = [], told[0]
    coded = before[3]
    for one in told[1:]:
        if price_after and one[3] and coded and not before[3] and before[0] == one[0] == place:
            ends.append(before[2])
        if not price_after and not one[3] and before[3] and before[0] == one[0] == place:
            ends.append(before[2])
        coded = coded or one[3]
        before = one
    return ends


def _parts(row: Row, ends: Sequence[int]) -> Iterator[Row]:
    left = 0.0
    for end in ends:
        right = row.sides(0, end)[1]
        part = part_of(row, left, right)
        if part is not None:
            yield part
        left = right
    part = part_of(row, left)
    if part is not None:
        yield part
