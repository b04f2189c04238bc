"""Times as the pages print them, in the members' time zone; amounts and dates are `platform.french`'s."""

import datetime as dt

from auth_gateway.platform.clock import PARIS, paris_date
from auth_gateway.platform.french import NARROW_SPACE, euros, long_date


def clock_time(moment: dt.datetime) -> str:
    """`14 h 05`, Paris time."""
    local = moment.astimezone(PARIS)
    return f"{local.hour}{NARROW_SPACE}h{NARROW_SPACE}{local.minute:02d}"


def date_time(moment: dt.datetime) -> str:
    """`21 novembre 2026 à 14 h 05`, Paris time."""
    return f"{long_date(paris_date(moment))} à {clock_time(moment)}"


FILTERS = {"euros": euros, "long_date": long_date, "date_time": date_time, "time": clock_time}
