"""The ways of saying a date, each a pattern and what it comes to from today."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from actions.reading import calendar_words as words
from actions.reading.calendar_words import MONTH, WEEKDAY


@dataclass(frozen=True, slots=True)
class Moment:
    day: date | None
    approximate: bool = False


Builder = Callable[[re.Match[str], date], Moment | None]


def _year_of(written: str) -> int:
    year = int(written.lstrip("'"))
    return year if year >= 100 else 2000 + year


def _in_figures(match: re.Match[str], today: date) -> Moment | None:
    day, month = int(match["day"]), int(match["month"])
    if match.groupdict().get("year"):
        return Moment(words.on_day(_year_of(match["year"]), month, day))
    return Moment(_next_such(today, month, day))


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


def _day_and_month(match: re.Match[str], today: date) -> Moment:
    day = 1 if match["day"] == "premier" else int(match["day"])
    month = words.month_number(match["month"])
    said = match.groupdict()
    if said["year"]:
        return Moment(words.on_day(_year_of(said["year"]), month, day))
    if said.get("last"):
        return Moment(_last_such(today, month, day))
    return Moment(_next_such(today, month, day))


def _part_of_month(match: re.Match[str], today: date) -> Moment:
    said = match.groupdict()
    month, part = words.month_number(said["month"]), said.get("part") or ""
    written, last = said.get("year"), said.get("last")
    year = _year_of(written) if written else _year_of_next_month(today, month)
    if last and not written:
        year = today.year if month < today.month else today.year - 1
    day = date(year, month, 1)
    if part.startswith("fin"):
        day = words.last_of_month(year, month)
    elif part.startswith(("mi", "milieu", "courant mi")):
        day = date(year, month, 15)
    if not written and not last and day < today:
        day = today
    return Moment(day, approximate=True)


def _year_of_next_month(today: date, month: int) -> int:
    return today.year if month >= today.month else today.year + 1


_NEAR = {
    "aujourd'hui": 0,
    "aujourd hui": 0,
    "aujourdhui": 0,
    "ce jour": 0,
    "ce soir": 0,
    "ce matin": 0,
    "cet apres midi": 0,
    "cet apres-midi": 0,
    "maintenant": 0,
    "tout de suite": 0,
    "demain": 1,
    "apres demain": 2,
    "apres-demain": 2,
    "surlendemain": 2,
    "hier": -1,
    "avant hier": -2,
    "avant-hier": -2,
}


def _month_in_figures(match: re.Match[str], _today: date) -> Moment:
    return Moment(words.on_day(int(match["year"]), int(match["month"]), 1), approximate=True)


def _near(match: re.Match[str], today: date) -> Moment:
    return Moment(today + timedelta(days=_NEAR[match["near"]]))


def _later(match: re.Match[str], today: date) -> Moment | None:
    count = {"une": 1, "un": 1, "quelques": 3, "deux": 2}.get(match["count"]) or int(match["count"])
    sign = -1 if match["past"] else 1
    unit = match["unit"]
    vague = bool(match["about"]) or match["count"] == "quelques"
    if count > 1000:
        return None
    if unit.startswith("jour"):
        return Moment(today + timedelta(days=sign * count), approximate=vague)
    if unit.startswith("semaine"):
        return Moment(today + timedelta(weeks=sign * count), approximate=True)
    if unit.startswith("quinzaine"):
        return Moment(today + timedelta(weeks=2 * sign * count), approximate=True)
    months = count if unit == "mois" else 12 * min(count, 50)
    return Moment(words.months_later(today, sign * months), approximate=True)


def _fortnight(_match: re.Match[str], today: date) -> Moment:
    return Moment(today + timedelta(days=15), approximate=True)


def _week_day(match: re.Match[str], today: date) -> Moment:
    weekday = words.weekday_number(match["weekday"])
    after = (match["after"] or "").strip()
    if after.startswith(("dernier", "passe")):
        return Moment(words.next_weekday(today, weekday) - timedelta(weeks=2 if weekday == today.weekday() else 1))
    coming = words.next_weekday(today, weekday)
    if after in {"en 8", "en huit"}:
        return Moment(coming + timedelta(weeks=1))
    if after in {"en 15", "en quinze"}:
        return Moment(coming + timedelta(weeks=2))
    if "semaine prochaine" in after:
        monday = words.next_weekday(today, 0)
        return Moment(monday + timedelta(days=weekday))
    return Moment(coming)


def _period(match: re.Match[str], today: date) -> Moment | None:
    return Moment(_PERIODS[match["period"]](today), approximate=True)


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
    "semaine derniere": lambda today: words.next_weekday(today, 0) - timedelta(weeks=2),
    "mois dernier": lambda today: words.months_later(today.replace(day=1), -1),
    "annee derniere": lambda today: date(today.year - 1, 1, 1),
    "sous huitaine": lambda today: today + timedelta(days=8),
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


def _year_alone(match: re.Match[str], _today: date) -> Moment:
    year = int(match["year"])
    part = match.groupdict().get("part") or ""
    if part.startswith("fin"):
        return Moment(date(year, 12, 31), approximate=True)
    return Moment(date(year, 7 if part.startswith(("mi", "milieu")) else 1, 1), approximate=True)


def _day_alone(match: re.Match[str], today: date) -> Moment | None:
    day = int(match["day"])
    month = match.groupdict().get("month")
    first = date(*_month_after(today), 1) if month and "prochain" in month else today.replace(day=1)
    if not 0 < day < 32:
        return Moment(None) if month else None
    for later in range(3):
        start = words.months_later(first, later)
        found = words.on_day(start.year, start.month, day)
        if found is not None and found >= today:
            return Moment(found)
    return None


_YEAR = r"(?P<year>(?:19|20)\d\d|'?[2-4]\d(?! ?(?:€|euro|e\b|%|nuit|jour)))(?!\d)"
_DAY = r"(?P<day>\d{1,2}|premier)(?: ?er\b)?"
_OPEN = r"(?<![\d.,/-])"
_WORD = r"(?<![a-z0-9])"
_NEXT = r"(?: (?:prochaine?|qui vient|a venir)|(?P<last> (?:derniere?|passee?)))?"
_UNITS = r"(?P<unit>jours?|semaines?|mois|ans?|annees?|quinzaines?)"
_PART = r"(?P<part>(?:debut|mi|milieu|fin|courant mi|courant|dans le courant|premiere quinzaine|seconde quinzaine)\b)"
_THIS = r"(?:la |le |l'|ce |cet |cette |au |en |a la |d'|pour )"


def _any_of(names: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, names), key=len, reverse=True))


_ISO = rf"{_OPEN}(?P<year>20\d\d) ?[-/.] ?(?P<month>\d{{1,2}}) ?[-/.] ?(?P<day>\d{{1,2}})(?!\d)"
_FIGURES = rf"{_OPEN}(?P<day>\d{{1,2}}) ?(?P<sep>[-/.]) ?(?P<month>\d{{1,2}}) ?(?P=sep) ?(?P<year>20\d\d|\d\d)(?![\d€])"
_SPACED_FIGURES = rf"{_OPEN}(?P<day>\d{{1,2}}) (?P<month>\d{{1,2}}) (?P<year>20\d\d)(?!\d)"
_GLUED_FIGURES = r"(?<!\d)(?P<day>\d\d)(?P<month>0[1-9]|1[0-2])(?P<year>20\d\d)(?!\d)"
_MONTH_FIGURES = rf"{_OPEN}(?P<month>0?[1-9]|1[0-2]) ?[/.-] ?(?P<year>20\d\d)(?![\d/.-])"
_DAY_MONTH = (
    rf"(?<![a-z0-9.,/])(?:(?:le |du |au |pour le )?(?:{WEEKDAY} )?(?:le )?){_DAY}[ -]?(?:de |du mois de |d')?"
    rf"(?P<month>{MONTH})(?:[ -]?(?:de l'annee )?{_YEAR})?{_NEXT}"
)
_FIRST_OF_TWO_DAYS = (
    rf"(?<![a-z0-9.,/])(?:du |le |entre le |{WEEKDAY} )?(?:{WEEKDAY} )?(?P<day>\d{{1,2}})(?: ?er\b)?"
    rf"(?= ?(?:au|-|a|et|ou"
    rf"|jusqu'au) (?:le )?(?:{WEEKDAY} )?\d{{1,2}}(?: ?er\b)? (?:de )?(?P<month>{MONTH})(?: {_YEAR})?)"
)
_PART_OF_MONTH = (
    rf"{_WORD}{_PART}[ -](?:(?:du )?mois d(?:e |')|d(?:e |u |'))?(?P<month>{MONTH})(?: (?:de )?{_YEAR})?{_NEXT}"
)
_IN_MONTH = rf"{_WORD}(?:en |au mois d(?:e |')|pour |vers |d'ici |mois d(?:e |'))(?P<month>{MONTH})(?: {_YEAR})?{_NEXT}"
_MONTH_AND_YEAR = rf"{_WORD}(?P<month>{MONTH}) {_YEAR}"
_MONTH_ALONE = rf"{_WORD}(?P<month>{MONTH}){_NEXT}"
_LATER = (
    rf"(?<![a-z])(?:dans|d'ici|sous|(?P<past>il y a|ca fait)) (?P<about>environ |a peu pres |une? petite? )?"
    rf"(?P<count>\d{{1,4}}|une?|quelques) ?{_UNITS}(?![a-z])"
)
_FORTNIGHT = r"(?<![a-z])(?:sous|dans|d'ici) (?:la |une )?quinzaine"
_ON_WEEKDAY = (
    rf"{_WORD}(?:le |ce |pour |des )?(?P<weekday>{WEEKDAY})(?! \d)"
    rf"(?P<after> (?:prochain|qui vient|dernier|passe|en 8|en huit|en 15|en quinze"
    rf"|(?:de )?(?:la )?semaine prochaine))?(?![a-z])"
)
_YEAR_ALONE = rf"{_WORD}(?:{_PART} |en |(?:l')?annee |courant )(?P<year>20[2-4]\d)(?![\d/])"
_DAY_OF_THIS_MONTH = rf"{_WORD}le (?P<day>\d{{1,2}}) (?:du|de ce) (?P<month>mois(?: prochain)?)"
_DAY_ALONE = (
    rf"(?:^|(?<![a-z])(?:le|pour le|au|{WEEKDAY})) ?(?P<day>\d{{1,2}})(?:er)?"
    r"(?=$|[ .,!?](?![a-z]*\d|€|euro|%|nuit|jour|couronne|dent|/))"
)

Rule = tuple[re.Pattern[str], Builder]
ALWAYS: tuple[Rule, ...] = tuple(
    (re.compile(pattern), build)
    for pattern, build in (
        (_ISO, _in_figures),
        (_FIGURES, _in_figures),
        (_SPACED_FIGURES, _in_figures),
        (_DAY_MONTH, _day_and_month),
        (_FIRST_OF_TWO_DAYS, _day_and_month),
        (_PART_OF_MONTH, _part_of_month),
        (rf"{_WORD}(?P<near>{_any_of(_NEAR)})(?![a-z])", _near),
        (_LATER, _later),
        (_FORTNIGHT, _fortnight),
        (_ON_WEEKDAY, _week_day),
        (_DAY_OF_THIS_MONTH, _day_alone),
        (rf"(?<![a-z]){_THIS}{{0,3}}(?P<period>{_any_of(_PERIODS)})(?![a-z])", _period),
        (_IN_MONTH, _part_of_month),
        (_MONTH_AND_YEAR, _part_of_month),
        (_YEAR_ALONE, _year_alone),
        (_MONTH_FIGURES, _month_in_figures),
        (rf"{_OPEN}(?P<day>\d{{1,2}}) ?/ ?(?P<month>\d{{1,2}})(?![\d/€])", _in_figures),
    )
)
WHEN_ASKED: tuple[Rule, ...] = tuple(
    (re.compile(pattern), build)
    for pattern, build in (
        (_GLUED_FIGURES, _in_figures),
        (_MONTH_ALONE, _part_of_month),
        (r"^(?P<year>20[2-4]\d)$", _year_alone),
        (rf"{_OPEN}(?P<day>\d{{1,2}}) ?[-.] ?(?P<month>\d{{1,2}})(?![\d/€.,-])", _in_figures),
        (r"(?<![a-z])du (?P<day>\d{1,2}) (?:au|-) \d{1,2}(?![\d/])", _day_alone),
        (_DAY_ALONE, _day_alone),
    )
)
