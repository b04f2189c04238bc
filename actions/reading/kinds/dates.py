"""Dates, said in figures, in words or from today, and the stays that two of them bound.

A year left out is the next such date. A stay between two dates is one NIGHTS mention of unit "dates", whose first
alternative is the day it begins.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from actions.reading.kinds import days
from actions.reading.kinds.nights import MOST_NIGHTS
from actions.reading.kinds.numbers import figure_at
from actions.reading.kinds.periods import PERIODS, in_month, in_year
from actions.reading.mentions import Exactness, Kind, Mention
from actions.reading.sentence import Sentence

_SEPARATORS = frozenset("/-.")
_ARTICLES = frozenset({"le", "du", "au", "ce", "des", "pour", "de"})
_PLACES = frozenset({"le", "au", "du"})  # what makes a number alone a day
_MOST_APART = 7  # tokens between the two dates of a stay
_LONGEST_DELAY = 1000


@dataclass(frozen=True, slots=True)
class _Said:
    """A date as it was said, before the day's date completes it."""

    first: int
    last: int
    day: int | None = None
    month: int | None = None
    year: int | None = None
    weekday: int | None = None
    past: bool = False
    weeks: int = 0  # « mardi en huit »
    of_month: date | None = None  # « le 5 du mois prochain »: the first of that month
    bare: bool = False  # a day without its month
    list_too: bool = False  # « 11/12 » may be two teeth


def take_dates(sentence: Sentence) -> None:
    at = 0
    while at < len(sentence):
        said = _said_at(sentence, at)
        if said is None:
            at = _take_moment(sentence, at) or at + 1
            continue
        at = _take_pair(sentence, said) or _take_one(sentence, said)


# --- one date


def _said_at(sentence: Sentence, at: int) -> _Said | None:
    if not sentence.free(at, at + 1):
        return None
    return _in_figures(sentence, at) or _day_and_month(sentence, at) or _weekday(sentence, at)


def _digits(sentence: Sentence, at: int, most: int = 2) -> int | None:
    norm = sentence.norm(at)
    return int(norm) if norm.isdigit() and len(norm) <= most and sentence.free(at, at + 1) else None


def _in_figures(sentence: Sentence, at: int) -> _Said | None:
    """« 12/03/2027 », « 2027-03-12 », « 12 03 2027 », « 12032027 », « 12/03 », « 03/2027 »."""
    if not sentence.is_number(at) or (
        sentence.glued(at) and sentence.norm_in(at - 1, "/.,-") and sentence.is_number(at - 2)
    ):
        return None
    if sentence.ending(at, "tooth.noun"):
        return None  # « dents 11/12 »
    first = sentence.norm(at)
    if len(first) == 8 and 1 <= int(first[2:4]) <= 12 and first[4:6] == "20":
        return _Said(at, at + 1, int(first[:2]), int(first[2:4]), int(first[4:]))
    sign, second_at = _separated(sentence, at + 1)
    second = _digits(sentence, second_at, 4)
    if second is None:
        return None
    other, third_at = _separated(sentence, second_at + 1)
    third = _digits(sentence, third_at, 4) if other == sign else None
    if third is not None and len(sentence.norm(second_at)) <= 2:
        written = sentence.norm(third_at)
        if len(first) == 4 and len(written) <= 2 and sign:
            return _Said(at, third_at + 1, third, second, int(first))
        if len(first) <= 2 and (len(written) == 4 or (len(written) == 2 and sign)) and (sign or 1 <= second <= 12):
            if not (sign or _is_year(third)):
                return None
            return _Said(at, third_at + 1, int(first), second, third if len(written) == 4 else 2000 + third)
    if not sign or len(first) > 2 or sentence.norm_in(second_at + 1, "/") or _money_follows(sentence, second_at + 1):
        return None
    return _two_figures(sentence, at, sign, second_at)


def _two_figures(sentence: Sentence, at: int, sign: str, second_at: int) -> _Said | None:
    first, second = int(sentence.norm(at)), int(sentence.norm(second_at))
    written = sentence.norm(second_at)
    if len(written) == 4 and 1 <= first <= 12 and _is_year(second):
        return _Said(at, second_at + 1, None, first, second)
    said_of_a_day = sentence.norm_in(at - 1, _ARTICLES) or sentence.ending(at, "calendar.weekday") is not None
    if len(written) > 2 or (sign == "-" and not said_of_a_day) or (sign == "." and not said_of_a_day):
        return None
    if len(sentence.norm(at)) == 1 == len(written) and not said_of_a_day:
        return None  # « 2/3 » alone is two or three
    plausible = 1 <= first <= 31 and 1 <= second <= 12
    wrong = (1 <= first <= 31 and second == 13) or (first in {32, 33} and 1 <= second <= 12)
    if sign == "/" and (plausible or wrong):
        return _Said(at, second_at + 1, first, second, list_too=first > 10 and second > 10 and not said_of_a_day)
    return _Said(at, second_at + 1, first, second) if plausible else None


