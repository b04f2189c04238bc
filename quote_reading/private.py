"""What on a paper is nobody's business but its owner's: the social-security number and the patient's name.

Their places are kept, so that they can be covered wherever somebody else sees a part of the page; their words are not.
"""

import re
from collections.abc import Iterator, Sequence

from quote_reading.result import Place
from quote_reading.rows import Row

_NUMBER = re.compile(
    r"(?<![0-9])[12] ?[0-9]{2} ?[0-9]{2} ?(?:[0-9]{2}|2[ab]) ?[0-9]{3} ?[0-9]{3}(?: ?[0-9]{2})?(?![0-9])"
)
_NAMED = re.compile(
    r"\b(?:patiente?|assuree?|beneficiaire|nom|prenoms?|monsieur|madame|mademoiselle|mme|mlle|m\.)\b[ :\t]*"
    r"(?P<name>[^\W\d_][\w'’-]*(?: [^\W\d_][\w'’-]*){0,3})"
)
COVER = "…"


def private_places(rows: Sequence[Row]) -> tuple[Place, ...]:
    """Return where the number and the names stand."""
    return tuple(row.place(start, end) for row in rows for start, end in _parts(row))


def without_private(row: Row) -> str:
    """Return a row's text, the number and the names left out."""
    text = row.text
    for start, end in sorted(_parts(row), reverse=True):
        text = text[:start] + COVER + text[end:]
    return text.replace("\t", " ")


def _parts(row: Row) -> Iterator[tuple[int, int]]:
    for found in _NUMBER.finditer(row.folded):
        yield found.span()
    for found in _NAMED.finditer(row.folded):
        yield found.span("name")
