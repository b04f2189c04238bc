"""The flat fee on acts of 120 euros or more (R160-16): which lines it concerns, and where it is paid.

Outside hospital: once for each practitioner, on their dearest act. In a stay: once, with the stay.
"""

from collections.abc import Set as AbstractSet
from typing import Literal, NamedTuple

from quote_engine.contract.natures import NATURES
from quote_engine.money import to_french
from quote_engine.rules.context import Context, Item

Behaviour = Literal["adds_up", "alone", "removed", "never"]
IMAGING_GROUP = "ADI"
"""Radiology, scanner, MRI: at the threshold the share is removed, without flat fee. Ultrasound is not among them."""


class FlatFee(NamedTuple):
    """`eligible` lines are reimbursed in full but for the fee, which `bearers` carry; `removed` ones owe nothing."""

    eligible: AbstractSet[str]
    bearers: AbstractSet[str]
    removed: AbstractSet[str]


NOBODY = FlatFee(frozenset(), frozenset(), frozenset())


def behaviour(item: Item) -> Behaviour:
    """Read the official flag Exo TM; without code, the nature tells."""
    if item.not_covered:
        return "never"
    if item.activity is not None and item.act is not None:
        flag = item.activity.exo_tm[0]
        if flag == "2":
            return "removed" if item.act.group == IMAGING_GROUP else "alone"
        return "adds_up" if flag == "1" else "never"
    return NATURES[item.nature].flat_fee


def flat_fee(items: list[Item], context: Context) -> FlatFee:
    """Compare tariffs without modifiers with the threshold, equal included; those of one practitioner add up."""
    threshold = context.law["flat_fee/threshold"].amount
    if sum([_at_once(item) for item in items]) < threshold:
        return NOBODY
    told, sums = [], dict[str, int]()
    for item in items:
        how, who = behaviour(item), item.line.practitioner
        if how == "adds_up":
            sums[who] = sums.get(who, 0) + _at_once(item)
        if how != "never":
            told.append((item, how, who))
    eligible, removed, bearers = set(), set(), dict[str, Item]()
    for item, how, who in told:
        if (sums[who] if how == "adds_up" else item.tariff) < threshold:
            continue
        if how == "removed":
            removed.add(item.line.id)
            continue
        eligible.add(item.line.id)
        if who not in bearers or _weight(item) > _weight(bearers[who]):
            bearers[who] = item
    return FlatFee(eligible, {item.line.id for item in bearers.values()}, removed) if eligible or removed else NOBODY


def _at_once(item: Item) -> int:
    """Give the tariff of what is done together: several sessions are each on a day of its own."""
    return item.tariff * (1 if item.is_in_sessions else item.acts)


def _weight(item: Item) -> tuple[int, int]:
    """Rank the dearest act first; among equals the first one stays."""
    return item.tariff, item.line.fee or 0


def warn_of_dispute(context: Context) -> None:
    """Say so between the two dates that the sources give for the rise."""
    value = context.law["flat_fee/amount"]
    if value.disputed_until is not None and context.quote.date <= value.disputed_until:
        context.warn("flat_fee_date_disputed", amount=to_french(value.amount))
