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
    """Return until when an answer is due; NO_DUE_DATE when no delay is set."""
    days = days_for(settings, subject)
    return NO_DUE_DATE if days is None else after_working_days(now, days)


def acknowledge_by(settings: Settings, subject: Subject, now: dt.datetime) -> dt.datetime | None:
    """Return until when the desk is to write for the first time, to whoever complains; None when no delay is set."""
    days = settings.complaint_acknowledgement_days if subject is Subject.COMPLAINT else None
    return None if days is None else after_working_days(now, days)


def after_working_days(now: dt.datetime, days: int) -> dt.datetime:
    """Return the end of the last working day of a delay, in Paris.

    Working days are Monday to Friday: an operator who counts bank holidays sets a day more.
    """
    day = now.astimezone(PARIS).date()
    while days > 0:
        day += dt.timedelta(days=1)
        days -= day.weekday() < SATURDAY
    return end_of(day)


def end_of(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, CLOSING, tzinfo=PARIS).astimezone(dt.UTC)


def expected(settings: Settings, case: Case) -> str:
    """Say to the member when to expect first words, for a complaint, and an answer."""
    first = _day(case.acknowledge_by) if case.acknowledge_by else None
    said = [say("cases", "expected", "acknowledgement", date=first)] if first else []
    return " ".join([*said, _answer(settings, case)])


def _answer(settings: Settings, case: Case) -> str:
    """Say when to expect an answer: by the usual delay, or on the day that the desk has set."""
    if case.due_at == NO_DUE_DATE:
        return say("cases", "expected", "no_delay")
    date, days = _day(case.due_at), days_for(settings, case.subject)
    if days is None or case.due_at != due_at(settings, case.subject, case.created_at):
        return say("cases", "expected", "day", date=date)
    return say("cases", "expected", "delay", count=days, date=date)


def _day(at: dt.datetime) -> str:
    return long_date(at.astimezone(PARIS).date())
