"""Periods that stand for a day: « la semaine prochaine », « cet été », « fin janvier », « début 2027 »."""

from collections.abc import Callable
from datetime import date, timedelta

from actions.reading.kinds.dates import calendar_days as days


def _season(month: int, day: int) -> Callable[[date], date | None]:
    return lambda today: days.next_such(today, month, day)


def _month_after(today: date) -> date:
    return days.months_later(today.replace(day=1), 1)


# None: the words say no day at all, which has to be asked.
FEASTS = frozenset(
    ["christmas_eve", "new_year_eve", "epiphany", "valentine", "labour_day", "bastille", "assumption",
     "all_saints", "armistice", "easter", "easter_monday", "ascension", "pentecost", "whit_monday"]
)  # fmt: skip
"""Periods that are one day."""

PERIODS: dict[str, Callable[[date], date | None]] = {
    "next_week": lambda today: days.next_weekday(today, 0),
    "this_week": lambda today: today,
    "end_of_week": lambda today: today + timedelta(days=(4 - today.weekday()) % 7),
    "weekend": lambda today: today + timedelta(days=(5 - today.weekday()) % 7),
    "end_of_next_month": lambda today: days.last_of_month(_month_after(today).year, _month_after(today).month),
    "next_month": _month_after,
    "end_of_month": lambda today: days.last_of_month(today.year, today.month),
    "this_month": lambda today: today,
    "last_week": lambda _today: None,
    "last_month": lambda _today: None,
    "last_year": lambda _today: None,
    "within_eight_days": lambda today: today + timedelta(days=8),
    "fortnight": lambda today: today + timedelta(days=15),
    "end_of_year": lambda today: date(today.year, 12, 31),
    "end_of_next_year": lambda today: date(today.year + 1, 12, 31),
    "next_year": lambda today: date(today.year + 1, 1, 1),
    "this_year": lambda today: today,
    "spring": _season(3, 20),
    "summer": _season(6, 21),
    "autumn": _season(9, 22),
    "winter": _season(12, 21),
    "back_to_school": _season(9, 1),
    "christmas": _season(12, 25),
    "christmas_eve": _season(12, 24),
    "new_year_eve": _season(12, 31),
    "epiphany": _season(1, 6),
    "valentine": _season(2, 14),
    "easter": lambda today: days.next_easter(today, 0),
    "easter_monday": lambda today: days.next_easter(today, 1),
    "ascension": lambda today: days.next_easter(today, 39),
    "pentecost": lambda today: days.next_easter(today, 49),
    "whit_monday": lambda today: days.next_easter(today, 50),
    "labour_day": _season(5, 1),
    "bastille": _season(7, 14),
    "assumption": _season(8, 15),
    "all_saints": _season(11, 1),
    "armistice": _season(11, 11),
    "new_year": _season(1, 1),
    "after_the_holidays": lambda _today: None,
    "soon": lambda _today: None,
}


def in_month(today: date, part: str | None, month: int, year: int | None, *, last: bool) -> date:
    """Return the day that stands for a month or a part of it, today when it is in it already."""
    if year is None:
        if last:
            year = today.year if month < today.month else today.year - 1
        else:
            year = today.year if month >= today.month else today.year + 1
        floor = None if last else today
    else:
        floor = None
    day = date(year, month, {"middle": 15}.get(part or "", 1))
    if part == "end":
        day = days.last_of_month(year, month)
    return day if floor is None else max(day, floor)


def in_year(part: str | None, year: int) -> date:
    if part == "end":
        return date(year, 12, 31)
    return date(year, 7 if part == "middle" else 1, 1)
