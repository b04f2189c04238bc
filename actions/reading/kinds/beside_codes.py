"""What quotes print beside a code: its modifiers (« modificateurs J et K », « NEKA020 JK »), its association."""

from actions.reading.mentions import Kind
from actions.reading.sentence import Sentence

_NAMED = frozenset({"modificateur", "modificateurs"})
_ASSOCIATION = frozenset({"association", "asso"})
_LEADS = frozenset({":", "code", "n", "°", "numero"})
_JOINTS = frozenset({"+", ",", "/", "et", "-"})
_ALL = frozenset("abdefgjklmnoprstuyz3456789")
_OF_SURGEONS = frozenset("jkt")
"""Those that are told from a word where nothing announces them."""
_MOST = 4


def take_beside_codes(sentence: Sentence) -> None:
    """Take modifiers where they are announced or follow a code in capitals, and the code of association."""
    after_codes = [mention.last for mention in sentence.mentions() if mention.kind == Kind.CODE]
    for at in range(len(sentence)):
        if sentence.norm_in(at, _NAMED):
            _take_modifiers(sentence, at, _led(sentence, at + 1), _ALL)
        elif sentence.norm_in(at, _ASSOCIATION):
            _take_association(sentence, at)
        elif at in after_codes:
            first = at + 1 if sentence.norm_in(at, _JOINTS) else at
            if sentence.tokens[first : first + 1] and sentence.tokens[first].text.isupper():
                _take_modifiers(sentence, first, first, _OF_SURGEONS)


def _led(sentence: Sentence, at: int) -> int:
    return at + 1 if sentence.norm_in(at, _LEADS) else at


def _take_modifiers(sentence: Sentence, first: int, at: int, letters: frozenset[str]) -> None:
    told = _signs(sentence, at, letters)
    last = at + 1
    while len(told) < _MOST and (place := _next_sign(sentence, last)) and (sign := _signs(sentence, place, letters)):
        told += sign
        last = place + 1
    if told and len(set(told)) == len(told) <= _MOST and sentence.free(first, last):
        sentence.take(Kind.CHOICE, ("line.modifiers", tuple(told)), first, last)


def _next_sign(sentence: Sentence, at: int) -> int | None:
    """Return the place of one more sign: a token of its own, in capitals or not as the one before it.

    « J et K », « j k », but in « J, et code 2 », « J sur la ligne 1 » and « J et à 900 € » J stands alone.
    """
    place = at + 1 if sentence.norm_in(at, _JOINTS) else at
    if len(sentence.norm(place)) != 1:
        return None
    sign, before = sentence.tokens[place].text, sentence.tokens[at - 1].text
    return place if sign.isdigit() or sign.isupper() == before.isupper() else None


def _signs(sentence: Sentence, at: int, letters: frozenset[str]) -> list[str]:
    """Return the signs of one token; a figure of several digits is none."""
    norm = sentence.norm(at)
    one_figure = len(norm) == 1 and norm.isdigit() and sentence.starting(at + 1, "unit.") is None
    if not norm or not set(norm) <= letters or len(norm) > _MOST or not (norm.isalpha() or one_figure):
        return []
    return list(norm.upper())


def _take_association(sentence: Sentence, at: int) -> None:
    figure = _led(sentence, at + 1)
    if sentence.norm_in(figure, {"1", "2", "3", "4", "5"}) and sentence.free(at, figure + 1):
        sentence.take(Kind.CHOICE, ("line.association", int(sentence.norm(figure))), at, figure + 1)
