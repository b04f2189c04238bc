"""When an answer may be expected, as an operator or the desk has set it: without a day nothing is promised."""

import datetime as dt

from auth_gateway.cases.models import Case, Subject
from auth_gateway.platform.clock import PARIS
from auth_gateway.platform.settings import Settings
from wording import long_date, say

NO_DUE_DATE = dt.datetime(9999, 1, 1, tzinfo=dt.UTC)  # sorts after every other, in an index that needs no null
SATURDAY = 5
CLOSING = dt.time(18)


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
    return end_of(day)


def end_of(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, CLOSING, tzinfo=PARIS).astimezone(dt.UTC)


def expected(settings: Settings, case: Case) -> str:
    """Say to the member when to expect an answer: by the usual delay, or on the day that the desk has set."""
    if case.due_at == NO_DUE_DATE:
        return say("cases", "expected", "no_delay")
    date = long_date(case.due_at.astimezone(PARIS).date())
    days = days_for(settings, case.subject)
    if days is None or case.due_at != due_at(settings, case.subject, case.created_at):
        return say("cases", "expected", "day", date=date)
    return say("cases", "expected", "delay", count=days, date=date)
