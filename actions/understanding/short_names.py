"""Prices told by the short name of an act announced before: « gastro et coloscopie : 130 la gastro, 210 la colo »."""

from __future__ import annotations

from collections.abc import Sequence

from actions.reading import Parse
from actions.understanding.item import PRICES, Item

_TIES = frozenset({"pour", "de", "d", "du", "la", "le", "l", "les", ":", "a"})
_SHORTEST = 4  # letters
_FAR = 8  # tokens from an act to a price that may be another's
_OF_ITS_ACT = ("side", "jaw", "teeth")


def with_prices_of_short_names(items: list[Item], parse: Parse | None) -> list[Item]:
    """Put each price that an act is named for once more, by its whole name or a part of it, behind that act."""
    if parse is None:
        return items
    order = list(items)
    for price in [item for item in items if item.kind == "amount"]:
        again = _named_after(price, items, parse) or _named_before(price, items, parse)
        target = _announced(again, price, order, parse) if again is not None else None
        if again is None or target is None:
            continue
        order = [item for item in order if item is not price and item is not again]
        at = order.index(target) + 1
        while at < len(order) and order[at].kind in _OF_ITS_ACT:
            at += 1
        order.insert(at, price)
    return order


def _named_after(price: Item, items: Sequence[Item], parse: Parse) -> Item | str | None:
    """« 130 pour la fibroscopie », « 400 € pour le canal »: an act, or a word that is no other thing's."""
    at = price.last
    while at < len(parse.tokens) and parse.tokens[at].norm in _TIES:
        at += 1
    if at == price.last or at == len(parse.tokens):
        return None
    return _at(at, items, parse)


def _named_before(price: Item, items: Sequence[Item], parse: Parse) -> Item | str | None:
    """« la colo 210 »."""
    at = price.first - 1
    while at > 0 and parse.tokens[at].norm in _TIES:
        at -= 1
    return _at(at, items, parse) if at > 0 and parse.tokens[at - 1].norm in _TIES else None


def _at(at: int, items: Sequence[Item], parse: Parse) -> Item | str | None:
    there = next((item for item in items if item.first <= at < item.last), None)
    if there is None:
        word = parse.tokens[at].norm
        return word if len(word) >= _SHORTEST and word.isalpha() else None
    return there if there.kind == "act" and there.name is not None else None


def _announced(again: Item | str, price: Item, items: Sequence[Item], parse: Parse) -> Item | None:
    """Return the one act, named before and without a price of its own there, that is named again."""
    acts = [item for item in items if item.kind == "act" and item.name is not None and item is not again]
    before = [act for act in acts if act.last <= price.first and not _is_priced(act, items)]
    if len(acts) < 2:
        return None
    found = [act for act in before if _is_named_by(again, act, parse)]
    return found[0] if len(found) == 1 else None


def _is_named_by(again: Item | str, act: Item, parse: Parse) -> bool:
    words = parse.norms(act.first, act.last)
    if isinstance(again, str):
        return any(word.startswith(again) for word in words)
    return again.first >= act.last and bool(words) and parse.norms(again.first, again.last)[0] == words[0]


def _is_priced(act: Item, items: Sequence[Item]) -> bool:
    """Tell whether a price follows an act before anything else is named."""
    at = next(place for place, item in enumerate(items) if item is act) + 1
    while at < len(items) and items[at].kind in _OF_ITS_ACT:
        at += 1
    return (
        at < len(items)
        and items[at].kind == "amount"
        and items[at].label in PRICES
        and (items[at].first - act.last < _FAR)
    )
