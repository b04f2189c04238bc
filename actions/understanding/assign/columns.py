"""The columns of a quote that was copied: price, base, overrun."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise, takewhile

from actions.understanding.assign.sheet import Sheet
from actions.understanding.item import Item
from quote_engine import base_hint

MOST_COLUMNS = 8
"""Amounts after an act that may be the columns of one row; more are no row of a quote."""


def without_columns(sheet: Sheet) -> list[Item]:
    """Label the amounts that follow an act one after the other: the first is the price, another one the base.

    The base is the one that is the tariff, or that adds up to the price with a third; what is left is the overrun,
    which follows from both. Without either proof the amounts stay as they are, and are asked about.
    """
    kept: list[Item] = []
    for item in _with_what_each_pays(sheet, [one for one in sheet.items if not sheet.is_placed(one)]):
        if sheet.is_placed(item):
            continue
        row = _row_before(kept, item, sheet)
        if row and item.label is None:
            first, *others = [*row, item]
            base = _base_among(sheet, first, others)
            if base is None and len(others) == 1 and _tariff_before(sheet, first) == first.cents:
                # « 120,00 650,00 »: the column of the base may come first
                kept = [replace(one, label="base") if one is first else one for one in kept]
            if base is not None:
                kept = [replace(one, label="base") if one is base else one for one in kept]
                if item is not base:
                    sheet.place(item)
                    continue
                kept.append(replace(item, label="base"))
                continue
        kept.append(item)
    return _in_the_columns_of_others(sheet, [one for one in kept if not sheet.is_placed(one)])


def _in_the_columns_of_others(sheet: Sheet, items: list[Item]) -> list[Item]:
    """Where the second sum of a row is proved to be its base, so is that of the rows beside it, printed alike."""
    rows = [
        (first, second)
        for first, second in pairwise(items)
        if first.kind == second.kind == "amount"
        and first.label in (None, "fee")
        and set(sheet.parse.norms(first.last, second.first)) <= _RULES
        and isinstance(first.value, int)
        and isinstance(second.value, int)
    ]
    if not any(second.label == "base" for _, second in rows):
        return items
    bases = {second.first for first, second in rows if second.label is None and second.cents <= first.cents}
    bases -= {first.first for first, _ in rows}
    return [replace(one, label="base") if one.kind == "amount" and one.first in bases else one for one in items]


_REPAID = (None, "amo", "amc")
_LEFT = (None, "member", "not_repaid")
_BASED = (None, "base")


def _with_what_each_pays(sheet: Sheet, items: list[Item]) -> list[Item]:
    """« 500,00 120,00 72,00 428,00 », « 500,00 base 120,00 remboursé 72,00 reste 428,00 ».

    The amounts of one row are told by their sum: a price, a base, what is repaid of it and what is not.
    """
    kept = list(items)
    amounts = [at for at, one in enumerate(kept) if one.kind == "amount" and isinstance(one.value, int)]
    for price, base, repaid, left in zip(amounts, amounts[1:], amounts[2:], amounts[3:], strict=False):
        row = [kept[at] for at in (price, base, repaid, left)]
        adds_up = row[0].cents == row[2].cents + row[3].cents and row[2].cents <= row[1].cents <= row[0].cents
        labels = zip(row, ((None, "fee"), _BASED, _REPAID, _LEFT), strict=True)
        if not adds_up or not all(one.label in among for one, among in labels) or _parted(sheet, kept, price, left):
            continue
        for at, label in ((base, "base"), (repaid, "amo"), (left, "not_repaid")):
            kept[at] = replace(kept[at], label=label, label_said=None)
    return kept


def _parted(sheet: Sheet, items: list[Item], first: int, last: int) -> bool:
    """Tell whether another line begins between two amounts."""
    rows = "\n" in sheet.parse.norms(items[first].last, items[last].first)
    return rows or any(one.kind in ("act", "teeth") for one in items[first:last])


def _row_before(kept: list[Item], item: Item, sheet: Sheet) -> list[Item]:
    """Return the amounts that stand just before one, with nothing but blanks between them, after an act."""
    if item.kind != "amount" or item.value is None:
        return []
    row: list[Item] = []
    at = item.first
    for before in reversed(kept):
        between = sheet.parse.norms(before.last, at)
        in_line = before.kind == "amount" and before.value is not None and set(between) <= _RULES
        if in_line and len(row) < MOST_COLUMNS:
            row.insert(0, before)
            at = before.first
        else:
            return row if before.kind in ("act", "teeth") else []
    return row


_RULES = frozenset({"|", "/", ",", ";", "-"})


def _tariff_before(sheet: Sheet, item: Item) -> int | None:
    """Return the tariff, in cents, of the code told last before an amount."""
    before = [one for one in sheet.items if one.first < item.first]
    row = list(takewhile(lambda one: one.kind != "amount", reversed(before)))
    code = next((one.value for one in row if one.kind == "act" and one.name is None), None)
    return base_hint(str(code), 1, None, sheet.situation.day_of_care) if code else None


def _base_among(sheet: Sheet, first: Item, others: list[Item]) -> Item | None:
    tariff = _tariff_before(sheet, first)
    for one in others:
        rest = [other.cents for other in others if other is not one]
        if tariff == one.cents or (rest and first.cents == one.cents + rest[0] and one is others[0]):
            return one
    return None
