"""Nights of a stay: a count of nights, days, weeks or months."""

from actions.reading.kinds.numbers import Figure
from actions.reading.mentions import Exactness, Kind, Mention
from actions.reading.sentence import Sentence

MOST_NIGHTS = 365
_UNITS = ("night", "day", "week", "month")
_ADJECTIVES = frozenset({"seule", "seul", "petite", "petit", "bonne", "bon", "autre", "simple"})
_ROUGHLY = frozenset({"petite", "bonne", "petit", "bon"})
_NIGHTS_IN = {"night": 1, "day": 1, "week": 7, "month": 30}


def take_nights(sentence: Sentence, figure: Figure) -> Mention | None:
    """Take a figure that counts nights or days."""
    unit = _unit_at(sentence, figure.last)
    if unit is None:
        return None
    name, last = unit
    count = figure.whole
    if (other := _of_something_else(sentence, figure.first, last)) is not None:
        return _take_other(sentence, other, (name, count or 0), figure.first, last)
    if count is None:
        return sentence.take(Kind.NIGHTS, None, figure.first, last, unit=name, doubt="half_read")
    return _take(sentence, name, count, figure.first, last)


def take_one_night(sentence: Sentence, at: int) -> Mention | None:
    """Take « une nuit », « une petite semaine », where « une » is no figure by itself."""
    if not (sentence.norm_in(at, {"un", "une"}) and sentence.free(at, at + 1)):
        return None
    adjective = sentence.norm_in(at + 1, _ADJECTIVES)
    unit = _unit_at(sentence, at + 1) or (_unit_at(sentence, at + 2) if adjective else None)
    if unit is None or not sentence.free(at + 1, unit[1]):
        return None
    name, last = unit
    if (other := _of_something_else(sentence, at, last)) is not None:
        return _take_other(sentence, other, (name, 1), at, last)
    if name == "week" and sentence.norm(last) == "et" and sentence.norm_in(last + 1, {"demi", "demie"}):
        return sentence.take(Kind.NIGHTS, 10, at, last + 2, unit=name, exactness=Exactness.ABOUT)
    if sentence.norm_in(at + 1, _ROUGHLY):
        return sentence.take(Kind.NIGHTS, _NIGHTS_IN[name], at, last, unit=name, exactness=Exactness.ABOUT)
    return _take(sentence, name, 1, at, last)


def _is_later(sentence: Sentence, last: int) -> bool:
    """« une semaine plus tard »; « un jour plus tôt » may be a night less."""
    long = sentence.ending(last, "unit.week") or sentence.ending(last, "unit.month")
    return long is not None and any(sentence.starting(last, name) for name in ("later", "earlier"))


def _of_something_else(sentence: Sentence, at: int, last: int) -> str | None:
    """« enceinte de 7 mois », « décalé de 3 jours », « valable 3 mois » are no stays."""
    if sentence.ending(at, "calendar.shift") or _is_later(sentence, last):
        return "shift"
    if sentence.ending(at, "calendar.valid"):
        return "validity"
    if sentence.ending(at, "calendar.recovering"):
        return "recovery"
    before = sentence.mention_at(at - 2) if sentence.norm_in(at - 1, {"de", "d"}) else None
    if sentence.starting(last, "calendar.recovery"):
        return "recovery"
    aged = before is not None and before.kind in {Kind.PERSON, Kind.CHOICE} and before.value != ("setting", "inpatient")
    return "age" if aged else None


def _take_other(sentence: Sentence, what: str, counted: tuple[str, int], first: int, last: int) -> Mention:
    """Take a length of time that is no stay; one that moves a date has its days and which way."""
    if what != "shift":
        return sentence.take(Kind.OTHER, None, first, last, unit=what)
    name, count = counted
    back = sentence.ending(first, "calendar.shift_back") or sentence.starting(last, "earlier")
    sign = -1 if back else 1
    return sentence.take(Kind.OTHER, count * _NIGHTS_IN[name], first, last, unit=what, relative=sign)


def _unit_at(sentence: Sentence, at: int) -> tuple[str, int] | None:
    if not sentence.all_starting(at):
        return None
    for name in _UNITS:
        tag = sentence.starting(at, f"unit.{name}")
        if tag is not None:
            return name, tag.last
    return None


def _take(sentence: Sentence, unit: str, count: int, first: int, last: int) -> Mention:
    """« trois jours » is two nights when both days are counted, three when they are slept."""
    if unit == "day":
        if count > MOST_NIGHTS + 1:
            return sentence.take(Kind.NIGHTS, count, first, last, unit=unit, doubt="too_many")
        if count == 0:
            return sentence.take(Kind.NIGHTS, 0, first, last, unit=unit)
        meanings = (0, 1) if count == 1 else (count - 1, count)
        return sentence.take(Kind.NIGHTS, None, first, last, unit=unit, doubt="days_or_nights", alternatives=meanings)
    nights = count * _NIGHTS_IN[unit]
    if sentence.norm_in(last, {"et"}) and sentence.norm_in(last + 1, {"demi", "demie"}):  # « deux nuits et demie »
        return sentence.take(
            Kind.NIGHTS, None, first, last + 2, unit=unit, doubt="either", alternatives=(nights, nights + 1)
        )
    return sentence.take(
        Kind.NIGHTS, nights, first, last, unit=unit, doubt="too_many" if nights > MOST_NIGHTS else None
    )
