"""A draft and its changes in French words, for advisors: the fields and words that members see in the quote panel."""

import datetime as dt
import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from auth_gateway.platform.french import euros
from auth_gateway.sheets import price_of_charge
from quote_draft import UNKNOWN, fields_json
from wording import long_date, say, words

Json = Mapping[str, Any]

ROOM_PARTS = {"wanted": "choice", "price": "money", "per": "choice"}
"""What is said of a private room, and the kind of each part."""


@dataclass(frozen=True)
class Block:
    """One titled group of rows, each a label and its words."""

    title: str | None
    rows: list[tuple[str, str]]


@functools.cache
def _kinds() -> dict[str, str]:
    """Give the kind of every field that is shown, the parts of the private room in its place, in order."""
    kinds: dict[str, str] = {}
    for row in fields_json():
        if row["kind"] == "room":
            kinds |= {f"{row['field']}.{part}": kind for part, kind in ROOM_PARTS.items()}
        elif row["kind"] != "act_words":  # the member's own words for an act stand in its place
            kinds[row["field"]] = row["kind"]
    return kinds


_BY_KIND: Mapping[str, Callable[[str, Any], str]] = {
    "choice": lambda field, value: words("fields", "choices", field).get(str(value).lower(), str(value)),
    "money": lambda _field, value: euros(value),
    "teeth": lambda _field, value: ", ".join(map(str, value)),
    "letters": lambda _field, value: " ".join(value),
    "shared_fees": lambda _field, value: _shared_fees(value),
    "stay_cost": lambda _field, value: _stay_cost(value),
    "charges": lambda _field, value: _charges(value),
    "date": lambda _field, value: long_date(dt.date.fromisoformat(value)),
    "person": lambda _field, value: say("pages", "console", "member" if value == "self" else "dependant"),
}


def _charges(charges: Sequence[Json]) -> str:
    return "\u202f; ".join(_charge(one) for one in charges) or say("pages", "console", "no_answer")


def _shared_fees(shared: Sequence[Json]) -> str:
    return "\u202f; ".join(_shared_fee(one) for one in shared) or say("pages", "console", "no_answer")


def _shared_fee(one: Json) -> str:
    """« 2 100,00 € pour les lignes 1 et 2 »."""
    first, *between, last = one["lines"]
    for line in between:
        first = say("fields", "next_line", before=first, line=line)
    lines = say("fields", "last_line", before=first, line=last)
    return say("fields", "shared_fee", amount=euros(one["fee"]), lines=lines)


def _stay_cost(told: Json) -> str:
    """« 1 076,91 € par jour »."""
    per = say("fields", "choices", "stay.cost.per", told["per"])
    return say("fields", "charge", "per", amount=euros(told["amount"]), per=per)


def _charge(one: Json) -> str:
    """« Télévision, 6,00 € par jour, pendant 3 jours »."""
    label = one["label"] or say("estimate", "charges", one["kind"])
    return say("fields", "charge", "named", label=label, price=price_of_charge(one))


def value_in_words(field: str, value: Any) -> str:
    if value is None or value == UNKNOWN:
        return say("pages", "console", "no_answer") if value is None else say("fields", "unknown")
    by_kind = _BY_KIND.get(_kinds().get(field, ""))
    if by_kind:
        return by_kind(field, value)
    return _whole_in_words(field, value) if isinstance(value, Mapping) else str(value)


def _whole_in_words(field: str, value: Json) -> str:
    """Say an act with its label, or what is known of a private room."""
    if field == "line.act":
        return say("pages", "console", "act", label=value["label"], code=value["code"])
    return ", ".join(
        value_in_words(f"{field}.{part}", value[part]) for part in ROOM_PARTS if value.get(part) is not None
    )


def draft_blocks(draft: Json) -> list[Block]:
    """Return what is known of a draft, in the order of the panel; nothing for an empty one."""
    stay = draft.get("stay") or {}
    room = {f"private_room.{part}": value for part, value in (stay.get("private_room") or {}).items()}
    blocks = [Block(None, _rows("", draft))]
    for line in draft["lines"]:
        act = {"code": line["act"], "label": line["label"]} if line["act"] else line["label"]
        title = say("fields", "groups", "line", number=line["number"])
        blocks.append(Block(title, _rows("line.", {**line, "act": act})))
    blocks.append(Block(say("fields", "groups", "stay"), _rows("stay.", {**stay, **room})))
    return [block for block in blocks if block.rows]


def _rows(scope: str, values: Json) -> list[tuple[str, str]]:
    """Give the rows of the quote's own fields (no scope), of a line's or of the stay's."""
    rows = []
    for field in _kinds():
        value = values.get(field.removeprefix(scope)) if field.startswith(scope) else None
        if value not in (None, []) and (scope or "." not in field):
            rows.append((say("fields", "names", field), value_in_words(field, value)))
    return rows


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


def corrections_in_words(differences: Json) -> list[str]:
    """Say what an advisor's estimate changed of the member's quote: lines that went, then values that differ."""
    deleted = [_deleted_in_words(each) for each in differences.get("deleted_lines", [])]  # none told by older estimates
    return [*deleted, *(change_in_words(each) for each in differences["fields"])]


def _deleted_in_words(line: Json) -> str:
    """« Ligne 2 supprimée : Couronne », or the number alone for a line that had no words yet."""
    label = line["label"]
    return say("pages", "console", "deleted_act" if label else "deleted", line=line["line"], label=label)
