"""The flat fee on acts of 120 euros or more (R160-16): which lines it concerns, and where it is paid.

Outside hospital: once for each practitioner, on their dearest act. In a stay: once, with the stay.
"""

from dataclasses import dataclass
from typing import Literal

from quote_engine.money import to_french
from quote_engine.rules.context import Context, Item

Behaviour = Literal["adds_up", "alone", "removed", "never"]
IMAGING_GROUP = "ADI"
"""Radiology, scanner, MRI: at the threshold the share is removed, without flat fee. Ultrasound is not among them."""


@dataclass(frozen=True, slots=True)
class FlatFee:
    """`eligible` lines are reimbursed in full but for the fee, which `bearers` carry; `removed` ones owe nothing."""

    eligible: frozenset[str]
    bearers: frozenset[str]
    removed: frozenset[str]


def behaviour(item: Item) -> Behaviour:
    """Read the official flag Exo TM; without code, the nature tells."""
    if item.activity is not None and item.act is not None:
        flag = item.activity.exo_tm[0]
        if flag == "2":
            return "removed" if item.act.group == IMAGING_GROUP else "alone"
        return "adds_up" if flag == "1" else "never"
    if item.nature == "imaging":
        return "removed"
    return "adds_up" if item.nature in {"medical_act", "anaesthesia", "dental_care"} else "never"


def flat_fee(items: list[Item], context: Context) -> FlatFee:
    """Compare tariffs without modifiers with the threshold, equal included; those of one practitioner add up."""
    threshold = context.cents("flat_fee/threshold")
    eligible: set[str] = set()
    bearers: set[str] = set()
    for practitioner in dict.fromkeys(item.line.practitioner for item in items):
        own = [item for item in items if item.line.practitioner == practitioner]
        adding = [item for item in own if behaviour(item) == "adds_up"]
        heavy = adding if sum(item.tariff for item in adding) >= threshold else []
        heavy += [item for item in own if behaviour(item) == "alone" and item.tariff >= threshold]
        if heavy:
            eligible.update(item.line.id for item in heavy)
            bearers.add(max(heavy, key=lambda item: item.tariff).line.id)
    removed = {i.line.id for i in items if behaviour(i) == "removed" and i.tariff >= threshold}
    return FlatFee(frozenset(eligible), frozenset(bearers), frozenset(removed))


def warn_of_dispute(context: Context) -> None:
    """Say so between the two dates that the sources give for the rise."""
    value = context.value("flat_fee/amount")
    if value.disputed_until is not None and context.quote.date <= value.disputed_until:
        context.warn("flat_fee_date_disputed", amount=to_french(context.cents("flat_fee/amount")))
