"""The base of reimbursement: the act's tariff in the practitioner's grid, then modifiers, then association."""

import datetime as dt
import functools
from functools import partial

from quote_engine.data_files import Window
from quote_engine.errors import InvalidInputError, RefusalError
from quote_engine.estimate import Note, Share
from quote_engine.explain import anaesthesia_of, modifiers_named, note, step
from quote_engine.fields import fault
from quote_engine.money import REMEMBERED, WHOLE, percent_text, round_cents, to_french
from quote_engine.money import share as share_of
from quote_engine.nomenclature import Act, ClosedAct, find_act, is_known
from quote_engine.parameters import shown_name, shown_source
from quote_engine.quote import Line, Quote
from quote_engine.rules.context import DOCTOR_NATURES, Context, Item
from quote_engine.rules.modifiers import Modifiers, modifiers_of, usual_modifiers
from wording import say, words

NGAP_LETTERS = 4
"""An NGAP letter key (C, CS, G, CNP…) has four letters at most and no figure."""
ALONE, SECOND = 1, 2
"""Association codes: an act alone or the dearest, and the second one."""
NATURES = words("estimate", "natures")
ASSOCIATIONS = {code: f"association/code_{code}" for code in range(1, 6)}

_refusal = partial(say, "engine", "refusals")


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
    facts = {"code": closed.code, "day": f"{closed.closed_on:%d/%m/%Y}"}
    if not closed.successors:
        return _refusal("closed_act", **facts)
    *first, last = closed.successors
    successors = _refusal("either", first=", ".join(first), last=last) if first else last
    return _refusal("replaced_act", **facts, successors=successors)


def _unknown(line: Line, quote: Quote) -> RefusalError:
    if line.code is not None and is_known(line.code):
        message = _refusal("no_price_on_day", code=line.code, day=f"{quote.date:%d/%m/%Y}")
        return RefusalError("no_price", message, line.id)
    return RefusalError("unknown_act", _refusal("unknown_act", code=line.code), line.id)


def nature_of(line: Line, act: Act | None) -> str:
    """Let the code decide; without CCAM code, the nature given; an NGAP letter is a consultation."""
    if act is not None:
        return act.nature_of(line.activity)
    return line.nature or "consultation"


def resolve(line: Line, sector: str | None, context: Context) -> Item:
    """Find the act's tariff in the grid of the sector; refuse rather than guess."""
    day = context.quote.date
    act = act_of(line, context.quote)
    nature = nature_of(line, act)
    by_doctor = nature in DOCTOR_NATURES
    if sector == "not_conventioned":
        raise RefusalError("not_covered_practitioner", _refusal("not_conventioned"), line.id)
    if act is None:
        if line.base is None:
            raise RefusalError("missing_base", _refusal("missing_base", code=line.code), line.id)
        if line.modifiers:
            context.warn("modifiers_ignored", line.id)
        return Item(line, None, None, NATURES[nature], nature, by_doctor, sector, line.base, shown_name("quote"))
    if line.nature is not None and line.nature not in {nature, act.nature}:
        context.warn("nature_differs", line.id, act_code=act.code)
    if line.phase:
        raise RefusalError("unsupported", _refusal("several_phases"), line.id)
    activity = act.activities.get(line.activity)
    window = None if activity is None else activity.window(day, optam=sector != "sector_2")
    if window is None or not window.value or not act.covered:
        message = _refusal("no_price", code=act.code, activity=line.activity)
        raise RefusalError("no_price", message, line.id)
    _check_tooth(line, act, context)
    if act.prior_agreement:
        context.warn("prior_agreement", line.id)
    for_anaesthesia = nature == "anaesthesia" and act.nature != "anaesthesia"
    label = anaesthesia_of(act.label) if for_anaesthesia else act.label
    source = _tariff_source(act.sources, window.start, window.to, day)
    return Item(line, act, activity, label, nature, by_doctor, sector, window.value, source)


@functools.lru_cache(REMEMBERED)
def _tariff_source(sources: tuple[str, ...], start: dt.date, to: dt.date | None, day: dt.date) -> str:
    return shown_source(sources, day, Window(start, to, None))


