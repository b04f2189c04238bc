"""Dates and times as the pages print them, in the members' time zone."""

import datetime as dt
from zoneinfo import ZoneInfo

from auth_gateway.documents.amounts import euros, long_date

NARROW_SPACE = "\u202f"
PARIS = ZoneInfo("Europe/Paris")


def clock_time(moment: dt.datetime) -> str:
    """`14 h 05`, Paris time."""
    local = moment.astimezone(PARIS)
    return f"{local.hour}{NARROW_SPACE}h{NARROW_SPACE}{local.minute:02d}"


def date_time(moment: dt.datetime) -> str:
    """`21 novembre 2026 à 14 h 05`, Paris time."""
    return f"{long_date(moment.astimezone(PARIS).date())} à {clock_time(moment)}"


FILTERS = {"euros": euros, "long_date": long_date, "date_time": date_time, "time": clock_time}
