"""CCAM codes: four letters, three digits, however they are spaced, with O for 0 and I for 1 put right.

`is_code` tells a code of the nomenclature from a word followed by a number (« pour 200 »).
"""

from functools import cache

from actions.reading import lexicon
from actions.reading.kinds.numbers import figure_at
from actions.reading.mentions import Kind
from actions.reading.sentence import Sentence

_DIGIT_OF = str.maketrans("oil", "011")
_LETTER_OF = str.maketrans("01", "oi")
_ACTIVITIES = {"1": "surgeon", "4": "anaesthetist"}
_ACTIVITY_IS_NAMED = frozenset({"act", "activite", "a"})
_BARS = frozenset("|;")
_JOINTS = frozenset(".-_/")
_CURRENCIES = frozenset({"€", "euro", "euros", "eur"})
_LENGTH = 7
_ORTHODONTICS = "to"
"""« TO 90 »: the letters that the NGAP keeps for teeth to straighten, and their coefficient."""
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
    if sentence.norm(at) == _ORTHODONTICS and sentence.is_number(at + 1) and sentence.is_code is not None:
        letter = f"{sentence.norm(at)}{sentence.norm(at + 1)}".upper()
        return (letter, at + 2, None) if sentence.is_code(letter) else None
    written, last = _seven_signs(sentence, at)
    if (spelt := _spelt(sentence, at)) is not None:
        return spelt
    code = _read(written)
    if code is None or (sentence.glued(last) and sentence.norm(last).isalnum()):
        return None
    if sentence.is_code is not None and sentence.is_code(code):
        return code, last, None
    doubt = None if sentence.is_code is None else "unlike"
    return (code, last, doubt) if _meant(sentence, at, last, written) else None


def _spelt(sentence: Sentence, at: int) -> tuple[str, int, str | None] | None:
    """« n e k a zéro vingt », as dictated: a code that the nomenclature has."""
    letters, last = "", at
    while last < len(sentence) and len(letters) < _LETTERS and sentence.norm(last).isalpha():
        letters += sentence.norm(last)
        last += 1
    digits = ""
    while len(letters) == _LETTERS and len(digits) < _LENGTH - _LETTERS and last < len(sentence):
        figure = figure_at(sentence, last)
        if figure is None or figure.whole is None or not figure.in_words:
            break
        digits, last = digits + str(figure.whole), figure.last
    code = (letters + digits).upper()
    known = len(code) == _LENGTH and sentence.is_code is not None and sentence.is_code(code)
    return (code, last, None) if known else None


def _seven_signs(sentence: Sentence, at: int) -> tuple[str, int]:
    """Return the letters and digits from a token on, as many as a code has, and the token after them."""
    written, last, joints = "", at, 0
    while last < len(sentence) and len(written) < _LENGTH and last - at < _MOST_TOKENS:
        token = sentence.tokens[last]
        piece = token.text.lower() if token.text.isalnum() else token.norm
        joints = joints + 1 if piece in _JOINTS else 0
        if joints > 1 or not (joints or (piece.isalnum() and piece.isascii())):
            break
        written += "" if joints else piece
        last += 1
    return written, last


def _read(written: str) -> str | None:
    letters, digits = written[:_LETTERS], written[_LETTERS:]
    if (
        len(written) != _LENGTH
        or sum(letter.isdigit() for letter in letters) > 1
        or not any(digit.isdigit() for digit in digits)
    ):
        return None
    code = letters.translate(_LETTER_OF) + digits.translate(_DIGIT_OF)
    return code.upper() if code[:_LETTERS].isalpha() and code[_LETTERS:].isdigit() else None


def _meant(sentence: Sentence, at: int, last: int, written: str) -> bool:
    """Tell whether a code that the nomenclature has not was meant as one: four letters apart, that are no word."""
    spoken = sentence.norm(at) in lexicon.phrases().words and not sentence.norm_in(at - 1, _LEADS)
    if written[:_LETTERS] in _no_codes() or (spoken and len(sentence.norm(at)) == _LETTERS):
        return False
    apart = len(sentence.tokens[at].text) == _LETTERS
    if all(sentence.glued(place) for place in range(at + 1, last)):
        return apart or not any(sentence.norm(place) in _JOINTS for place in range(at, last))
    if sentence.norm_in(last, _CURRENCIES):  # « pour une DMLA 150 € »
        return False
    if not apart:
        return all(len(token.text) == 1 for token in sentence.tokens[at:last])
    around = (*sentence.norms[:at], *sentence.norms[last:]) if at <= 1 else ("",)
    alone = at <= 1 and not any(norm.isalnum() for norm in around)
    return alone or sentence.tokens[at].text.isupper() or sentence.norm_in(at - 1, _LEADS)


def _with_activity(sentence: Sentence, last: int) -> int:
    """« HBLD038/1 », « NEKA020 act. 4 »: the activity after the code is part of its writing."""
    named = last + 1 if sentence.norm_in(last, _ACTIVITY_IS_NAMED) else last
    at = named + 1 if named > last and sentence.norm(named) == "." else named
    if at > last and not _opens_thousands(sentence, at) and (role := _ACTIVITIES.get(sentence.norm(at))):
        return sentence.take(Kind.ROLE, role, last, at + 1).last
    if (role := _ACTIVITIES.get(sentence.norm(last + 1))) and _is_a_column(sentence, last):
        return sentence.take(Kind.ROLE, role, last + 1, last + 2).last
    joined = sentence.norm_in(last, "/-") and sentence.glued(last) and sentence.glued(last + 1)
    if not (joined and sentence.is_number(last + 1)):
        return last
    return sentence.take(Kind.OTHER, None, last + 1, last + 2, unit="activity").last


def _opens_thousands(sentence: Sentence, at: int) -> bool:
    """« HBLD075 à 1 315 € »: the price of the code, and no activity."""
    return sentence.norm(at - 1) == "a" and sentence.is_number(at + 1) and len(sentence.norm(at + 1)) == _A_GROUP


_A_GROUP = 3  # digits


def _is_a_column(sentence: Sentence, last: int) -> bool:
    """« NEKA020 | 4 | Anesthésie », « NEKA020;1;1450,00 »: a figure between two bars."""
    return sentence.norm_in(last, _BARS) and sentence.norm(last + 2) == sentence.norm(last)


@cache
def _no_codes() -> frozenset[str]:
    return frozenset(lexicon.table("not_codes")["words"])
