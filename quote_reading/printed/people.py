"""People's names and numbers on a paper, which no words that are shown further may hold."""

import re
from collections.abc import Sequence

from quote_reading.printed.masks import numbers_masked, numbers_of_people
from quote_reading.result import Place
from quote_reading.rows import Row
from quote_reading.vocabulary import fold

_LEAD = re.compile(
    r"\b(?:patiente?|nom|prenom|assuree?|beneficiaire|monsieur|madame|mme|mlle|m\.|mr)\b\s*(?:\(e\))?\s*:?\s*"
)
_NAME = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
MOST_NAMES = 5
HIDDEN = "…"


def names_in(rows: Sequence[Row]) -> frozenset[str]:
    """Return the words, folded, that stand after « Patient : », « Mme »: capitalised, in the same cell."""
    names: set[str] = set()
    for row in rows:
        for lead in _LEAD.finditer(row.folded):
            cell = row.text[lead.end() :].split("\t")[0]
            for word in _NAME.findall(cell)[:MOST_NAMES]:
                if not word[0].isupper():
                    break
                names.add(fold(word))
    return frozenset(name for name in names if len(name) > 1) - {"madame", "monsieur", "mme"}


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
