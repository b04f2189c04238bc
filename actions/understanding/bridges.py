"""The teeth of a bridge, told in several goes: those that bear it, those that it replaces."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from actions.reading import Parse, words_of
from actions.understanding.item import Item
from quote_draft import TEETH

_NOUNS = frozenset({"bridge", "bridges", "pont"})


def with_teeth_of_bridges(items: Sequence[Item], parse: Parse) -> list[Item]:
    """« bridge sur 24 et 26 pour remplacer la 25 »: until a price, all the teeth told are those of one bridge.

    The teeth said to bear something or to be replaced join those before them whatever bears on them.
    """
    bearing = parse.tagged("tooth.abutment")
    kept: list[Item] = []
    of_a_bridge = False
    for item in items:
        if item.kind == "act":
            of_a_bridge = item.name is not None and bool(_NOUNS & set(words_of(item.name.words)))
        own = _teeth_of(item, parse)
        before = kept[-1] if kept else None
        said = any(tag.first == item.first or tag.last == _start(item, parse) for tag in bearing)
        if own and before is not None and before.kind == "teeth" and isinstance(before.value, tuple):
            is_tooth = item.kind == "teeth"
            if said or (of_a_bridge and is_tooth):
                among = sorted({*before.value, *own}, key=_place_along_the_arch)
                kept[-1] = replace(before, last=item.last, value=tuple(among))
                continue
        kept.append(item)
    return kept


def _teeth_of(item: Item, parse: Parse) -> tuple[int, ...]:
    """Return the teeth told by an item, or by a bare number after a word that says what it is."""
    if item.kind == "teeth":
        return item.value if isinstance(item.value, tuple) else ()
    bare = item.kind == "amount" and item.value in TEETH and item.mention is not None and item.last - item.first == 1
    return (
        (item.value,) if bare and any(tag.last == _start(item, parse) for tag in parse.tagged("tooth.abutment")) else ()
    )


def _start(item: Item, parse: Parse) -> int:
    """Return where a tooth begins, the article before it left out."""
    at = item.first
    while at > 0 and parse.tokens[at - 1].norm in _ARTICLES:
        at -= 1
    return at


_ARTICLES = frozenset({"la", "les", "dent", "dents", ":", "sur"})


def _place_along_the_arch(tooth: int) -> int:
    """Return where a tooth is, from the member's right to the left."""
    quadrant, place = divmod(tooth, 10)
    return -place if quadrant in (1, 4) else place