def _separated(sentence: Sentence, at: int) -> tuple[str, int]:
    """Return the sign between two figures of a date, nothing for a blank, and where the second is."""
    return (sentence.norm(at), at + 1) if sentence.norm_in(at, _SEPARATORS) else ("", at)


def _is_year(number: int) -> bool:
    return 1900 <= number < 2100


def _money_follows(sentence: Sentence, at: int) -> bool:
    return any(sentence.starting(at, f"unit.{name}") for name in ("euro", "night", "day", "percent", "week"))


def _day_and_month(sentence: Sentence, at: int) -> _Said | None:
    """« lundi 12 mars 2027 », « le premier décembre », « jeudi 3 », « le 15 », « le 5 du mois prochain »."""
    weekday = sentence.starting(at, "calendar.weekday")
    place = at if weekday is None else weekday.last
    if sentence.norm(place) == "le" and weekday is not None:
        place += 1
    if weekday is not None and (figures := _in_figures(sentence, place)) is not None:
        return replace(figures, first=at, list_too=False)
    found = _day_number(sentence, place)
    if found is None:
        return None
    day, after = found
    month_at = after
    while sentence.norm_in(month_at, {"de", "d", "du", "-"}) and month_at - after < 2:
        month_at += 1
    month = _month_at(sentence, month_at)
    if month is not None:
        year, last = _year_at(sentence, month[1])
        past, last = _past_or_next(sentence, last)
        return _Said(at, last, day, month[0], year, past=past)
    spelled = sentence.norm(after) == "du" and sentence.starting(after + 1, "calendar.period.next_month")
    this_month = sentence.norm(after) == "du" and sentence.norm(after + 1) == "mois"
    if day > 31 or day == 0:
        return None
    if spelled:
        return _Said(at, spelled.last, day, of_month=days.months_later(sentence.today.replace(day=1), 1), bare=True)
    if this_month:
        return _Said(at, after + 2, day, bare=True)
    if weekday is not None and not _counted(sentence, after):
        return _Said(at, after, day, bare=True)
    placed = sentence.norm_in(place - 1, _PLACES) and not sentence.norm_in(after - 1, {"er"})
    return _Said(at, after, day, bare=True) if placed and _alone(sentence, at, after) else None


def _day_number(sentence: Sentence, at: int) -> tuple[int, int] | None:
    if sentence.norm(at) == "premier":
        return 1, at + 1
    day = _digits(sentence, at)
    if day is not None:
        if sentence.glued(at) and sentence.norm_in(at - 1, ",.'/") and sentence.is_number(at - 2):
            return None
        return day, at + 2 if sentence.norm(at + 1) == "er" else at + 1
    figure = figure_at(sentence, at)
    if figure is None or figure.whole is None or not figure.in_words or figure.whole > 31:
        return None
    return figure.whole, figure.last


def _alone(sentence: Sentence, at: int, after: int) -> bool:
    """Tell whether « le 15 » is a day: nothing counted follows, no decimals, no thousands."""
    if _counted(sentence, after) or (
        sentence.glued(after) and sentence.norm_in(after, ",./'") and sentence.is_number(after + 1)
    ):
        return False
    return not (sentence.is_number(after) and len(sentence.norm(after)) == 3 and sentence.norm(at - 1) != "le")


def _counted(sentence: Sentence, at: int) -> bool:
    tag = sentence.starting(at, "unit.")
    return tag is not None and tag.name != "unit.numbered"


def _month_at(sentence: Sentence, at: int) -> tuple[int, int] | None:
    tag = sentence.starting(at, "calendar.month.")
    if tag is not None:
        last = (
            tag.last + 1
            if sentence.norm(tag.last) == "." and not sentence.line_break_between(at, tag.last)
            else tag.last
        )
        return int(tag.name.rsplit(".", 1)[1]), last if _year_at(sentence, last)[0] else tag.last
    if sentence.norm(at) == "sept" and sentence.is_number(at - 1):
        return 9, at + 1
    return None


