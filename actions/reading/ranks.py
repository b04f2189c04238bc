"""The place of one thing among several offered: « la deuxième », « le dernier », « 2 »."""

import re

from actions.reading.numbers import digits_of
from actions.reading.result import Reading

ORDINALS = {
    **dict.fromkeys(("premier", "premiere", "1er", "1ere", "1re"), 1),
    **dict.fromkeys(("deuxieme", "second", "seconde", "2eme", "2e", "2nd", "2nde"), 2),
    **dict.fromkeys(("troisieme", "3eme", "3e"), 3),
    **dict.fromkeys(("quatrieme", "4eme", "4e"), 4),
    **dict.fromkeys(("cinquieme", "5eme", "5e"), 5),
}
LAST = frozenset({"dernier", "derniere"})
ORDINAL = "|".join(sorted((*ORDINALS, *LAST), key=len, reverse=True))
_ORDINAL = re.compile(rf"(?<![a-z0-9])({ORDINAL})(?![a-z0-9])")
_NUMBER = re.compile(
    r"^(?:euh |alors |plutot |c'est |je choisis |je prends )*(?:le |la |l'|n°|numero |choix |option |proposition )*"
    r"(\d{1,2})(?:\)|\.)?(?: svp| s'il vous plait| merci)?[ .!]*$"
)


def read_rank(text: str, count: int) -> Reading[int] | None:
    """Return a place from 1 to `count`, when the text names one."""
    view = digits_of(text)
    match = _ORDINAL.search(view.key)
    if match is not None:
        rank = count if match[1] in LAST else ORDINALS[match[1]]
    else:
        match = _NUMBER.match(view.key)
        rank = int(match[1]) if match else 0
    if match is None or not 1 <= rank <= count:
        return None
    return Reading(rank, view.said(*match.span(1)), span=view.span(*match.span(1)))
