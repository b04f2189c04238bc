"""Runs the rules in the order of the law: base, Assurance Maladie, participation, complementary, top-up, remainder."""

from collections.abc import Mapping

from quote_engine.contract.answer import Estimate, Refused, Share
from quote_engine.contract.benefits import doctor_keys
from quote_engine.contract.quote import Line, Quote
from quote_engine.contract.terms import POSSIBLE_SECTORS
from quote_engine.covers.expense import Expense
from quote_engine.errors import RefusalError
from quote_engine.explanation.sentences import step
from quote_engine.explanation.shares import amo_arithmetic, overrun
from quote_engine.parameters import last_check, shown_name
from quote_engine.rules.acts import known_act, label_of, nature_of
from quote_engine.rules.amo import reimbursement
from quote_engine.rules.association import associations
from quote_engine.rules.base import base_of, resolve
from quote_engine.rules.charges import charge_items
from quote_engine.rules.complementary import Contracts
from quote_engine.rules.context import Context, Item, Supposition
from quote_engine.rules.dental import benefit_keys, check_baskets, fee_ceiling
from quote_engine.rules.fees import asked_on_paper, set_fees
from quote_engine.rules.flat_fee import FlatFee, flat_fee
from quote_engine.rules.hospital_stay import StayItem, stay_items
from quote_engine.rules.modifiers import modifiers_of
from quote_engine.rules.not_covered import uncovered_expense
from quote_engine.rules.participation import Participations
from wording import long_date


def compute(quote: Quote, supposed: Supposition, refused: Mapping[str, RefusalError]) -> Estimate:
    """Compute one estimate under one hypothesis; what is refused already stays so."""
    context = Context(quote, supposed, refused)
    items = _items(context)
    if not quote.patient.in_pathway:
        doctors = [item for item in items if item.by_doctor and not item.not_covered]
        context.dearest = max(doctors, key=lambda item: item.tariff).line.id if doctors else None
    codes = associations(items, context)
    fee = flat_fee(items, context)
    shares = {item.line.id: Share(item.line.id, item.label) for item in items}
    for item in items:
        if not item.not_covered:
            out = shares[item.line.id]
            out.base = base_of(item, codes[item.line.id], context, out)
    set_fees(items, shares, context)
    check_baskets(items, context)
    participations = Participations(context)
    contracts = Contracts(context)
    for item in items:
        out = shares[item.line.id]
        try:
            expense = _line_expense(item, fee, participations, context, out)
            contracts.pay(expense, out)
        except RefusalError as refusal:
            context.refused[item.line.id] = refusal
    stay = [_paid(item, contracts, context) for item in stay_items(fee, context)]
    charges = []
    for out, expense in charge_items(context):
        contracts.pay(expense, out)
        charges.append(out)
    _general_notes(context)
    lines = (
        tuple(_line_of(line, shares, context) for line in quote.lines) if context.refused else tuple(shares.values())
    )
    return Estimate(lines, tuple(stay), tuple(charges), tuple(context.notes), context.refused, context.undecided)


def _items(context: Context) -> list[Item]:
    """Find the act and the tariff of each line; refuse those that cannot be told."""
    items = []
    for line in context.quote.lines:
        if line.id in context.refused:
            continue
        try:
            item = resolve(line, line.sector or _nearest(context.supposed.sector, line), context)
            if line.modifiers:  # refused before anything else: one rules a sector out whatever the other lines
                modifiers_of(item, context)
            items.append(item)
        except RefusalError as refusal:
            context.refused[line.id] = refusal
    return items


def _nearest(supposed: str | None, line: Line) -> str | None:
    """Give the sector supposed, or for a line that cannot be in it the one below, or else the lowest it can be in.

    Lines of one quote may leave different sectors open: the first hypothesis has each in its lowest, the last in its
    highest.
    """
    if supposed is None or supposed in line.sector_among:
        return supposed
    below = [s for s in line.sector_among if POSSIBLE_SECTORS.index(s) < POSSIBLE_SECTORS.index(supposed)]
    return below[-1] if below else line.sector_among[0]


def _line_expense(item: Item, fee: FlatFee, participations: Participations, context: Context, out: Share) -> Expense:
    """Fill in the Assurance Maladie's share; give what the contracts will look at."""
    if item.not_covered:
        return uncovered_expense(item, out)
    base = out.base or 0
    covered = min(base, out.charged)
    if covered < base:
        out.steps.append(step("fee_below_base", covered, shown_name("quote")))
    paid = reimbursement(item, covered, fee, context, out)
    out.amo_gross = paid.paid
    out.participation = participations.take(item, out.amo_gross, out)
    amo_arithmetic(out, covered)
    overrun(out)
    quote = context.quote
    if quote.patient.exemption == "css" and out.overrun:
        context.warn("overrun_not_allowed", item.line.id)
    ceiling = None
    optam_keys: tuple[str, ...] = ()
    if not item.by_doctor:
        ceiling = fee_ceiling(item, context, out)
        keys = benefit_keys(item, context)
    elif item.sector == "sector_2":
        keys = doctor_keys(item.nature, "non_optam", quote.setting)
        optam_keys = doctor_keys(item.nature, "optam", quote.setting)
    else:
        keys = doctor_keys(item.nature, "optam", quote.setting)
    return Expense(
        item.line.id, keys, out.charged, base, paid.regular, optam_keys=optam_keys, fee_ceiling=ceiling,
        amo_paid=paid.paid, acts=item.acts,
    )  # fmt: skip


def _general_notes(context: Context) -> None:
    quote = context.quote
    if quote.guarantee and quote.guarantee.valid_from and quote.date < quote.guarantee.valid_from:
        context.warn("guarantee_not_in_force")
    checked = last_check()
    if quote.date > checked:
        context.warn("after_last_check", checked=long_date(checked))
    if quote.patient.exemption == "ald":
        context.warn("ald_related_care")
    if quote.patient.exemption == "newborn" and not context.in_stay:
        context.warn("newborn_in_hospital")
    if quote.patient.in_alsace_moselle:
        context.warn("mostly_civil_servants")


def _line_of(line: Line, shares: Mapping[str, Share], context: Context) -> Share | Refused:
    """Give the figures of a line, or why it has none."""
    out, refusal = shares.get(line.id), context.refused.get(line.id)
    if refusal is None:
        return shares[line.id]
    act = known_act(line, context.quote)
    label = out.label if out else label_of(line, act, nature_of(line, act))
    asked = out.charged if out and out.charged else asked_on_paper(line, context.quote.shared_fees)
    return Refused(line.id, label, asked, refusal)


def _paid(item: StayItem, contracts: Contracts, context: Context) -> Share | Refused:
    """Let the contracts pay an item of the stay, unless it is refused already."""
    out = item.share
    name = f"stay.{out.id}"
    refusal = context.refused.get(name)
    if refusal is None:
        try:
            contracts.pay(item.expense, out)
        except RefusalError as silent:
            refusal = silent
        else:
            return out
    context.refused[name] = refusal
    return Refused(out.id, out.label, out.charged, refusal)
