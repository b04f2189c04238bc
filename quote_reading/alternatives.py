"""The alternative treatment of a dental quote: told apart before anything else is read, and never a line."""

from collections.abc import Sequence

from quote_reading.asides import amounts_of, opens_an_alternative
from quote_reading.found import Aside
from quote_reading.headings import heading_at
from quote_reading.rows import Row
from quote_reading.vocabulary import says

APART = 1.6
"""A gap of so many heights of a row ends what is told apart."""


def without_alternatives(rows: Sequence[Row]) -> tuple[list[Row], list[Aside]]:
    """Return the rows of what is proposed, and the amounts of what is not."""
    kept: list[Row] = []
    asides: list[Aside] = []
    at = 0
    while at < len(rows):
        end = _end(rows, at) if says("alternative", rows[at].folded) else at
        told = [Aside("alternative", amount) for row in rows[at:end] for amount in list(amounts_of(row))[:1]]
        if told:
            asides += told
            at = end
        else:
            kept.append(rows[at])
            at += 1
    return kept, asides


def _end(rows: Sequence[Row], at: int) -> int:
    """Return the place after what an alternative's first row opens: its sentence, or its rows under a title."""
    has_amount = any(True for _ in amounts_of(rows[at]))
    if has_amount or not opens_an_alternative(rows[at]):
        return _end_of_sentence(rows, at)
    last = at + 1
    heading = heading_at(rows, last) if last < len(rows) else None
    if heading is not None:
        last = heading.last
    while last < len(rows) and rows[last].top - rows[last - 1].bottom <= APART * rows[last].height:
        if last > at + 1 and heading_at(rows, last) is not None:
            break
        last += 1
        if says("total", rows[last - 1].folded):
            break
    return last


def _end_of_sentence(rows: Sequence[Row], at: int) -> int:
    """Return the place after a sentence: it goes on to the next row until its full stop, or until its amount."""
    if any(True for _ in amounts_of(rows[at])) or "\t" in rows[at].text or rows[at].text.rstrip().endswith("."):
        return at + 1
    after = at + 1
    if after < len(rows) and rows[after].top - rows[at].bottom <= rows[at].height and "\t" not in rows[after].text:
        return after + 1
    return at + 1
