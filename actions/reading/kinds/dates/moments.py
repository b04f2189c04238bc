"""Moments told from today, months and periods: « dans 15 jours », « demain », « fin janvier », « cet été »."""

from datetime import date, timedelta

from actions.reading import lexicon
from actions.reading.kinds.dates.calendar_days import months_later
from actions.reading.kinds.dates.owner import owner_of
from actions.reading.kinds.dates.periods import FEASTS, PERIODS, in_month, in_year
from actions.reading.kinds.dates.words import counted, month_at, past_or_next, year_at
from actions.reading.kinds.numbers import figure_at
from actions.reading.mentions import Exactness, Kind, Mention
from actions.reading.sentence import Sentence

_LONGEST_DELAY = 1000
_MOST_YEARS = 50
_ROUGHLY = frozenset({"environ", "a", "peu", "pres", "petite", "les"})
_SOME = 3  # « quelques jours »
_OF_A_MONTH = frozenset({"-", "de", "du", "d", "mois", "le"})
_PRICED = frozenset({"pour", "vers", "de"})  # « pour 2030 » is a price


def take_moment(sentence: Sentence, at: int) -> int | None:
    """Take the moment that begins at a token, and return the token after it."""
    if not (sentence.all_starting(at) and sentence.free(at, at + 1)):
        return None
    for take in (_take_delay, _take_part_of_month, _take_near, _take_period, _take_part_of_year):
        if (mention := take(sentence, at)) is not None:
            return mention.last
    return None


def _take_near(sentence: Sentence, at: int) -> Mention | None:
    tag = sentence.starting(at, "calendar.near.")
    if tag is None:
        return None
    day = sentence.today + timedelta(days=int(tag.name.rsplit(".", 1)[1]))
    return sentence.take(Kind.DATE, day, at, tag.last, unit=owner_of(sentence, at) or "relative")


def _take_delay(sentence: Sentence, at: int) -> Mention | None:
    """« dans 15 jours », « d'ici une semaine », « il y a 3 mois »."""
    lead = sentence.starting(at, "calendar.in") or sentence.starting(at, "calendar.ago")
    if lead is None:
        return None
    place = lead.last
    while sentence.norm_in(place, _ROUGHLY) and place - lead.last < 3:
        place += 1
    found = _count_at(sentence, place)
    unit = None if found is None else sentence.starting(found[1], "unit.")
    if found is None or unit is None or found[0] > _LONGEST_DELAY:
        return None
    count = -found[0] if lead.name == "calendar.ago" else found[0]
    day = _delayed(sentence.today, unit.name, sentence.norm(unit.first), count)
    if day is None:
        return None
    exact = unit.name == "unit.day" and place == lead.last and sentence.norm(place) != "quelques"
    about = Exactness.EXACT if exact else Exactness.ABOUT
    return sentence.take(Kind.DATE, day, at, unit.last, unit="relative", exactness=about)


def _count_at(sentence: Sentence, at: int) -> tuple[int, int] | None:
    if sentence.norm_in(at, {"un", "une"}) and sentence.norm(at + 1) not in lexicon.table("numbers")["round"]:
        return 1, at + 1
    if sentence.norm(at) == "quelques":
        return _SOME, at + 1
    figure = figure_at(sentence, at)
    if figure is None or figure.whole is None:
        return None
    return figure.whole, figure.last + sentence.norm_in(figure.last, {"de", "d"})  # « une dizaine de jours »


def _delayed(today: date, unit: str, word: str, count: int) -> date | None:
    if unit == "unit.day":
        return today + timedelta(days=count)
    if unit == "unit.week":
        return today + timedelta(weeks=count)
    if unit == "unit.month":
        return months_later(today, count)
    years = word in {"an", "ans", "annee", "annees"} and abs(count) <= _MOST_YEARS
    return months_later(today, 12 * count) if years else None


def _take_part_of_month(sentence: Sentence, at: int) -> Mention | None:
    """« fin janvier », « mi-mars 2027 », « en mars », « courant avril », « mars »."""
    part = sentence.starting(at, "calendar.part.")
    place = at if part is None else part.last
    while part is not None and sentence.norm_in(place, _OF_A_MONTH) and place - part.last < 3:
        place += 1
    month = month_at(sentence, place)
    if month is None:
        return None
    year, last = year_at(sentence, month[1])
    past, last = past_or_next(sentence, last)
    name = None if part is None else part.name.removeprefix("calendar.part.")
    day = in_month(sentence.today, name, month[0], year, last=past)
    unit = owner_of(sentence, at) or ("vague" if name in {"start", "middle", "end"} else "month")
    return sentence.take(Kind.DATE, day, at, last, unit=unit, exactness=Exactness.ABOUT)


def _take_period(sentence: Sentence, at: int) -> Mention | None:
    tag = sentence.starting(at, "calendar.period.")
    if tag is None:
        return None
    name = tag.name.removeprefix("calendar.period.")
    day = PERIODS[name](sentence.today)
    if day is None:
        return sentence.take(Kind.DATE, None, at, tag.last, unit="vague", doubt="which_date")
    shift = shifted(sentence, at)
    if day is not None and (name in FEASTS or shift):
        return sentence.take(Kind.DATE, day + timedelta(days=shift), at, tag.last, unit="day")
    return sentence.take(Kind.DATE, day, at, tag.last, unit="vague", exactness=Exactness.ABOUT)


def shifted(sentence: Sentence, at: int) -> int:
    """« le lendemain de la Toussaint » is a day later."""
    at = at - 1 if sentence.norm_in(at - 1, {"la", "l", "le"}) else at
    return bool(sentence.ending(at, "calendar.morrow")) - bool(sentence.ending(at, "calendar.eve"))


def _take_part_of_year(sentence: Sentence, at: int) -> Mention | None:
    """« début 2027 », « en 2027 »."""
    part = sentence.starting(at, "calendar.part.")
    if part is None or sentence.norm_in(part.last - 1, _PRICED) or counted(sentence, part.last + 1):
        return None
    norm = sentence.norm(part.last)
    if not (norm.isdigit() and len(norm) == 4 and 2020 <= int(norm) < 2050):
        return None
    day = in_year(part.name.removeprefix("calendar.part."), int(norm))
    return sentence.take(Kind.DATE, day, at, part.last + 1, unit="vague", exactness=Exactness.ABOUT)
