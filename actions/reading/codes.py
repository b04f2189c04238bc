"""CCAM codes: four letters, three digits, however they are spaced, with O for 0 and I for 1 put right.

The nomenclature belongs to the caller: `known` tells a code from a word followed by a number (« pour 200 »).
"""

import re
from collections.abc import Callable

from actions.reading.normalise import View, letters_of
from actions.reading.result import Reading
from actions.reading.vocabulary import words

_GAP = r"[ .\-_/]{0,2}"
_SHAPE = re.compile(rf"(?<![a-z0-9])(?=((?:[a-z01]{_GAP}){{3}}[a-z01]{_GAP}[0-9oil](?:{_GAP}[0-9oil]){{2}}))(?![0-9])")
_SHAPE_END = re.compile(r"(?![0-9a-z])|(?= ?[-/ ]?\d{1,2}(?!\d))")
_DIGIT_OF = str.maketrans("oil", "011")
_LETTER_OF = str.maketrans("01", "oi")


def read_act_code(text: str, known: Callable[[str], bool] | None = None) -> Reading[str] | None:
    """Return the first CCAM code of a text, normalised; whether it exists is for the caller to say."""
    found = read_act_codes(text, known)
    return found[0] if found else None


def read_act_codes(text: str, known: Callable[[str], bool] | None = None) -> list[Reading[str]]:
    view = letters_of(text)
    found: list[Reading[str]] = []
    done = 0
    for match in _SHAPE.finditer(view.key):
        start, end = match.start(1), match.end(1)
        if start < done or not _SHAPE_END.match(view.key, end):
            continue
        code = _code(match[1])
        if code is not None and _is_meant(view, start, end, code, known):
            found.append(Reading(code, view.said(start, end), span=view.span(start, end)))
            done = end
    return found


def _code(written: str) -> str | None:
    compact = re.sub(r"[^a-z0-9]", "", written)
    letters, digits = compact[:4], compact[4:]
    if sum(letter.isdigit() for letter in letters) > 1 or sum(digit.isdigit() for digit in digits) == 0:
        return None
    return (letters.translate(_LETTER_OF) + digits.translate(_DIGIT_OF)).upper()


def _is_meant(view: View, start: int, end: int, code: str, known: Callable[[str], bool] | None) -> bool:
    if known is not None and known(code):
        return True
    written = view.key[start:end]
    if written[:4] in words("not_codes"):
        return False
    if re.fullmatch(r"[a-z01]{4}[0-9oil]{3}", written):
        return True
    if known is None or (start, end) == (0, len(view.key.rstrip(" .!?"))):
        return True
    said = view.said(start, end)
    return said[:4].isupper() or bool(re.search(r"\b(?:code|acte|ccam|cotation)[ :]*$", view.key[:start]))
