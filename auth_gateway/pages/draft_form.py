"""A draft as a plain form, for members and for advisors on their copy, and the form sent back as changes of the draft.

Only what differs from what was shown becomes a change: an input left alone says nothing.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from auth_gateway.platform.french import typed
from quote_draft import (
    CHARGES,
    SHARED_FEES,
    UNKNOWN,
    Draft,
    DraftContext,
    fields_json,
    is_asked,
    is_missing,
    wrong_part,
)
from wording import say, words

Json = dict[str, Any]
Sent = Mapping[str, str]

ROOM_PARTS: Mapping[str, tuple[str, tuple[Any, ...]]] = {
    "wanted": ("choice", (True, False)),
    "price": ("money", ()),
    "per": ("choice", ("day", "night")),
}
KINDS = frozenset(
    {"act", "act_words", "choice", "count", "date", "letters", "money", "person", "teeth", "tooth", "words"}
)
NEW_LINE = "new"
ONE_MORE = "more"
"""In the place of an entry of a list: the one that may be added."""
DELETE = "delete_line"
DELETE_ENTRY = "delete"
UNKNOWN_TICKED = "unknown"
FIRST_TOLD_OF_A_LINE = ("line.act", "line.fee")
"""What a line not described yet begins with; the rest is asked once it is known what it needs."""


@dataclass(frozen=True)
class Input:
    """One input: `options` for a list (value, words), None for something typed.

    `unknown`: whether « je ne sais pas » is ticked, None where it is no answer or one of the options; `found`: the acts
    that the words typed may mean, to choose one of; `missing`: the estimate waits for it; `whole`: the field of which
    it is a part, where a value has several.
    """

    name: str
    label: str
    value: str
    kind: str
    choices: tuple[Any, ...] = ()
    options: list[tuple[str, str]] | None = None
    unknown: bool | None = None
    hint: str | None = None
    missing: bool = False
    problem: str | None = None
    found: list[tuple[str, str]] | None = None
    whole: str | None = None

    @property
    def field(self) -> str:
        return self.name.split("|")[0]

    @property
    def line(self) -> str:
        """Return the number of its line, `new` for one to be added, nothing outside lines."""
        return self.name.split("|")[1]

    @property
    def part(self) -> str:
        return self.field.rpartition(".")[2]

    @property
    def given(self) -> str:
        return UNKNOWN if self.unknown else self.value

    def sent(self, form: Sent) -> str:
        """Return what a form sent back gives; what was typed anew counts before the box that was ticked."""
        text = " ".join(form.get(self.name, self.value).split())
        ticked = self.unknown is not None and form.get(f"{UNKNOWN_TICKED}|{self.name}")
        return UNKNOWN if ticked and text in {"", self.value} else text


@dataclass(frozen=True)
class Group:
    """The inputs of the quote, of a line, of the stay or of an entry of a list.

    `more`: those of which nothing is needed; `delete`: the name of the box that takes this line or entry away.
    """

    title: str
    inputs: list[Input]
    more: list[Input]
    delete: str | None = None
    adds: bool = False  # an entry that is not there yet

    def __iter__(self) -> Iterator[Input]:
        yield from self.inputs
        yield from self.more


@dataclass(frozen=True)
class DraftForm:
    """The form of a draft: whom its quote can be for, by id; `added`: with an empty line to fill in.

    `in_words`: acts are read and typed in words, whoever types them not having the nomenclature at hand.
    """

    draft: Draft
    context: DraftContext
    people: Mapping[str, str]
    added: bool = True
    in_words: bool = False

    def groups(self) -> list[Group]:
        lines = [
            self._group(say("fields", "groups", "line", number=number), "line", number)
            for number in range(1, len(self.draft.lines) + 1)
        ]
        if self.added:
            lines.append(self._group(say("fields", "groups", "line", number=len(self.draft.lines) + 1), "line", None))
        quote = self._group(say("fields", "groups", "general"), "quote", None)
        stay = self._group(say("fields", "groups", "stay"), "stay", None)
        shared, charges = self._entries(SHARED_FEES), self._entries(CHARGES)
        return [group for group in (*lines, *shared, stay, *charges, quote) if list(group)]

    def changes(self, form: Sent) -> list[tuple[str, Json]]:
        """Return the changes that a form sent back asks for, each with its input's name; lines go away last."""
        changed: list[tuple[str, Json]] = []
        added: list[tuple[str, Json]] = []
        for each in (one for group in self.groups() for one in group):
            given = each.sent(form)
            if given == each.given or each.whole:
                continue
            change: Json = {"field": each.field, "value": _value(each, given)}
            if each.line == NEW_LINE:
                added.append((each.name, {**change, "line": len(self.draft.lines) + 1}))
            else:
                changed.append((each.name, {**change, "line": int(each.line)} if each.line else change))
        gone = [number for number in range(len(self.draft.lines), 0, -1) if form.get(f"{DELETE}|{number}")]
        new = [(added[0][0], {"add_line": True}), *added] if added else []
        wholes = self._changes_of_wholes(form)
        return [*changed, *new, *wholes, *((f"{DELETE}|{number}", {"delete_line": number}) for number in gone)]

    def _changes_of_wholes(self, form: Sent) -> Iterator[tuple[str, Json]]:
        """Give the values of several parts of which a part was changed, an entry added or taken away."""
        for row in fields_json():
            parts = [each for group in self.groups() for each in group if each.whole == row["field"]]
            entries = [list(entry) for _place, entry in groupby(parts, key=lambda each: each.line)]
            kept = [entry for entry in entries if not form.get(f"{DELETE_ENTRY}|{row['field']}|{entry[0].line}")]
            touched = [each for each in parts if each.sent(form) != each.given]
            if not touched and kept == entries:
                continue
            told = [(entry, value) for entry in kept if (value := _whole(entry, form))]
            wrong = (each for entry, value in told for each in entry if each.part == wrong_part(row["field"], value))
            values = [value for _entry, value in told]
            name = next(wrong, (touched or parts)[0]).name
            yield name, {"field": row["field"], "value": values if row["list"] else next(iter(values), None)}

    def _entries(self, field: str) -> Iterator[Group]:
        """Lay out what a list holds, an entry a group, and one more."""
        row = next(row for row in fields_json() if row["field"] == field)
        title, held = say("fields", "names", field), self.draft.get(field) or []
        for place, entry in enumerate(held, start=1):
            named = say("fields", "groups", "entry", name=title, number=place)
            yield Group(named, list(self._parts(row, entry, str(place))), [], f"{DELETE_ENTRY}|{field}|{place}")
        if field != SHARED_FEES or len(self.draft.lines) > 1:
            yield Group(title, [], list(self._parts(row, {}, ONE_MORE)), adds=True)

    def _parts(self, row: Json, value: Mapping[str, Any], place: str) -> Iterator[Input]:
        for part in row["parts"]:
            name = f"{row['field']}.{part['part']}|{place}"
            told, choices = value.get(part["part"]), tuple(part["choices"])
            yield replace(self._input(name, part["kind"], told, choices, missing=False), whole=row["field"])

    def _group(self, title: str, scope: str, line: int | None) -> Group:
        inputs: list[Input] = []
        more: list[Input] = []
        for row in fields_json():
            if row["scope"] == scope and not row.get("list") and self._makes_sense(row["when"], line):
                needed = self._is_needed(row, scope, line)
                (inputs if needed else more).extend(self._inputs_of(row, line))
        return Group(title, inputs, more, f"{DELETE}|{line}" if line else None)

    def _makes_sense(self, when: Mapping[str, list[Any]], line: int | None) -> bool:
        return all(self._known(name, line) in values for name, values in when.items())

    def _known(self, field: str, line: int | None) -> Any:
        return self.draft.get(field, line) if line or not field.startswith("line.") else None

    def _is_needed(self, row: Json, scope: str, line: int | None) -> bool:
        field = row["field"]
        if scope == "line" and line is None:
            return field in FIRST_TOLD_OF_A_LINE
        told = self.draft.given(field, line) is not None and row["kind"] != "person"
        return told or is_asked(self.draft, self.context, field, line)

    def _inputs_of(self, row: Json, line: int | None) -> Iterator[Input]:
        field, kind, unknown = row["field"], row["kind"], row["unknown"]
        place = "" if row["scope"] != "line" else str(line or NEW_LINE)
        missing = bool(self.draft.lines) and place != NEW_LINE and is_missing(self.draft, self.context, field, line)
        value = self._known(field, line)
        if kind == "room":
            for part, (kind_of_part, choices) in ROOM_PARTS.items():
                value = self._known(f"{field}.{part}", None)
                if part == "wanted" or not self.in_words or self._known(f"{field}.wanted", None) is True:
                    asked = missing and value is None and part != "per"
                    yield self._input(
                        f"{field}.{part}|",
                        kind_of_part,
                        value,
                        choices,
                        unknown=unknown and part != "per",
                        missing=asked,
                    )
        elif "parts" in row:
            yield from self._parts(row, value or {}, place)
        elif self.in_words and kind in {"act", "act_words"}:
            if kind == "act":
                yield self._input(f"{field}|{place}", kind, self._known("line.label", line) or value, missing=missing)
        elif kind in KINDS and (kind != "person" or len(self.people) > 1):
            yield self._input(f"{field}|{place}", kind, value, tuple(row["choices"]), unknown=unknown, missing=missing)

    def _input(
        self, name: str, kind: str, value: Any, choices: tuple[Any, ...] = (), *, unknown: bool = False, missing: bool
    ) -> Input:
        field = name.split("|", maxsplit=1)[0]
        choices = (*choices, UNKNOWN) if unknown and choices else choices
        choices = (*choices, value) if choices and value not in (None, *choices) else choices  # a hypothesis
        ticked = value == UNKNOWN if unknown and not choices else None
        return Input(
            name=name,
            label=words("fields", "names").get(field) or say("fields", "parts", field),
            value="" if ticked else _shown(kind, value),
            kind=kind,
            choices=choices,
            options=self._options(field, kind, choices, "choose" if value is None else "none"),
            unknown=ticked,
            hint=words("fields", "hints").get(field) if value is None or ticked else None,
            missing=missing,
        )

    def _options(self, field: str, kind: str, choices: tuple[Any, ...], empty: str) -> list[tuple[str, str]] | None:
        if kind == "person":
            options = list(self.people.items())
        elif kind == "choice":
            texts = words("estimate", "charges") if field == f"{CHARGES}.kind" else words("fields", "choices", field)
            options = [(_text(each), texts.get(_text(each), say("fields", "unknown"))) for each in choices]
        else:
            return None
        return [("", say("quote_form", "empty", empty)), *options]


