"""The columns of a quote that was copied: price, base, overrun."""

from __future__ import annotations

from dataclasses import replace

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
    for item in sheet.items:
        if sheet.is_placed(item):
            continue
        row = _row_before(kept, item)
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
    return [one for one in kept if not sheet.is_placed(one)]


def _row_before(kept: list[Item], item: Item) -> list[Item]:
    """Return the amounts that stand just before one, with nothing but blanks between them, after an act."""
    if item.kind != "amount" or item.value is None:
        return []
    row: list[Item] = []
    at = item.first
    for before in reversed(kept):
        in_line = before.kind == "amount" and before.value is not None and before.last == at
        if in_line and len(row) < MOST_COLUMNS:
            row.insert(0, before)
            at = before.first
        else:
            return row if before.kind in ("act", "teeth") else []
    return row


def _tariff_before(sheet: Sheet, item: Item) -> int | None:
    """Return the tariff, in cents, of the code told last before an amount."""
    act = next((one for one in reversed(sheet.items) if one.kind == "act" and one.first < item.first), None)
    code = act.value if act is not None and act.name is None else None
    return base_hint(str(code), 1, None, sheet.situation.day_of_care) if code else None


def _base_among(sheet: Sheet, first: Item, others: list[Item]) -> Item | None:
    tariff = _tariff_before(sheet, first)
    for one in others:
        rest = [other.cents for other in others if other is not one]
        if tariff == one.cents or (rest and first.cents == one.cents + rest[0] and one is others[0]):
            return one
    return None
