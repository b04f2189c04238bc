"""The base of reimbursement: the act's tariff in the practitioner's grid, then modifiers, then association."""

import datetime as dt
import functools
from functools import partial

from quote_engine.data_files import Window
from quote_engine.errors import InvalidInputError, RefusalError
from quote_engine.estimate import Note, Share
from quote_engine.explain import modifiers_named, note, step
from quote_engine.fields import fault
from quote_engine.guarantee import DOCTOR_NATURES
from quote_engine.money import REMEMBERED, WHOLE, percent_text, round_cents, to_french
from quote_engine.money import share as share_of
from quote_engine.nomenclature import Act
from quote_engine.parameters import shown_name, shown_source
from quote_engine.quote import Line
from quote_engine.rules.acts import act_of, label_of, nature_of
from quote_engine.rules.context import Context, Item
from quote_engine.rules.modifiers import Modifiers, modifiers_of, usual_modifiers
from quote_engine.rules.not_covered import uncovered, why_not_covered
from wording import say

ALONE, SECOND = 1, 2
"""Association codes: an act alone or the dearest, and the second one."""
ASSOCIATIONS = {code: f"association/code_{code}" for code in range(1, 6)}

_refusal = partial(say, "engine", "refusals")


def resolve(line: Line, sector: str | None, context: Context) -> Item:
    """Find the act of a line and its tariff in the grid of the sector; refuse rather than guess."""
    if not line.covered:
        return uncovered(line, "not_covered_by_quote", context)
    act = act_of(line, context.quote)
    if act is not None and (reason := why_not_covered(line, act)):
        return uncovered(line, reason, context)
    if sector == "not_conventioned":
        raise RefusalError("not_covered_practitioner", _refusal("not_conventioned"), line.id)
    return _by_paper(line, sector, context) if act is None else _by_act(line, act, sector, context)


def _by_paper(line: Line, sector: str | None, context: Context) -> Item:
    if line.base is None:
        message = _refusal("missing_base", code=line.code or line.label)
        raise RefusalError("missing_base", message, line.id)
    if line.modifiers:
        context.warn("modifiers_ignored", line.id)
    nature = nature_of(line, None) or "consultation"
    label, source = label_of(line, None), shown_name("quote")
    return Item(line, None, None, label, nature, nature in DOCTOR_NATURES, sector, line.base, source, line.quantity)


def _by_act(line: Line, act: Act, sector: str | None, context: Context) -> Item:
    day, nature = context.quote.date, act.nature_of(line.activity)
    if line.nature is not None and line.nature not in {nature, act.nature}:
        context.warn("nature_differs", line.id, act_code=act.code)
    if line.phase:
        raise RefusalError("unsupported", _refusal("several_phases"), line.id)
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
    return Item(
        line, act, activity, label_of(line, act), nature, by_doctor, sector, window.value, source, line.quantity
    )


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


def base_of(item: Item, association: int, context: Context, share: Share) -> int:
    """Compute the base of a line and explain it. A printed base wins, with a warning when it differs."""
    base = _base_of_one(item, association, context, share)
    if item.acts == 1:
        return base
    share.steps.append(step("quantity", base * item.acts, shown_name("quote"), count=item.acts, unit=to_french(base)))
    return base * item.acts


def _base_of_one(item: Item, association: int, context: Context, share: Share) -> int:
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
        in_addition = item.nature == "consultation" or (item.act and item.act.in_addition)
        if item.by_doctor and not item.not_covered and not in_addition:
            groups.setdefault(item.line.practitioner, []).append(item)
    for group in groups.values():
        if len(group) > 1:
            _share_out(group, codes, context)
    return codes


def _share_out(group: list[Item], codes: dict[str, int], context: Context) -> None:
    def weight(item: Item) -> tuple[int, int, int, str]:
        """Rank by tariff; among equals the one that modifiers make dearer; the order of the lines must not matter."""
        alone = _with(item.tariff, modifiers_of(item, context), WHOLE, context)
        return item.tariff, alone, item.line.fee or 0, item.line.id

    first_taken = any(item.line.association == ALONE for item in group)
    untold = [item for item in group if item.line.association is None]
    for rank, item in enumerate(sorted(untold, key=weight, reverse=True), start=int(first_taken)):
        if rank == 0 or item.act is None:
            continue
        if rank > 1 and item.line.base is None:
            raise RefusalError("unsupported", _refusal("many_acts"), item.line.id)
        codes[item.line.id] = SECOND
