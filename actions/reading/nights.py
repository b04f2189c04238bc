"""Nights in hospital: a count, a length of stay, two dates, or words that mean going home the same day."""

import re
from datetime import date

from actions.reading.calendar_words import MONTH, month_number, on_day
from actions.reading.normalise import View
from actions.reading.numbers import digits_of
from actions.reading.result import Reading

MOST_NIGHTS = 365
_NONE = re.compile(
    r"(?<![a-z])(?:ambulatoires?|(?:je )?(?:rentre|ressors|sors|repars|rentrer|sortie?|sortir|repartir)"
    r"(?: chez moi| a la maison| dans la journee)? (?:le )?(?:soir|jour)(?: ?-? ?meme)?|le soir meme|dans la journee"
    r"|(?:hopital|hospitalisation) de jour|sans nuit"
    r"|(?:pas|aucune|zero|0|point) (?:de )?nuits?|pas d'hospitalisation|je (?:ne )?dors pas|sans dormir"
    r"|(?:ne )?reste pas (?:la nuit|dormir)|entree? et sortie? le (?:meme )?jour|le jour meme|la journee)(?![a-z])"
)
_COUNT = r"(?P<count>\d{1,4}|une?)"
_NIGHTS = re.compile(
    rf"(?<![a-z0-9.,]){_COUNT} ?(?:petites? |seules? |longues? )?(?:nuits?|nuitees?|nuis|nuitts?)(?![a-z])"
)
_WEEKS = re.compile(rf"(?<![a-z0-9.,]){_COUNT} (?:bonne |petite )?semaines?(?![a-z])")
_WEEK_AND_HALF = re.compile(r"(?:1|une) semaine et demie")
_MONTHS = re.compile(rf"(?<![a-z0-9.,]){_COUNT} mois(?![a-z])")
_DAYS = re.compile(rf"(?<![a-z0-9.,]){_COUNT} ?(?:jours?|journees?|j)(?![a-z])")
_WEEKDAY = "(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)"
_UNTIL = r"(?:au|-|jusqu'au|a|,? ?(?:et )?(?:je )?(?:sors|sort|sortie|ressors|repars))(?: prevue)?(?: le)?"
_DATES = re.compile(
    rf"(?<![\d/])(?P<day>\d{{1,2}})(?:er)?(?: (?P<month>{MONTH}))?(?: (?P<year>20\d\d))? ?{_UNTIL} (?:{_WEEKDAY} )?"
    rf"(?P<last>\d{{1,2}})(?:er)?(?: (?P<last_month>{MONTH}))(?: (?P<last_year>20\d\d))?"
)
_SLASH_DATES = re.compile(
    r"(?:du )?(?P<day>\d{1,2})(?:/(?P<month>\d{1,2}))?(?:/(?P<year>20\d\d))? ?(?:au|-|jusqu'au|a) "
    r"(?P<last>\d{1,2})/(?P<last_month>\d{1,2})(?:/(?P<last_year>20\d\d))?"
)
_SHORT_DATES = re.compile(
    r"du (?:lundi |mardi |mercredi |jeudi |vendredi |samedi |dimanche )?(?P<day>\d{1,2}) au (?P<last>\d{1,2})"
)
_WEEKDAYS = re.compile(rf"(?:du|de|le) (?P<first>{_WEEKDAY})(?: matin| soir)? {_UNTIL} (?P<last>{_WEEKDAY})")
_ORDER = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_BARE = re.compile(
    rf"(?<![a-z0-9.,/-])(?<!dent )(?<!la )(?P<count>\d{{1,4}})(?![.,]?\d|[/€%a-z]| ?€"
    rf"| ?(?:euros?|mois|ans?|eur|e|couronnes?|dents?|h|heures?|{MONTH})(?![a-z]))"
)
_TENS = re.compile(r"(?<![a-z])une (?P<tens>dizaine|quinzaine|vingtaine|trentaine) de (?P<unit>nuits?|jours?)")
_TEN = {"dizaine": 10, "quinzaine": 15, "vingtaine": 20, "trentaine": 30}
_EITHER = re.compile(
    r"(?<![\d.,/])(?P<one>\d{1,3}) ?(?:ou|a|-|voire|/|(?<=[ ]\d )et|(?<=[ ]\d\d )et) ?"
    r"(?P<other>\d{1,3})(?: ?(?P<unit>nuits?|jours?))?(?![\d/])"
)
_ABOUT = re.compile(
    r"environ|a peu pres|vers|plus ou moins|je crois|je pense|au moins|minimum|maximum|dans les|normalement"
    r"|en principe|a priori|si tout va bien|quelques"
)
_ONE = {"une": 1, "un": 1}


