"""A day as French writes it: in full, « 1er avril 2026 », or in figures, « 01/04/2026 »."""

import datetime as dt

from wording.saying import say, words

_MONTHS = words("dates", "months")


def short_date(day: dt.date) -> str:
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def long_date(day: dt.date) -> str:
    number = say("dates", "first_day") if day.day == 1 else str(day.day)
    return say("dates", "day", day=number, month=_MONTHS[str(day.month)], year=day.year)
