"""Times as the pages print them, in the members' time zone."""

import datetime as dt

from auth_gateway.platform.clock import PARIS, paris_date
from auth_gateway.platform.french import euros
from wording import long_date, say


def clock_time(moment: dt.datetime) -> str:
    """`14 h 05`, Paris time."""
    local = moment.astimezone(PARIS)
    return say("dates", "time", hours=local.hour, minutes=f"{local.minute:02d}")


def date_time(moment: dt.datetime) -> str:
    """`21 novembre 2026 à 14 h 05`, Paris time."""
    return say("dates", "day_and_time", day=long_date(paris_date(moment)), time=clock_time(moment))


def long_day(moment: dt.datetime) -> str:
    """`21 novembre 2026`, the day in Paris."""
    return long_date(paris_date(moment))


def iso_date(day: str) -> str:
    """`2026-11-21`, as the contracts have it → `21 novembre 2026`."""
    return long_date(dt.date.fromisoformat(day))


FILTERS = {
    "euros": euros,
    "long_date": long_date,
    "long_day": long_day,
    "iso_date": iso_date,
    "date_time": date_time,
    "time": clock_time,
}
