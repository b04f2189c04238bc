"""A draft and its changes in French words, for advisors: the words that members read in the quote panel."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from auth_gateway.platform.french import euros
from quote_draft import fields_json
from wording import long_date, say, words

Json = Mapping[str, Any]

FORM = fields_json()
KINDS = {one["field"]: one["kind"] for one in FORM}


@dataclass(frozen=True)
class Block:
    """One titled group of rows, each a label and its words."""

    title: str | None
    rows: list[tuple[str, str]]


def value_in_words(field: str, value: Any) -> str:
    if value is None or value == "unknown":
        return say("pages", "console", "no_answer") if value is None else say("fields", "unknown")
    if isinstance(value, Mapping) and "code" not in value:
        parts = {f"{field}.{name}": part for name, part in value.items() if part is not None}
        return ", ".join(value_in_words(name, part) for name, part in parts.items())
    return _WRITTEN.get(KINDS.get(field, ""), _as_it_is)(field, value)


def _choice(field: str, value: Any) -> str:
    return words("fields", "choices", field).get(str(value).lower(), str(value))


def _person(_field: str, value: Any) -> str:
    return say("pages", "console", "member" if value == "self" else "dependant")


def _act(_field: str, value: Any) -> str:
    known = isinstance(value, Mapping)
    return say("pages", "console", "act", label=value["label"], code=value["code"]) if known else str(value)


def _as_it_is(_field: str, value: Any) -> str:
    return str(value)


_WRITTEN: Mapping[str, Callable[[str, Any], str]] = {
    "choice": _choice,
    "person": _person,
    "money": lambda _field, value: euros(value),
    "act": _act,
    "date": lambda _field, value: long_date(dt.date.fromisoformat(value)),
}
"""How a value is written, by the kind of its field."""


def draft_blocks(draft: Json) -> list[Block]:
    """Return what is known of a draft, in the order of the panel; nothing for an empty one."""
    stay = draft.get("stay") or {}
    room = {f"stay.private_room.{part}": value for part, value in (stay.get("private_room") or {}).items()}
    told = {**draft, "stay.nights": stay.get("nights"), **room}
    blocks = [Block(None, _rows("quote", told))]
    for line in draft["lines"]:
        act = {"code": line["act"], "label": line["label"]} if line["act"] else None
        values = {f"line.{key}": value for key, value in line.items()} | {"line.act": act}
        blocks.append(Block(say("fields", "groups", "line", number=line["number"]), _rows("line", {**told, **values})))
    blocks.append(Block(say("fields", "groups", "stay"), _rows("stay", told)))
    return [block for block in blocks if block.rows]


def _rows(scope: str, values: Json) -> list[tuple[str, str]]:
    names = words("fields", "names")
    return [
        (names[one["field"]], value_in_words(one["field"], values[one["field"]]))
        for one in FORM
        if one["scope"] == scope
        and values.get(one["field"]) is not None
        and all(values.get(other) in accepted for other, accepted in one["when"].items())
    ]


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
