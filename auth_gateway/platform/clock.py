"""Two times: the instant, for codes and sessions, and the business date, for rights and quotes.

Only the business date can be fixed (demonstration); a code's five minutes are always real minutes.
"""

import datetime as dt
import zoneinfo
from dataclasses import dataclass
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


@dataclass(frozen=True)
class SystemClock:
    fixed_today: dt.date | None = None

    def now(self) -> dt.datetime:
        return dt.datetime.now(dt.UTC)

    def today(self) -> dt.date:
        return self.fixed_today or paris_date(self.now())
