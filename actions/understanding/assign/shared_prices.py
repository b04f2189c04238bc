"""Several amounts for one answer are asked back; one price for several people or acts is theirs together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from actions.reading import Kind
from actions.understanding.assign.fitting import names_act_of
from actions.understanding.assign.line_values import place_act
from actions.understanding.assign.named import field_named
from actions.understanding.assign.sheet import ACTIVITY_OF, FEE_LABELS, Sheet
from actions.understanding.item import ANCHORS, CUTS, Item
from actions.understanding.moves import AskBack, Give, NewLine, NotPlaced, ShareFee
from quote_draft import accepts, euros

FEWEST_SHARING = 2
SURGEON, ANAESTHETIST = ACTIVITY_OF["surgeon"], ACTIVITY_OF["anaesthetist"]


def ask_about_the_discount(sheet: Sheet) -> None:
    """« 1450 euros moins 100 de remise »: with it or without it is asked; « … = 1350 » tells the price."""
    if _leave_out_the_discount(sheet) or _ask_about_a_percentage(sheet):
        return
    amounts = [item for item in sheet.items if item.kind == "amount" and item.label in FEE_LABELS]
    discounts = [item for item in sheet.items if item.kind == "amount" and item.label == "discount"]
    asking = sheet.situation.asking
    asked = asking is not None and asking.field == "line.fee"
    if not asked or asking is None or len(amounts) != 1 or len(discounts) != 1:
        return
    if amounts[0].value is None or discounts[0].value is None or discounts[0].cents >= amounts[0].cents:
        return
    values = (amounts[0].cents - discounts[0].cents, amounts[0].cents)
    for item in (*amounts, *discounts):
        sheet.place(item)
    sheet.moves.append(AskBack("line.fee", asking.line, "several", tuple(map(euros, values)), sheet.parse.text.strip()))


def _ask_about_a_percentage(sheet: Sheet) -> bool:
    """« 1450 moins 10 % »: the price before it or after it is asked."""
    amounts = [item for item in sheet.items if item.kind == "amount" and item.label in FEE_LABELS]
    shares = [one for one in sheet.parse.of(Kind.PERCENT) if one.relative is not None and one.value]
    asking = sheet.situation.asking
    if asking is None or asking.field != "line.fee" or len(amounts) != 1 or len(shares) != 1:
        return False
    amount, share = amounts[0], shares[0]
    if not isinstance(amount.value, int) or share.first < amount.last:
        return False
    sheet.place(amount)
    moved = amount.cents + (share.relative or 0) * amount.cents * share.value // 10_000
    among = (euros(moved), euros(amount.cents))
    sheet.moves.append(AskBack("line.fee", asking.line, "several", among, sheet.parse.text.strip()))
    return True


def _leave_out_the_discount(sheet: Sheet) -> bool:
    """« 1500 avec un geste de 150, ça fait 1350 »: of the two prices, the one that is left to pay stands."""
    known = [item for item in sheet.items if item.kind == "amount" and isinstance(item.value, int)]
    for price, discount, net in zip(known, known[1:], known[2:], strict=False):
        if discount.label == "discount" and price.cents - discount.cents == net.cents:
            sheet.place(price)
            sheet.place(discount)
            return True
    return False


def take_the_rest(sheet: Sheet) -> None:
    """« 1870 euros, 1450 pour le chirurgien et le reste pour l'anesthésiste »: the rest is left of the whole."""
    norms = sheet.parse.norms()
    places = [at for at in range(1, len(norms)) if norms[at - 1 : at + 1] == ("le", "reste")]
    amounts = [item for item in sheet.items if item.kind == "amount" and item.label in FEE_LABELS]
    known = [item for item in amounts if isinstance(item.value, int) and item.mention and not item.mention.doubt]
    anchors = [item for item in sheet.items if item.kind in ANCHORS]
    if len(places) != 1 or len(known) != len(amounts) or len(amounts) < 2 or len(anchors) < 2:
        return
    at = places[0]
    if not any(0 <= item.first - at <= _NEAR_THE_REST or item.last == at - 1 for item in anchors):
        return  # « chir 1510, anesth 405, le reste change pas »
    whole = max(amounts, key=lambda item: item.cents)
    left = 2 * whole.cents - sum(item.cents for item in amounts)
    if left <= 0 or whole.mention is None or whole.first > places[0]:
        return
    said = replace(
        whole.mention, kind=Kind.MONEY, value=left, per=None, first=places[0], last=places[0] + 1, text="le reste"
    )
    rest = Item("amount", places[0], places[0] + 1, left, said)
    sheet.items = sorted([*(item for item in sheet.items if item is not whole), rest], key=lambda item: item.first)


_NEAR_THE_REST = 3
"""Tokens between « reste » and whose it is: « le reste est pour l'anesthésiste »."""


def ask_which_amount(sheet: Sheet) -> None:
    """« 740,20 + 459,80 »: several sums for one answer are asked back, their total among them when it is told."""
    amounts = [item for item in sheet.items if item.kind == "amount" and item.label in FEE_LABELS]
    amounts = [item for item in amounts if not sheet.is_placed(item) and item.value is not None]
    anchored = any(item.kind in ANCHORS for item in sheet.items)
    asking = sheet.situation.asking
    named = any(field_named(sheet, item) is not None or (item.mention and item.mention.per) for item in amounts)
    plain = asking is not None and asking.field in ("line.fee", "line.base") and not (anchored or named)
    if not plain or asking is None or len(amounts) < 2 or sheet.told.corrects:
        return
    values = [item.cents for item in amounts]
    for item in amounts[1:]:
        sheet.place(item)
    if len(set(values)) == 1:
        return
    sheet.place(amounts[0])
    total = [sum(values)] if sheet.parse.has("also") or "+" in sheet.parse.norms() else []
    among = tuple(euros(value) for value in dict.fromkeys([*total, *values]) if accepts(asking.field, euros(value)))
    said = sheet.parse.text[sheet.parse.tokens[amounts[0].first].start : sheet.parse.tokens[amounts[-1].last - 1].end]
    sheet.moves.append(AskBack(asking.field, asking.line, "several", among, said))


