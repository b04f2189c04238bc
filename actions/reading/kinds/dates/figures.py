"""Dates in figures: « 12/03/2027 », « 2027-03-12 », « 12 03 2027 », « 12032027 », « 12/03 », « 03/2027 »."""

from actions.reading.kinds.dates.said import SaidDate
from actions.reading.sentence import Sentence

_SEPARATORS = frozenset("/-.")
_ARTICLES = frozenset({"le", "du", "au", "ce", "des", "pour", "de"})
_COUNTED = ("euro", "night", "day", "percent", "week")
_GLUED = 8  # digits of « 12032027 »
_LAST_MONTH = 13  # a thirteenth month is a slip
_NEARLY = 33  # « 33 mars » is a date that no calendar has, « 45/3 » is none


def date_in_figures(sentence: Sentence, at: int) -> SaidDate | None:
    if not sentence.is_number(at) or sentence.ending(at, "tooth.noun"):
        return None  # « dents 11/12 »
    if sentence.glued(at) and sentence.norm_in(at - 1, "/.,-") and sentence.is_number(at - 2):
        return None
    if len(sentence.norm(at)) == _GLUED:
        return _glued(sentence, at)
    spaced = sentence.is_number(at + 1) and len(sentence.norm(at + 2)) == 4  # « 12 03 2027 »
    if not spaced and not sentence.norm_in(at + 1, _SEPARATORS):
        return _spaced_pair(sentence, at)
    return _three_figures(sentence, at) or _two_figures(sentence, at)


def _spaced_pair(sentence: Sentence, at: int) -> SaidDate | None:
    """« 15 12 », and nothing else."""
    first, second = digits_at(sentence, at), digits_at(sentence, at + 1)
    alone = len(sentence) == 2 and at == 0 and not sentence.glued(1)
    if not alone or first is None or second is None or not (1 <= first <= 31 and 1 <= second <= 12):
        return None
    return SaidDate(at, at + 2, first, second, list_too=first > 10 and second > 10)


def digits_at(sentence: Sentence, at: int, most: int = 2) -> int | None:
    norm = sentence.norm(at)
    return int(norm) if norm.isdigit() and len(norm) <= most and sentence.free(at, at + 1) else None


def is_year(number: int) -> bool:
    return 1900 <= number < 2100


def _glued(sentence: Sentence, at: int) -> SaidDate | None:
    written = sentence.norm(at)
    day, month, year = int(written[:2]), int(written[2:4]), int(written[4:])
    return SaidDate(at, at + 1, day, month, year) if 1 <= month <= 12 and is_year(year) else None


def _three_figures(sentence: Sentence, at: int) -> SaidDate | None:
    sign, second_at = _separated(sentence, at + 1)
    other, third_at = _separated(sentence, second_at + 1)
    first, second = digits_at(sentence, at, 4), digits_at(sentence, second_at)
    third = digits_at(sentence, third_at, 4)
    if first is None or second is None or third is None or other != sign:
        return None
    lengths = (len(sentence.norm(at)), len(sentence.norm(third_at)))
    if lengths[0] == 4 and lengths[1] <= 2 and sign:
        return SaidDate(at, third_at + 1, third, second, first)
    if lengths[0] <= 2 and lengths[1] == 4 and (sign or (1 <= second <= 12 and is_year(third))):
        return SaidDate(at, third_at + 1, first, second, third)
    if lengths[0] <= 2 and lengths[1] == 2 and sign and second <= _LAST_MONTH:  # « 26/27/28 » are teeth
        return SaidDate(at, third_at + 1, first, second, 2000 + third)
    return None


def _two_figures(sentence: Sentence, at: int) -> SaidDate | None:
    sign, second_at = _separated(sentence, at + 1)
    first, second = digits_at(sentence, at), digits_at(sentence, second_at, 4)
    counted = any(sentence.starting(second_at + 1, f"unit.{name}") for name in _COUNTED)
    if first is None or second is None or not sign or counted or sentence.norm(second_at + 1) == "/":
        return None
    written = len(sentence.norm(second_at))
    if written == 4 and 1 <= first <= 12 and is_year(second):
        return SaidDate(at, second_at + 1, None, first, second)
    placed = sentence.norm_in(at - 1, _ARTICLES) or sentence.ending(at, "calendar.weekday") is not None
    lone_digits = len(sentence.norm(at)) == written == 1  # « 2/3 » alone is two or three
    if written > 2 or (not placed and (sign != "/" or lone_digits)):
        return None
    plausible = 1 <= first <= 31 and 1 <= second <= 12
    mistaken = sign == "/" and ((1 <= first <= 31 and second == 13) or (31 < first <= _NEARLY and 1 <= second <= 12))
    if not (plausible or mistaken):
        return None
    return SaidDate(at, second_at + 1, first, second, list_too=first > 10 and second > 10 and not placed)


def _separated(sentence: Sentence, at: int) -> tuple[str, int]:
    """Return the sign between two figures of a date, nothing for a blank, and where the second is."""
    return (sentence.norm(at), at + 1) if sentence.norm_in(at, _SEPARATORS) else ("", at)
