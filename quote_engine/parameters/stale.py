"""Which values nobody has checked for a year: the law moves on even when a file does not."""

import datetime as dt
from collections.abc import Iterable

from quote_engine.parameters.loader import Parameter


def stale(parameters: Iterable[Parameter], on: dt.date) -> list[Parameter]:
    """Give the values last checked more than a year before a day, the oldest first."""
    old = [p for p in parameters if _a_year_after(p.checked) < on]
    return sorted(old, key=lambda p: (p.checked, p.name))


def _a_year_after(day: dt.date) -> dt.date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return dt.date(day.year + 1, 3, 1)
