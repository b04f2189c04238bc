"""Small values beside a code or in a column of their own: a tooth, an activity, « NR »."""

import re
from collections.abc import Sequence

from quote_reading.found import Found
from quote_reading.printed.codes import Code
from quote_reading.rows import Row
from quote_reading.vocabulary import fold, said_in

TEETH = frozenset(ten * 10 + one for ten in (1, 2, 3, 4) for one in range(1, 9)) | frozenset(
    ten * 10 + one for ten in (5, 6, 7, 8) for one in range(1, 6)
)
"""FDI numbers, of adults and of children."""
SURGEON, ANAESTHETIST = 1, 4

_TOOTH = re.compile(r"\bdents?\s*(?:n°|no|:)?\s*([1-8][1-8])(?![0-9]|[,.][0-9])")
_ON = re.compile(r"\bsur (?:la )?([1-8][1-8])(?![0-9,.]| ?(?:mois|ans|jours|%|€|eur))")
_FIRST = re.compile(r"(?:[-•*·] ?)?([1-8][1-8])\s?[:-]\s?(?=[a-z])")
_DENT, _NUMBER = frozenset(("dent", "dents", "n°")), re.compile(r"(?:n°)?([1-8][1-8])")
_OVERRUN = re.compile(r"\b(?:depassement|complement)s?\b")
_ACTIVITY_AFTER = re.compile(r" ?[-/(]? ?([14])(?![0-9,.]|[ ][0-9])")
_ACTIVITY = re.compile(r"\bactivite\s*:?\s*([14])(?![0-9,])")


def tooth_in(row: Row, start: int = 0, end: int | None = None) -> Found | None:
    """Return the tooth that a part of a row names: « dent 45 », « dent n° 45 »."""
    found = _TOOTH.search(row.folded, start, len(row.folded) if end is None else end)
    return None if found is None else Found(int(found[1]), row, *found.span(1))


def tooth_of_item(row: Row) -> Found | None:
    """Return the tooth that an item of a list begins with: « 36 : couronne », « - 36 – couronne »."""
    found = _FIRST.match(row.folded)
    return None if found is None else Found(int(found[1]), row, *found.span(1))


def tooth_in_words(words: Sequence[tuple[Row, int, int]]) -> Found | None:
    """Return the tooth that an act's words name, parts of several rows: « dent | n° 45 », « sur 45 »."""
    text, owners = _joined(words)
    found = _TOOTH.search(text) or _ON.search(text)
    if found is None:
        return None
    row, start = owners[found.start(1)]
    return Found(int(found[1]), row, start, start + len(found[1]))


def not_covered_in_words(words: Sequence[tuple[Row, int, int]]) -> Found | None:
    """Return « hors | nomenclature » in an act's words, parts of several rows, as False."""
    text, owners = _joined(words)
    for said in said_in("not_covered", text):
        if not _OVERRUN.search(text, 0, said.start):
            row, start = owners[said.start]
            return Found(False, row, start, min(len(row.text), start + said.end - said.start))
    return None


def _joined(words: Sequence[tuple[Row, int, int]]) -> tuple[str, list[tuple[Row, int]]]:
    """Return parts of rows as one text, and for each sign of it its row and its place there."""
    text, owners = "", []
    for row, start, end in words:
        text += row.folded[start:end] + " "
        owners += [(row, at) for at in range(start, end + 1)]
    return text, owners


def tooth_below(above: Row, row: Row) -> Found | None:
    """Return the tooth under the word « dent » that ends a cell of the row above."""
    for place, word in enumerate(row.words):
        found = _NUMBER.fullmatch(fold(word.text))
        if found is not None and any(
            fold(other.text) in _DENT and other.left < word.right and word.left < other.right for other in above.words
        ):
            start = row.owners.index(place) + found.start(1)
            return Found(int(found[1]), row, start, start + len(found[1]))
    return None


def activity_in(row: Row, start: int = 0, end: int | None = None, before: str = "") -> Found | None:
    """Return the activity that a part of a row names, or that is an anaesthetist's by its words, which prove nothing.

    `before`: what the sentence said on the rows above.
    """
    until = len(row.folded) if end is None else end
    found = _ACTIVITY.search(row.folded, start, until)
    if found is not None:
        return Found(int(found[1]), row, *found.span(1))
    lead = before + " " if before else ""
    for said in said_in("anaesthetist", lead + row.folded[start:until]):
        first, last = said.start - len(lead), said.end - len(lead)
        if said.name == "asleep" or first < 0:  # « sous anesthésie générale » says how the surgeon operates
            continue
        return Found(ANAESTHETIST, row, start + first, start + last, named=False)
    return None


def activity_after(row: Row, code: Code | None) -> Found | None:
    """Return the activity written right after a code, of those that its act has: « NFKA007 4 », « NFKA007 (4) »."""
    found = None if code is None else _ACTIVITY_AFTER.match(row.folded, code.end)
    if found is not None and code is not None and code.act is not None and int(found[1]) not in code.act.activities:
        return None
    return None if found is None else Found(int(found[1]), row, *found.span(1))


def not_covered_in(row: Row, start: int = 0, end: int | None = None) -> Found | None:
    """Return « NR », « hors nomenclature » on a part of a row, as False."""
    text = row.folded[start : len(row.folded) if end is None else end]
    for said in said_in("not_covered", text):
        if not _OVERRUN.search(text, 0, said.start):  # « un dépassement non remboursé » is said of a covered act
            return Found(False, row, start + said.start, start + said.end)
    return None
