"""What a stay adds to the practitioners' lines: its cost, the daily fee, the flat fee (once), the private room."""

from dataclasses import dataclass

from quote_engine.contract.answer import Share
from quote_engine.contract.benefits import room_keys
from quote_engine.contract.quote import Stay
from quote_engine.covers.expense import Expense
from quote_engine.explanation.facts import days_text
from quote_engine.explanation.sentences import step, step_of_law
from quote_engine.money import percent_text, share, to_french
from quote_engine.parameters import shown_name
from quote_engine.rules.context import Context
from quote_engine.rules.flat_fee import FlatFee, warn_of_dispute
from wording import words

LABELS = words("estimate", "stay")
DAILY_FEE_PAYERS = words("estimate", "daily_fee_payers")
DAILY_FEE_NOT_DUE = frozenset({"maternity", "work_accident", "newborn"})


@dataclass(slots=True)
class StayItem:
    """An item's shares so far, and the expense that the contracts will look at."""

    share: Share
    expense: Expense


def stay_items(fee: FlatFee, context: Context) -> list[StayItem]:
    """Build the items of the stay in their order; the member's participation there is the flat fee or 20 %."""
    stay = context.quote.stay
    if stay is None:
        return []
    cost = _stay_cost(stay, fee, context) if stay.cost is not None else None
    daily = _daily_fee(stay, context)
    if cost is not None and daily is not None:
        _set_off(cost, daily, stay, context)
    elif daily is not None and _owes_share(fee, context):
        context.warn("stay_cost_unknown")
    items = [cost, daily, _flat_fee(fee, context), _private_room(stay, context)]
    return [item for item in items if item is not None]


def _owes_share(fee: FlatFee, context: Context) -> bool:
    patient = context.quote.patient
    return not fee.eligible and patient.exemption is None and not patient.in_alsace_moselle


def _item(
    name: str, charged: int, *, base: int, amo: int, unit: int | None = None, days: int = 1, nights: int = 1
) -> StayItem:
    """Build an item that a cover calls by its own name."""
    out = Share(name, LABELS[name], charged, None, amo)
    return StayItem(out, Expense(name, (name,), charged, base, amo, unit=unit, days=days, nights=nights))


def _stay_cost(stay: Stay, fee: FlatFee, context: Context) -> StayItem:
    name = "amo/stay" if _owes_share(fee, context) else "amo/full"
    cost = stay.cost or 0
    rate = context.law[name].amount
    if name == "amo/stay" and stay.days > context.law["hospital/participation_days"].amount:
        return _long_stay_cost(stay, cost, rate, context)
    paid = share(cost, rate)
    item = _item("stay_cost", cost, base=cost, amo=paid, days=stay.days, nights=stay.nights)
    source = name
    if context.quote.patient.in_alsace_moselle:
        source = "amo/alsace_moselle"
    elif name == "amo/full" and context.quote.patient.exemption is None:
        source = "flat_fee/threshold"
    item.share.steps.append(step_of_law("stay_cost", paid, context.law[source].source, rate))
    return item


def _long_stay_cost(stay: Stay, cost: int, rate: int, context: Context) -> StayItem:
    """Count the member's 20 % on the first 30 days alone: nothing is due from the 31st on (R160-16).

    A quote does not tell what these days cost: their part of the days at least, everything at most.
    """
    days, source, _ = context.law["hospital/participation_days"]
    alike = context.supposes("long_stay", None, days=days)
    first = cost * days // stay.days if alike else cost
    paid = cost - first + share(first, rate)
    item = _item("stay_cost", cost, base=cost, amo=paid, days=stay.days, nights=stay.nights)
    facts = {"rate": percent_text(rate), "first": to_french(first), "days": days}
    item.share.steps.append(step("long_stay_cost", paid, source, **facts))
    return item


