"""The arithmetic of days that French dates need."""

import calendar
from datetime import date, timedelta

_LEAP_CYCLE = 9  # years within which a 29 February comes back


def on_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def next_such(today: date, month: int, day: int) -> date | None:
    """Return the first such date from today on."""
    years = range(today.year, today.year + _LEAP_CYCLE)
    return next((found for year in years if (found := on_day(year, month, day)) and found >= today), None)


def last_such(today: date, month: int, day: int) -> date | None:
    """Return the last such date, today included."""
    years = range(today.year, today.year - _LEAP_CYCLE, -1)
    return next((found for year in years if (found := on_day(year, month, day)) and found <= today), None)


def next_day_of_month(today: date, day: int) -> date | None:
    """Return the first such day of a month from today on."""
    for later in range(3):
        start = months_later(today.replace(day=1), later)
        found = on_day(start.year, start.month, day)
        if found is not None and found >= today:
            return found
    return None


def last_of_month(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def months_later(day: date, months: int) -> date:
    """Return the same day some months later, or the last of its month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def easter(year: int) -> date:
    """Return the Sunday of Easter, by the rule of the Gregorian calendar (valid from 1583)."""
    golden, century = year % 19, year // 100
    epact = (century - century // 4 - (8 * century + 13) // 25 + 19 * golden + 15) % 30
    moon = epact - (epact // 28) * (1 - (29 // (epact + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + moon + 2 - century + century // 4) % 7
    days_after_21_march = moon - weekday
    return date(year, 3, 28) + timedelta(days=days_after_21_march)


def next_easter(today: date, days: int) -> date:
    """Return the next day that stands so many days after Easter."""
    found = (easter(year) + timedelta(days=days) for year in (today.year, today.year + 1))
    return next(day for day in found if day >= today)


def next_weekday(today: date, weekday: int) -> date:
    """Return the first such day after today."""
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
