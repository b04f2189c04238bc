"""Dates of care: written out, in figures or told from today.

A year left out is the next such date. A month, a week or a season is its first day, flagged approximate. A date that
no calendar has comes back without a value and with its doubt.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from actions.reading import calendar_words as words
from actions.reading.calendar_words import MONTH, WEEKDAY
from actions.reading.normalise import View
from actions.reading.numbers import digits_of
from actions.reading.result import Reading

IMPOSSIBLE = "impossible_date"
SEVERAL = "several_dates"

_YEAR = r"(?P<year>20\d\d|'?[2-4]\d(?! ?(?:€|euro|e\b|%|nuit|jour)))"
_DAY = r"(?P<day>\d{1,2}|premier)(?:er)?"
_NEXT = r"(?P<next> (?:prochain|prochaine|qui vient|a venir))?(?P<last> (?:dernier|derniere|passee?))?"
_UNITS = r"(?P<unit>jours?|semaines?|mois|ans?|annees?|quinzaines?)"


@dataclass(frozen=True, slots=True)
class _Moment:
    day: date | None
    approximate: bool = False


_Builder = Callable[[re.Match[str], date], _Moment | None]


def read_date(text: str, today: date, *, asked: bool = True) -> Reading[date | None] | None:
    """Return the date of an answer; `asked` lets « le 12 » and « en mars » alone stand for a date."""
    view = _calendar_view(text)
    found = _found(view, today, asked=asked)
    if not found:
        return None
    kept = [one for one in found if not _denied(view.key, one[0])] or found
    start, end, moment = kept[0]
    span, said = view.span(start, end), view.said(start, end)
    if moment.day is None:
        return Reading(None, said, doubt=IMPOSSIBLE, span=span)
    days = {other.day for _start, _end, other in kept}
    if len(kept) > 1 and len(days) > 1:
        return _of_several(view, kept)
    return Reading(moment.day, said, approximate=moment.approximate, span=span)


def read_date_doubt(text: str, today: date) -> str | None:
    """Return why the date of a text cannot be taken, when it has one."""
    reading = read_date(text, today)
    return reading.doubt if reading else None


def _of_several(view: View, kept: list[tuple[int, int, _Moment]]) -> Reading[date | None]:
    (start, _, first), (_, end, _) = kept[0], kept[-1]
    joint = view.key[kept[0][1] : kept[1][0]]
    if re.fullmatch(r" ?(?:au|-|jusqu'au|a|->) ?(?:le )?", joint):  # « du 3 au 5 mars » begins on the 3rd
        return Reading(first.day, view.said(start, end), approximate=first.approximate, span=view.span(start, end))
    days = tuple(dict.fromkeys(moment.day for _start, _end, moment in kept if moment.day))
    return Reading(None, view.said(start, end), doubt=SEVERAL, alternatives=days, span=view.span(start, end))


def _denied(key: str, start: int) -> bool:
    return bool(re.search(r"(?:\bpas|\bnon pas|au lieu|plutot que)(?: le| du| en| pour le| au)? ?$", key[:start]))


@lru_cache(maxsize=256)
def _calendar_view(text: str) -> View:
    return digits_of(text).rewritten(words.WORD, lambda match: words.repaired(match[0]))


def _found(view: View, today: date, *, asked: bool) -> list[tuple[int, int, _Moment]]:
    found: list[tuple[int, int, _Moment]] = []
    for pattern, build, only_asked in _RULES:
        if only_asked and (not asked or found):
            continue
        for match in pattern.finditer(view.key):
            if any(match.start() < end and start < match.end() for start, end, _moment in found):
                continue
            moment = build(match, today)
            if moment is not None:
                found.append((match.start(), match.end(), moment))
    return sorted(found, key=lambda one: one[0])


def _year_of(written: str) -> int:
    year = int(written.lstrip("'"))
    return year if year >= 100 else 2000 + year


def _in_figures(match: re.Match[str], today: date) -> _Moment | None:
    day, month = int(match["day"]), int(match["month"])
    if match.groupdict().get("year"):
        return _Moment(words.on_day(_year_of(match["year"]), month, day))
    return _Moment(_next_such(today, month, day))


def _next_such(today: date, month: int, day: int) -> date | None:
    for year in range(today.year, today.year + 9):
        found = words.on_day(year, month, day)
        if found is not None and found >= today:
            return found
    return None


def _last_such(today: date, month: int, day: int) -> date | None:
    for year in range(today.year, today.year - 9, -1):
        found = words.on_day(year, month, day)
        if found is not None and found < today:
            return found
    return None


def _day_and_month(match: re.Match[str], today: date) -> _Moment:
    day = 1 if match["day"] == "premier" else int(match["day"])
    month = words.month_number(match["month"])
    if match["year"]:
        return _Moment(words.on_day(_year_of(match["year"]), month, day))
    if match["last"]:
        return _Moment(_last_such(today, month, day))
    return _Moment(_next_such(today, month, day))


def _two_days_of_month(match: re.Match[str], today: date) -> _Moment:
    month = words.month_number(match["month"])
    day = int(match["day"])
    if match["year"]:
        return _Moment(words.on_day(_year_of(match["year"]), month, day))
    return _Moment(_next_such(today, month, day))


def _part_of_month(match: re.Match[str], today: date) -> _Moment:
    month, part = words.month_number(match["month"]), match["part"] or ""
    year = _year_of(match["year"]) if match["year"] else _year_of_next_month(today, month)
    if match["last"] and not match["year"]:
        year = today.year if month < today.month else today.year - 1
    day = date(year, month, 1)
    if part.startswith("fin"):
        day = words.last_of_month(year, month)
    elif part.startswith(("mi", "milieu", "courant mi")):
        day = date(year, month, 15)
    if not match["year"] and not match["last"] and day < today:
        day = today
    return _Moment(day, approximate=True)


def _year_of_next_month(today: date, month: int) -> int:
    return today.year if month >= today.month else today.year + 1


_NEAR = {"aujourd'hui": 0, "aujourd hui": 0, "aujourdhui": 0, "ce jour": 0, "ce soir": 0, "ce matin": 0,
         "cet apres midi": 0, "cet apres-midi": 0, "maintenant": 0, "tout de suite": 0, "demain": 1, "apres demain": 2,
         "apres-demain": 2, "surlendemain": 2, "hier": -1, "avant hier": -2, "avant-hier": -2}


def _near(match: re.Match[str], today: date) -> _Moment:
    return _Moment(today + timedelta(days=_NEAR[match["near"]]))


def _later(match: re.Match[str], today: date) -> _Moment | None:
    count = {"une": 1, "un": 1, "quelques": 3, "deux": 2}.get(match["count"]) or int(match["count"])
    sign = -1 if match["past"] else 1
    unit = match["unit"]
    vague = bool(match["about"]) or match["count"] == "quelques"
    if count > 1000:
        return None
    if unit.startswith("jour"):
        return _Moment(today + timedelta(days=sign * count), approximate=vague)
    if unit.startswith("semaine"):
        return _Moment(today + timedelta(weeks=sign * count), approximate=True)
    if unit.startswith("quinzaine"):
        return _Moment(today + timedelta(weeks=2 * sign * count), approximate=True)
    months = count if unit == "mois" else 12 * min(count, 50)
    return _Moment(words.months_later(today, sign * months), approximate=True)


def _fortnight(_match: re.Match[str], today: date) -> _Moment:
    return _Moment(today + timedelta(days=15), approximate=True)


def _week_day(match: re.Match[str], today: date) -> _Moment:
    weekday = words.weekday_number(match["weekday"])
    after = (match["after"] or "").strip()
    if after.startswith(("dernier", "passe")):
        return _Moment(words.next_weekday(today, weekday) - timedelta(weeks=2 if weekday == today.weekday() else 1))
    coming = words.next_weekday(today, weekday)
    if after in {"en 8", "en huit"}:
        return _Moment(coming + timedelta(weeks=1))
    if after in {"en 15", "en quinze"}:
        return _Moment(coming + timedelta(weeks=2))
    if "semaine prochaine" in after:
        monday = words.next_weekday(today, 0)
        return _Moment(monday + timedelta(days=weekday))
    return _Moment(coming)


def _period(match: re.Match[str], today: date) -> _Moment | None:
    return _Moment(_PERIODS[match["period"]](today), approximate=True)


_PERIODS: dict[str, Callable[[date], date]] = {
    "semaine prochaine": lambda today: words.next_weekday(today, 0),
    "semaine d'apres": lambda today: words.next_weekday(today, 0),
    "cette semaine": lambda today: today,
    "fin de semaine": lambda today: today + timedelta(days=(4 - today.weekday()) % 7),
    "week end": lambda today: today + timedelta(days=(5 - today.weekday()) % 7),
    "week-end": lambda today: today + timedelta(days=(5 - today.weekday()) % 7),
    "weekend": lambda today: today + timedelta(days=(5 - today.weekday()) % 7),
    "fin du mois prochain": lambda today: words.last_of_month(*_month_after(today)),
    "debut du mois prochain": lambda today: date(*_month_after(today), 1),
    "mois prochain": lambda today: date(*_month_after(today), 1),
    "fin du mois": lambda today: words.last_of_month(today.year, today.month),
    "fin de mois": lambda today: words.last_of_month(today.year, today.month),
    "ce mois": lambda today: today,
    "fin d'annee": lambda today: date(today.year, 12, 31),
    "fin de l'annee": lambda today: date(today.year, 12, 31),
    "fin de l'annee prochaine": lambda today: date(today.year + 1, 12, 31),
    "debut d'annee": lambda today: date(today.year + 1, 1, 1),
    "debut de l'annee": lambda today: date(today.year + 1, 1, 1),
    "annee prochaine": lambda today: date(today.year + 1, 1, 1),
    "an prochain": lambda today: date(today.year + 1, 1, 1),
    "cette annee": lambda today: today,
    "printemps": lambda today: _season(today, 3, 20),
    "ete": lambda today: _season(today, 6, 21),
    "automne": lambda today: _season(today, 9, 22),
    "hiver": lambda today: _season(today, 12, 21),
    "rentree": lambda today: _season(today, 9, 1),
    "noel": lambda today: _season(today, 12, 25),
    "nouvel an": lambda today: _season(today, 1, 1),
    "jour de l'an": lambda today: _season(today, 1, 1),
    "des que possible": lambda today: today,
    "au plus vite": lambda today: today,
    "le plus tot possible": lambda today: today,
}


def _month_after(today: date) -> tuple[int, int]:
    later = words.months_later(today.replace(day=1), 1)
    return later.year, later.month


def _season(today: date, month: int, day: int) -> date:
    return _next_such(today, month, day) or today


def _year_alone(match: re.Match[str], _today: date) -> _Moment:
    year = int(match["year"])
    part = match["part"] or ""
    if part.startswith("fin"):
        return _Moment(date(year, 12, 31), approximate=True)
    return _Moment(date(year, 7 if part.startswith(("mi", "milieu")) else 1, 1), approximate=True)


def _day_alone(match: re.Match[str], today: date) -> _Moment | None:
    day = int(match["day"])
    month = match.groupdict().get("month")
    first = date(*_month_after(today), 1) if month and "prochain" in month else today.replace(day=1)
    if not 0 < day < 32:
        return _Moment(None) if month else None
    for later in range(3):
        start = words.months_later(first, later)
        found = words.on_day(start.year, start.month, day)
        if found is not None and found >= today:
            return _Moment(found)
    return None


_PART = r"(?P<part>(?:debut|mi|milieu|fin|courant|courant mi|dans le courant|premiere quinzaine|seconde quinzaine)\b)"
_RULES: list[tuple[re.Pattern[str], _Builder, bool]] = [
    (re.compile(pattern), build, only_asked)
    for pattern, build, only_asked in (
        (r"(?<![\d.,/-])(?P<year>20\d\d) ?[-/.] ?(?P<month>\d{1,2}) ?[-/.] ?(?P<day>\d{1,2})(?!\d)", _in_figures, False),
        (r"(?<![\d.,/-])(?P<day>\d{1,2}) ?(?P<sep>[-/.]) ?(?P<month>\d{1,2}) ?(?P=sep) ?(?P<year>20\d\d|\d\d)(?![\d€])",
         _in_figures, False),
        (r"(?<![\d.,/-])(?P<day>\d{1,2}) (?P<month>\d{1,2}) (?P<year>20\d\d)(?!\d)", _in_figures, False),
        (r"^(?P<day>\d\d)(?P<month>0[1-9]|1[0-2])(?P<year>20\d\d)$", _in_figures, True),
        (rf"(?<![a-z0-9.,/])(?:(?:le |du |au |pour le )?(?:{WEEKDAY} )?(?:le )?){_DAY}[ -]?(?:de |du mois de |d')?"
         rf"(?P<month>{MONTH})(?:[ -](?:de l'annee )?{_YEAR}(?!\d))?{_NEXT}", _day_and_month, False),
        (rf"(?<![a-z0-9.,/])(?:du |le |entre le |{WEEKDAY} )(?:{WEEKDAY} )?(?P<day>\d{{1,2}})(?:er)?"
         rf"(?= ?(?:au|-|a|et|ou|jusqu'au) (?:le )?(?:{WEEKDAY} )?\d{{1,2}}(?:er)? "
         rf"(?:de )?(?P<month>{MONTH})(?: {_YEAR}(?!\d))?)", _two_days_of_month, False),
        (rf"(?<![a-z0-9]){_PART}[ -](?:(?:du )?mois d(?:e |')|d(?:e |u |'))?(?P<month>{MONTH})(?: (?:de )?{_YEAR}(?!\d))?{_NEXT}",
         _part_of_month, False),
        (rf"(?<![a-z0-9])(?P<near>{'|'.join(sorted(map(re.escape, _NEAR), key=len, reverse=True))})(?![a-z])",
         _near, False),
        (rf"(?:(?<![a-z])(?:dans|d'ici|sous|(?P<past>il y a|ca fait)) )(?P<about>environ |a peu pres |une? petite? )?"
         rf"(?P<count>\d{{1,4}}|une?|quelques) ?{_UNITS}(?![a-z])", _later, False),
        (r"(?<![a-z])(?:sous|dans|d'ici) (?:la |une )?quinzaine", _fortnight, False),
        (rf"(?<![a-z0-9])(?:le |ce |pour |des )?(?P<weekday>{WEEKDAY})(?! \d)(?P<after> (?:prochain|qui vient|dernier|passe|"
         rf"en 8|en huit|en 15|en quinze|de la semaine prochaine|la semaine prochaine))?(?![a-z])", _week_day, False),
        (rf"(?<![a-z])(?:la |le |l'|ce |cet |cette |au |en |a la |d'|pour )*"
         rf"(?P<period>{'|'.join(sorted(map(re.escape, _PERIODS), key=len, reverse=True))})(?![a-z])", _period, False),
        (rf"(?<![a-z0-9])(?:en |au mois d(?:e |')|courant |pour |vers |d'ici |mois d(?:e |'))(?P<part>\b\B)?(?P<month>{MONTH})"
         rf"(?: {_YEAR}(?!\d))?{_NEXT}", _part_of_month, False),
        (rf"(?<![a-z0-9])(?P<part>\b\B)?(?P<month>{MONTH})(?: {_YEAR}(?!\d)){_NEXT}", _part_of_month, False),
        (rf"(?<![a-z0-9])(?P<part>\b\B)?(?P<month>{MONTH})(?: {_YEAR}(?!\d))?{_NEXT}", _part_of_month, True),
        (rf"(?<![a-z0-9])(?:{_PART} |en |(?:l')?annee |courant )(?P<year>20[2-4]\d)(?![\d/])", _year_alone, False),
        (r"^(?P<part>\b\B)?(?P<year>20[2-4]\d)$", _year_alone, True),
        (r"(?<![\d.,/-])(?P<day>\d{1,2}) ?[/] ?(?P<month>\d{1,2})(?![\d/€])", _in_figures, False),
        (r"(?<![\d.,/-])(?P<day>\d{1,2}) ?[-.] ?(?P<month>\d{1,2})(?![\d/€.,-])", _in_figures, True),
        (r"(?<![a-z0-9])le (?P<day>\d{1,2}) (?:du|de ce) (?P<month>mois(?: prochain)?)", _day_alone, False),
        (r"(?:^|(?<![a-z])(?:le|pour le|au)) ?(?P<day>\d{1,2})(?:er)?(?=$|[ .,!?](?![a-z]*\d|€|euro|%))", _day_alone, True),
    )
]
