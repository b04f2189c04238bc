"""Modifiers of the nomenclature: percentages that add up and fixed amounts, each reserved to some practitioners."""

import datetime as dt
import functools
from functools import partial
from typing import NamedTuple

from quote_engine.contract.natures import ANAESTHETIST
from quote_engine.errors import RefusalError
from quote_engine.money import NARROW_SPACE, REMEMBERED, WHOLE, round_cents, share
from quote_engine.parameters import all_parameters, law_on
from quote_engine.rules.context import Context, Item
from wording import say, short_date

SURGEONS_ONLY = frozenset("KT")
TWO_AMOUNTS = {**{letter: (f"{letter}_lower", f"{letter}_higher") for letter in "PSF"}, "U": ("U_other", "U_surgeon")}
"""The letters whose amount follows the practitioner, the lower first."""


class Modifiers(NamedTuple):
    """Those of a line, added up: a rate in ten-thousandths, and cents."""

    letters: tuple[str, ...] = ()
    percent: int = 0
    fixed: int = 0
    source: str = ""


NONE = Modifiers()
_reason = partial(say, "engine", "modifiers")


def modifiers_of(item: Item, context: Context) -> Modifiers:
    """Add up the modifiers of a line; refuse one that the act, the sector or the practitioner does not allow."""
    letters = item.line.modifiers
    if item.act is None or not letters:
        return NONE
    for letter in letters:
        _check(letter, item, context)
    if set(letters) >= SURGEONS_ONLY:
        raise _refused(item, "K", _reason("not_together"))
    return _sum(letters, item, context)


def usual_modifiers(item: Item, context: Context) -> Modifiers | None:
    """Give what a surgeon usually adds: J, with K in sector 1 or OPTAM; None when the act does not allow it."""
    allowed = item.act.modifiers if item.act else ()
    if "J" not in allowed or item.line.activity == ANAESTHETIST or SURGEONS_ONLY.isdisjoint(allowed):
        return None
    if item.sector == "sector_2" or item.line.surgeon_or_obstetrician is False:
        return _sum(("J",), item, context)
    return _sum(("J", "K" if "K" in allowed else "T"), item, context)


def priced(tariff: int, modifiers: Modifiers, rate: int, context: Context) -> int:
    """Apply modifiers, then the rate of association to the tariff and its percentages (UNCAM decision of 2005).

    Whether it bears on fixed amounts too is disputed: a parameter tells. Rounded once.
    """
    if not modifiers.letters:
        return share(tariff, rate)
    reduced = modifiers.fixed and context.law["association/reduces_fixed_modifiers"].amount
    fine = tariff * (WHOLE + modifiers.percent) * rate + modifiers.fixed * (rate if reduced else WHOLE) * WHOLE
    return round_cents(fine, WHOLE * WHOLE)


def _sum(letters: tuple[str, ...], item: Item, context: Context) -> Modifiers:
    return _added(letters, tuple([_parameter(letter, item, context) for letter in letters]), context.quote.date)


@functools.lru_cache(REMEMBERED)
def _added(letters: tuple[str, ...], names: tuple[str, ...], day: dt.date) -> Modifiers:
    values = {name: law_on(day)[name] for name in names}
    units = {name: all_parameters()[name].unit for name in names}
    return Modifiers(
        letters,
        percent=sum(value.amount for name, value in values.items() if units[name] == "rate"),
        fixed=sum(value.amount for name, value in values.items() if units[name] == "EUR"),
        source=f"{NARROW_SPACE}; ".join(dict.fromkeys(value.source for value in values.values())),
    )


def _parameter(letter: str, item: Item, context: Context) -> str:
    """Name the value of a letter; one that follows the practitioner is left open, but U where the line tells."""
    if letter == "3":
        return f"modifiers/3_{item.sector}"
    if letter not in TWO_AMOUNTS:
        return f"modifiers/{letter}"
    lower, higher = TWO_AMOUNTS[letter]
    told = item.line.activity == ANAESTHETIST or item.line.surgeon_or_obstetrician if letter == "U" else None
    if told is None:
        told = context.supposes("modifier_amount", item.line.id, letter=letter)
    return f"modifiers/{higher if told else lower}"


def _check(letter: str, item: Item, context: Context) -> None:
    line = item.line
    if item.act is None or letter not in item.act.modifiers:
        raise _refused(item, letter, _reason("not_of_the_act"))
    if letter in SURGEONS_ONLY:
        _check_surgeon(letter, item)
    if letter == "3" and (line.activity != ANAESTHETIST or item.sector == "sector_2"):
        raise _refused(item, letter, _reason("anaesthetists"))
    name = _parameter(letter, item, context)
    if name not in all_parameters():
        message = say("engine", "refusals", "modifier_unknown", letter=letter)
        raise RefusalError("unsupported", message, line.id)
    if all_parameters()[name].find(context.quote.date) is None:
        raise _refused(item, letter, _reason("not_yet", day=short_date(context.quote.date)))
    _check_age(letter, item, context)


def _check_age(letter: str, item: Item, context: Context) -> None:
    """Refuse A between its two ages, and 9 beyond its own; an age that is not known is not held against a quote."""
    law, age = context.law, context.quote.patient.age_on(context.quote.date)
    if age is None:
        return
    if letter == "A":
        below, above = law["modifier_ages/A_below"].amount, law["modifier_ages/A_above"].amount
        if below <= age <= above:
            raise _refused(item, letter, _reason("outside_ages", below=below, above=above))
    if letter == "9":
        first, last = law["modifier_ages/9_from"].amount, law["modifier_ages/9_to"].amount
        if not first <= age <= last:
            raise _refused(item, letter, _reason("between_ages", first=first, last=last))


def _check_surgeon(letter: str, item: Item) -> None:
    if item.line.activity == ANAESTHETIST or item.line.surgeon_or_obstetrician is False:
        raise _refused(item, letter, _reason("surgeons"))
    if item.sector == "sector_2":
        raise _refused(item, letter, _reason("sector_1_or_optam"))
    if letter == "T" and item.sector == "sector_1":
        raise _refused(item, letter, _reason("optam"))


def _refused(item: Item, letter: str, reason: str) -> RefusalError:
    message = say("engine", "refusals", "modifier", letter=letter, reason=reason)
    return RefusalError("modifier_not_allowed", message, item.line.id)
