"""Runs the rules in the order of the law: base, Assurance Maladie, participation, complementary, top-up, remainder."""

import datetime as dt
import functools
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from quote_engine import explain
from quote_engine.errors import InvalidInputError, RefusalError
from quote_engine.estimate import Estimate, Refused, Share
from quote_engine.guarantee import DOCTOR_NATURES, doctor_keys
from quote_engine.money import to_text
from quote_engine.parameters import first_day, last_check, parameters_version, shown_name
from quote_engine.quote import POSSIBLE_SECTORS, Line, Quote, parse_quote
from quote_engine.rules.acts import known_act, label_of, nature_of
from quote_engine.rules.amo import reimbursement
from quote_engine.rules.association import associations
from quote_engine.rules.base import base_of, resolve
from quote_engine.rules.charges import charge_items
from quote_engine.rules.complementary import Contracts
from quote_engine.rules.computation import explain_amo
from quote_engine.rules.context import Context, Item, Supposition
from quote_engine.rules.dental import benefit_keys, check_baskets, fee_ceiling
from quote_engine.rules.expense import Expense
from quote_engine.rules.fees import asked_on_paper, set_fees
from quote_engine.rules.flat_fee import FlatFee, flat_fee
from quote_engine.rules.hospital_stay import StayItem, stay_items
from quote_engine.rules.modifiers import modifiers_of
from quote_engine.rules.not_covered import uncovered_expense
from quote_engine.rules.participation import Participations
from wording import in_sentence, say, typographic


def estimate(quote: Mapping[str, Any], *, strict: bool = False) -> dict[str, Any]:
    """Estimate a quote of the contract. A wrong or unanswerable quote is an answer too: this never raises on input.

    What cannot be computed is left out, line by line; `strict` refuses the whole quote instead.
    """
    try:
        parsed = parse_quote(quote)
        return _answer(parsed, strict=strict)
    except InvalidInputError as error:
        return {"status": "invalid", "error": {"code": error.code, "message": typographic(error.message),
                                               "path": error.path or "$"}}  # fmt: skip
    except RecursionError:
        return {"status": "invalid", "error": {"code": "too_deep", "message": say("engine", "input", "too_deep"),
                                               "path": "$"}}  # fmt: skip
    except RefusalError as refusal:
        return {"status": "refused", "refusal": {**refusal.as_json(), "line": refusal.line}}


def _answer(quote: Quote, *, strict: bool) -> dict[str, Any]:
    if quote.date < first_day():
        message = say("engine", "refusals", "before_the_rules", day=f"{quote.date:%d/%m/%Y}")
        raise RefusalError("no_parameter_on_date", message)
    results = _hypotheses(quote, _possible_sectors(quote))
    worst = max(results, key=lambda supposed: results[supposed].member) if len(results) > 1 else next(iter(results))
    result = results[worst]
    if result.refused and (strict or not _holds_figures(result, quote)):
        raise next(iter(result.refused.values()))
    head = {
        "status": "partial" if result.refused else "ok",
        "date": quote.date.isoformat(),
        "indicative": True,
        "parameters_version": parameters_version(),
    }
    if len(results) == 1 and worst.sector is None:
        return {**head, **result.body_json(), "warnings": [n.as_json() for n in result.notes]}
    members = [each.member for each in results.values()]
    notes = [explain.note("sector_unknown"), *result.notes] if worst.sector else result.notes
    return {
        **head,
        **_told(worst, result),
        **result.body_json(),
        "hypotheses": [
            {"label": _label(supposed, each), **_told(supposed, each), **each.body_json()}
            for supposed, each in results.items()
        ],
        "range": {"member": {"min": to_text(min(members)), "max": to_text(max(members))}},
        "warnings": [n.as_json() for n in notes],
    }


