"""Bare numbers that are teeth, by what stands beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from actions.reading import Kind, Parse, along_the_arch
from actions.understanding.item import Item
from quote_draft import TEETH


def with_spelt_teeth(items: list[Item]) -> list[Item]:
    """« deux six » is the 26."""
    kept: list[Item] = []
    for item in items:
        before = kept[-1] if kept else None
        digits = (before.value, item.value) if before is not None and before.last == item.first else ()
        beside = before is not None and before.kind == item.kind == "amount" and all(d in range(1, 9) for d in digits)
        if digits and beside and before is not None and (tooth := digits[0] * 10 + digits[1]) in TEETH:
            kept[-1] = replace(before, kind="teeth", value=(tooth,), last=item.last)
        else:
            kept.append(item)
    return kept


def with_teeth(items: list[Item], parse: Parse, *, asks_tooth: bool) -> list[Item]:
    """Take a bare number for a tooth where a tooth stands: after an act, before a sum, or when the tooth is asked."""
    kept: list[Item] = []
    for at, item in enumerate(items):
        mention = item.mention
        before = next((one for one in reversed(kept) if one.kind != "count"), None)  # « couronne x2, 36 et 37 »
        after = items[at + 1] if at + 1 < len(items) else None
        if item.kind != "amount" or mention is None:
            kept.append(item)
            continue
        if before is not None and before.kind == "teeth":
            kept[-1:] = _tooth_that_ends_a_list(before, item, parse) or _after_teeth(
                kept[-1], before, item, after, parse, asks_tooth=asks_tooth
            )
            continue
        if (pair := _pair_of_teeth(item, before, after, asks_tooth=asks_tooth)) is not None:
            kept.append(replace(item, kind="teeth", value=pair, mention=replace(mention, splits=())))
            continue
        if along := _teeth_from_to(item, before, items[at + 1 :], parse):
            kept.append(replace(item, kind="teeth", value=along, mention=replace(mention, doubt=None, alternatives=())))
            continue
        if (priced := _tooth_at_a_price(item, parse)) and before is not None and before.kind in ("act", "amount"):
            kept += priced
            continue
        split = next((one for one in mention.splits if one[0] in TEETH and one[1] not in TEETH), None)
        split = None if parse.norms(item.first - 1, item.first) == ("a",) else split  # « détartrage à 43,38 »
        in_a_row = before is not None and before.kind == "act"
        in_a_row = in_a_row or [one.kind for one in kept[-2:]] == ["teeth", "amount"]  # « 26 500 27 520 »
        too_dear = item.mention is not None and isinstance(item.value, int) and item.value >= _NO_PRICE_OF_A_LINE
        if split is not None and (in_a_row or too_dear):  # « pilier titane 46 310 € »
            kept += [
                replace(item, kind="teeth", value=(split[0],), mention=replace(mention, splits=())),
                replace(item, value=split[1], mention=replace(mention, kind=Kind.MONEY, value=split[1], splits=())),
            ]
            continue
        is_bare = _is_bare_tooth(item) and parse.norms(item.first - 1, item.first) != ("a",)  # « un détartrage à 45 »
        is_bare = is_bare or (asks_tooth and _is_bare_tooth(item))
        after_same = any(item.first in (tag.last, tag.first - 1) for tag in parse.tagged("same"))  # « idem 27 »
        is_bare = is_bare and not _counts_teeth(item, parse) and not _is_of_an_act(item, after, parse)
        given_way = _tell_teeth_that_give_way(items) or _are_teeth_alone(items, parse)
        beside_a_sum = after is not None and after.kind == "amount" and after.value not in TEETH
        before_an_act = _leads_to_an_act(items[at + 1 :], item.last, parse)
        opens_a_row = parse.norms(item.last, item.last + 1) == (":",)
        placed = parse.norms(item.first - 1, item.first) == ("sur",)  # « deux facettes à 400 € pièce sur 11 et 21 »
        if is_bare and (
            asks_tooth
            or (before is not None and before.kind == "act")
            or beside_a_sum
            or before_an_act
            or opens_a_row
            or placed
            or after_same
            or given_way
        ):
            kept.append(replace(item, kind="teeth", value=(item.value,)))
        else:
            kept.append(item)
    return kept


def _tooth_that_ends_a_list(before: Item, item: Item, parse: Parse) -> list[Item]:
    """« couronnes 36 et 37 650 € »: no 37 650 €, the last tooth of the list and a price."""
    split = next((one for one in item.mention.splits if one[0] in TEETH), None) if item.mention else None
    goes_on = before.last == item.first or _is_list(parse, before.last, item.first)
    if split is None or not isinstance(before.value, tuple) or not goes_on:
        return []
    mention = replace(item.mention, kind=Kind.MONEY, value=split[1], splits=()) if item.mention else None
    return [replace(before, value=(*before.value, split[0])), replace(item, value=split[1], mention=mention)]


_NO_PRICE_OF_A_LINE = 1_000_000
"""Cents that no act of a dentist costs: figures that begin with a tooth are then a tooth and a price."""


def _tell_teeth_that_give_way(items: Sequence[Item]) -> bool:
    """« 16 et 17 au lieu de 26 et 27 »: nothing but figures that are teeth, as many that stand as that are denied."""
    figures = [item for item in items if item.kind == "amount"]
    denied = [item for item in figures if item.is_denied]
    return len(denied) > 1 and len(figures) == 2 * len(denied) and all(_is_bare_tooth(item) for item in figures)


def _are_teeth_alone(items: Sequence[Item], parse: Parse) -> bool:
    """« 16 et 17 », of a dentist's quote, whatever is asked: several teeth, and no price of any."""
    several = len(items) > 1 and all(item.kind == "amount" and _is_bare_tooth(item) for item in items)
    return several and all(_is_list(parse, one.last, other.first) for one, other in pairwise(items))


