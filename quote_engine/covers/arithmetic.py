"""What a cover pays, in one line of arithmetic: « 180 % × 459,80 € = 827,64 €, moins 459,80 € »."""

from quote_engine.contract.guarantee import Cover
from quote_engine.covers.expense import Expense
from quote_engine.covers.forms import SUMS
from quote_engine.explanation.facts import days_text
from quote_engine.explanation.sentences import computation
from quote_engine.money import percent_text, share, to_french


def of_cover(cover: Cover, amount: int, expense: Expense, paid: int) -> str:
    """Say what a cover pays, and what that was brought down to (a ceiling, the law, what was left) if it was.

    `amount` is the sum that the cover promises, in cents, when it promises one.
    """
    text, comes_to = _arithmetic(cover, amount, expense)
    return text if paid == comes_to else computation("limited", before=text, amount=to_french(paid))


def _arithmetic(cover: Cover, amount: int, expense: Expense) -> tuple[str, int]:
    """Write the arithmetic of a cover on an expense, with what it comes to."""
    if cover.kind == "percent_of_base":
        return _percent_of_base(cover, expense)
    if cover.kind in SUMS:
        return _sum(cover, amount, expense)
    if cover.kind == "ticket_moderateur":
        return _ticket_moderateur(cover, expense)
    amo = to_french(expense.amo)
    if cover.kind == "percent_of_amo":
        text = computation("percent_of_amo", percent=percent_text(cover.rate), amo=amo)
        return text, share(expense.amo, cover.rate)
    charged = to_french(expense.charged)
    if expense.amo:
        return computation("everything", charged=charged, amo=amo), expense.need
    return computation("whole_charge", charged=charged), expense.need


def _sum(cover: Cover, amount: int, expense: Expense) -> tuple[str, int]:
    if cover.per in {"day", "night"}:
        days = expense.nights if cover.per == "night" else expense.days
        return computation("sum_by_day", days=days_text(days), amount=to_french(amount)), amount * days
    if cover.per == "act" and expense.acts > 1:
        return computation("sum_by_act", acts=expense.acts, amount=to_french(amount)), amount * expense.acts
    return computation("sum", amount=to_french(amount)), amount


def _percent_of_base(cover: Cover, expense: Expense) -> tuple[str, int]:
    level, amo = share(expense.base, cover.rate), expense.amo
    included = cover.amo_included and amo
    if included and min(level, expense.charged) - amo < expense.ticket_moderateur:
        return _whole_ticket(expense)
    facts = {"percent": percent_text(cover.rate), "base": to_french(expense.base), "level": to_french(level)}
    if not included:
        return computation("percent_excluded", **facts), level
    if expense.charged < level:
        charged = to_french(expense.charged)
        return computation("percent_above_the_fee", charged=charged, amo=to_french(amo), **facts), expense.need
    return computation("percent_included", amo=to_french(amo), **facts), level - amo


def _ticket_moderateur(cover: Cover, expense: Expense) -> tuple[str, int]:
    if not (cover.rate and expense.overrun):
        return _whole_ticket(expense)
    level, ticket = share(expense.base, cover.rate), expense.ticket_moderateur
    facts = {"percent": percent_text(cover.rate), "base": to_french(expense.base), "level": to_french(level)}
    return computation("ticket_moderateur_plus", ticket=to_french(ticket), **facts), ticket + level


def _whole_ticket(expense: Expense) -> tuple[str, int]:
    ticket = expense.ticket_moderateur
    return computation("ticket_moderateur", ticket=to_french(ticket)), ticket