def _year_at(sentence: Sentence, at: int) -> tuple[int | None, int]:
    norm = sentence.norm(at)
    if norm == "de" and sentence.is_number(at + 1) and len(sentence.norm(at + 1)) == 4:
        return _year_at(sentence, at + 1)
    if norm.isdigit() and len(norm) == 4 and _is_year(int(norm)) and not _counted(sentence, at + 1):
        return int(norm), at + 1
    if norm.isdigit() and len(norm) == 2 and 24 <= int(norm) <= 49:
        ended = at + 1 == len(sentence) or not (
            sentence.norm(at + 1).isdigit()
            or sentence.norm_in(at + 1, {"et", "ou", "a", "k", "/"})
            or _counted(sentence, at + 1)
        )
        return (2000 + int(norm), at + 1) if ended else (None, at)
    figure = figure_at(sentence, at)
    if figure is not None and figure.in_words and figure.whole is not None and 2000 <= figure.whole < 2100:
        return figure.whole, figure.last
    return None, at


def _past_or_next(sentence: Sentence, at: int) -> tuple[bool, int]:
    if tag := sentence.starting(at, "calendar.next"):
        return False, tag.last
    if tag := sentence.starting(at, "calendar.last"):
        return True, tag.last
    return False, at


def _weekday(sentence: Sentence, at: int) -> _Said | None:
    tag = sentence.starting(at, "calendar.weekday.")
    if tag is None:
        return None
    weekday, last = int(tag.name.rsplit(".", 1)[1]), tag.last
    if week := sentence.starting(last, "calendar.week_after"):
        same_week = "semaine" in sentence.norms[week.first : week.last]
        return _Said(at, week.last, weekday=weekday, weeks=-1 if same_week else 1)
    if fortnight := sentence.starting(last, "calendar.fortnight_after"):
        return _Said(at, fortnight.last, weekday=weekday, weeks=2)
    past, last = _past_or_next(sentence, last)
    return _Said(at, last, weekday=weekday, past=past)


def _resolved(said: _Said, today: date) -> date | None:
    if said.weekday is not None:
        if said.weeks == -1:
            return days.next_weekday(today, 0) + timedelta(days=said.weekday)
        if said.past:
            return today - timedelta(days=(today.weekday() - said.weekday - 1) % 7 + 1)
        return days.next_weekday(today, said.weekday) + timedelta(weeks=said.weeks)
    if said.month is None:
        return None if said.day is None else days.next_day_of_month(said.of_month or today, said.day)
    day = said.day or 1
    if said.year is not None:
        return days.on_day(said.year, said.month, day) if said.month <= 12 else None
    if said.past:
        return days.last_such(today, said.month, day)
    return days.next_such(today, said.month, day)


def _take_one(sentence: Sentence, said: _Said) -> int:
    first = said.first
    unit = "day"
    if said.day is None and said.weekday is None:
        unit = "month"
    elif said.bare:
        unit = "day_of_month"
    elif said.weekday is not None:
        unit = "relative"
    quoted = _quoted(sentence, first)
    of_the_past = quoted in {"quote", "birth"} and said.year is None and not said.bare and said.weekday is None
    day = _resolved(replace(said, past=True) if of_the_past else said, sentence.today)
    splits: tuple[tuple[int, ...], ...] = ()
    if said.bare and said.day is not None:
        splits = ((said.day,),)
    elif said.list_too and said.day is not None and said.month is not None:
        splits = ((said.day, said.month),)
    about = Exactness.ABOUT if unit == "month" else Exactness.EXACT
    doubt = "no_such_date" if day is None else None
    unit = quoted or unit
    sentence.take(Kind.DATE, day, first, said.last, unit=unit, doubt=doubt, exactness=about, splits=splits)
    return said.last


def _quoted(sentence: Sentence, at: int) -> str | None:
    """Tell the date of the quote, or of somebody's birth, from the date of care."""
    if _after_the_quote_number(sentence, at):
        return "quote"
    for place in (at, at - 1, at - 2):
        if sentence.ending(place, "calendar.quote"):
            return "quote"
        if sentence.ending(place, "calendar.birth"):
            return "birth"
        if sentence.ending(place, "calendar.valid"):
            return "validity"
        if not sentence.norm_in(place - 1, {"le", "du", "de", ":"}):
            return None
    return None


