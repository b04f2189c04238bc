"""What a cover promises against the law of responsible contracts (R871-2), told to whoever writes it.

The engine applies some of these rules whatever the table says: a table that says otherwise misleads its reader. Each
entry is tried on a base of 100 €, with the engine's own formulas and the law of the day. A sum in euros is another
share of each base: it is judged only where it goes against the law as soon as it pays an overrun, or once it is spent.
"""

import math
from collections.abc import Iterator, Mapping
from functools import partial
from typing import NamedTuple

from quote_engine.contract.benefits import ACT_BENEFITS, SECTOR_SUFFIXES, dental_keys, doctor_keys
from quote_engine.contract.guarantee import Benefit, Ceiling, Cover, Guarantee
from quote_engine.contract.natures import DENTAL_NATURES, DOCTOR_NATURES
from quote_engine.contract.terms import MOST_DAYS, SETTINGS
from quote_engine.covers.expense import Expense
from quote_engine.covers.forms import SUMS, overrun_level, promised
from quote_engine.covers.table import benefit_name, ceiling_text
from quote_engine.money import percent_text, share
from quote_engine.parameters import Law
from wording import say

BASE = 10_000
RATES: Mapping[str, str] = {
    **dict.fromkeys(SETTINGS, "amo/stay"),
    "outpatient": "amo/doctor_outside_stay",
    "dental": "amo/dental",
}
"""The parameter that leaves the largest ticket modérateur."""
DENTAL_KEYS = (
    *(dental_keys("dental_prosthesis", basket=basket) for basket in ("moderate", "free")),
    *(dental_keys(nature) for nature in DENTAL_NATURES),
    *((benefit,) for benefit, own in ACT_BENEFITS.items() if not own.or_nature),
)
RAC0_KEYS = dental_keys("dental_prosthesis", basket="rac0")
DAILY_FEE_KEYS = ("daily_hospital_fee",)
IN_FULL = frozenset({"actual_cost", "zero_remaining"})

_said = partial(say, "covers", "remarks")


class Remark(NamedTuple):
    """A sentence in French, and the place it speaks of, as in `benefits[0].cover`."""

    path: str
    text: str


def remarks(guarantee: Guarantee, law: Law) -> list[Remark]:
    """Give what a responsible contract must promise and does not, or may not and does; nothing on another contract."""
    if not guarantee.responsible:
        return []
    return [
        *_daily_fee(guarantee, law),
        *_rac0(guarantee),
        *_ticket_moderateur(guarantee, law),
        *_overruns(guarantee, law),
        *_one_limit_a_name(guarantee),
    ]


def _daily_fee(guarantee: Guarantee, law: Law) -> Iterator[Remark]:
    rule = _said("daily_fee")
    benefit = guarantee.find(DAILY_FEE_KEYS)
    if benefit is None:
        yield Remark("benefits", _said("here", rule=rule, fact=_said("silent")))
        return
    unit = law["hospital/daily_fee_general"].amount
    due = unit * MOST_DAYS
    expense = Expense("", DAILY_FEE_KEYS, due, due, 0, unit=unit, days=MOST_DAYS, nights=MOST_DAYS - 1)
    if _paid(benefit.cover, expense, guarantee, law) < due:
        yield Remark(_place(guarantee, benefit, "cover"), rule)
    elif any(c.days < MOST_DAYS if c.days is not None else (c.amount or 0) < due for c in benefit.ceilings):
        yield Remark(_place(guarantee, benefit, "ceilings"), rule)


def _rac0(guarantee: Guarantee) -> Iterator[Remark]:
    rule = _said("rac0")
    benefit = guarantee.find(RAC0_KEYS)
    if benefit is None:
        yield Remark("benefits", _said("here", rule=rule, fact=_said("silent")))
    elif benefit.cover.kind not in IN_FULL:
        yield Remark(_place(guarantee, benefit, "cover"), rule)
    elif any(c.amount is not None for c in benefit.ceilings):
        yield Remark(_place(guarantee, benefit, "ceilings"), rule)


