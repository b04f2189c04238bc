"""What the Assurance Maladie pays before the participation: a rate of the base, or the base less the flat fee.

General case first, then hospital, then exemptions, then out-of-pathway care.
"""

from typing import NamedTuple

from quote_engine.contract.answer import Share
from quote_engine.explanation.sentences import step, step_of_law
from quote_engine.money import percent_text, share, to_french
from quote_engine.parameters import shown_name
from quote_engine.rules.context import Context, Item
from quote_engine.rules.flat_fee import FlatFee, warn_of_dispute
from wording import words

EXEMPTIONS = words("estimate", "exemptions")
NO_PATHWAY = frozenset({"css", "maternity", "work_accident", "newborn"})
"""R160-6 adds to the share of the cases of L160-14: not to maternity, work accidents and CSS, which other texts cover,
nor to newborns, who are under its age."""
EXEMPTION_SOURCES = {
    "ald": "L160-14",
    "maternity": "L160-9",
    "work_accident": "L431-1",
    "invalidity_pension": "L160-14",
    "newborn": "L160-14",
    "css": "L861-3",
}


class Reimbursement(NamedTuple):
    """`paid` is gross; `regular` is what it would be in the pathway (responsible contracts start from it)."""

    paid: int
    regular: int


def reimbursement(item: Item, covered: int, fee: FlatFee, context: Context, out: Share) -> Reimbursement:
    """Compute and explain the gross share of one line; `covered` is the base or the fee if lower."""
    rate_name, regular = _regular(item, covered, fee, context, out)
    quote = context.quote
    if quote.patient.in_pathway or not item.by_doctor or quote.patient.exemption in NO_PATHWAY:
        return Reimbursement(regular, regular)
    age = quote.patient.age_on(quote.date)
    if age is not None and age < context.law["amo/out_of_pathway_minimum_age"].amount:
        return Reimbursement(regular, regular)
    if context.in_stay or rate_name is None:
        return _added_once(item, covered, regular, context, out)
    rate = context.law[rate_name].amount - context.law["amo/out_of_pathway"].amount
    paid, out.rate = max(share(covered, rate), 0), rate
    source = context.law["amo/out_of_pathway"].source
    out.steps.append(step("out_of_pathway", regular - paid, source))
    out.steps.append(step("amo_paid", paid, source))
    known = context.law["amo/out_of_pathway_cap_of_2020"].amount
    if regular - paid > known:
        context.warn("out_of_pathway_cap", item.line.id, cap=to_french(known))
    return Reimbursement(paid, regular)


def _added_once(item: Item, covered: int, regular: int, context: Context, out: Share) -> Reimbursement:
    """Take the cut from the dearest act of a stay alone, or from the flat fee's act; its cap in euros is left open."""
    if context.in_stay and item.line.id != context.dearest:
        return Reimbursement(regular, regular)
    points, source, _ = context.law["amo/out_of_pathway"]
    lost, known = min(share(covered, points), regular), context.law["amo/out_of_pathway_cap_of_2020"].amount
    if lost > known and context.supposes("out_of_pathway_cap", item.line.id, cap=to_french(known)):
        lost = known
    out.cut = lost
    out.steps.append(step("out_of_pathway", lost, source))
    out.steps.append(step("amo_paid", regular - lost, source))
    return Reimbursement(regular - lost, regular)


def _regular(item: Item, covered: int, fee: FlatFee, context: Context, out: Share) -> tuple[str | None, int]:
    """Give the rate's name (None: the flat fee applies) and the amount in the pathway."""
    patient = context.quote.patient
    if patient.exemption is not None:
        reason = EXEMPTIONS[patient.exemption]
        out.rate = context.law["amo/full"].amount
        paid, rate = share(covered, out.rate), percent_text(out.rate)
        source = shown_name(EXEMPTION_SOURCES[patient.exemption])
        out.steps.append(step("amo_exemption", paid, source, rate=rate, reason=reason))
        return "amo/full", paid
    if context.in_stay:
        return _in_stay(item, covered, fee, context, out)
    if item.line.id in fee.removed:
        return "amo/full", _pay_in_full(_removed(item), covered, context, out)
    if item.line.id in fee.eligible:
        return None, _less_flat_fee(item, covered, fee, context, out)
    if patient.in_alsace_moselle:
        return "amo/alsace_moselle", _pay("amo_alsace_moselle", "amo/alsace_moselle", covered, context, out)
    name = "amo/doctor_outside_stay" if item.by_doctor else "amo/dental"
    return name, _pay("amo_rate", name, covered, context, out)


def _in_stay(item: Item, covered: int, fee: FlatFee, context: Context, out: Share) -> tuple[str, int]:
    if context.quote.patient.in_alsace_moselle:
        scheme = "amo/alsace_moselle"
        return "amo/full", _pay("amo_alsace_moselle", "amo/full", covered, context, out, source=scheme)
    if not fee.eligible and item.line.id not in fee.removed:
        return "amo/stay", _pay("amo_rate", "amo/stay", covered, context, out)
    rule = "amo_stay_full" if fee.eligible else _removed(item)
    return "amo/full", _pay_in_full(rule, covered, context, out)


def _removed(item: Item) -> str:
    return "orthodontics_in_full" if item.nature == "orthodontics" else "imaging_removed"


def _pay_in_full(rule: str, covered: int, context: Context, out: Share) -> int:
    """Pay the whole base because of the threshold, which is what the step cites."""
    rate, threshold = context.law["amo/full"].amount, context.law["flat_fee/threshold"]
    paid, out.rate = share(covered, rate), rate
    out.steps.append(step_of_law(rule, paid, threshold.source, rate, threshold.amount))
    return paid


def _less_flat_fee(item: Item, covered: int, fee: FlatFee, context: Context, out: Share) -> int:
    source = context.law["flat_fee/amount"].source
    if context.quote.patient.in_alsace_moselle:
        out.steps.append(step("flat_fee_local_scheme", covered, context.law["amo/alsace_moselle"].source))
        return covered
    threshold = to_french(context.law["flat_fee/threshold"].amount)
    if item.act is not None and item.act.benefit == "occlusal_splint":
        context.warn("occlusal_splint_disputed", item.line.id, threshold=threshold)
    if item.line.id not in fee.bearers:
        out.steps.append(step("flat_fee_shared", covered, source, threshold=threshold))
        return covered
    warn_of_dispute(context)
    borne = min(context.law["flat_fee/amount"].amount, covered)
    out.steps.append(step("flat_fee", borne, source, threshold=threshold))
    out.steps.append(step("amo_after_flat_fee", covered - borne, source))
    return covered - borne


def _pay(rule: str, rate_name: str, covered: int, context: Context, out: Share, *, source: str = "") -> int:
    """Pay a rate of what is covered and explain it; `source` names another parameter than the rate, when it decides."""
    rate = context.law[rate_name]
    paid, out.rate = share(covered, rate.amount), rate.amount
    shown = context.law[source].source if source else rate.source
    out.steps.append(step_of_law(rule, paid, shown, rate.amount))
    return paid