def sent_back(groups: list[Group], form: Sent, problems: Mapping[str, str], found: Mapping[str, Any]) -> list[Group]:
    """Return the groups with what was typed in them, what is wrong with it, and the acts that words may mean."""

    def again(each: Input) -> Input:
        given = each.sent(form)
        return replace(
            each,
            value=form.get(each.name, each.value),
            unknown=None if each.unknown is None else given == UNKNOWN,
            problem=problems.get(each.name),
            found=found.get(each.name),
        )

    return [
        replace(group, inputs=[again(each) for each in group.inputs], more=[again(each) for each in group.more])
        for group in groups
    ]


def _text(value: Any) -> str:
    """Write a JSON value as a form carries it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _shown(kind: str, value: Any) -> str:
    if value is None or (value == UNKNOWN and kind != "choice"):
        return ""
    if kind in {"lines", "teeth"}:
        return ", ".join(map(str, value))
    if kind == "letters":
        return " ".join(value)
    return str(value).replace(".", ",") if kind == "money" else _text(value)


def _value(each: Input, given: str) -> Any:  # noqa: PLR0911  one return a kind
    """Read what was typed or chosen; what cannot be read stays text, and the draft says what it accepts."""
    if given in {"", UNKNOWN}:
        return given or None
    match each.kind:
        case "choice":
            return next((choice for choice in each.choices if _text(choice) == given), given)
        case "money":
            return typed(given) or given
        case "count" | "tooth" if given.isdecimal():
            return int(given)
        case "letters":
            return re.findall(r"\w", given.upper())
        case "teeth":
            return [int(part) for part in given.replace(",", " ").split() if part.isdecimal()]
        case "lines":
            return re.findall(r"\d+", given)
        case _:
            return given


def _whole(entry: list[Input], form: Sent) -> Json:
    """Read a value of several parts; what is left empty is none of it."""
    told = {each.part: _value(each, each.sent(form)) for each in entry}
    return {part: value for part, value in told.items() if value is not None}
