"""Several amounts for one answer, and one price for several people or acts: asked, never shared out by guess."""

from __future__ import annotations

from actions.understanding.assign.lines import names_act_of
from actions.understanding.assign.named import field_named
from actions.understanding.assign.sheet import FEE_LABELS, Sheet
from actions.understanding.items import Item
from actions.understanding.moves import AskBack
from quote_draft import accepts, euros


def ask_about_the_discount(sheet: Sheet) -> None:
    """« 1450 euros moins 100 de remise »: with it or without it is asked."""
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


def ask_which_amount(sheet: Sheet) -> None:
    """« 740,20 + 459,80 »: several sums for one answer are asked back, their total among them when it is told."""
    amounts = [item for item in sheet.items if item.kind == "amount" and item.label in FEE_LABELS]
    amounts = [item for item in amounts if not sheet.is_placed(item) and item.value is not None]
    anchored = any(item.kind in ("role", "act", "teeth", "rank") for item in sheet.items)
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


def ask_how_shared(sheet: Sheet) -> None:
    """« 2100 euros chirurgien et anesthésiste compris »: one price for several people is asked how it is shared."""
    amounts = [item for item in sheet.items if item.kind == "amount" and item.label in FEE_LABELS]
    roles = [item for item in sheet.items if item.kind == "role"]
    _shared_with_another_act(sheet, amounts)
    people = {role.value for role in roles} | _person_included(sheet, roles)
    told_once = len(amounts) == 1 and len(people) > 1
    if told_once and not sheet.parse.has("correction") and not any(item.is_denied for item in sheet.items):
        sheet.leave(amounts[0], "shared")
        for role in roles:
            sheet.place(role)


def _person_included(sheet: Sheet, roles: list[Item]) -> set[str]:
    """« 1870 en comptant l'anesthésiste »: besides the one whose fee is asked."""
    tags = sheet.parse.tagged("including")
    near = any(abs(role.first - tag.last) <= 1 or abs(tag.first - role.last) <= 1 for role in roles for tag in tags)
    return {"the one asked about"} if near and sheet.situation.asked == "line.fee" else set()


def _shared_with_another_act(sheet: Sheet, amounts: list[Item]) -> None:
    """« avec l'inlay-core, 860 en tout »: one price for the line asked about and for another act."""
    asking, acts = sheet.situation.asking, [item for item in sheet.items if item.kind == "act"]
    asked = asking is not None and asking.field == "line.fee" and asking.line is not None
    if not asked or asking is None or asking.line is None or not sheet.draft.has_line(asking.line):
        return
    others = [act for act in acts if not names_act_of(sheet, act, asking.line or 1)]
    if len(amounts) == 1 and others and sheet.parse.has("whole"):
        sheet.leave(amounts[0], "shared")
        for act in acts:
            sheet.place(act)