def _after_the_quote_number(sentence: Sentence, at: int) -> bool:
    """« devis n° 2026-1234 du 2 novembre »."""
    place = at - 1
    while at - place < _MOST_APART and (sentence.is_number(place) or sentence.norm_in(place, {"n", "°", "numero", "-", "/", "du"})):
        place -= 1
    return place < at - 2 and sentence.norm(place) == "devis"


# --- two dates


def _take_pair(sentence: Sentence, said: _Said) -> int | None:
    """« du 3 au 5 mars » is a stay, « le 3 ou le 10 mars » two dates to choose from."""
    joint, second = _second(sentence, said)
    if second is None:
        return None
    first = _completed(said, second)
    begins = _resolved(first, sentence.today)
    if joint == "stay" and second.year is not None and said.year is None and begins is not None:
        ends = _resolved(second, sentence.today)
        begins = _latest_before(first, ends)
    else:
        ends = None if begins is None else _resolved(second, begins)
    if joint != "stay":
        alternatives = tuple(day for day in (begins, ends) if day is not None)
        sentence.take(Kind.DATE, None, said.first, second.last, unit="day", doubt=joint, alternatives=alternatives)
        return second.last
    if begins is None or ends is None or ends < begins:
        sentence.take(Kind.NIGHTS, None, said.first, second.last, unit="dates", doubt="no_such_date")
        return second.last
    nights = (ends - begins).days
    doubt = "too_many" if nights > MOST_NIGHTS else None
    sentence.take(Kind.NIGHTS, nights, said.first, second.last, unit="dates", doubt=doubt, alternatives=(begins,))
    return second.last


def _second(sentence: Sentence, said: _Said) -> tuple[str, _Said | None]:
    """Return how a second date is joined to the first, and that date."""
    leaving = between = either = until = False
    between = sentence.ending(said.first, "between") is not None or (
        sentence.norm_in(said.first - 1, {"le"}) and sentence.ending(said.first - 1, "between") is not None
    )
    from_ = sentence.norm_in(said.first - 1, {"du", "de"})
    at = said.last
    while at < len(sentence) and at - said.last < _MOST_APART and sentence.norm(at) not in {"\n", ".", ";"}:
        second = _said_at(sentence, at) if at > said.last or sentence.norm(at - 1) == "-" else None
        if second is not None:
            break
        norm = sentence.norm(at)
        leaving = leaving or sentence.starting(at, "calendar.leaving") is not None
        until = until or norm in {"au", "jusqu", "a", "-"}
        either = either or norm in {"ou", "voire"}
        if not (
            norm
            in {
                "au",
                "jusqu",
                "a",
                "-",
                "ou",
                "voire",
                "et",
                "le",
                "je",
                "du",
                ",",
                "pour",
                "prevue",
                "matin",
                "soir",
                ">",
                "la",
                "on",
                "me",
            }
            or leaving
        ):
            return "", None
        at += 1
    else:
        return "", None
    bounded = (said.bare and second.bare) or not second.bare or second.weekday is not None or said.month is not None
    if not bounded or at == said.last:
        return "", None
    if leaving or (until and (from_ or not said.bare or not second.bare)):
        return "stay", second
    if either:
        return "either", second
    if between and sentence.norm_in(at - 1, {"et", "le"}):
        return "between", second
    return "", None


def _completed(said: _Said, second: _Said) -> _Said:
    """« du 27 au 2 mars »: the month said once is the second one's, or the month before."""
    if said.month is not None or said.weekday is not None or second.month is None or said.day is None:
        return said
    month, year = second.month, second.year
    if second.day is not None and said.day > second.day:
        month, year = (month - 1, year) if month > 1 else (12, None if year is None else year - 1)
    return replace(said, month=month, year=year, bare=False)


def _latest_before(said: _Said, ends: date | None) -> date | None:
    if ends is None:
        return None
    if said.month is None or said.year is not None or said.day is None:
        return _resolved(said, ends - timedelta(days=31)) if said.year is None else _resolved(said, ends)
    return days.last_such(ends, said.month, said.day)


# --- moments told from today, months, periods


def _take_moment(sentence: Sentence, at: int) -> int | None:
    if not (sentence.all_starting(at) and sentence.free(at, at + 1)):
        return None
    for read in (_delay, _part_of_month, _near, _period, _part_of_year):
        found = read(sentence, at)
        if found is not None:
            return found.last
    return None


