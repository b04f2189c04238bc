"""Lines named by comparing them: « la plus chère », « le montant le plus bas », « l'autre » of two."""

from __future__ import annotations

from dataclasses import replace

from actions.reading import Kind, Tag
from actions.understanding.assign.lines import line_fitting
from actions.understanding.assign.sheet import Sheet
from actions.understanding.clause import Clause
from actions.understanding.item import ANCHORS, Item
from quote_draft import UNKNOWN, cents

NO_LINE = 99
"""A rank that no quote has: the comparison names no line, or several."""
_TWO = 2


def name_lines_compared(sheet: Sheet) -> None:
    """Give the sheet a rank for each line that the sentence names by a comparison."""
    found = [Item("rank", tag.first, tag.last, _by_price(sheet, tag.name)) for tag in _superlatives(sheet)]
    found += [item for item in _the_others(sheet) if not any(one.first <= item.first < one.last for one in found)]
    if found:  # « le montant le plus bas » names no jaw
        within = [one for one in sheet.items if one.kind == "jaw" and any(_covers(item, one) for item in found)]
        others = [one for one in sheet.items if one not in within]
        sheet.items = sorted([*others, *found], key=lambda item: (item.first, item.last))


def count_from_the_line_named(sheet: Sheet) -> None:
    """« la 27 coûte 30 € de plus que la 26 »: what is told is counted from the price of the line named after it."""
    for amount in [item for item in sheet.items if item.mention is not None and item.mention.relative is not None]:
        that = next((at for at in range(amount.last, amount.last + _MOST_TO_THAT) if _is_that(sheet, at)), None)
        named = next((item for item in sheet.items if that is not None and item.first > that), None)
        if amount.kind != "amount" or that is None or named is None or named.kind not in ANCHORS:
            continue
        line = line_fitting(sheet, Clause([named]))
        fee = sheet.draft.lines[line - 1].fee if line is not None else None
        sheet.items = [item for item in sheet.items if item is not named]
        if fee in (None, UNKNOWN) or amount.value is None or amount.mention is None:
            sheet.leave(amount, "relative")
            continue
        told = cents(str(fee)) + (amount.mention.relative or 0) * amount.cents
        mention = replace(amount.mention, kind=Kind.MONEY, value=told, relative=None)
        sheet.items = [replace(one, value=told, mention=mention) if one is amount else one for one in sheet.items]


_MOST_TO_THAT = 5  # tokens of « (30 €) de plus cher que »


def _is_that(sheet: Sheet, at: int) -> bool:
    return sheet.parse.norms(at, at + 1) in {("que",), ("qu",)}


def _covers(item: Item, one: Item) -> bool:
    return item.first <= one.first and one.last <= item.last


def _superlatives(sheet: Sheet) -> list[Tag]:
    taken = [item for item in sheet.items if item.kind in ANCHORS and item.kind != "jaw"]
    return [
        tag
        for tag in sheet.parse.tags
        if tag.name.startswith("superlative.")
        and not any(item.first < tag.last and tag.first < item.last for item in taken)
    ]


def _by_price(sheet: Sheet, name: str) -> int:
    fees = [(number, line.fee) for number, line in enumerate(sheet.draft.lines, start=1)]
    known = {number: cents(fee) for number, fee in fees if fee not in (None, UNKNOWN)}
    if len(known) < _TWO or len(known) < len(fees):
        return NO_LINE
    wanted = max(known.values()) if name.endswith(".most") else min(known.values())
    told = [number for number, fee in known.items() if fee == wanted]
    return told[0] if len(told) == 1 else NO_LINE


def _the_others(sheet: Sheet) -> list[Item]:
    """« 1420 pour celui qui opère et 400 pour l'autre »: of two lines, the one that was not told before."""
    found: list[Item] = []
    if len(sheet.draft.lines) != _TWO:
        return found
    for tag in sheet.parse.tagged("other"):
        before = [item for item in sheet.items if item.kind in ANCHORS and item.last <= tag.first]
        if sheet.parse.norms(tag.first, tag.last) != ("l", "autre") or not before or before[-1].kind == "rank":
            continue
        if any(tag.last == item.first for item in sheet.items if item.kind in ANCHORS):  # « l'autre couronne »
            continue
        line = line_fitting(sheet, Clause([before[-1]]))
        if line is not None:
            found.append(Item("rank", tag.first, tag.last, 1 + _TWO - line))
    return found
