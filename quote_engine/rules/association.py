"""Several acts of one practitioner in one session: how much each counts (rules 2.3, UNCAM decision of 18 July 2005).

General case first: the dearest act counts in full and the second by half, at most two. Then the exceptions: different
limbs, or a limb and elsewhere, make the second count for three quarters; mouth and teeth, complementary gestures and
supplements count in full. What the rule leaves open goes one way in a hypothesis, the other way in another.
"""

from typing import NamedTuple

from quote_engine.money import WHOLE
from quote_engine.nomenclature import ANYWHERE, LIMBS, region_of
from quote_engine.rules.context import Context, Item
from quote_engine.rules.modifiers import modifiers_of, priced

Codes = tuple[int, ...]
"""The association code of each time that an act is done."""
BEYOND, ALONE, SECOND, OTHER_LIMB = 0, 1, 2, 3
"""The official codes, and 0 for an act beyond the second one, which has none."""
SURGERY = "ADC"
"""The group of surgical acts, to which the exception of limbs is reserved."""
RATES = {BEYOND: "association/beyond_two", **{code: f"association/code_{code}" for code in range(1, 6)}}


class _Done(NamedTuple):
    """An act done once, on a side when it is told."""

    item: Item
    side: str | None


def associations(items: list[Item], context: Context) -> dict[str, Codes]:
    """Give each line its codes: those of the quote, or those of the rule."""
    codes = {item.line.id: (item.line.association or ALONE,) * item.acts for item in items}
    groups: dict[str, list[Item]] = {}
    for item in items:
        if item.by_doctor and _shares(item):
            groups.setdefault(item.line.practitioner, []).append(item)
    for group in groups.values():
        if len(group) > 1 or group[0].acts > 1:
            _share_out(group, codes, context)
    return codes


def _shares(item: Item) -> bool:
    """Tell whether a doctor's act counts less beside others."""
    if item.not_covered or item.nature == "consultation":
        return False
    return item.act is None or not (item.act.in_addition or item.act.is_session)


def _share_out(group: list[Item], codes: dict[str, Codes], context: Context) -> None:
    def weight(item: Item) -> tuple[int, int, int]:
        """Rank by tariff; among equals the one that modifiers make dearer, then the dearest, then the first."""
        alone = priced(item.tariff, modifiers_of(item, context), WHOLE, context)
        return item.tariff, alone, item.line.fee or 0

    told = next((item for item in group if item.line.association == ALONE), None)
    dearest = _Done(told, told.line.side) if told else None
    untold = sorted((item for item in group if item.line.association is None), key=weight, reverse=True)
    found: dict[str, list[int]] = {item.line.id: [] for item in untold}
    rank = 0 if dearest is None else 1
    for item in untold:
        for side in _sides(item):
            act = _Done(item, side)
            found[item.line.id].append(_code(act, rank, dearest or act, context))
            dearest = dearest or act
            rank += 1
    codes.update({name: tuple(each) for name, each in found.items()})


def _sides(item: Item) -> tuple[str | None, ...]:
    side = item.line.side
    if side == "both" and item.acts % 2 == 0:
        return ("left", "right") * (item.acts // 2)
    return (side if side != "both" else None,) * item.acts


def _code(act: _Done, rank: int, dearest: _Done, context: Context) -> int:
    """Give the code of the act of a rank, 0 for the dearest; a printed base holds its association already."""
    if rank == 0 or act.item.act is None or act.item.line.base is not None:
        return ALONE
    if rank == 1:
        return OTHER_LIMB if _on_another_limb(dearest, act, context) else SECOND
    return SECOND if context.supposes("many_acts", act.item.line.id) else BEYOND


def _on_another_limb(one: _Done, other: _Done, context: Context) -> bool:
    """Tell whether two surgical acts are on different limbs, or on a limb and elsewhere."""
    acts = [done.item.act for done in (one, other)]
    if any(act is None or act.group != SURGERY for act in acts):
        return False
    first, second = (region_of(act.code) for act in acts if act)
    if first is None or second is None:
        return False
    if ANYWHERE not in {first, second} and (first != second or first not in LIMBS):
        return first != second and not LIMBS.isdisjoint({first, second})
    if first != ANYWHERE and one.side and other.side:
        return one.side != other.side
    same = acts[0] == acts[1]
    return (same or ANYWHERE in {first, second}) and context.supposes("limbs_not_told", other.item.line.id)