def read_nights(text: str, *, asked: bool = True) -> Reading[int | None] | None:
    """Return the nights of a stay, 0 to 365; days are read as nights with the doubt that they leave."""
    view = digits_of(text)
    key = view.key
    reading = _between_dates(view) or _either(view, asked=asked) or _exact(view)
    if reading is not None:
        return reading
    if (match := _NONE.search(key)) is not None:
        return _of(view, match, 0)
    if (match := _DAYS.search(key)) is not None:
        return _of_days(view, match)
    if asked and (match := _BARE.search(key)) is not None and len(_BARE.findall(key)) == 1:
        return _of(view, match, int(match["count"]))
    return None


def _of(view: View, match: re.Match[str], nights: int, *, about: bool = False) -> Reading[int | None]:
    said, span = view.said(*match.span()), view.span(*match.span())
    if not 0 <= nights <= MOST_NIGHTS:
        return Reading(None, said, doubt="too_many_nights", span=span)
    return Reading(nights, said, approximate=about or bool(_ABOUT.search(view.key)), span=span)


def _count(match: re.Match[str]) -> int:
    return _ONE.get(match["count"]) or int(match["count"])


def _exact(view: View) -> Reading[int | None] | None:
    if (match := _TENS.search(view.key)) is not None:
        return _of(view, match, _TEN[match["tens"]], about=True)
    if (match := _NIGHTS.search(view.key)) is not None:
        return _of(view, match, _count(match))
    if (match := _WEEK_AND_HALF.search(view.key)) is not None:
        return _of(view, match, 10, about=True)
    if (match := _WEEKS.search(view.key)) is not None:
        return _of(view, match, 7 * _count(match))
    if (match := _MONTHS.search(view.key)) is not None:
        return _of(view, match, 30 * _count(match), about=True)
    return None


def _of_days(view: View, match: re.Match[str]) -> Reading[int | None]:
    """« trois jours » is two nights when both days are counted, three when they are slept."""
    days = _count(match)
    said, span = view.said(*match.span()), view.span(*match.span())
    if days > MOST_NIGHTS + 1:
        return Reading(None, said, doubt="too_many_nights", span=span)
    if days <= 1:
        return Reading(0, said, doubt="days_or_nights", alternatives=(0, 1), span=span) if days else _of(view, match, 0)
    return Reading(None, said, doubt="days_or_nights", alternatives=(days - 1, days), span=span)


def _either(view: View, *, asked: bool) -> Reading[int | None] | None:
    match = _EITHER.search(view.key)
    if (
        match is None
        or not (asked or match["unit"])
        or int(match["one"]) >= int(match["other"])
        or int(match["other"]) > MOST_NIGHTS
    ):
        return None
    if re.search(rf"\b{match['other']} ?{MONTH}", view.key) or "du " in view.key[: match.start()]:
        return None
    values = (int(match["one"]), int(match["other"]))
    said, span = view.said(*match.span()), view.span(*match.span())
    if match["unit"] and match["unit"].startswith("jour"):
        values = (values[0] - 1, values[1])
    return Reading(None, said, approximate=True, doubt="range", alternatives=values, span=span)


def _between_dates(view: View) -> Reading[int | None] | None:
    key = view.key
    if (match := _DATES.search(key)) is not None:
        last_month = month_number(match["last_month"])
        month = month_number(match["month"]) if match["month"] else last_month
        return _nights_between(view, match, month, last_month)
    if (match := _SLASH_DATES.search(key)) is not None:
        last_month = int(match["last_month"])
        return _nights_between(view, match, int(match["month"] or last_month), last_month)
    if (match := _SHORT_DATES.search(key)) is not None and int(match["day"]) <= int(match["last"]) <= 31:
        return _of(view, match, int(match["last"]) - int(match["day"]))
    if (match := _WEEKDAYS.search(key)) is not None:
        return _of(view, match, (_ORDER.index(match["last"]) - _ORDER.index(match["first"])) % 7)
    return None


def _nights_between(view: View, match: re.Match[str], month: int, last_month: int) -> Reading[int | None] | None:
    year = int(match["year"] or match["last_year"] or 2027)
    last_year = int(match["last_year"] or year) + (1 if not match["last_year"] and last_month < month else 0)
    first, last = on_day(year, month, int(match["day"])), on_day(last_year, last_month, int(match["last"]))
    if first is None or last is None or not isinstance(first, date) or last < first:
        return None
    return _of(view, match, (last - first).days)
