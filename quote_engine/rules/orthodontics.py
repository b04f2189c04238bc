"""Teeth to straighten: letter codes with a coefficient, by half-year, agreed beforehand, begun before an age.

TO90 is a half-year of treatment, TO75 and TO50 the two years of retention; without agreement nothing is paid.
"""

import re

from quote_engine.contract.quote import Line
from quote_engine.parameters import Law
from quote_engine.rules.context import Context

LETTER = re.compile(r"TO([1-9][0-9]{0,2})")


def base_of_letter(code: str | None, law: Law) -> int | None:
    """Give the base of a letter code, in cents; None when it is none."""
    form = LETTER.fullmatch(code or "")
    return int(form[1]) * law["orthodontics/letter_to"].amount if form else None


def why_not_paid(line: Line, context: Context) -> str:
    """Give the step that says why a treatment is not paid; empty when it is.

    From the age limit on, only a treatment begun before is: an agreement tells it, and without one it is left open.
    """
    if line.prior_agreement is False:
        return "no_prior_agreement"
    if line.prior_agreement:
        return ""
    limit = context.law["orthodontics/age_limit"].amount
    age = context.quote.patient.age_on(context.quote.date)
    if age is None or age < limit:
        context.warn("prior_agreement", line.id)
        return ""
    return "" if context.supposes("orthodontics_age", line.id, age=limit) else "no_prior_agreement"