def _pair_of_teeth(item: Item, before: Item | None, after: Item | None, *, asks_tooth: bool) -> tuple[int, ...] | None:
    """« couronnes 26,27 à 500 »: what is written like 26,27 € is two teeth where the price follows."""
    pair = next((one for one in item.mention.splits if set(one) <= TEETH), None) if item.mention else None
    priced = after is not None and after.kind == "amount" and before is not None and before.kind == "act"
    return pair if asks_tooth or priced else None


def _after_teeth(
    last: Item, before: Item, item: Item, after: Item | None, parse: Parse, *, asks_tooth: bool
) -> list[Item]:
    """Return what stands last with a figure after teeth: one more of the list, a tooth of its own, or an amount."""
    leads = after is not None and after.kind == "act" and after.first == item.last and _is_bare_tooth(item)
    if leads and before.last < item.first and not _is_list(parse, before.last, item.first):
        return [last, replace(item, kind="teeth", value=(item.value,))]  # « 27 pareil, 36 inlay-core 200 € »
    listed = _is_number(item) and item.value in TEETH and _is_list(parse, before.last, item.first)
    listed = listed or (_is_bare_tooth(item) and _follows_bare(before, item, after, asks_tooth=asks_tooth))
    if listed and item.is_denied == before.is_denied and isinstance(before.value, tuple):
        return [replace(before, last=item.last, value=(*before.value, item.value))]
    recorded = any(0 <= item.first - tag.last <= _NEAR_WHAT_IS_NOTED for tag in parse.tagged("recorded"))
    apart = recorded or item.is_denied or before.is_denied  # « c'est la 28, j'avais mis 27 »
    apart = apart or parse.norms(item.last, item.last + 1) == (":",)  # « sur 36, 16 ; 17 : couronne »
    return [last, replace(item, kind="teeth", value=(item.value,)) if apart and _is_bare_tooth(item) else item]


def _is_number(item: Item) -> bool:
    return item.mention is not None and item.mention.kind == Kind.NUMBER


def _tooth_at_a_price(item: Item, parse: Parse) -> list[Item]:
    """« inlay-core 44 129 € et 46 à 102 € »: a tooth and its price, unless bounds are said to be two."""
    mention = item.mention
    bounds = mention.alternatives if mention is not None and mention.doubt == "between" else ()
    said = parse.norms(item.first - 1, item.first)
    if mention is None or len(bounds) != 2 or said in _OPENS_BOUNDS:
        return []
    tooth, rest = divmod(bounds[0], 100) if mention.kind == Kind.MONEY else (bounds[0], 0)
    if rest or tooth not in TEETH or bounds[1] in TEETH:
        return []
    price = replace(mention, value=bounds[1], doubt=None, alternatives=())
    return [replace(item, kind="teeth", value=(tooth,), mention=replace(price, value=None)),
            replace(item, value=bounds[1], mention=price)]  # fmt: skip


_OPENS_BOUNDS = frozenset({("de",), ("entre",), ("d",)})


def _teeth_from_to(item: Item, before: Item | None, after: Sequence[Item], parse: Parse) -> tuple[int, ...]:
    """« bridge 24 à 26, 1800 € »: two figures that are teeth, just after an act and with a price to come."""
    ends = item.mention.alternatives if item.mention is not None and item.mention.doubt == "between" else ()
    beside = before is not None and before.kind == "act" and set(parse.norms(before.last, item.first)) <= _LEADS
    priced = any(one.kind == "amount" for one in after)
    return along_the_arch(*ends) if beside and priced and len(ends) == 2 and set(ends) <= TEETH else ()


_LEADS = frozenset({"de", "du", "des", "dents", "entre", "(", ",", ":"})


def _follows_bare(before: Item, item: Item, after: Item | None, *, asks_tooth: bool) -> bool:
    """« couronnes 26 27 28 à 290 », « 16 17 » where the tooth is asked: figures side by side list teeth."""
    beside = before.last == item.first and before.mention is not None and before.mention.kind == Kind.NUMBER
    return beside and (asks_tooth or after is None or after.kind in ("amount", "act", "teeth"))


def _is_of_an_act(item: Item, after: Item | None, parse: Parse) -> bool:
    """« 700 de couronne et 45 de détartrage » are prices."""
    return after is not None and after.kind == "act" and parse.norms(item.last, after.first) in _OF


def _counts_teeth(item: Item, parse: Parse) -> bool:
    """« un stellite de 12 dents » is told by how many teeth it has."""
    return parse.norms(item.last, item.last + 1) == ("dents",)


_NEAR_WHAT_IS_NOTED = 2  # tokens between « j'avais mis » and its value


def _is_bare_tooth(item: Item) -> bool:
    mention = item.mention
    return mention is not None and mention.kind == Kind.NUMBER and item.value in TEETH and mention.doubt is None


def _leads_to_an_act(after: Sequence[Item], last: int, parse: Parse) -> bool:
    """« 46 couronne », « 36 et 37 en HBLD734 »: figures listed just before an act are its teeth."""
    for item in after:
        if item.kind == "act":
            return (
                item.first - last <= 1 and parse.norms(last, item.first) not in _OF
            )  # « 45 de détartrage » is a price
        if not (_is_bare_tooth(item) and _is_list(parse, last, item.first)):
            return False
        last = item.last
    return False


_OF = (("de",), ("d",), ("du",))
_JOINTS = frozenset({"et", ",", "/", "puis", "la", "le", "dent", "&", "+"})


def _is_list(parse: Parse, first: int, last: int) -> bool:
    between = parse.norms(first, last)
    return bool(between) and all(norm in _JOINTS for norm in between)
