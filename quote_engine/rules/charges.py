"""What a quote asks for that is no act: the Assurance Maladie pays nothing of it, a cover what it names."""

from quote_engine.contract.answer import Share
from quote_engine.contract.benefits import charge_keys
from quote_engine.contract.quote import Charge
from quote_engine.covers.expense import Expense
from quote_engine.explanation.facts import days_text
from quote_engine.explanation.sentences import step
from quote_engine.money import to_french
from quote_engine.parameters import shown_name
from quote_engine.rules.context import Context
from wording import words

LABELS = words("estimate", "charges")


def charge_items(context: Context) -> list[tuple[Share, Expense]]:
    """Build each charge with the expense that the contracts will look at."""
    return [_charge(charge, context) for charge in context.quote.charges]


def _charge(charge: Charge, context: Context) -> tuple[Share, Expense]:
    stay = context.quote.stay
    by_day = charge.per == "day"
    days = charge.days or (stay.days if stay else 1)
    nights = min(days, stay.nights) if stay else days
    charged = charge.amount * (days if by_day else 1)
    out = Share(charge.id, charge.label or LABELS[charge.kind], charged, kind=charge.kind)
    if by_day:
        unit = to_french(charge.amount)
        out.steps.append(step("charge_by_day", charged, shown_name("quote"), days=days_text(days), unit=unit))
    out.steps.append(step("charge", 0, shown_name("quote")))
    unit_price = charge.amount if by_day else None
    keys = charge_keys(charge.kind)
    return out, Expense(charge.id, keys, charged, 0, 0, unit=unit_price, days=days, nights=nights, covered=False)
