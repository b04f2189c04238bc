"""CCAM codes: four letters, three digits, however they are spaced, with O for 0 and I for 1 put right.

`is_code` tells a code of the nomenclature from a word followed by a number (« pour 200 »).
"""

from functools import cache

from actions.reading import lexicon
from actions.reading.mentions import Kind
from actions.reading.sentence import Sentence

_DIGIT_OF = str.maketrans("oil", "011")
_LETTER_OF = str.maketrans("01", "oi")
_JOINTS = frozenset(".-_/")
_LENGTH = 7
_LETTERS = 4
_MOST_TOKENS = 16
_LEADS = frozenset({"code", "acte", "ccam", "cotation", "codes", "actes", ":"})


def take_codes(sentence: Sentence) -> None:
    at = 0
    while at < len(sentence):
        found = _code_at(sentence, at)
        if found is None:
            at += 1
            continue
        code, last, doubt = found
        sentence.take(Kind.CODE, code, at, last, doubt=doubt)
        at = _with_activity(sentence, last)


def _code_at(sentence: Sentence, at: int) -> tuple[str, int, str | None] | None:
    """Return the code that begins at a token, the token after it, and its doubt."""
    if not sentence.norm(at)[:1].isalpha() or (sentence.glued(at) and sentence.norm(at - 1).isalnum()):
        return None
    written, last, joints = "", at, 0
    while last < len(sentence) and len(written) < _LENGTH and last - at < _MOST_TOKENS:
        piece = _written(sentence, last)
        if piece in _JOINTS:
            joints += 1
            if not written or joints > len(written):
                return None
        elif piece.isalnum() and piece.isascii() and len(written) + len(piece) <= _LENGTH:
            written += piece
            joints = 0
        else:
            return None
        last += 1
    if len(written) != _LENGTH or (last < len(sentence) and sentence.glued(last) and sentence.norm(last).isalnum()):
        return None
    code = _read(written)
    if code is None:
        return None
    known = sentence.is_code is not None and sentence.is_code(code)
    if not known and not _meant(sentence, at, last, written):
        return None
    return code, last, None if known or sentence.is_code is None else "unlike"


def _written(sentence: Sentence, at: int) -> str:
    token = sentence.tokens[at]
    return token.text.lower() if token.text.isalnum() else token.norm


def _read(written: str) -> str | None:
    letters, digits = written[:4], written[4:]
    if sum(letter.isdigit() for letter in letters) > 1 or not any(digit.isdigit() for digit in digits):
        return None
    code = letters.translate(_LETTER_OF) + digits.translate(_DIGIT_OF)
    return code.upper() if code[:4].isalpha() and code[4:].isdigit() else None


def _meant(sentence: Sentence, at: int, last: int, written: str) -> bool:
    """Tell whether a code that the nomenclature has not was meant as one: four letters apart, that are no word."""
    if written[:4] in _no_codes():
        return False
    if all(sentence.glued(place) for place in range(at + 1, last)):
        return (
            not any(sentence.norm(place) in _JOINTS for place in range(at, last)) or len(sentence.norm(at)) == _LETTERS
        )
    letters = sentence.tokens[at].text
    if len(letters) != _LETTERS:
        return all(len(token.text) == 1 for token in sentence.tokens[at:last])
    alone = at == 0 and last == len(sentence)
    known_word = sentence.norm(at) in lexicon.phrases().words
    return letters.isupper() or sentence.norm_in(at - 1, _LEADS) or (alone and not known_word)


def _with_activity(sentence: Sentence, last: int) -> int:
    """« HBLD038/1 »: the activity after the code is part of its writing."""
    if (
        sentence.norm_in(last, "/-")
        and sentence.glued(last)
        and sentence.glued(last + 1)
        and sentence.is_number(last + 1)
    ):
        sentence.take(Kind.OTHER, None, last + 1, last + 2, unit="activity")
        return last + 2
    return last


@cache
def _no_codes() -> frozenset[str]:
    return frozenset(lexicon.table("not_codes")["words"])
