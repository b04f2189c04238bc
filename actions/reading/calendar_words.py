"""Months, weekdays and moments as people write them, and the arithmetic of days that goes with them."""

import calendar
import re
from datetime import date, timedelta
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein

_MONTHS = {
    "janvier": 1,
    "janv": 1,
    "jan": 1,
    "fevrier": 2,
    "fevr": 2,
    "fev": 2,
    "mars": 3,
    "avril": 4,
    "avr": 4,
    "mai": 5,
    "juin": 6,
    "juillet": 7,
    "juil": 7,
    "aout": 8,
    "septembre": 9,
    "sept": 9,
    "octobre": 10,
    "oct": 10,
    "novembre": 11,
    "nov": 11,
    "decembre": 12,
    "dec": 12,
}
_WEEKDAYS = {"lundi": 0, "mardi": 1, "mercredi": 2, "jeudi": 3, "vendredi": 4, "samedi": 5, "dimanche": 6}
_REPAIRABLE = [
    word
    for word in (*_MONTHS, *_WEEKDAYS, "demain", "aujourd'hui", "semaine", "prochain", "prochaine")
    if len(word) >= 5
]

MONTH = rf"(?:{'|'.join(sorted(_MONTHS, key=len, reverse=True))})(?![a-z])\.?"
WEEKDAY = rf"(?:{'|'.join(_WEEKDAYS)})\b"
_DOUBLED = re.compile(r"([a-z])\1")
WORD = re.compile(r"[a-z]{5,11}")


def month_number(word: str) -> int:
    return _MONTHS[word.rstrip(".")]


def weekday_number(word: str) -> int:
    return _WEEKDAYS[word]


@lru_cache(maxsize=4096)
def repaired(word: str) -> str | None:
    """Return the calendar word that a misspelt word stands for."""
    if word in _REPAIRABLE or word in _MONTHS:
        return None
    if (undoubled := _DOUBLED.sub(r"\1", word)) in _MONTHS:
        return undoubled
    allowed = 2 if len(word) >= 8 else 1
    near = [
        plain
        for plain in _REPAIRABLE
        if plain[0] == word[0] and DamerauLevenshtein.distance(word, plain, score_cutoff=allowed) <= allowed
    ]
    return near[0] if len(near) == 1 else None


def on_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def last_of_month(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return min(
        day.replace(day=1).replace(year=year, month=month + 1) + timedelta(days=day.day - 1),
        last_of_month(year, month + 1),
    )


def next_weekday(today: date, weekday: int) -> date:
    """Return the first such day after today."""
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
