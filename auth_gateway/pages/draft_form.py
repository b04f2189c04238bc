"""The copy of a draft as a plain form for advisors, and the form sent back as changes of the draft's contract.

Only what differs from what was shown becomes a change: an input left alone says nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from auth_gateway.console.correcting import Copy
from auth_gateway.platform.french import typed
from quote_draft import UNKNOWN, Draft, fields_json
from wording import say, words

Json = dict[str, Any]

ROOM_PARTS = {"wanted": (True, False), "price": (), "per": ("day", "night")}
TYPED = {"money": "text", "date": "date", "tooth": "text", "count": "text", "act": "text", "words": "text"}
NEW_LINE = "new"
DELETE = "delete_line"


@dataclass(frozen=True)
class Input:
    """One input: `options` for a list (value, words), None for something typed."""

    name: str
    label: str
    value: str
    type: str = "text"
    options: list[tuple[str, str]] | None = None


@dataclass(frozen=True)
class Group:
    title: str
    inputs: list[Input]
    delete: str | None = None  # the name of the box that takes this line away


def groups(copied: Copy, draft: Draft) -> list[Group]:
    """Return the inputs of a draft: the quote, each line, an empty line to be added, the stay."""
    lines = [
        Group(
            say("fields", "groups", "line", number=number),
            list(_inputs(copied, draft, "line", number)),
            f"{DELETE}|{number}",
        )
        for number in range(1, len(draft.lines) + 1)
    ]
    added = Group(say("desk", "added_line"), list(_inputs(copied, draft, "line", None)))
    stay = Group(say("fields", "groups", "stay"), list(_inputs(copied, draft, "stay", None)))
    quote = Group(say("fields", "groups", "general"), list(_inputs(copied, draft, "quote", None)))
    return [group for group in (quote, *lines, added, stay) if group.inputs]


def changes_of(copied: Copy, draft: Draft, form: Mapping[str, str]) -> list[Json]:
    """Return the changes that a form sent back asks for, those that take lines away last."""
    changed, added = [], []
    for group in groups(copied, draft):
        for each in group.inputs:
            given = " ".join(form.get(each.name, each.value).split())
            if given == each.value:
                continue
            field, line = each.name.split("|")
            change: Json = {"field": field, "value": _value(field, given)}
            if line == NEW_LINE:
                added.append({**change, "line": len(draft.lines) + 1})
            else:
                changed.append({**change, "line": int(line)} if line else change)
    gone = [number for number in range(len(draft.lines), 0, -1) if form.get(f"{DELETE}|{number}")]
    new = [{"add_line": True}, *added] if added else []
    return [*changed, *new, *({"delete_line": number} for number in gone)]


def _inputs(copied: Copy, draft: Draft, scope: str, line: int | None) -> Iterator[Input]:
    place = "" if scope != "line" else str(line or NEW_LINE)
    for row in fields_json():
        if row["scope"] != scope or not _makes_sense(draft, row["when"], line):
            continue
        if row["kind"] == "room":
            for part, choices in ROOM_PARTS.items():
                kind = "choice" if choices else "money"
                field = f"{row['field']}.{part}"
                yield _input(copied, _known(draft, field, line), name=(field, place), kind=kind, choices=choices)
        elif row["kind"] in {"choice", "person"} or row["kind"] in TYPED:
            choices = row["choices"] + ([UNKNOWN] if row["unknown"] and row["choices"] else [])
            value = _known(draft, row["field"], line)
            yield _input(copied, value, name=(row["field"], place), kind=row["kind"], choices=choices)


def _makes_sense(draft: Draft, when: Mapping[str, list[Any]], line: int | None) -> bool:
    return all(_known(draft, name, line) in values for name, values in when.items())


def _known(draft: Draft, field: str, line: int | None) -> Any:
    return draft.get(field, line) if line or not field.startswith("line.") else None


def _input(copied: Copy, value: Any, *, name: tuple[str, str], kind: str, choices: Sequence[Any]) -> Input:
    field, options = name[0], None
    if kind == "person":
        people = {each.id: copied.first_names.get(each.id, each.id) for each in copied.context.beneficiaries}
        people["self"] = say("pages", "console", "member")
        options = list(people.items())
    elif kind == "choice":
        texts = words("fields", "choices", field)
        options = [(_text(each), texts.get(_text(each), say("fields", "unknown"))) for each in choices]
    return Input(
        "|".join(name),
        say("fields", "names", field),
        _shown(kind, value),
        TYPED.get(kind, "text"),
        [("", say("pages", "console", "no_answer")), *options] if options is not None else None,
    )


def _text(value: Any) -> str:
    """Write a JSON value as a form carries it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _shown(kind: str, value: Any) -> str:
    if value is None or (value == UNKNOWN and kind != "choice"):
        return ""
    return str(value).replace(".", ",") if kind == "money" else _text(value)


def _value(field: str, given: str) -> Any:
    """Read what was typed or chosen; what cannot be read stays text, and the draft says what it accepts."""
    if given in {"", UNKNOWN}:
        return given or None
    if field.endswith(".wanted"):
        return given == "true"
    if field in {"line.activity", "line.tooth", "stay.nights"} and given.isdecimal():
        return int(given)
    if field in {"line.fee", "line.base", "stay.private_room.price"}:
        return typed(given) or given
    return given.upper() if field == "line.act" else given
