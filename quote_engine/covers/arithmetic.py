"""What a cover pays, in one line of arithmetic: « 180 % × 459,80 € = 827,64 €, moins 459,80 € »."""

from collections.abc import Callable, Mapping

from quote_engine.contract.guarantee import Cover
from quote_engine.covers.expense import Expense
from quote_engine.explanation.facts import days_text
from quote_engine.explanation.sentences import computation
from quote_engine.money import percent_text, share, to_french

Said = tuple[str, int]
"""The arithmetic of a cover on an expense, and what it comes to in cents."""


def of_cover(cover: Cover, amount: int, expense: Expense, paid: int) -> str:
    """Say what a cover pays, and what that was brought down to (a ceiling, the law, what was left) if it was.

    `amount` is the sum that the cover promises, in cents, when it promises one.
    """
    text, comes_to = _ARITHMETIC[cover.kind](cover, amount, expense)
    return text if paid == comes_to else computation("limited", before=text, amount=to_french(paid))


def _percent_of_base(cover: Cover, _: int, expense: Expense) -> Said:
    amo, charged, base = expense.amo, expense.charged, expense.base
    level = share(base, cover.rate)
    included = cover.amo_included and amo
    if included and min(charged, level) - amo < expense.ticket_moderateur:
        return _whole_ticket(expense)
    percent, of_base, reached = percent_text(cover.rate), to_french(base), to_french(level)
    if not included:
        return computation("percent_excluded", percent=percent, base=of_base, level=reached), level
    if charged < level:
        text = computation(
            "percent_above_the_fee",
            percent=percent,
            base=of_base,
            level=reached,
            charged=to_french(charged),
            amo=to_french(amo),
        )
        return text, expense.need
    text = computation("percent_included", percent=percent, base=of_base, level=reached, amo=to_french(amo))
    return text, level - amo


def _ticket_moderateur(cover: Cover, _: int, expense: Expense) -> Said:
    if not (cover.rate and expense.overrun):
        return _whole_ticket(expense)
    level, ticket = share(expense.base, cover.rate), expense.ticket_moderateur
    text = computation(
        "ticket_moderateur_plus",
        ticket=to_french(ticket),
        percent=percent_text(cover.rate),
        base=to_french(expense.base),
        level=to_french(level),
    )
    return text, ticket + level


def _whole_ticket(expense: Expense) -> Said:
    ticket = expense.ticket_moderateur
    return computation("ticket_moderateur", ticket=to_french(ticket)), ticket


def _percent_of_amo(cover: Cover, _: int, expense: Expense) -> Said:
    text = computation("percent_of_amo", percent=percent_text(cover.rate), amo=to_french(expense.amo))
    return text, share(expense.amo, cover.rate)


def _sum(cover: Cover, amount: int, expense: Expense) -> Said:
    if cover.per in {"day", "night"}:
        days = expense.nights if cover.per == "night" else expense.days
        return computation("sum_by_day", days=days_text(days), amount=to_french(amount)), amount * days
    if cover.per == "act" and expense.acts > 1:
        return computation("sum_by_act", acts=expense.acts, amount=to_french(amount)), amount * expense.acts
    return computation("sum", amount=to_french(amount)), amount


def _everything(_: Cover, __: int, expense: Expense) -> Said:
    charged = to_french(expense.charged)
    if expense.amo:
        return computation("everything", charged=charged, amo=to_french(expense.amo)), expense.need
    return computation("whole_charge", charged=charged), expense.need


_ARITHMETIC: Mapping[str, Callable[[Cover, int, Expense], Said]] = {
    "percent_of_base": _percent_of_base,
    "ticket_moderateur": _ticket_moderateur,
    "percent_of_amo": _percent_of_amo,
    "amount": _sum,
    "percent_of_pmss": _sum,
    "actual_cost": _everything,
    "zero_remaining": _everything,
}
"""A cover of kind `none` pays nothing, of which nothing is said."""
