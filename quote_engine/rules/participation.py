"""The participation of one or two euros on each doctor's act outside hospital (D160-6 to D160-8).

Taken from what the Assurance Maladie pays, never covered by anyone; limited by day and practitioner, and by year.
"""

import datetime as dt

from quote_engine.contract.answer import Share
from quote_engine.explanation.sentences import step
from quote_engine.rules.context import Context, Item

EXEMPT = frozenset({"css", "maternity", "newborn"})
"""Long-term illness and invalidity still pay it."""


class Participations:
    """Counts the participations of one quote, on top of those of the year so far."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._of_practitioner: dict[str, int] = {}
        self._of_year = context.quote.consumed.participations

    def take(self, item: Item, gross: int, out: Share) -> int:
        """Give the participation of a line, at most what the Assurance Maladie pays for it."""
        context = self._context
        if context.in_stay or not item.by_doctor or gross <= 0 or self._exempt():
            return 0
        practitioner = item.line.practitioner
        per_day, source, _ = context.law["participation/per_day"]
        today = self._of_practitioner.get(practitioner, 0)
        if today >= per_day and not item.is_in_sessions:
            out.steps.append(step("participation_day_limit", 0, source))
            return 0
        left_of_year = context.law["participation/per_year"].amount - self._of_year
        if left_of_year <= 0:
            out.steps.append(step("participation_year_limit", 0, context.law["participation/per_year"].source))
            return 0
        due = context.law["participation/amount"]
        times = min(item.acts, left_of_year)
        if not item.is_in_sessions:
            times = min(times, per_day - today)
            self._of_practitioner[practitioner] = today + times
        self._of_year += times
        amount = min(due.amount * times, gross)
        out.steps.append(step("participation", amount, due.source))
        return amount

    def _exempt(self) -> bool:
        patient, date = self._context.quote.patient, self._context.quote.date
        age = patient.age_on(dt.date(date.year, 1, 1))
        minor = age is not None and age < self._context.law["participation/minimum_age"].amount
        return minor or patient.exemption in EXEMPT
