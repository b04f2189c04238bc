"""How a payer's share is computed, in one line of arithmetic: « 180 % × 459,80 € = 827,64 €, moins 459,80 € ».

The steps say why; this is what a member checks with a calculator. Nothing is said of a share of nothing.
"""

from quote_engine.estimate import Share
from quote_engine.explain import computation, days_text
from quote_engine.guarantee import Cover
from quote_engine.money import percent_text, share, to_french
from quote_engine.rules.cover_forms import SUMS
from quote_engine.rules.expense import Expense


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
