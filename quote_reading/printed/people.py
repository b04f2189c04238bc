"""People's names and numbers on a paper, which no words that are shown further may hold."""

import re
from collections.abc import Collection, Iterator, Sequence

from quote_reading.printed.masks import numbers_masked, numbers_of_people, tells_of_a_person
from quote_reading.result import Place
from quote_reading.rows import Row
from quote_reading.vocabulary import fold, says

_LEAD = re.compile(
    r"\b(?:patiente?|noms?|prenoms?|assuree?|beneficiaire|adherente?|monsieur|madame|mademoiselle|mme|mlle|m\.|mr|nee?)"
    r"(?![a-z])\s*(?:\(e\))?\s*:?\s*"
)
_NAME = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_PARTICLES = frozenset(("de", "du", "des", "le", "la", "el", "ben", "van", "von"))
MOST_NAMES = 5
SHORTEST_KNOWN = 3
"""Letters of a name that is looked for everywhere: « Le » and « de » are words of any paper."""
LINES_OF_A_NAME = 2
"""Rows from a name to what is its bearer's under it."""
_STREET = re.compile(
    r"[0-9]{1,4}(?: ?(?:bis|ter))?,? (?:rue|avenue|av\.?|bd|boulevard|place|chemin|impasse|allee|route|quai|cours"
    r"|square|residence|lotissement|passage|faubourg|hameau|lieu)\b"
)
HIDDEN = "…"


def names_in(rows: Sequence[Row], known: Collection[str] = ()) -> frozenset[str]:
    """Return the words, folded, of people's names on a paper.

    They stand after « Patient : », « Mme », capitalised, in the same cell; or above a street or a number of theirs; or
    they are `known`: of those whose paper this may be, which no word need announce.
    """
    names = {fold(word) for name in known for word in _NAME.findall(name) if len(word) >= SHORTEST_KNOWN}
    names |= {fold(word) for cell in _above_what_is_theirs(rows) for word in _NAME.findall(cell)}
    for row in rows:
        for lead in _LEAD.finditer(row.folded):
            cell = row.text[lead.end() :].split("\t")[0]
            for word in _NAME.findall(cell)[:MOST_NAMES]:
                if fold(word) in _PARTICLES:
                    continue
                if not _is_capitalised(word):
                    break
                names.add(fold(word))
    return frozenset(name for name in names if len(name) > 1) - {"madame", "monsieur", "mme"}


def _is_capitalised(word: str) -> bool:
    """Tell « Martelet » and « d'Arc »."""
    return word[0].isupper() or (word[1:2] in "'’" and word[2:3].isupper())


def _above_what_is_theirs(rows: Sequence[Row]) -> Iterator[str]:
    """Give the cells that are two to five capitalised words above a street, a day of birth, a number of a person."""
    for place, row in enumerate(rows):
        for cell, left, right in _cells(row):
            words = cell.split()
            is_name = 2 <= len(words) <= MOST_NAMES and all(
                _NAME.fullmatch(word) and _is_capitalised(word) for word in words
            )
            if (
                is_name
                and not says("quote_title", fold(cell))
                and any(
                    start < right and left < end and (_STREET.match(fold(below)) or tells_of_a_person(fold(below)))
                    for other in rows[place + 1 : place + 1 + LINES_OF_A_NAME]
                    if other.page == row.page
                    for below, start, end in _cells(other)
                )
            ):
                yield cell


def _cells(row: Row) -> Iterator[tuple[str, float, float]]:
    at = 0
    for cell in row.text.split("\t"):
        if cell:
            yield cell, *row.sides(at, at + len(cell))
        at += len(cell) + 1


def places_of_people(rows: Sequence[Row], names: frozenset[str]) -> tuple[Place, ...]:
    """Return where names and numbers stand, to be covered wherever somebody else sees a part of the page."""
    return tuple(
        row.place(start, end)
        for row in rows
        for start, end in (
            *numbers_of_people(row.folded),
            *(word.span() for word in _NAME.finditer(row.text) if fold(word.group()) in names),
        )
    )


def without_people(text: str, names: frozenset[str]) -> str:
    """Return a text without people's names and numbers."""
    shown = numbers_masked(text)
    shown = _NAME.sub(lambda word: HIDDEN if fold(word.group()) in names else word.group(), shown)
    return re.sub(r"(?:…\s*)+", HIDDEN + " ", shown).strip()
