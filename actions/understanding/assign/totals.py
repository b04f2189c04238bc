"""What the whole quote costs is no price of a line: set aside where the lines make it, said back where they do not."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from actions.reading import Kind
from actions.understanding.assign.sheet import FEE_LABELS, Sheet
from actions.understanding.item import ANCHORS, CUTS, Item
from actions.understanding.moves import Do, NotPlaced, ShareFee
from quote_draft import cents, euros

FEWEST_PARTS = 2


def leave_out_the_total(sheet: Sheet) -> Sequence[Item]:
    """Return what is no price of its own: « total 1870 : 1450 le chirurgien, 420 l'anesthésiste ».

    « devis de 2140 € : bridge 1690 €, deux inlay-core à 225 € »: of three and more, the first or the last, of no
    name, that is the sum of the others is a total even where nobody says so.
    """
    amounts = [item for item in sheet.items if item.kind == "amount" and item.label in FEE_LABELS]
    amounts = [item for item in amounts if isinstance(item.value, int) and not sheet.is_placed(item)]
    totals = [item for item in amounts if item.label == "total"]
    if not totals:
        amounts = [item for item in amounts if item.mention is not None and item.mention.kind == Kind.MONEY]
    if not totals and len(amounts) > FEWEST_PARTS:
        nobodys = ((amounts[0], 0), (amounts[-1], amounts[-2].last))
        totals = [
            item for item, since in nobodys if not _is_named(sheet, since, item) and _adds_up(sheet, item, amounts)
        ]
    parts = [item for item in amounts if item not in totals]
    if len(totals) != 1 or len(parts) < FEWEST_PARTS or not _adds_up(sheet, totals[0], amounts):
        return ()
    asked = sheet.situation.asked == "line.fee" and not any(item.kind in ANCHORS for item in sheet.items)
    left_out = parts if asked else totals
    for item in left_out:
        sheet.place(item)
    return left_out


def _is_named(sheet: Sheet, since: int, price: Item) -> bool:
    return any(item.kind in ANCHORS and since <= item.first < price.first for item in sheet.items)


def _adds_up(sheet: Sheet, total: Item, amounts: Sequence[Item]) -> bool:
    parts = [item for item in amounts if item is not total]
    return total.cents in (sum(item.cents for item in parts), sum(item.cents * _times(sheet, item) for item in parts))


def _times(sheet: Sheet, price: Item) -> int:
    """« deux inlay-core à 135 € l'un », « 26 et 27 à 590 € chacune »: how many times a price for each counts."""
    if price.mention is None or price.mention.per != "each":
        return 1
    before = [item for item in sheet.items if item.last <= price.first]
    of_it = list(takewhile(lambda item: item.kind != "amount", reversed(before)))
    counts = [item.quantity or (len(item.value) if item.kind == "teeth" and item.value else 1) for item in of_it]
    return max(counts, default=1)


def set_the_total_aside(sheet: Sheet) -> Sequence[Item]:
    """« bridge 1690 €, deux inlay-core à 135 € l'un, total 1960 € »: told apart from every line, before or after all.

    The figures printed beside it are the totals of the other columns.
    """
    prices = [one for one in sheet.items if one.kind == "amount" and one.label in FEE_LABELS]
    prices = [one for one in prices if not sheet.is_placed(one)]
    totals = [one for one in prices if one.label == "total" and isinstance(one.value, int)]
    anchors = [one for one in sheet.items if one.kind in ANCHORS and not sheet.is_placed(one)]
    if len(totals) != 1 or not anchors or sheet.situation.asked == "line.fee":
        return ()
    total = totals[0]
    beside = _printed_beside(sheet, total)
    others = [one for one in prices if one is not total and one not in beside]
    if len(others) < FEWEST_PARTS or not (_comes_last(total, others, anchors) or _comes_first(sheet, total, anchors)):
        return ()
    for one in (total, *beside):
        sheet.place(one)
    sheet.total = total
    return (total, *beside)


def set_the_whole_aside(sheet: Sheet) -> Sequence[Item]:
    """« en tout ça fait 615 € », when every line has its price: the sum of the lines, that prices none of them.

    « 1300 pour les deux » may put their prices right, unless it is what they make already.
    """
    prices = [one for one in sheet.items if one.kind == "amount" and not sheet.is_placed(one)]
    anchored = any(one.kind in ANCHORS for one in sheet.items)
    if len(prices) != 1 or anchored or sheet.told.corrects or sheet.situation.asked == "line.fee":
        return ()
    whole = prices[0]
    is_of_all = whole.label == "total" or (whole.mention is not None and whole.mention.per == "all")
    noted = _sum_of_lines(sheet) if isinstance(whole.value, int) and len(sheet.draft.lines) >= FEWEST_PARTS else None
    if not is_of_all or noted is None or (sheet.parse.has("both") and noted != whole.cents):
        return ()
    sheet.place(whole)
    sheet.total = whole
    if noted == whole.cents:
        sheet.moves.append(Do("total_agrees", amount=whole.cents))
    return (whole,)


def _printed_beside(sheet: Sheet, total: Item) -> list[Item]:
    row, last = [], total.last
    for one in sheet.items:
        if one.first >= last and one.kind == "amount" and set(sheet.parse.norms(last, one.first)) <= _RULES:
            row.append(one)
            last = one.last
    return row


_RULES = frozenset({"|", ";"})


def _comes_last(total: Item, others: list[Item], anchors: list[Item]) -> bool:
    after = max(one.last for one in others)
    return total.first >= after and not any(one.first >= after for one in anchors)


def _comes_first(sheet: Sheet, total: Item, anchors: list[Item]) -> bool:
    """« mon devis de 2140 € : bridge 1690 €, … »."""
    cut = sheet.parse.norms(total.last, total.last + 1)[:1]
    return total.last <= min(one.first for one in anchors) and bool(cut) and cut[0] in CUTS | {":", "("}


def say_a_total_that_differs(sheet: Sheet) -> None:
    """Name the total that the lines noted do not make: one is missing, or a price is to be looked at again."""
    total = sheet.total
    if total is not None and _sum_of_lines(sheet) != total.cents:
        sheet.moves.append(NotPlaced(total.said or "", "total", euros(total.cents), "total"))


def _sum_of_lines(sheet: Sheet) -> int | None:
    """Return what the lines cost together, in cents; None while a price is not known."""
    told: dict[int, int] = {}
    for number, line in enumerate(sheet.draft.lines, start=1):
        if line.fee is not None:
            told[number] = cents(line.fee) * (sheet.draft.get("line.quantity", number) or 1)
    shared = [move for move in sheet.moves if isinstance(move, ShareFee)]
    for move in shared:
        if move.scope is None:
            return None
        each = cents(move.amount) if move.scope == "per_tooth" else 0
        told |= dict.fromkeys(move.lines, each)
    whole = sum(cents(move.amount) for move in shared if move.scope == "all_teeth")
    return sum(told.values()) + whole if len(told) == len(sheet.draft.lines) else None
