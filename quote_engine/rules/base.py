"""The base of reimbursement: the act's tariff in the practitioner's grid, then modifiers, then association."""

from decimal import Decimal

from quote_engine.errors import InvalidInputError, RefusalError
from quote_engine.estimate import Share
from quote_engine.explain import NATURE_LABELS, modifiers_named, step
from quote_engine.money import percent_text, round_cents, to_french
from quote_engine.nomenclature import Act, ClosedAct, find_act
from quote_engine.parameters import shown_source
from quote_engine.quote import Line, Quote
from quote_engine.rules.context import DOCTOR_NATURES, Context, Item
from quote_engine.rules.modifiers import Modifiers, modifiers_of, usual_modifiers

NGAP_LETTERS = 4
"""An NGAP letter key (C, CS, G, CNP…) has four letters at most and no figure."""


def is_ngap_letter(code: str) -> bool:
    return code.isalpha() and code.isascii() and len(code) <= NGAP_LETTERS


def act_of(line: Line, quote: Quote) -> Act | None:
    """Find the act of a line; None when it has no CCAM code. Refuse what is unknown or closed."""
    if line.code is None or is_ngap_letter(line.code):
        return None
    found = find_act(line.code, quote.date)
    if isinstance(found, ClosedAct):
        raise RefusalError("closed_act", _closed_message(found), line.id, found.successors)
    if found is None:
        raise _unknown(line, quote)
    return found


def _closed_message(closed: ClosedAct) -> str:
    message = f"Le code {closed.code} n'existe plus depuis le {closed.closed_on:%d/%m/%Y}."
    return message + (f" Il est remplacé par {' ou '.join(closed.successors)}." if closed.successors else "")


def _unknown(line: Line, quote: Quote) -> RefusalError:
    from quote_engine.nomenclature.acts import all_acts, closed_acts  # noqa: PLC0415  only to word the refusal

    if line.code in all_acts() or line.code in closed_acts():
        message = f"Nous ne connaissons pas le tarif du code {line.code} au {quote.date:%d/%m/%Y}."
        return RefusalError("no_price", message, line.id)
    return RefusalError("unknown_act", f"Nous ne connaissons pas le code {line.code}.", line.id)


def nature_of(line: Line, act: Act | None) -> str:
    """Let the code decide; without CCAM code, the nature given; an NGAP letter is a consultation."""
    if act is not None:
        return act.nature_of(line.activity)
    return line.nature or "consultation"


def resolve(line: Line, sector: str | None, context: Context) -> Item:
    """Find the act's tariff in the grid of the sector; refuse rather than guess."""
    quote = context.quote
    act = act_of(line, quote)
    nature = nature_of(line, act)
    if sector == "not_conventioned":
        message = "Le praticien n'est pas conventionné : le remboursement, très faible, n'est pas calculé ici."
        raise RefusalError("not_covered_practitioner", message, line.id)
    if act is None:
        if line.base is None:
            message = "Sans code CCAM, la base de remboursement imprimée sur le devis est nécessaire."
            raise RefusalError("missing_base", message, line.id)
        if line.modifiers:
            context.warn("modifiers_ignored", line.id)
        return Item(line, None, None, NATURE_LABELS[nature], nature, sector, line.base)
    if line.nature is not None and line.nature not in {nature, act.nature}:
        context.warn("nature_differs", line.id, act_code=act.code)
    if line.phase:
        raise RefusalError("unsupported", "Les actes en plusieurs temps ne sont pas calculés ici.", line.id)
    activity = act.activities.get(line.activity)
    tariff = None if activity is None else activity.tariff(quote.date, optam=sector != "sector_2")
    if not act.covered or not tariff:
        message = f"Le code {act.code} n'a pas de tarif de remboursement pour l'activité {line.activity} à cette date."
        raise RefusalError("no_price", message, line.id)
    _check_tooth(line, act, context)
    if act.prior_agreement:
        context.warn("prior_agreement", line.id)
    label = act.label + (" (anesthésie)" if nature == "anaesthesia" and act.nature != "anaesthesia" else "")
    return Item(line, act, activity, label, nature, sector, tariff)


def _check_tooth(line: Line, act: Act, context: Context) -> None:
    if act.teeth is None:
        return
    if line.tooth is None:
        context.warn("tooth_missing", line.id)
    elif not act.allows_tooth(line.tooth):
        message = f"la dent {line.tooth} ne correspond pas au code {act.code} (« {act.label} »)"
        raise InvalidInputError("tooth_not_allowed", message, f"{line.path}.tooth")


def base_of(item: Item, association: int, context: Context, share: Share) -> int:
    """Compute the base and explain it. A printed base wins, with a warning when it differs."""
    modifiers = modifiers_of(item, context)
    rate = context.rate(f"association/code_{association}")
    computed = _with(item.tariff, modifiers, rate)
    line = item.line
    if line.base is not None:
        if item.act is not None and line.base != computed:
            context.warn("base_differs", line.id, given=to_french(line.base), known=to_french(computed))
        share.steps.append(step("base_printed", line.base, shown_source(["quote"])))
        return line.base
    share.steps.append(step("base", item.tariff, _tariff_source(item, context)))
    if modifiers.letters:
        amount = _with(item.tariff, modifiers, Decimal(1))
        share.steps.append(step("modifiers", amount, modifiers.source, modifiers=modifiers_named(modifiers.letters)))
    if rate != 1:
        facts = {"rate": percent_text(rate), "code": association}
        share.steps.append(step("association", computed, context.source(f"association/code_{association}"), **facts))
    if not line.modifiers and (usual := usual_modifiers(item, context)):
        facts = {
            "usual": modifiers_named(usual.letters, "habituel"),
            "base": to_french(_with(item.tariff, usual, rate)),
        }
        context.warn("modifiers_assumed_none", line.id, now=to_french(computed), **facts)
    return computed


def _tariff_source(item: Item, context: Context) -> str:
    if item.act is None or item.activity is None:
        return shown_source(["quote"])
    date = context.quote.date
    window = item.activity.window(date, optam=item.sector != "sector_2")
    return shown_source(item.act.sources, date, window)


def _with(tariff: int, modifiers: Modifiers, association: Decimal) -> int:
    """Apply the association rate to the tariff and its percentages, not to fixed amounts (UNCAM decision of 2005)."""
    return round_cents(tariff * (1 + modifiers.percent) * association + modifiers.fixed)


def associations(items: list[Item]) -> dict[str, int]:
    """Give each line its association code: given, or 1 for a practitioner's dearest act and 2 for the second.

    The dearest is chosen on the tariff without modifiers. Mouth and teeth count in full; a third act is not guessed.
    """
    codes = {item.line.id: item.line.association or 1 for item in items}
    groups: dict[str, list[Item]] = {}
    for item in items:
        if item.nature in DOCTOR_NATURES - {"consultation"}:
            groups.setdefault(item.line.practitioner, []).append(item)
    for group in groups.values():
        first_taken = any(item.line.association == 1 for item in group)
        untold = [item for item in group if item.line.association is None]
        for rank, item in enumerate(sorted(untold, key=lambda item: -item.tariff), start=int(first_taken)):
            if rank == 0 or item.act is None:
                continue
            if rank > 1 and item.line.base is None:
                message = (
                    "Au-delà de deux actes d'un même praticien, indiquez le code association imprimé sur le devis."
                )
                raise RefusalError("unsupported", message, item.line.id)
            codes[item.line.id] = 2
    return codes
