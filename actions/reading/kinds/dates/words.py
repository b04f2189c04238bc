"""Dates in words: « lundi 12 mars 2027 », « le premier décembre », « jeudi 3 », « le 15 », « mardi en huit »."""

from dataclasses import replace

from actions.reading.kinds.dates.calendar_days import months_later
from actions.reading.kinds.dates.figures import date_in_figures, digits_at, is_year
from actions.reading.kinds.dates.said import SAME_WEEK, SaidDate
from actions.reading.kinds.numbers import figure_at
from actions.reading.mentions import Kind
from actions.reading.sentence import Sentence

_PLACES = frozenset({"le", "au", "du"})  # what makes a number alone a day
_NOTHING_ELSE = 3  # tokens of « le premier », alone
_OF = frozenset({"de", "d", "du", "-"})
_SHORT_YEARS = range(24, 50)  # « 10 dec 26 »
_SCALES = frozenset({"cent", "cents", "mille"})  # « 47 sept cents » is a tooth and a price
_NOT_AFTER_A_YEAR = frozenset({"et", "ou", "a", "k", "/"})


def said_date_at(sentence: Sentence, at: int) -> SaidDate | None:
    """Return the date that begins at a token, in figures or in words."""
    if not sentence.free(at, at + 1):
        return None
    return date_in_figures(sentence, at) or _day_at(sentence, at) or _weekday_at(sentence, at)


def month_at(sentence: Sentence, at: int) -> tuple[int, int] | None:
    """Return a month and the token after it, its full stop taken when the year follows."""
    tag = sentence.starting(at, "calendar.month.")
    if tag is None:  # « sept » is a number first
        is_month = sentence.norm(at) == "sept" and sentence.is_number(at - 1)
        return (9, at + 1) if is_month and not sentence.norm_in(at + 1, _SCALES) else None
    dotted = sentence.norm(tag.last) == "." and year_at(sentence, tag.last + 1)[0] is not None
    return int(tag.name.rsplit(".", 1)[1]), tag.last + 1 if dotted else tag.last


def year_at(sentence: Sentence, at: int) -> tuple[int | None, int]:
    """Return a year, None when none is said, and the token after it."""
    norm = sentence.norm(at)
    if norm in {"de", "-"} and len(sentence.norm(at + 1)) == 4:
        at, norm = at + 1, sentence.norm(at + 1)
    if norm.isdigit() and len(norm) == 4 and is_year(int(norm)) and not counted(sentence, at + 1):
        return int(norm), at + 1
    if norm.isdigit() and len(norm) == 2 and int(norm) in _SHORT_YEARS:
        after = sentence.norm(at + 1)
        goes_on = after.isdigit() or after in _NOT_AFTER_A_YEAR or counted(sentence, at + 1)
        return (None, at) if goes_on else (2000 + int(norm), at + 1)
    figure = figure_at(sentence, at)
    if figure is not None and figure.in_words and figure.whole is not None and 2000 <= figure.whole < 2100:
        return figure.whole, figure.last
    return None, at


def past_or_next(sentence: Sentence, at: int) -> tuple[bool, int]:
    """Tell « dernier » from « prochain » or nothing, and return the token after it."""
    if tag := sentence.starting(at, "calendar.next"):
        return False, tag.last
    if tag := sentence.starting(at, "calendar.last"):
        return True, tag.last
    return False, at


def counted(sentence: Sentence, at: int) -> bool:
    tag = sentence.starting(at, "unit.")
    return tag is not None and tag.name != "unit.numbered"


def _day_at(sentence: Sentence, at: int) -> SaidDate | None:
    weekday = sentence.starting(at, "calendar.weekday")
    place = at if weekday is None else weekday.last
    if weekday is not None:
        place = place + 1 if sentence.norm(place) == "le" else place
        if (figures := date_in_figures(sentence, place)) is not None:
            return replace(figures, first=at, list_too=False)
    found = _day_number(sentence, place)
    if found is None:
        return None
    day, after = found
    if (dated := _with_month(sentence, at, day, after)) is not None:
        return dated
    if not 0 < day <= 31:
        return None
    month = _month_told_before(sentence, place, after)
    placed = (
        sentence.norm_in(place - 1, _PLACES)
        and (sentence.norm(after - 1) != "er" or len(sentence) <= _NOTHING_ELSE or sentence.ending(place, "care"))
        and _alone(sentence, place, after)
        and not (sentence.norm(place) == "premier" and len(sentence) > _NOTHING_ELSE)
    )
    if month or placed or (weekday is not None and not counted(sentence, after)):
        return SaidDate(at, after, day, month, bare=month is None)
    return None


