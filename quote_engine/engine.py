"""Runs the rules in the order of the law: base, Assurance Maladie, participation, complementary, top-up, remainder."""

import datetime as dt
import functools
from collections.abc import Mapping, Sequence
from typing import Any

from quote_engine import explain
from quote_engine.errors import InvalidInputError, RefusalError
from quote_engine.estimate import Estimate, Share
from quote_engine.guarantee import doctor_keys
from quote_engine.money import to_text
from quote_engine.parameters import first_day, last_check, parameters_version, shown_name
from quote_engine.quote import POSSIBLE_SECTORS, Line, Quote, parse_quote
from quote_engine.rules.amo import reimbursement
from quote_engine.rules.base import act_of, associations, base_of, nature_of, resolve
from quote_engine.rules.complementary import Contract
from quote_engine.rules.computation import explain_amo, explain_contract
from quote_engine.rules.context import DOCTOR_NATURES, Context, Item
from quote_engine.rules.dental import benefit_keys, check_baskets, fee_ceiling
from quote_engine.rules.expense import Expense
from quote_engine.rules.flat_fee import FlatFee, flat_fee
from quote_engine.rules.hospital_stay import stay_items
from quote_engine.rules.modifiers import modifiers_of
from quote_engine.rules.participation import Participations
from wording import say, typographic


def estimate(quote: Mapping[str, Any]) -> dict[str, Any]:
    """Estimate a quote of the contract. A wrong or unanswerable quote is an answer too: this never raises on input."""
    try:
        parsed = parse_quote(quote)
        return _answer(parsed)
    except InvalidInputError as error:
        return {"status": "invalid", "error": {"code": error.code, "message": typographic(error.message),
                                               "path": error.path or "$"}}  # fmt: skip
    except RecursionError:
        return {"status": "invalid", "error": {"code": "too_deep", "message": say("engine", "input", "too_deep"),
                                               "path": "$"}}  # fmt: skip
    except RefusalError as refusal:
        facts: dict[str, Any] = {
            "code": refusal.code,
            "message": typographic(refusal.message),
            "line": refusal.line,
        }
        if refusal.code == "closed_act":
            facts["successors"] = list(refusal.successors)
        return {"status": "refused", "refusal": facts}


def _answer(quote: Quote) -> dict[str, Any]:
    if quote.date < first_day():
        message = say("engine", "refusals", "before_the_rules", day=f"{quote.date:%d/%m/%Y}")
        raise RefusalError("no_parameter_on_date", message)
    head = {
        "status": "ok",
        "date": quote.date.isoformat(),
        "indicative": True,
        "parameters_version": parameters_version(),
    }
    sectors = _possible_sectors(quote)
    if not sectors:
        result = compute(quote, None)
        return {**head, **result.body_json(), "warnings": [n.as_json() for n in result.notes]}
    results = _hypotheses(quote, sectors)
    worst = max(results, key=lambda sector: results[sector].member)
    members = [result.member for result in results.values()]
    warnings = [explain.note("sector_unknown"), *results[worst].notes]
    return {
        **head,
        "sector": worst,
        **results[worst].body_json(),
        "hypotheses": [{"sector": sector, **result.body_json()} for sector, result in results.items()],
        "range": {"member": {"min": to_text(min(members)), "max": to_text(max(members))}},
        "warnings": [n.as_json() for n in warnings],
    }


def _possible_sectors(quote: Quote) -> list[str]:
    """Give the sectors that a doctor who does not tell theirs could be in; none when all are told."""
    untold = [line for line in quote.lines if line.sector is None]
    doctors = [line for line in untold if nature_of(line, act_of(line, quote)) in DOCTOR_NATURES]
    return [sector for sector in POSSIBLE_SECTORS if any(sector in line.sector_among for line in doctors)]


def _hypotheses(quote: Quote, sectors: Sequence[str]) -> dict[str, Estimate]:
    """Estimate under each sector the practitioner could be in; a modifier may rule one out."""
    results: dict[str, Estimate] = {}
    refused: RefusalError | None = None
    for sector in sectors:
        try:
            results[sector] = compute(quote, sector)
        except RefusalError as refusal:
            if refusal.code != "modifier_not_allowed":
                raise
            refused = refusal
    if not results and refused is not None:
        raise refused
    return results