@dataclass(frozen=True, slots=True)
class ForSeveral:
    """One price for both people of an act, or for the line asked about and another `act`."""

    price: Item
    act: Item | None = None


def price_for_several(sheet: Sheet) -> ForSeveral | None:
    """« 2100 euros chirurgien et anesthésiste compris », « avec l'inlay-core, 860 en tout »."""
    amounts = [item for item in sheet.items if item.kind == "amount" and item.label in FEE_LABELS]
    if len(amounts) != 1 or amounts[0].value is None or sheet.is_placed(amounts[0]) or _is_by_the_day(amounts[0]):
        return None
    roles = [item for item in sheet.items if item.kind == "role"]
    people = {role.value for role in roles} | _person_included(sheet, roles)
    denied = sheet.parse.has("correction") or any(item.is_denied for item in sheet.items)
    if len(people) > 1 and not denied and not _are_told_apart(sheet, amounts[0], roles):
        if amounts[0].mention is not None and amounts[0].mention.relative is not None:
            sheet.items = [item for item in sheet.items if item not in roles]  # « 100 de plus chacun »
            return None
        for item in (amounts[0], *roles):
            sheet.place(item)
        return ForSeveral(amounts[0])
    other = _other_act(sheet)
    if other is None:
        return None
    for item in (amounts[0], other):
        sheet.place(item)
    return ForSeveral(amounts[0], other)


def _is_by_the_day(price: Item) -> bool:
    """« chambre seule : 95 €/j » is the price of no practitioner."""
    return price.mention is not None and price.mention.per in ("day", "night")


def _are_told_apart(sheet: Sheet, price: Item, roles: list[Item]) -> bool:
    """« PTH 1300 €, l'anesthésiste en secteur 1, le chirurgien en secteur 2 »: something is told of each by itself."""
    if sheet.parse.has("including", "whole") or price.mention is None or price.mention.per == "all":
        return False
    return any(
        before.value != after.value
        and any(before.last <= item.first < after.first for item in sheet.items if item.kind in ("amount", "sector"))
        and any(norm in CUTS for norm in sheet.parse.norms(before.last, after.first))
        for before, after in pairwise(roles)
    )


def place_price_for_several(sheet: Sheet, told: ForSeveral) -> None:
    """Write the one price of the lines that the sentence names; said back when it does not name them all."""
    value = euros(told.price.cents)
    lines = _surgeon_and_anaesthetist(sheet) if told.act is None else _asked_and_added(sheet, told.act)
    if len(lines) < FEWEST_SHARING or not accepts("line.fee", value):
        sheet.moves.append(NotPlaced(told.price.said or "", "money", value, "shared"))
        return
    of_each = told.price.mention is not None and told.price.mention.per == "each"
    if of_each:  # « le chirurgien et l'anesthésiste, c'est 1300 chacun »
        for line in lines:
            sheet.give("line.fee", line, value, told.price, corrects=sheet.draft.lines[line - 1].fee is not None)
        return
    sheet.moves.append(ShareFee(lines, value, "all_teeth", told.price.said, told.price.is_about))


def _surgeon_and_anaesthetist(sheet: Sheet) -> tuple[int, ...]:
    """Return the lines of both for the act described, the one that is not there yet added."""
    asking, count = sheet.situation.asking, len(sheet.draft.lines)
    number = sheet.new_line or (asking.line if asking and asking.line else count)
    facts = sheet.draft.act_of(number)
    if facts is None or not facts.has_anaesthesia:
        return ()
    code = sheet.draft.lines[number - 1].code
    found: dict[int | None, int] = {}
    for at, line in enumerate(sheet.draft.lines, start=1):
        if line.code == code:
            found.setdefault(line.activity, at)
    lines = []
    for activity in (SURGEON, ANAESTHETIST):
        at = found.get(activity) or found.pop(None, len(sheet.draft.lines) + 1)
        if not sheet.draft.has_line(at):
            sheet.do(NewLine(at, number))
        if sheet.draft.lines[at - 1].activity is None:
            sheet.do(Give("line.activity", at, activity))
        lines.append(at)
    return tuple(lines)


def _asked_and_added(sheet: Sheet, act: Item) -> tuple[int, ...]:
    asking, added = sheet.situation.asking, len(sheet.draft.lines) + 1
    sheet.do(NewLine(added))
    place_act(sheet, act, added)
    return (asking.line if asking and asking.line else 1, added)


def _person_included(sheet: Sheet, roles: list[Item]) -> set[str]:
    """« 1870 en comptant l'anesthésiste »: besides the one whose fee is asked."""
    tags = sheet.parse.tagged("including")
    near = any(abs(role.first - tag.last) <= 1 or abs(tag.first - role.last) <= 1 for role in roles for tag in tags)
    return {"the one asked about"} if near and sheet.situation.asked == "line.fee" else set()


def _other_act(sheet: Sheet) -> Item | None:
    """« avec l'inlay-core, 860 en tout »: one price for the line asked about and for another act."""
    asking, acts = sheet.situation.asking, [item for item in sheet.items if item.kind == "act"]
    if asking is None or asking.field != "line.fee" or not sheet.draft.has_line(asking.line):
        return None
    others = [act for act in acts if not names_act_of(sheet, act, asking.line or 1)]
    return others[0] if others and sheet.parse.has("whole") else None
