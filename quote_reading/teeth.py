"""The tooth of acts in a table where one cell stands for several: printed once, on the first row or in the middle."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace

from quote_reading.cells import holds_several_teeth
from quote_reading.found import Candidate, Found
from quote_reading.headings import Heading
from quote_reading.printed.marks import tooth_in_words

AWAY = 0.4
"""Heights of a row that a tooth may stand from the middle of its cell."""
PADDING = 1.2
"""The same under the last row of a table, whose cell ends somewhere below."""


def go_on_with_the_tooth(candidates: Sequence[Candidate], heading: Heading) -> None:
    """Give an act without a tooth the one of its cell: in its middle, else above. It is left in doubt."""
    if heading.named("tooth") is None or _give_from_the_middle(candidates):
        return
    for before, one in itertools.pairwise(candidates):
        if _lacks_a_tooth(one) and before.tooth is not None:
            one.tooth = replace(before.tooth, named=False)


def _lacks_a_tooth(one: Candidate) -> bool:
    needs = one.coded is not None and one.coded.act is not None and one.coded.act.per_tooth
    several = any(holds_several_teeth(row) for row in one.rows)
    return needs and not several and one.tooth is None and tooth_in_words(one.label) is None


def _give_from_the_middle(candidates: Sequence[Candidate]) -> bool:
    """Give the acts of each cell its tooth where the first has none and one way of sharing them out fits alone."""
    teeth = [one.tooth for one in candidates if one.tooth is not None]
    alike = len({one.rows[0].page for one in candidates}) == 1
    if not teeth or not alike or not _lacks_a_tooth(candidates[0]):
        return False
    ways = list(itertools.islice(_shared(candidates, teeth), 2))
    if len(ways) != 1:
        return False
    for tooth, held in zip(teeth, ways[0], strict=True):
        for one in held:
            if one.tooth is not tooth and _lacks_a_tooth(replace(one, tooth=None)):
                one.tooth = replace(tooth, named=False)
    return True


def _shared(candidates: Sequence[Candidate], teeth: Sequence[Found]) -> Iterator[list[Sequence[Candidate]]]:
    """Give the ways of sharing acts out, in their order, so that each tooth stands in the middle of its own."""
    if not teeth:
        if not candidates:
            yield []
        return
    for count in range(1, len(candidates) + 1):
        if _is_in_the_middle(teeth[0], candidates[:count], candidates[count:]):
            for rest in _shared(candidates[count:], teeth[1:]):
                yield [candidates[:count], *rest]


def _is_in_the_middle(tooth: Found, held: Sequence[Candidate], after: Sequence[Candidate]) -> bool:
    """Tell whether a tooth stands between the top of its acts and where they end: before the next ones' top."""
    height = tooth.row.height
    top = min(row.top for row in held[0].rows)
    bottom = max(row.bottom for row in held[-1].rows)
    until = min(row.top for row in after[0].rows) if after else bottom + PADDING * height
    words = tooth.row.between(tooth.start, tooth.end)
    middle = sum(word.middle for word in words) / len(words)
    return (top + bottom) / 2 - AWAY * height <= middle <= (top + until) / 2 + AWAY * height