def compute(quote: Quote, supposed_sector: str | None) -> Estimate:
    """Compute one estimate; `supposed_sector` stands for the sector of the lines that do not tell theirs."""
    context = Context(quote)
    items = [resolve(line, line.sector or _nearest(supposed_sector, line), context) for line in quote.lines]
    for item in items:
        modifiers_of(item, context)  # refused before anything else: it rules a sector out whatever the other lines
    codes = associations(items, context)
    fee = flat_fee(items, context)
    participations = Participations(context)
    contract = Contract(quote.guarantee, context, top_up=False) if quote.guarantee else None
    top_up = Contract(quote.top_up, context, top_up=True) if quote.top_up else None
    check_baskets(items, context)
    lines: list[Share] = []
    for item in items:
        out = Share(item.line.id, item.label, item.line.fee)
        expense = _line_expense(item, codes[item.line.id], fee, context, out)
        out.participation = participations.take(item, out.amo_gross, out)
        explain.overrun(out)
        explain_amo(out, min(expense.base, expense.charged))
        _cover(out, expense, contract, top_up)
        lines.append(out)
    stay: list[Share] = []
    for stay_item in stay_items(fee, context):
        _cover(stay_item.share, stay_item.expense, contract, top_up)
        stay.append(stay_item.share)
    _general_notes(context)
    return Estimate(tuple(lines), tuple(stay), tuple(context.notes))


def _nearest(supposed: str | None, line: Line) -> str | None:
    """Give the sector supposed, or for a line that cannot be in it the one below, or else the lowest it can be in.

    Lines of one quote may leave different sectors open: the first hypothesis has each in its lowest, the last in its
    highest.
    """
    if supposed is None or supposed in line.sector_among:
        return supposed
    below = [s for s in line.sector_among if POSSIBLE_SECTORS.index(s) < POSSIBLE_SECTORS.index(supposed)]
    return below[-1] if below else line.sector_among[0]


def _line_expense(item: Item, association: int, fee: FlatFee, context: Context, out: Share) -> Expense:
    """Fill in the base and the Assurance Maladie's share; give what the contracts will look at."""
    base = out.base = base_of(item, association, context, out)
    covered = min(base, out.charged)
    if covered < base:
        out.steps.append(explain.step("fee_below_base", covered, shown_name("quote")))
    paid = reimbursement(item, covered, fee, context, out)
    out.amo_gross = paid.paid
    quote = context.quote
    if quote.patient.exemption == "css" and out.overrun:
        context.warn("overrun_not_allowed", item.line.id)
    if not item.by_doctor:
        ceiling = fee_ceiling(item, context, out)
        keys = benefit_keys(item, context)
        return Expense(item.line.id, keys, out.charged, base, paid.regular, fee_ceiling=ceiling, amo_paid=paid.paid)
    optam_keys = doctor_keys(item.nature, "optam", quote.setting)
    if item.sector != "sector_2":
        return Expense(item.line.id, optam_keys, out.charged, base, paid.regular, amo_paid=paid.paid)
    keys = doctor_keys(item.nature, "non_optam", quote.setting)
    return Expense(item.line.id, keys, out.charged, base, paid.regular, optam_keys=optam_keys, amo_paid=paid.paid)


def _cover(out: Share, expense: Expense, contract: Contract | None, top_up: Contract | None) -> None:
    """Let the complementary pay, then the top-up on what is left; the member pays the rest."""
    if contract is not None:
        out.amc = contract.pay(expense, 0, out.steps)
        explain_contract("amc", contract, expense, out.amc, out)
    elif expense.need:
        out.steps.append(explain.step("no_complementary", 0, shown_name("no_cover")))
    if top_up is not None:
        out.top_up = top_up.pay(expense, out.amc, out.steps)
        explain_contract("top_up", top_up, expense, out.top_up, out)
    explain.remainder(out)


def _general_notes(context: Context) -> None:
    quote = context.quote
    if quote.guarantee and quote.guarantee.valid_from and quote.date < quote.guarantee.valid_from:
        context.warn("guarantee_not_in_force")
    checked = last_check()
    if quote.date > checked:
        context.warn("after_last_check", checked=_french_day(checked))
    if quote.patient.exemption == "ald":
        context.warn("ald_related_care")
    if quote.patient.exemption == "newborn" and not context.in_stay:
        context.warn("newborn_in_hospital")
    if quote.patient.in_alsace_moselle:
        context.warn("mostly_civil_servants")


@functools.cache
def _french_day(day: dt.date) -> str:
    return f"{day:%d/%m/%Y}"
