"""Two times: the instant, for codes and sessions, and the business date, for rights and quotes.

A demonstration may fix the business date, or move both (`moved_clock`).
"""

import datetime as dt
import zoneinfo
from typing import Protocol

PARIS = zoneinfo.ZoneInfo("Europe/Paris")


def paris_date(moment: dt.datetime) -> dt.date:
    return moment.astimezone(PARIS).date()


def instant(at: dt.datetime) -> str:
    """Write an instant as the contracts do: UTC, ISO 8601, ending in Z."""
    return at.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")


class Clock(Protocol):
    def now(self) -> dt.datetime:
        """Return the instant, in UTC."""
        ...

    def today(self) -> dt.date:
        """Return the business date: the date in Paris, or the one fixed for a demonstration."""
        ...


class SystemClock:
    def now(self) -> dt.datetime:
        return dt.datetime.now(dt.UTC)

    def today(self) -> dt.date:
        return paris_date(self.now())
