"""The base of reimbursement: the act's tariff in the practitioner's grid, then modifiers, then association."""

import datetime as dt
import functools
from functools import partial

from quote_engine.contract.answer import Note, Share, Step
from quote_engine.contract.kinds import fault
from quote_engine.contract.natures import DOCTOR_NATURES
from quote_engine.contract.quote import Line
from quote_engine.data_files import Window
from quote_engine.errors import InvalidInputError, RefusalError
from quote_engine.explanation.facts import modifiers_named
from quote_engine.explanation.sentences import note, step
from quote_engine.money import REMEMBERED, WHOLE, percent_text, to_french
from quote_engine.nomenclature import Act
from quote_engine.parameters import shown_name, shown_source
from quote_engine.rules.acts import act_of, label_of, nature_of
from quote_engine.rules.association import BEYOND, RATES, Codes
from quote_engine.rules.context import Context, Item
from quote_engine.rules.modifiers import Modifiers, modifiers_of, priced, usual_modifiers
from quote_engine.rules.not_covered import uncovered, why_not_covered
from quote_engine.rules.orthodontics import base_of_letter, why_not_paid
from wording import say

_refusal = partial(say, "engine", "refusals")


def resolve(line: Line, sector: str | None, context: Context) -> Item:
    """Find the act of a line and its tariff in the grid of the sector; refuse rather than guess."""
    if not line.covered:
        return uncovered(line, "not_covered_by_quote", context)
    act = act_of(line, context.quote)
    if act is not None and (reason := why_not_covered(line, act, context)):
        return uncovered(line, reason, context)
    if sector == "not_conventioned":
        raise RefusalError("not_covered_practitioner", _refusal("not_conventioned"), line.id)
    return _by_paper(line, sector, context) if act is None else _by_act(line, act, sector, context)


def _by_paper(line: Line, sector: str | None, context: Context) -> Item:
    nature = nature_of(line, None) or "consultation"
    if nature == "orthodontics" and (reason := why_not_paid(line, context)):
        return uncovered(line, reason, context)
    base, source = line.base, shown_name("quote")
    if base is None and (base := base_of_letter(line.code, context.law)):
        source = context.law["orthodontics/letter_to"].source
    if base is None:
        message = _refusal("missing_base", code=line.code or line.label)
        raise RefusalError("missing_base", message, line.id)
    if line.modifiers:
        context.warn("modifiers_ignored", line.id)
    by_doctor = nature in DOCTOR_NATURES
    return Item(line, None, None, label_of(line, None, nature), nature, by_doctor, sector, base, source, line.quantity)


def _by_act(line: Line, act: Act, sector: str | None, context: Context) -> Item:
    day, nature = context.quote.date, act.nature_of(line.activity)
    if line.nature is not None and line.nature not in {nature, act.nature}:
        context.warn("nature_differs", line.id, act_code=act.code)
    if line.phase:
        return _phase(line, act, nature, sector, context)
    activity = act.activities.get(line.activity)
    window = None if activity is None else activity.window(day, optam=sector != "sector_2")
    if window is None or not window.value:
        message = _refusal("no_price", code=act.code, activity=line.activity)
        raise RefusalError("no_price", message, line.id)
    _check_tooth(line, act, context)
    if act.prior_agreement and line.prior_agreement is None:
        context.warn("prior_agreement", line.id)
    source = _tariff_source(act.sources, window.start, window.to, day)
    by_doctor = nature in DOCTOR_NATURES
    twice = line.side == "both" and not act.is_bilateral
    acts = line.quantity * 2 if twice else line.quantity
    return Item(line, act, activity, label_of(line, act, nature), nature, by_doctor, sector, window.value, source, acts)


def _phase(line: Line, act: Act, nature: str, sector: str | None, context: Context) -> Item:
    """Take the printed base of one phase of an act, whose own tariff is not known."""
    if line.base is None:
        raise RefusalError("unsupported", _refusal("several_phases"), line.id)
    if line.modifiers:
        context.warn("modifiers_ignored", line.id)
    label, by_doctor = label_of(line, act, nature), nature in DOCTOR_NATURES
    return Item(line, None, None, label, nature, by_doctor, sector, line.base, shown_name("quote"), line.quantity)


@functools.lru_cache(REMEMBERED)
def _tariff_source(sources: tuple[str, ...], start: dt.date, to: dt.date | None, day: dt.date) -> str:
    return shown_source(sources, day, Window(start, to, None))


def _check_tooth(line: Line, act: Act, context: Context) -> None:
    if act.teeth is None:
        return
    if not line.teeth:
        context.warn("tooth_missing", line.id)
    for tooth in line.teeth:
        if not act.allows_tooth(tooth):
            message = fault("tooth_not_allowed", tooth=tooth, code=act.code, act=act.label)
            place, key = context.quote.lines.index(line), "tooth" if len(line.teeth) == 1 else "teeth"
            raise InvalidInputError("tooth_not_allowed", message, f"lines[{place}].{key}")


def base_of(item: Item, codes: Codes, context: Context, share: Share) -> int:
    """Compute the base of a line and explain it. A printed base wins, with a warning when it differs.

    An act done several times counts each time as its association code says.
    """
    line, steps = item.line, share.steps
    modifiers = modifiers_of(item, context)
    base = _with(modifiers, item, codes, context)
    if line.base is not None:
        printed = line.base * line.quantity
        if item.act is not None and printed != base:
            context.warn("base_differs", line.id, given=to_french(printed), known=to_french(base))
        steps.append(step("base_printed", line.base, shown_name("quote")))
        base = printed
    else:
        _explain(item, modifiers, codes, context, steps)
        if not line.modifiers and (usual := usual_modifiers(item, context)):
            instead = _with(usual, item, codes, context)
            if instead != base:  # an act that its association counts for nothing gains nothing
                context.add(Note("modifiers_assumed_none", _usual_ones(usual.letters, instead, base), line.id))
    if item.acts > 1:
        steps.append(step("quantity", base, shown_name("quote"), count=item.acts))
    return base


def _with(modifiers: Modifiers, item: Item, codes: Codes, context: Context) -> int:
    if len(codes) == 1:
        return priced(item.tariff, modifiers, context.law[RATES[codes[0]]].amount, context)
    return sum([priced(item.tariff, modifiers, context.law[RATES[code]].amount, context) for code in codes])


def _explain(item: Item, modifiers: Modifiers, codes: Codes, context: Context, steps: list[Step]) -> None:
    steps.append(step("base", item.tariff, item.tariff_source))
    if modifiers.letters:
        amount = priced(item.tariff, modifiers, WHOLE, context)
        steps.append(step("modifiers", amount, modifiers.source, modifiers=modifiers_named(modifiers.letters)))
    for code in codes if len(codes) == 1 else dict.fromkeys(codes):
        rate, source, _ = context.law[RATES[code]]
        if rate == WHOLE:
            continue
        base = priced(item.tariff, modifiers, rate, context)
        if code == BEYOND:
            steps.append(step("association_beyond_two", base, source))
        else:
            steps.append(step("association", base, source, rate=percent_text(rate), code=code))


@functools.lru_cache(REMEMBERED)
def _usual_ones(letters: tuple[str, ...], base: int, now: int) -> str:
    """Say what the usual modifiers of an act would change: acts and their tariffs come again."""
    facts = {"usual": modifiers_named(letters, usual=True), "base": to_french(base), "now": to_french(now)}
    return note("modifiers_assumed_none", None, **facts).text