def _near(sentence: Sentence, at: int) -> Mention | None:
    tag = sentence.starting(at, "calendar.near.")
    if tag is None:
        return None
    day = sentence.today + timedelta(days=int(tag.name.rsplit(".", 1)[1]))
    return sentence.take(Kind.DATE, day, at, tag.last, unit="relative")


def _delay(sentence: Sentence, at: int) -> Mention | None:
    """« dans 15 jours », « d'ici une semaine », « il y a 3 mois »."""
    lead = sentence.starting(at, "calendar.in") or sentence.starting(at, "calendar.ago")
    if lead is None:
        return None
    place = lead.last
    vague = False
    while (
        sentence.norm_in(place, {"environ", "a", "peu", "pres", "petite", "un", "une", "les"}) and place - lead.last < 3
    ):
        if sentence.norm_in(place, {"un", "une"}):
            break
        place, vague = place + 1, True
    figure = figure_at(sentence, place)
    if sentence.norm_in(place, {"un", "une"}):
        count, after = 1, place + 1
    elif sentence.norm(place) == "quelques":
        count, after, vague = 3, place + 1, True
    elif figure is not None and figure.whole is not None:
        count, after = figure.whole, figure.last
    else:
        return None
    unit, past = sentence.starting(after, "unit."), lead.name == "calendar.ago"
    if unit is None or count > _LONGEST_DELAY:
        return None
    day = _delayed(sentence, unit.name, sentence.norm(after), -count if past else count)
    if day is None:
        return None
    exact = unit.name == "unit.day" and not vague
    about = Exactness.EXACT if exact else Exactness.ABOUT
    return sentence.take(Kind.DATE, day, at, unit.last, unit="relative", exactness=about)


def _delayed(sentence: Sentence, unit: str, word: str, count: int) -> date | None:
    today = sentence.today
    try:
        if unit == "unit.day":
            return today + timedelta(days=count)
        if unit == "unit.week":
            return today + timedelta(weeks=count)
        if unit == "unit.month":
            return days.months_later(today, count)
        if word in {"an", "ans", "annee", "annees"} and abs(count) < 50:
            return days.months_later(today, 12 * count)
    except (ValueError, OverflowError):
        return None
    return None


def _part_of_month(sentence: Sentence, at: int) -> Mention | None:
    """« fin janvier », « mi-mars 2027 », « en mars », « courant avril », « mars »."""
    part = sentence.starting(at, "calendar.part.")
    month_at = at if part is None else part.last
    while (
        part is not None
        and sentence.norm_in(month_at, {"-", "de", "du", "d", "mois", "le"})
        and month_at - part.last < 3
    ):
        month_at += 1
    month = _month_at(sentence, month_at)
    if month is None:
        return None
    year, last = _year_at(sentence, month[1])
    past, last = _past_or_next(sentence, last)
    name = None if part is None else part.name.removeprefix("calendar.part.")
    vague = name in {"start", "middle", "end"}
    day = in_month(sentence.today, name, month[0], year, last=past)
    unit = "vague" if vague else "month"
    unit = _quoted(sentence, at) or unit
    return sentence.take(Kind.DATE, day, at, last, unit=unit, exactness=Exactness.ABOUT)


def _period(sentence: Sentence, at: int) -> Mention | None:
    tag = sentence.starting(at, "calendar.period.")
    if tag is None:
        return None
    day = PERIODS[tag.name.removeprefix("calendar.period.")](sentence.today)
    if day is None:
        return sentence.take(Kind.DATE, None, at, tag.last, unit="vague", doubt="which_date")
    return sentence.take(Kind.DATE, day, at, tag.last, unit="vague", exactness=Exactness.ABOUT)


def _part_of_year(sentence: Sentence, at: int) -> Mention | None:
    """« début 2027 », « en 2027 »."""
    part = sentence.starting(at, "calendar.part.")
    if part is None:
        return None
    norm = sentence.norm(part.last)
    if not (norm.isdigit() and len(norm) == 4 and 2020 <= int(norm) < 2050) or _counted(sentence, part.last + 1):
        return None
    if sentence.norm_in(part.last - 1, {"pour", "vers", "de"}):
        return None  # « pour 2030 » is a price
    day = in_year(part.name.removeprefix("calendar.part."), int(norm))
    return sentence.take(Kind.DATE, day, at, part.last + 1, unit="vague", exactness=Exactness.ABOUT)
