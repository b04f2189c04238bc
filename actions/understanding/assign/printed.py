"""The paper's own columns of a line: « remboursé 84 € », « panier libre », « plafond 515 € », « matériau zircone »."""

from __future__ import annotations

from actions.reading import Kind, words_of
from actions.understanding.assign.lines import line_of_context
from actions.understanding.assign.sheet import BOUNDS, Sheet
from actions.understanding.clause import Clause
from actions.understanding.item import Item
from actions.understanding.moves import Give
from quote_draft import euros
from wording import capitalised

COLUMNS = {"amo": "line.repaid", "not_repaid": "line.not_repaid", "fee_ceiling": "line.fee_ceiling"}
"""Labels of amounts that are columns of a printed quote; « reste à charge » is what is computed here, and is none."""
_WHO_REPAYS = (("la",), ("l",), ("secu",), ("cpam",), ("securite",), ("assurance",))
_MATERIAL_AFTER = 3
"""Tokens between « matériau » and what it is."""


def place_printed(sheet: Sheet, clause: Clause, lines: tuple[int, ...]) -> None:
    """Keep what the paper prints of the line that a clause tells."""
    if len(lines) != 1:
        return
    amounts = clause.of("amount")
    no_price = len(amounts) == 1 and sheet.draft.lines[lines[0] - 1].fee is None
    if no_price or sheet.situation.asked == "line.fee":  # « la sécu rembourse 321,86 » is what a member heard
        amounts = [item for item in amounts if words_of(item.label_said or "")[:1] not in _WHO_REPAYS]
    for item in amounts:
        _place_amount(sheet, item, lines[0])
    for item in clause.of("basket"):
        sheet.place(item)
        _write(sheet, "line.basket", lines[0], item.value, item.said)
    _place_material(sheet, lines[0], clause.items[0].first, clause.items[-1].last + _MATERIAL_AFTER)


def _place_amount(sheet: Sheet, item: Item, line: int) -> None:
    field, mention = COLUMNS.get(item.label or ""), item.mention
    if field is None or mention is None or sheet.is_placed(item):
        return
    if not _heads_a_column(item) or not isinstance(item.value, int):
        return
    if mention.doubt is not None or mention.exactness in BOUNDS or (field == "line.fee_ceiling" and not sheet.dental):
        return
    sheet.give(field, line, euros(item.cents), item, corrects=sheet.draft.get(field, line) is not None)


def _heads_a_column(item: Item) -> bool:
    """« la Sécu m'a versé 312 € » is no column: a column says what is repaid, or whose part it is."""
    words = words_of(item.label_said or "rembourse")  # a column told by its sum has no words
    return item.label != "amo" or any(word in ("part", "amo") or word.startswith("rembours") for word in words)


def place_material_alone(sheet: Sheet) -> None:
    """« matériau zircone », said with nothing else of a line."""
    line = line_of_context(sheet) if sheet.draft.lines else None
    if line is not None:
        _place_material(sheet, line, 0, len(sheet.parse.tokens))


def _place_material(sheet: Sheet, line: int, first: int, last: int) -> None:
    named = [one for one in sheet.parse.of(Kind.FIELD) if one.value == "line.material"]
    for field in named:
        told = [tag for tag in sheet.parse.tagged("tooth.material") if 0 <= tag.first - field.last <= _MATERIAL_AFTER]
        if told and sheet.dental and first <= field.first <= last:
            tokens = sheet.parse.tokens
            said = sheet.parse.text[tokens[told[0].first].start : tokens[told[0].last - 1].end]
            _write(sheet, "line.material", line, capitalised(said), said)


def _write(sheet: Sheet, field: str, line: int, value: str, said: str | None) -> None:
    held = sheet.draft.get(field, line)
    if held != value:
        sheet.do(Give(field, line, value, said, corrects=held is not None))