def _daily_fee(stay: Stay, context: Context) -> StayItem | None:
    """Due for each day of a stay of 24 hours or more; never for births, work accidents and newborns."""
    patient = context.quote.patient
    if context.quote.setting != "inpatient" or stay.under_a_day or patient.exemption in DAILY_FEE_NOT_DUE:
        return None
    if stay.nights == 0:
        context.warn("daily_fee_of_one_day")
    fee = context.law["hospital/daily_fee_psychiatric" if stay.psychiatric else "hospital/daily_fee_general"]
    payer = _payer_of_daily_fee(context)
    charged = fee.amount * stay.days
    paid = charged if payer else 0
    item = _item(
        "daily_hospital_fee", charged, base=charged, amo=paid, unit=fee.amount, days=stay.days, nights=stay.nights
    )
    days, unit = days_text(stay.days), to_french(fee.amount)
    item.share.steps.append(step("daily_fee", charged, fee.source, days=days, unit=unit))
    if payer:
        name, source = payer
        item.share.steps.append(step("daily_fee_paid", charged, source, payer=name))
    return item


def _payer_of_daily_fee(context: Context) -> tuple[str, str] | None:
    """Name who pays it for the patient, with the source: the CSS or the local scheme."""
    if context.quote.patient.exemption == "css":
        return DAILY_FEE_PAYERS["css"], shown_name("L861-3")
    if context.quote.patient.in_alsace_moselle:
        return DAILY_FEE_PAYERS["alsace_moselle"], context.law["amo/alsace_moselle"].source
    return None


def _set_off(cost: StayItem, daily: StayItem, stay: Stay, context: Context) -> None:
    """Count the larger of the member's 20 % of the stay and the daily fee: they do not add up (L174-4).

    Beyond 30 days there is no 20 % to set the fee off against.
    """
    beyond = max(stay.days - context.law["hospital/participation_days"].amount, 0)
    rest = (daily.expense.unit or 0) * beyond
    owed, fee = cost.expense.ticket_moderateur, daily.expense.need - rest
    if not owed or fee <= 0:
        return
    if owed >= fee:
        daily.share.charged = rest
        daily.expense = daily.expense.for_days(beyond)
        absorbed = step("daily_fee_absorbed", fee, shown_name("L174-4"))
        daily.share.steps = [*daily.share.steps, absorbed] if beyond else [absorbed]
    else:
        charged = cost.share.charged
        cost.share.amo_gross = charged
        cost.expense = cost.expense.with_amo(charged)
        cost.share.steps.append(step("stay_share_absorbed", owed, shown_name("L174-4")))
        cost.share.steps.append(step("amo_paid", charged, shown_name("L174-4")))


def _flat_fee(fee: FlatFee, context: Context) -> StayItem | None:
    patient = context.quote.patient
    if not fee.eligible or patient.exemption is not None:
        return None
    warn_of_dispute(context)
    amount, source, _ = context.law["flat_fee/amount"]
    paid = amount if patient.in_alsace_moselle else 0
    item = _item("flat_fee", amount, base=amount, amo=paid)
    threshold = to_french(context.law["flat_fee/threshold"].amount)
    item.share.steps.append(step("flat_fee_stay", amount, source, threshold=threshold))
    if paid:
        item.share.steps.append(step("flat_fee_local_scheme", paid, context.law["amo/alsace_moselle"].source))
    return item


def _private_room(stay: Stay, context: Context) -> StayItem | None:
    if stay.room_price is None or stay.room_days == 0:
        return None
    charged = stay.room_price * stay.room_days
    nights = min(stay.nights, stay.room_days)
    keys = room_keys(context.quote.setting)
    expense = Expense("private_room", keys, charged, 0, 0, unit=stay.room_price, days=stay.room_days, nights=nights)
    item = StayItem(Share("private_room", LABELS["private_room"], charged), expense)
    days, price = days_text(stay.room_days), to_french(stay.room_price)
    item.share.steps.append(step("private_room", charged, shown_name("R162-27"), days=days, unit=price))
    return item
