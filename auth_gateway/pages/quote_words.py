"""A draft and its changes in French words, for advisors: the words that members read in the quote panel."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from auth_gateway.platform.french import euros
from wording import long_date, say, tree, words

Json = Mapping[str, Any]

GENERAL = ("beneficiary", "family", "care_date", "setting", "exemption")
LINE = ("line.act", "line.activity", "line.tooth", "line.sector", "line.fee", "line.base")
STAY = ("stay.nights", "stay.private_room.wanted", "stay.private_room.price", "stay.private_room.per")

MONEY = frozenset({"line.fee", "line.base", "stay.private_room.price"})


@dataclass(frozen=True)
class Block:
    """One titled group of rows, each a label and its words."""

    title: str | None
    rows: list[tuple[str, str]]


def value_in_words(field: str, value: Any) -> str:
    if value is None or value == "unknown":
        return say("pages", "console", "no_answer") if value is None else say("fields", "unknown")
    if field in tree("fields", "choices"):
        return words("fields", "choices", field).get(str(value).lower(), str(value))
    if field == "beneficiary":
        return say("pages", "console", "member" if value == "self" else "dependant")
    if field in MONEY:
        return euros(value)
    if field == "line.act" and isinstance(value, Mapping):
        return say("pages", "console", "act", label=value["label"], code=value["code"])
    return long_date(dt.date.fromisoformat(value)) if field == "care_date" else str(value)


def draft_blocks(draft: Json) -> list[Block]:
    """Return what is known of a draft, in the order of the panel; nothing for an empty one."""
    stay = draft.get("stay") or {}
    flat_stay = {"stay.nights": stay.get("nights")} | {
        f"stay.private_room.{key}": value for key, value in (stay.get("private_room") or {}).items()
    }
    blocks = [Block(None, _rows(GENERAL, draft))]
    for line in draft["lines"]:
        act = {"code": line["act"], "label": line["label"]} if line["act"] else None
        values = {f"line.{key}": value for key, value in line.items()} | {"line.act": act}
        blocks.append(Block(say("fields", "groups", "line", number=line["number"]), _rows(LINE, values)))
    blocks.append(Block(say("fields", "groups", "stay"), _rows(STAY, flat_stay)))
    return [block for block in blocks if block.rows]


def _rows(fields: tuple[str, ...], values: Json) -> list[tuple[str, str]]:
    names = words("fields", "names")
    return [(names[field], value_in_words(field, values[field])) for field in fields if values.get(field) is not None]


def change_in_words(change: Json) -> str:
    """« Montant du devis (ligne 1) : 850,00 € → 950,00 € », or the value alone where there was none."""
    names = words("fields", "names")
    field = str(change["field"]) if change["field"] in names else f"line.{change['field']}"
    name = names.get(field, str(change["field"]))
    if change.get("line"):
        name = say("pages", "console", "of_line", field=name, line=change["line"])
    before, after = (value_in_words(field, change.get(side)) for side in ("from", "to"))
    if change.get("from") is None:
        return say("pages", "console", "change", field=name, value=after)
    return say("pages", "console", "changed", field=name, before=before, after=after)
