"""How a payer's share is computed, in one line of arithmetic: « 180 % × 459,80 € = 827,64 €, moins 459,80 € ».

The steps say why; this is what a member checks with a calculator. Nothing is said of a share of nothing.
"""

from collections.abc import Callable, Mapping

from quote_engine.estimate import Share
from quote_engine.explain import computation, days_text
from quote_engine.guarantee import Cover
from quote_engine.money import percent_text, share, to_french
from quote_engine.rules.cover_forms import SUMS
from quote_engine.rules.expense import Expense
from wording import variables, words


def explain_amo(out: Share, covered: int) -> None:
    """Say the Assurance Maladie's share of a line; `covered` is the base, or the fee if lower."""
    if not out.amo_gross:
        return
    regular = out.amo_gross + out.cut
    if out.rate is not None:
        text = computation("rate", rate=percent_text(out.rate), base=to_french(covered))
    elif regular < covered:
        text = computation("flat_fee", base=to_french(covered), fee=to_french(covered - regular))
    else:
        text = computation("whole_base", base=to_french(covered))
    if out.cut:
        text = computation("cut", before=text, amount=to_french(out.cut))
    if out.participation:
        text = computation("participation", before=text, amount=to_french(out.participation))
    out.computed["amo_computed"] = text


def of_cover(cover: Cover, amount: int, expense: Expense, paid: int) -> str:
    """Say what a cover pays, and what that was brought down to (a ceiling, the law, what was left) if it was.

    `amount` is the sum that the cover promises, in cents, when it promises one.
    """
    form, told = _form(cover, amount, expense)
    text = computation(form, **{name: FACTS[name](cover, amount, expense) for name in NEEDED[form]})
    return text if paid == told else computation("limited", before=text, amount=to_french(paid))


def _form(cover: Cover, amount: int, expense: Expense) -> tuple[str, int]:
    """Name the arithmetic of a cover on an expense, and what it comes to."""
    level, ticket = share(expense.base, cover.rate), expense.ticket_moderateur
    if cover.kind in SUMS:
        return _form_of_sum(cover, amount, expense)
    if cover.kind == "percent_of_base":
        return _form_of_percent(cover, level, expense)
    if cover.kind == "ticket_moderateur":
        more = cover.rate and expense.overrun
        return ("ticket_moderateur_plus", ticket + level) if more else ("ticket_moderateur", ticket)
    if cover.kind == "percent_of_amo":
        return "percent_of_amo", share(expense.amo, cover.rate)
    return "everything" if expense.amo else "whole_charge", expense.need


def _form_of_sum(cover: Cover, amount: int, expense: Expense) -> tuple[str, int]:
    if cover.per in {"day", "night"}:
        return "sum_by_day", amount * _days(cover, expense)
    if cover.per == "act" and expense.acts > 1:
        return "sum_by_act", amount * expense.acts
    return "sum", amount


def _form_of_percent(cover: Cover, level: int, expense: Expense) -> tuple[str, int]:
    if not cover.amo_included or not expense.amo:
        return "percent_excluded", level
    if min(level, expense.charged) - expense.amo < expense.ticket_moderateur:
        return "ticket_moderateur", expense.ticket_moderateur
    if expense.charged < level:
        return "percent_above_the_fee", expense.need
    return "percent_included", level - expense.amo


FACTS: Mapping[str, Callable[[Cover, int, Expense], object]] = {
    "percent": lambda cover, _, __: percent_text(cover.rate),
    "base": lambda _, __, expense: to_french(expense.base),
    "level": lambda cover, _, expense: to_french(share(expense.base, cover.rate)),
    "charged": lambda _, __, expense: to_french(expense.charged),
    "amo": lambda _, __, expense: to_french(expense.amo),
    "ticket": lambda _, __, expense: to_french(expense.ticket_moderateur),
    "amount": lambda _, amount, __: to_french(amount),
    "acts": lambda _, __, expense: expense.acts,
    "days": lambda cover, _, expense: days_text(_days(cover, expense)),
}
NEEDED = {form: tuple(variables(model)) for form, model in words("estimate", "computations").items()}
"""The facts that a form tells: writing those that it does not would take most of the time."""


def _days(cover: Cover, expense: Expense) -> int:
    return expense.nights if cover.per == "night" else expense.days