def _month_told_before(sentence: Sentence, place: int, after: int) -> int | None:
    """« l'œil droit le 12 janvier et le gauche le 26 » is of one month."""
    if sentence.norm(place - 1) != "le" or counted(sentence, after) or sentence.is_number(after):
        return None
    before = (sentence.mention_at(at) for at in range(place - 1, max(-1, place - _NEAR_ITS_MONTH), -1))
    told = next((one for one in before if one is not None and one.kind is Kind.DATE and one.unit == "day"), None)
    return told.value.month if told is not None and told.value is not None else None


_NEAR_ITS_MONTH = 16
"""Tokens from a day alone back to the one told with its month."""


def _with_month(sentence: Sentence, at: int, day: int, after: int) -> SaidDate | None:
    place = after
    while sentence.norm_in(place, _OF) and place - after < 2:
        place += 1
    month = month_at(sentence, place)
    if month is not None:
        year, last = year_at(sentence, month[1])
        past, last = past_or_next(sentence, last)
        return SaidDate(at, last, day, month[0], year, past=past)
    if sentence.norm(after) != "du" or day > 31:
        return None
    if coming := sentence.starting(after + 1, "calendar.period.next_month"):
        return SaidDate(at, coming.last, day, of_month=months_later(sentence.today.replace(day=1), 1), bare=True)
    return SaidDate(at, after + 2, day, bare=True) if sentence.norm(after + 1) == "mois" else None


def _day_number(sentence: Sentence, at: int) -> tuple[int, int] | None:
    if sentence.norm(at) == "premier":
        return 1, at + 1
    day = digits_at(sentence, at)
    if day is not None:
        decimals = sentence.glued(at) and sentence.norm_in(at - 1, ",.'/") and sentence.is_number(at - 2)
        return None if decimals else (day, at + 2 if sentence.norm(at + 1) == "er" else at + 1)
    figure = figure_at(sentence, at)
    if figure is None or figure.whole is None or not figure.in_words or figure.whole > 31:
        return None
    return figure.whole, figure.last


def _alone(sentence: Sentence, at: int, after: int) -> bool:
    """Tell whether « le 15 » is a day: nothing counted follows, no decimals, no thousands."""
    decimals = sentence.glued(after) and sentence.norm_in(after, ",./'") and sentence.is_number(after + 1)
    thousands = sentence.is_number(after) and len(sentence.norm(after)) == 3 and sentence.norm(at - 1) != "le"
    return not (counted(sentence, after) or decimals or thousands)


def _comes_in(sentence: Sentence, at: int) -> bool:
    """« je rentre un mardi »."""
    return sentence.norm_in(at - 1, {"rentre", "entre", "arrive", "sors", "ressors", "repars"})


def _weekday_at(sentence: Sentence, at: int) -> SaidDate | None:
    tag = sentence.starting(at, "calendar.weekday.")
    is_a = sentence.norm(at - 1) == "un" and not _comes_in(sentence, at - 1)  # « le 14, c'est un lundi »
    if tag is None or is_a:
        return None
    weekday, last = int(tag.name.rsplit(".", 1)[1]), tag.last
    if week := sentence.starting(last, "calendar.week_after"):
        same_week = "semaine" in sentence.norms[week.first : week.last]
        return SaidDate(at, week.last, weekday=weekday, weeks=SAME_WEEK if same_week else 1)
    if fortnight := sentence.starting(last, "calendar.fortnight_after"):
        return SaidDate(at, fortnight.last, weekday=weekday, weeks=2)
    past, last = past_or_next(sentence, last)
    return SaidDate(at, last, weekday=weekday, past=past)
