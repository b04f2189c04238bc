"""The alternative treatment of a dental quote: told apart before anything else is read, and never a line."""

import datetime as dt
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace

from quote_engine import basket_of
from quote_reading.asides import amounts_of, opens_an_alternative
from quote_reading.beside import halves
from quote_reading.found import Aside, Candidate, Findings
from quote_reading.headings import heading_at
from quote_reading.proof import proof_of
from quote_reading.rows import Row
from quote_reading.sides import again, tab_before
from quote_reading.vocabulary import says

INTRODUCTION = 3
"""Rows of a sentence between a title and its table."""
MOST_CHOICES = 64
"""Among the treatments of all teeth."""
APART = 1.6
"""A gap of so many heights of a row ends what is told apart."""


def without_alternatives(rows: Sequence[Row]) -> tuple[list[Row], list[Aside]]:
    """Return the rows of what is proposed, and the amounts of what is not."""
    rows, asides = without_right_halves(rows)
    kept: list[Row] = []
    at = 0
    while at < len(rows):
        end = _end(rows, at) if _may_open(rows, at) else at
        told = [Aside("alternative", amount) for row in rows[at:end] for amount in list(amounts_of(row))[:1]]
        if told:
            asides += told
            at = end
        else:
            kept.append(rows[at])
            at += 1
    return kept, asides


def without_right_halves(rows: Sequence[Row]) -> tuple[list[Row], list[Aside]]:
    """Return the rows without the right half of a table whose title says that it is not proposed, and its amounts."""
    kept: list[Row] = []
    asides: list[Aside] = []
    at = 0
    while at < len(rows):
        tab = _tab_to_the_alternative(rows, at)
        if tab is None:
            kept.append(rows[at])
            at += 1
            continue
        left, right, end = halves(rows, at + 1, tab)
        kept += left
        asides += [Aside("alternative", amount) for row in right for amount in list(amounts_of(row))[:1]]
        at = end
    return kept, asides


def _tab_to_the_alternative(rows: Sequence[Row], at: int) -> int | None:
    """Return the gap of a heading from which on it says again what it said, under a title of what is not proposed."""
    first, *cells = rows[at].folded.split("\t")
    titled = any(says(table, cell) for table in ("alternative", "alternative_titles") for cell in cells)
    if not titled or says("alternative", first) or at + 1 >= len(rows):
        return None
    heading = heading_at(rows, at + 1)
    if heading is None:
        return None
    place = again([column.role for column in heading.columns])
    return None if place is None else tab_before(rows[at + 1], heading.columns[place].left)


def without_rivals(findings: Findings, on: dt.date) -> Findings:
    """Take away the other treatment of a tooth that has one already: nobody pays two crowns on it.

    The only choice of one for each tooth that makes the total is what is proposed. When the total counts all, all are
    kept; when nothing tells, the one without anything left to pay is the alternative, and what is kept is in doubt.
    """
    if proof_of(findings).adds_up:
        return findings
    pairs = list(_rivals(findings.candidates))
    chosen = list(_that_add_up(findings, pairs))
    if len(chosen) == 1:
        (kept,) = chosen
    else:
        others = [found for pair in pairs if (found := _alternative(*pair, on)) is not None]
        kept = [one for one in findings.candidates if not any(one is other for other in others)]
        for pair in pairs:
            for one in pair:
                one.rivals = True
    gone = [one for one in findings.candidates if not any(one is other for other in kept)]
    asides = [Aside("alternative", one.amounts["fee"]) for one in gone if "fee" in one.amounts]
    return replace(findings, candidates=kept, asides=[*findings.asides, *asides])


def _that_add_up(findings: Findings, pairs: Sequence[tuple[Candidate, Candidate]]) -> Iterator[list[Candidate]]:
    """Give the choices of one among the treatments of each tooth with which the lines make the total."""
    teeth: dict[int, list[Candidate]] = {}
    for pair in pairs:
        for one in pair:
            held = teeth.setdefault(one.tooth.value if one.tooth is not None else 0, [])
            held += [one] if not any(one is other for other in held) else []
    for choice in itertools.islice(itertools.product(*teeth.values()), MOST_CHOICES if pairs else 0):
        given_up = [one for held in teeth.values() for one in held if not any(one is other for other in choice)]
        kept = [one for one in findings.candidates if not any(one is other for other in given_up)]
        if proof_of(replace(findings, candidates=kept)).adds_up:
            yield kept


def _rivals(candidates: Sequence[Candidate]) -> Iterator[tuple[Candidate, Candidate]]:
    for one, other in itertools.combinations(candidates, 2):
        if one.tooth is not None and other.tooth is not None and one.tooth.value == other.tooth.value:
            works = _work(one), _work(other)
            if works[0] is not None and works[0] == works[1]:
                yield one, other


def _work(one: Candidate) -> tuple[str, bool] | None:
    """Return what a prosthesis does to its tooth, by the first word of its act: a crown, what holds it, for a time."""
    act = None if one.coded is None else one.coded.act
    if act is None or act.nature != "dental_prosthesis" or not act.per_tooth:
        return None
    return act.label.split()[0], "provisoire" in act.label


def _alternative(one: Candidate, other: Candidate, on: dt.date) -> Candidate | None:
    """Return the only one of two without anything left to pay."""
    free = [each for each in (one, other) if each.coded is not None and basket_of(each.coded.code, on) == "rac0"]
    return free[0] if len(free) == 1 else None


def _may_open(rows: Sequence[Row], at: int) -> bool:
    return says("alternative", rows[at].folded) or _is_a_title(rows, at)


def _is_a_title(rows: Sequence[Row], at: int) -> bool:
    """Tell the title of a second table, right above its heading, from the same words in the label of an act."""
    named = any(says(table, rows[at].folded) for table in ("alternative", "alternative_titles"))
    return named and at > 0 and _heading_below(rows, at) is not None


def _heading_below(rows: Sequence[Row], at: int) -> int | None:
    """Return the place of the heading under a title: right below, or after a sentence where a table came before."""
    if at + 1 < len(rows) and heading_at(rows, at + 1) is not None:
        return at + 1
    if any(True for _ in amounts_of(rows[at])) or not _is_second(rows, at):
        return None
    for place in range(at + 1, min(at + 2 + INTRODUCTION, len(rows))):
        if heading_at(rows, place) is not None:
            return place
        if any(True for _ in amounts_of(rows[place])) or rows[place].page != rows[at].page:
            return None
    return None


def _is_second(rows: Sequence[Row], at: int) -> bool:
    """Tell whether a table came before: a sentence on alternatives above the first one does not head it."""
    return any(heading_at(rows, place) is not None for place in range(at))


def _end(rows: Sequence[Row], at: int) -> int:
    """Return the place after what an alternative's first row opens: its sentence, or its rows under a title."""
    has_amount = any(True for _ in amounts_of(rows[at]))
    if has_amount or not (opens_an_alternative(rows[at]) or _is_a_title(rows, at)):
        return _end_of_sentence(rows, at)
    below = _heading_below(rows, at)
    heading = None if below is None else heading_at(rows, below)
    last = at + 1 if heading is None else heading.last
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
