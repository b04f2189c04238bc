"""Which side of the body, or which jaw, a sentence names: « genou gauche », « des deux mains », « en haut »."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from actions.reading import Parse, Tag
from actions.understanding.item import Item

SIDE, JAW = "side", "jaw"
BOTH = "both"
_OF_THE_BODY = {"side.left": "left", "side.right": "right", "side.both": BOTH}
_OF_THE_MOUTH = {"tooth.up": "upper", "tooth.down": "lower"}
_BETWEEN_BOTH = 4
"""Tokens between « à gauche » and « à droite » of one thing done on both sides."""


def with_sides(items: Sequence[Item], parse: Parse, *, dental: bool) -> list[Item]:
    """Return the items of a sentence with the sides that it names, or the jaws of a dental one, in order.

    « les deux mains » counts nothing else; a place that tells a tooth is the tooth's.
    """
    kind, values = (JAW, _OF_THE_MOUTH) if dental else (SIDE, _OF_THE_BODY)
    tags = [tag for tag in parse.tagged(*values) if not _is_denied(tag, parse) and not _is_of_a_tooth(tag, items)]
    found = [Item(kind, tag.first, tag.last, values[tag.name]) for tag in tags]
    if not dental:
        found = sorted([*found, *_beside_an_act(items, parse)], key=lambda one: one.first)
    named = _together(_in_detail(found), items)
    counts = [one for one in items if one.kind in ("count", "amount") and any(_covers(side, one) for side in named)]
    return sorted([*(one for one in items if one not in counts), *named], key=lambda one: (one.first, one.last))


def _beside_an_act(items: Sequence[Item], parse: Parse) -> list[Item]:
    """« canal carpien droit »: just after what is operated on, the word that may mean something else is a side."""
    ends = [one.last for one in items if one.kind == "act" and parse.norms(one.last, one.last + 1) == ("droit",)]
    return [Item(SIDE, at, at + 1, "right") for at in ends]


def _is_denied(tag: Tag, parse: Parse) -> bool:
    """« pas le gauche, le droit »."""
    return any(0 <= tag.first - denial.last <= 1 for denial in parse.tagged("denial"))


def _is_of_a_tooth(tag: Tag, items: Sequence[Item]) -> bool:
    """« la molaire en haut à gauche »."""
    return any(one.kind == "teeth" and one.first <= tag.first and tag.last <= one.last for one in items)


def _together(sides: list[Item], items: Sequence[Item]) -> list[Item]:
    """« à gauche et à droite », with nothing of a line between them, is both."""
    kept: list[Item] = []
    for side in sides:
        before = kept[-1] if kept else None
        if before is None or side.first - before.last > _BETWEEN_BOTH or _parted(before, side, items):
            kept.append(side)
        elif before.value != side.value:
            kept[-1] = replace(before, last=side.last, value=BOTH)
    return kept


def _in_detail(sides: list[Item]) -> list[Item]:
    """« les deux yeux : le gauche le 11, le droit le 25 » says both once, and then when each."""
    whole = [side for side in sides if side.value == BOTH]
    return whole if whole and {side.value for side in sides} == {BOTH, "left", "right"} else sides


def _parted(before: Item, side: Item, items: Sequence[Item]) -> bool:
    return any(before.last <= one.first < side.first for one in items)


def _covers(side: Item, one: Item) -> bool:
    return side.first <= one.first and one.last <= side.last
