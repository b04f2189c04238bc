"""Which word a member asks the meaning of."""

from __future__ import annotations

import re
import unicodedata

from actions.wording import pieces

_ASKED = re.compile(
    r"c'? ?est quoi|c'?est[- ]quoi|c quoi|qu'? ?est[- ]ce qu|que veut dire|[cç]a veut dire|que signifie|d[ée]finition"
    r"|expliqu|quelle diff[ée]rence",
    re.IGNORECASE,
)


def asks_a_meaning(text: str) -> bool:
    return _ASKED.search(text.replace("’", "'")) is not None


def find_term(text: str) -> str | None:
    """Return the response that explains the longest term of the glossary in a text."""
    said = plain(text)
    found = [
        (len(term), response)
        for response, terms in pieces("terms").items()
        for term in terms
        if re.search(rf"(?<![a-z0-9]){re.escape(term)}s?(?![a-z0-9])", said)
    ]
    return max(found)[1] if found else None


def plain(text: str) -> str:
    lowered = unicodedata.normalize("NFD", text.lower().replace("’", "'"))
    return "".join(letter for letter in lowered if not unicodedata.combining(letter)).replace("\u202f", " ")
