"""Days as they are printed, and what each is: of the quote, of the care, of a birth."""

import datetime as dt
import re
from collections.abc import Sequence

from quote_reading.found import Found
from quote_reading.rows import Row
from quote_reading.vocabulary import said_in, says

_MONTHS = [
    "janvier",
    "fevrier",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "aout",
    "septembre",
    "octobre",
    "novembre",
    "decembre",
]
_FIGURES = re.compile(r"(?<![0-9])([0-3]?[0-9]) ?[/.-] ?([01]?[0-9]) ?[/.-] ?(20[0-9]{2}|19[0-9]{2}|[0-9]{2})(?![0-9])")
_WORDS = re.compile(rf"(?<![0-9])([0-3]?[0-9])(?:er)? ({'|'.join(_MONTHS)}) (20[0-9]{{2}})(?![0-9])")
_PLACE = re.compile(r"(?:[^0-9.:;]{2,40}, )?le")
"""« Exemple, le 3 mars 2026 »."""
_LEAVING = re.compile(r"(?:^ ?au|\bsortie(?: prevue)?(?: le)?) ?:? ?$")
REACH = 80
RECENT = dt.timedelta(days=3 * 366)


def days_in(row: Row) -> list[Found]:
    """Return the days of a row, from left to right."""
    found = []
    for match in _FIGURES.finditer(row.folded):
        year = int(match[3]) + (2000 if len(match[3]) == 2 else 0)
        found.append((match.span(), _day(year, int(match[2]), int(match[1]))))
    found += [
        (match.span(), _day(int(match[3]), _MONTHS.index(match[2]) + 1, int(match[1])))
        for match in _WORDS.finditer(row.folded)
    ]
    return [Found(day, row, *span) for span, day in sorted(found) if day is not None]


def quote_date_in(rows: Sequence[Row], today: dt.date) -> dt.date | None:
    """Return the day of the quote: of the last years, and neither of a birth nor of the care."""
    for found, told in _told(rows):
        if (
            abs(found.value - today) < RECENT
            and (says("quote_date", told) or _PLACE.fullmatch(told.strip()) is not None)
            and not says("birth_date", told)
            and not says("care_date", told)
        ):
            day: dt.date = found.value
            return day
    return None


def care_date_in(rows: Sequence[Row]) -> Found | None:
    return next((found for found, told in _told(rows) if _is_care(told)), None)


def day_left_in(rows: Sequence[Row], after: dt.date) -> Found | None:
    """Return the only later day of a paper, of which no word says what it is; None when there are several."""
    later = [found for found, told in _told(rows) if found.value > after and not says("until", told)]
    return later[0] if len({found.value for found in later}) == 1 else None


def stay_in(rows: Sequence[Row]) -> tuple[Found, Found] | None:
    """Return the days of coming and of leaving: « du 12/03/2026 au 15/03/2026 », « entrée le …, sortie le … »."""
    before: Found | None = None
    for found, told in _told(rows):
        if before is not None and found.value >= before.value and _LEAVING.search(told) is not None:
            return before, found
        before = found if _is_care(told) and not says("until", told) else None
    return None


def _is_care(told: str) -> bool:
    said = said_in("care_date", told)
    birth = said_in("birth_date", told)
    return bool(said) and (not birth or birth[-1].end < said[-1].start)


def _told(rows: Sequence[Row]) -> list[tuple[Found, str]]:
    """Return each day with the words before it: on its row, else on the row above."""
    told = []
    for place, row in enumerate(rows):
        at = 0
        for found in days_in(row):
            before = _last_words(row.folded[at : found.start])
            if at == 0 and not before.strip() and place:
                before = rows[place - 1].folded
            elif at == 0 and place and len(before) < REACH and "\t" not in row.folded[: found.start]:
                before = rows[place - 1].folded[-REACH:] + " " + before if row.folded[0].islower() else before
            told.append((found, before[-REACH:]))
            at = found.end
    return told


def _last_words(text: str) -> str:
    """Return the last cell of a text that holds words: a name and its value may stand in two."""
    return next((cell for cell in reversed(text.split("\t")) if cell.strip()), "")


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