def _check_tooth(line: Line, act: Act, context: Context) -> None:
    if act.teeth is None:
        return
    if line.tooth is None:
        context.warn("tooth_missing", line.id)
    elif not act.allows_tooth(line.tooth):
        message = fault("tooth_not_allowed", tooth=line.tooth, code=act.code, act=act.label)
        place = context.quote.lines.index(line)
        raise InvalidInputError("tooth_not_allowed", message, f"lines[{place}].tooth")


def base_of(item: Item, association: int, context: Context, share: Share) -> int:
    """Compute the base and explain it. A printed base wins, with a warning when it differs."""
    modifiers = modifiers_of(item, context)
    counted = context.law[ASSOCIATIONS[association]]
    computed = _with(item.tariff, modifiers, counted.amount, context)
    line = item.line
    if line.base is not None:
        if item.act is not None and line.base != computed:
            context.warn("base_differs", line.id, given=to_french(line.base), known=to_french(computed))
        share.steps.append(step("base_printed", line.base, shown_name("quote")))
        return line.base
    share.steps.append(step("base", item.tariff, item.tariff_source))
    if modifiers.letters:
        amount = _with(item.tariff, modifiers, WHOLE, context)
        share.steps.append(step("modifiers", amount, modifiers.source, modifiers=modifiers_named(modifiers.letters)))
    if counted.amount != WHOLE:
        rate = percent_text(counted.amount)
        share.steps.append(step("association", computed, counted.source, rate=rate, code=association))
    if not line.modifiers and (usual := usual_modifiers(item, context)):
        base = _with(item.tariff, usual, counted.amount, context)
        context.add(Note("modifiers_assumed_none", _usual_ones(usual.letters, base, computed), line.id))
    return computed


@functools.lru_cache(REMEMBERED)
def _usual_ones(letters: tuple[str, ...], base: int, now: int) -> str:
    """Say what the usual modifiers of an act would change: acts and their tariffs come again."""
    facts = {"usual": modifiers_named(letters, usual=True), "base": to_french(base), "now": to_french(now)}
    return note("modifiers_assumed_none", None, **facts).text


def _with(tariff: int, modifiers: Modifiers, rate: int, context: Context) -> int:
    """Apply modifiers, then the rate of association to the tariff and its percentages (UNCAM decision of 2005).

    Whether it bears on fixed amounts too is disputed: a parameter tells. Rounded once.
    """
    if not modifiers.letters:
        return share_of(tariff, rate)
    reduced = modifiers.fixed and context.law["association/reduces_fixed_modifiers"].amount
    fine = tariff * (WHOLE + modifiers.percent) * rate + modifiers.fixed * (rate if reduced else WHOLE) * WHOLE
    return round_cents(fine, WHOLE * WHOLE)


def associations(items: list[Item], context: Context) -> dict[str, int]:
    """Give each line its association code: given, or 1 for a practitioner's dearest act and 2 for the second.

    The dearest is chosen on the tariff without modifiers. Mouth and teeth, complementary gestures and supplements
    count in full; a third act is not guessed.
    """
    codes = {item.line.id: item.line.association or ALONE for item in items}
    groups: dict[str, list[Item]] = {}
    for item in items:
        if item.by_doctor and item.nature != "consultation" and not (item.act and item.act.in_addition):
            groups.setdefault(item.line.practitioner, []).append(item)
    for group in groups.values():
        if len(group) > 1:
            _share_out(group, codes, context)
    return codes


def _share_out(group: list[Item], codes: dict[str, int], context: Context) -> None:
    def weight(item: Item) -> tuple[int, int, int, str]:
        """Rank by tariff; among equals the one that modifiers make dearer; the order of the lines must not matter."""
        alone = _with(item.tariff, modifiers_of(item, context), WHOLE, context)
        return item.tariff, alone, item.line.fee, item.line.id

    first_taken = any(item.line.association == ALONE for item in group)
    untold = [item for item in group if item.line.association is None]
    for rank, item in enumerate(sorted(untold, key=weight, reverse=True), start=int(first_taken)):
        if rank == 0 or item.act is None:
            continue
        if rank > 1 and item.line.base is None:
            raise RefusalError("unsupported", _refusal("many_acts"), item.line.id)
        codes[item.line.id] = SECOND