def _told(supposed: Supposition, result: Estimate) -> dict[str, Any]:
    """Say what a hypothesis supposes: only what is not known."""
    told: dict[str, Any] = {} if supposed.sector is None else {"sector": supposed.sector}
    if result.undecided:
        told["favourable"] = supposed.favourable
    return told


def _label(supposed: Supposition, result: Estimate) -> str:
    """Name a hypothesis: « secteur 2 avec OPTAM », « condition remplie », or both."""
    sector = supposed.sector and in_sentence(say("fields", "choices", "line.sector", supposed.sector))
    if not result.undecided:
        return sector or ""
    kind = "condition" if result.undecided == {"conditional_cover"} else "open"
    case = say("estimate", "hypotheses", kind, "met" if supposed.favourable else "not_met")
    return say("estimate", "hypotheses", "both", sector=sector, case=case) if sector else case


def _holds_figures(result: Estimate, quote: Quote) -> bool:
    """Tell whether something is estimated beside what is refused; the days of a stay alone depend on its acts."""
    priced = quote.stay is not None and (quote.stay.cost is not None or quote.stay.room_price is not None)
    return priced or bool(result.charges) or any(isinstance(line, Share) for line in result.lines)


def _possible_sectors(quote: Quote) -> list[str]:
    """Give the sectors that a doctor who does not tell theirs could be in; none when all are told."""
    untold = [line for line in quote.lines if line.sector is None and line.covered]
    doctors = [line for line in untold if nature_of(line, known_act(line, quote)) in DOCTOR_NATURES]
    return [sector for sector in POSSIBLE_SECTORS if any(sector in line.sector_among for line in doctors)]


def _hypotheses(quote: Quote, sectors: Sequence[str]) -> dict[Supposition, Estimate]:
    """Estimate under each sector the practitioner could be in, and where something is left open both ways.

    A modifier may rule a sector out. What one hypothesis refuses no other gives figures of: they would not compare.
    """
    results = _each(quote, sectors, {})
    refused: dict[str, RefusalError] = {}
    for result in results.values():
        refused = {**result.refused, **refused}
    if any(len(result.refused) < len(refused) for result in results.values()):
        possible = {s: r for s, r in results.items() if not _ruled_out(r, results.values())}
        if len(possible) < len(results):
            return possible
        return _each(quote, sectors, refused)
    return results


def _ruled_out(result: Estimate, results: Iterable[Estimate]) -> bool:
    """Tell whether a modifier of the quote goes with another hypothesis and not with this one."""
    return any(
        refusal.code == "modifier_not_allowed" and any(name not in other.refused for other in results)
        for name, refusal in result.refused.items()
    )


def _each(quote: Quote, sectors: Sequence[str], refused: Mapping[str, RefusalError]) -> dict[Supposition, Estimate]:
    results = {}
    for sector in sectors or (None,):
        supposed = Supposition(sector)
        results[supposed] = compute(quote, supposed, refused)
        if results[supposed].undecided:
            supposed = Supposition(sector, favourable=True)
            results[supposed] = compute(quote, supposed, refused)
    return results


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
            modifiers_of(item, context)  # refused before anything else: it rules a sector out whatever the other lines
            items.append(item)
        except RefusalError as refusal:
            context.refused[line.id] = refusal
    return items


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
    """Let the contracts pay an item of the stay, unless it is refused."""
    out = item.share
    name = f"stay.{out.id}"
    refusal = item.refusal or context.refused.get(name)
    if refusal is None:
        try:
            contracts.pay(item.expense, out)
        except RefusalError as silent:
            refusal = silent
        else:
            return out
    context.refused[name] = refusal
    return Refused(out.id, out.label, out.charged, refusal)


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
        out.steps.append(explain.step("fee_below_base", covered, shown_name("quote")))
    paid = reimbursement(item, covered, fee, context, out)
    out.amo_gross = paid.paid
    out.participation = participations.take(item, out.amo_gross, out)
    explain_amo(out, covered)
    explain.overrun(out)
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
