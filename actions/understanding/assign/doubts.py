"""What can be read in several ways is asked back, in the values of its field."""

from __future__ import annotations

from datetime import date
from typing import Any

from actions.reading import Kind, Mention
from actions.understanding.assign.lines import line_of_context
from actions.understanding.assign.sheet import ASKS_MONEY, Sheet
from actions.understanding.item import Item
from actions.understanding.moves import AskBack
from quote_draft import accepts, euros


def ask_back(sheet: Sheet, item: Item, field: str, line: int | None) -> None:
    """Ask back what can be read in several ways, in the values of its field."""
    if field.startswith("line.") and line is None:
        line = line_of_context(sheet)
        if line is None:
            sheet.leave(item, "which_line")
            return
    sheet.place(item)
    mention = item.mention
    if mention is None:
        return
    doubt = mention.doubt or str(mention.exactness)
    found = mention.alternatives if mention.doubt else (mention.value,)
    alternatives = tuple(
        value for one in found if (value := _as_value(field, one, mention)) is not None and _fits(field, value)
    )
    sheet.moves.append(AskBack(field, line, doubt, alternatives, mention.text))


def _as_value(field: str, found: Any, mention: Mention) -> Any:
    if field == "care_date":
        return found.isoformat() if isinstance(found, date) else None
    if field in ASKS_MONEY:
        cents = int(found) if mention.kind == Kind.MONEY else int(found) * 100
        return euros(cents)
    return found


def _fits(field: str, value: Any) -> bool:
    if field == "stay.private_room":
        return accepts(field, {"price": value})
    return accepts(field, value)
