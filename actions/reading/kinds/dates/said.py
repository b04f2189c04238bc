"""A date as it was said, before the day's date completes it."""

from dataclasses import dataclass
from datetime import date, timedelta

from actions.reading.kinds.dates import calendar_days as days

SAME_WEEK = -1  # « jeudi de la semaine prochaine »


@dataclass(frozen=True, slots=True)
class SaidDate:
    """What was said of a date by tokens `first`…`last`."""

    first: int
    last: int
    day: int | None = None
    month: int | None = None
    year: int | None = None
    weekday: int | None = None
    past: bool = False
    weeks: int = 0  # « mardi en huit » is 1
    of_month: date | None = None  # « le 5 du mois prochain »: the first of that month
    bare: bool = False  # a day without its month
    list_too: bool = False  # « 11/12 » may be two teeth


def resolved(said: SaidDate, today: date) -> date | None:
    """Return the day that was meant, the next one when no year is said; None when no calendar has it."""
    if said.weekday is not None:
        return _weekday(said, said.weekday, today)
    if said.month is None:
        return None if said.day is None else days.next_day_of_month(said.of_month or today, said.day)
    day = said.day or 1
    if said.year is not None:
        return days.on_day(said.year, said.month, day)
    return (days.last_such if said.past else days.next_such)(today, said.month, day)


def _weekday(said: SaidDate, weekday: int, today: date) -> date:
    if said.weeks == SAME_WEEK:
        return days.next_weekday(today, 0) + timedelta(days=weekday)
    if said.past:
        return days.next_weekday(today, weekday) - timedelta(weeks=2 if weekday == today.weekday() else 1)
    return days.next_weekday(today, weekday) + timedelta(weeks=said.weeks)
