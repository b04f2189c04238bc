"""Write a value of the quote: where nothing stands, where asked, where named or said to be a correction."""

from __future__ import annotations

from typing import Any

from actions.reading import Kind
from actions.understanding.assign.sheet import Sheet
from actions.understanding.item import Item
from actions.understanding.moves import Do, Instead
from quote_draft import UNKNOWN

SHORT_ANSWER = 6
"""Words of a message that is a value and little else."""


def write_quote_value(sheet: Sheet, field: str, value: Any, item: Item, *, approximate: bool = False) -> None:
    """Write a value of the quote: where nothing stands, where asked, where named or said to be a correction."""
    held, asked = sheet.draft.get(field), sheet.situation.asked
    pending = sheet.draft.to_confirm
    is_asked = asked == field or (asked == "confirm_value" and pending is not None and pending.field == field)
    is_asked = is_asked or (asked == "stay.nights" and field == "setting")
    if held == value:
        sheet.place(item)
        said = any(isinstance(move, Do) and move.kind == "already" for move in sheet.moves)
        if not said and (field != "beneficiary" or is_asked or sheet.items == [item]):
            sheet.moves.append(Do("already", field))
        return
    is_asked = is_asked or field in sheet.draft.approximate  # « au printemps », then « en avril »
    if is_asked or held in (None, UNKNOWN) or _may_replace(sheet, field) or _only_adds(field, held, value):
        sheet.give(field, None, value, item, corrects=held is not None, approximate=approximate)
        return
    sheet.place(item)
    if field != "beneficiary" and not (item.mention is not None and item.mention.unit == "relative"):
        sheet.moves.append(Instead(field, None, value, item.said))


def _may_replace(sheet: Sheet, field: str) -> bool:
    """Say whether a value told anew takes the place of another: it is a correction, or its field is named."""
    if sheet.told.corrects:
        return True
    fields = {str(mention.value) for mention in sheet.parse.of(Kind.FIELD)}
    labels = {str(mention.value) for mention in sheet.parse.of(Kind.LABEL)}
    named = field in fields or (field == "stay.private_room" and ("room" in labels or "stay.private_room" in fields))
    if field in ("stay.nights", "care_date", "stay.private_room") and named:
        return True
    if field == "stay.nights" and _has_its_unit(sheet):
        return True
    at_the_end = sheet.situation.asked in ("confirm", "more_lines")
    if at_the_end and field == "care_date":
        return is_short(sheet)
    return at_the_end and field in ("stay.nights", "setting", "stay.private_room", "exemption")


def _has_its_unit(sheet: Sheet) -> bool:
    return any(mention.unit == "night" for mention in sheet.parse.of(Kind.NIGHTS))


def is_short(sheet: Sheet) -> bool:
    return len(sheet.parse.tokens) <= SHORT_ANSWER


def _only_adds(field: str, held: Any, value: Any) -> bool:
    """The price of a room that is wanted already adds to what is known."""
    return (
        field == "stay.private_room"
        and isinstance(held, dict)
        and held.get("wanted") is value.get("wanted")
        and held.get("price") in (None, UNKNOWN)
    )