def _ticket_moderateur(guarantee: Guarantee, law: Law) -> Iterator[Remark]:
    """All of it, whatever the year has already used (R871-2, 1°). An entry that serves several times is told once."""
    expenses = [
        (doctor_keys(nature, sector, setting), setting)
        for nature in DOCTOR_NATURES
        for sector in SECTOR_SUFFIXES
        for setting in SETTINGS
    ]
    expenses += [(keys, "dental") for keys in DENTAL_KEYS]
    expenses.append((("stay_cost",), "inpatient"))
    told = set()
    for keys, where in expenses:
        benefit = guarantee.find(keys)
        if benefit is None or benefit.key in told:
            continue
        cover = benefit.cover
        expense = Expense("", keys, BASE, BASE, share(BASE, law[RATES[where]].amount))
        name = benefit_name(benefit.key)
        if cover.per == "year" or (cover.kind not in SUMS and _paid(cover, expense, guarantee, law) < expense.need):
            told.add(benefit.key)
            yield Remark(_place(guarantee, benefit, "cover"), _said("ticket_moderateur", benefit=name))
        elif any(c.amount is not None and c.per == "year" and c.beyond == "amo" for c in benefit.ceilings):
            told.add(benefit.key)
            text = _said("ticket_moderateur_ceiling", benefit=name)
            yield Remark(_place(guarantee, benefit, "ceilings"), text)


def _overruns(guarantee: Guarantee, law: Law) -> Iterator[Remark]:
    """Without OPTAM: at most the base, and the overrun covered with OPTAM less 20 % of the base (R871-2, 2°).

    An entry that serves several times is told once, where it goes furthest.
    """
    worst: dict[str, tuple[float, str]] = {}
    for nature in DOCTOR_NATURES:
        for setting in SETTINGS:
            without = guarantee.find(doctor_keys(nature, "non_optam", setting))
            optam = guarantee.find(doctor_keys(nature, "optam", setting))
            if without is None:
                continue
            for rate in ("amo/full", RATES[setting]):
                excess, told = _excess(without.cover, optam and optam.cover, share(BASE, law[rate].amount), law)
                if excess > worst.get(without.key, (0, ""))[0]:
                    worst[without.key] = excess, told
    for key, (_, told) in worst.items():
        text = _said("overrun", benefit=benefit_name(key), told=told)
        yield Remark(_place(guarantee, guarantee.benefits[key], "cover"), text)


def _excess(without: Cover, optam: Cover | None, amo: int, law: Law) -> tuple[float, str]:
    """Give how far the overrun covered goes above the law, in ten-thousandths of the base, and what the law asks."""
    gap = law["complementary/non_optam_gap"].amount
    less = _said("less", percent=percent_text(gap))
    if without.kind in SUMS:
        alike = optam is not None and (optam.kind, optam.per) == (without.kind, without.per)
        too_much = alike and optam is not None and (without.amount, without.rate) >= (optam.amount, optam.rate)
        return float(too_much), _said("covers_less", less=less)
    expense = Expense("", (), BASE, BASE, amo)
    most = law["complementary/non_optam_overrun"].amount
    limit = _said("covers_at_most", percent=percent_text(most))
    with_optam = None if optam is None or optam.kind in SUMS else overrun_level(optam, 0, expense)
    if with_optam is not None and with_optam // BASE - gap < most:
        most = max(with_optam // BASE - gap, 0)
        limit = _said("covers_at_most_less", percent=percent_text(most), less=less)
    level = overrun_level(without, 0, expense)
    if level is None:
        return math.inf, _said("here", rule=limit, fact=_said("no_limit"))
    return level // BASE - most, _said("here", rule=limit, fact=percent_text(level // BASE))


def _one_limit_a_name(guarantee: Guarantee) -> Iterator[Remark]:
    """Ceilings of one name are one ceiling, of which each entry spends a part: it has one limit a period."""
    known: dict[tuple[str, bool, str], tuple[Ceiling, str]] = {}
    for benefit in guarantee.benefits.values():
        for place, ceiling in enumerate(benefit.ceilings):
            same = (ceiling.name, ceiling.days is not None, ceiling.per)
            other, key = known.setdefault(same, (ceiling, benefit.key))
            if other != ceiling:
                limits = {"other": ceiling_text(other), "limit": ceiling_text(ceiling)}
                text = _said("one_limit", name=ceiling.name, benefit=benefit_name(key), **limits)
                yield Remark(_place(guarantee, benefit, f"ceilings[{place}]"), text)


def _paid(cover: Cover, expense: Expense, guarantee: Guarantee, law: Law) -> int:
    """Give what the table itself promises: the engine would lift a responsible contract to the ticket modérateur."""
    amount = share(law["complementary/pmss"].amount, cover.rate) if cover.kind == "percent_of_pmss" else cover.amount
    return promised(cover, amount, expense, guarantee._replace(responsible=False))


def _place(guarantee: Guarantee, benefit: Benefit, key: str) -> str:
    return f"benefits[{list(guarantee.benefits).index(benefit.key)}].{key}"
