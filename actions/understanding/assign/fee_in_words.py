"""A fee told in words where it is asked: « c'est compris », « pris en charge », « sans dépassement »."""

from __future__ import annotations

from actions.reading import Kind
from actions.understanding.assign.sheet import Sheet
from actions.understanding.item import Item
from actions.understanding.moves import AskBack, Give
from quote_draft import euros, known_base

_TAGS = ("including", "taken_charge_of")
_BESIDE = 4  # tokens: « compris dans le forfait d'hospitalisation »
NOTHING = "0.00"


def place_included(sheet: Sheet) -> None:
    """Give the line whose fee is asked a fee of nothing, to be confirmed; what it is included in says nothing else."""
    asking, told = sheet.situation.asking, sheet.parse.tagged(*_TAGS)
    if asking is None or asking.field != "line.fee" or not told or "lines" in sheet.situation.options:
        return
    beside = [one for one in sheet.items if one.kind == "choice" and 0 <= one.first - told[0].last <= _BESIDE]
    others = [one for one in sheet.items if one not in beside and one.kind != "role"]
    if others or sheet.parse.of(Kind.MONEY, Kind.NUMBER, Kind.PERCENT) or sheet.parse.has("denial", "unknown"):
        return
    for item in sheet.items:
        sheet.place(item)
    tokens = sheet.parse.tokens
    said = sheet.parse.text[tokens[told[0].first].start : tokens[told[-1].last - 1].end]
    sheet.do(Give("line.fee", asking.line, NOTHING, said))


def ask_the_price_at_the_tariff(sheet: Sheet, item: Item, lines: tuple[int, ...]) -> bool:
    """« au tarif de la Sécu », « aucun dépassement », where the fee is asked: it would be the tariff itself."""
    asking = sheet.situation.asking
    asked = asking is not None and asking.field == "line.fee" and lines == (asking.line,)
    if not asked or item.value != "sector_1" or any(one.kind == "amount" for one in sheet.items):
        return False
    tariff = known_base(sheet.draft, lines[0], sheet.situation.context)
    if tariff is None:
        sheet.do(Give("line.overrun", lines[0], euros(0), item.said))
        return False
    sheet.moves.append(AskBack("line.fee", lines[0], "tariff", (euros(tariff),), item.said))
    return sheet.draft.lines[lines[0] - 1].sector is not None
