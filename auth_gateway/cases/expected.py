"""When an answer may be expected, as an operator has set it: without a setting nothing is promised."""

import datetime as dt

from auth_gateway.cases.models import Subject
from auth_gateway.platform.clock import PARIS
from auth_gateway.platform.settings import Settings
from wording import long_date, say

NO_DUE_DATE = dt.datetime(9999, 1, 1, tzinfo=dt.UTC)  # sorts after every other, in an index that needs no null
SATURDAY = 5


def days_for(settings: Settings, subject: Subject) -> int | None:
    return settings.complaint_days if subject is Subject.COMPLAINT else settings.answer_days


def due_at(settings: Settings, subject: Subject, now: dt.datetime) -> dt.datetime:
    """Return the end of the last working day of the delay, in Paris; NO_DUE_DATE when none is set.

    Working days are Monday to Friday: an operator who counts bank holidays sets a day more.
    """
    days = days_for(settings, subject)
    if days is None:
        return NO_DUE_DATE
    day = now.astimezone(PARIS).date()
    while days > 0:
        day += dt.timedelta(days=1)
        days -= day.weekday() < SATURDAY
    return dt.datetime.combine(day, dt.time(18), tzinfo=PARIS).astimezone(dt.UTC)


def expected(settings: Settings, subject: Subject, due: dt.datetime) -> str:
    """Say to the member when to expect an answer."""
    days = days_for(settings, subject)
    if days is None:
        return say("cases", "expected", "no_delay")
    return say("cases", "expected", "delay", count=days, date=long_date(due.astimezone(PARIS).date()))
