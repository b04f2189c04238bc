"""The events of a draft: plain JSON objects, appended and never changed, checked when they come in.

A form that is no longer written stays readable for ever: `upgraded` is the only place that knows it.
"""

from __future__ import annotations

from typing import Any, Literal, TypedDict

from quote_draft.acts import shipped_facts
from quote_draft.fields import TABLE, FieldError, Scope, Table
from quote_draft.fields.kinds import is_whole
from quote_draft.fields.room import whole

Kind = Literal[
    "set",
    "add_line",
    "delete_line",
    "no_more_lines",
    "confirm",
    "propose",
    "drop_proposal",
    "undo",
    "estimated",
    "paper",
    "paper_put_right",
    "paper_settled",
]


class Event(TypedDict, total=False):
    """One change. `kind` is always there; which other keys are is said by `_KEYS` below.

    `understood` is what the member wrote, `approximate` that they were not exact, `preset` that the service gave the
    value and not the member (undo leaves it alone), `reason` why a proposed value must be confirmed first, `document`
    the paper that was read and waits for the member's word, until it is settled: taken over or left. `changes` put
    right what was read of it, in the panel's form, its lines numbered as they then are.
    """

    kind: Kind
    field: str
    line: int | None
    value: Any
    understood: str | None
    approximate: bool
    preset: bool
    reason: str
    turn: str
    document: str
    changes: list[dict[str, Any]]


class TurnLog(TypedDict):
    """What one turn did: its id and its events, in order."""

    turn: str
    events: list[Event]


class EventError(ValueError):
    """Not an event of a draft; the message says what was received and what is accepted."""


# Each kind with the keys that it must have and those that it may have.
_KEYS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "set": (frozenset({"field", "value"}), frozenset({"line", "understood", "approximate", "preset"})),
    "propose": (frozenset({"field", "value", "reason"}), frozenset({"line", "understood", "approximate"})),
    "delete_line": (frozenset({"line"}), frozenset()),
    "undo": (frozenset({"turn"}), frozenset()),
    "add_line": (frozenset(), frozenset()),
    "no_more_lines": (frozenset(), frozenset()),
    "confirm": (frozenset(), frozenset()),
    "drop_proposal": (frozenset(), frozenset()),
    "estimated": (frozenset(), frozenset()),
    "paper": (frozenset({"document"}), frozenset()),
    "paper_put_right": (frozenset({"changes"}), frozenset()),
    "paper_settled": (frozenset(), frozenset()),
}


_OTHERS: dict[str, tuple[type, ...]] = {
    "understood": (str, type(None)),
    "approximate": (bool,),
    "preset": (bool,),
    "reason": (str,),
    "turn": (str,),
    "document": (str,),
}
"""What the keys that are neither field, line nor value hold."""


def parse_event(data: Any, table: Table = TABLE) -> Event:
    """Return `data` as an event of today's form, or raise EventError."""
    kind = data.get("kind") if isinstance(data, dict) else None
    if not isinstance(kind, str) or kind not in _KEYS:
        message = f"kind: {kind!r} received; accepted: {', '.join(_KEYS)}"
        raise EventError(message)
    required, optional = _KEYS[kind]
    keys = set(data) - {"kind"}
    if not required <= keys <= required | optional:
        message = (
            f"{kind}: keys {sorted(keys, key=str)} received; required {sorted(required)}, optional {sorted(optional)}"
        )
        raise EventError(message)
    for key, types in _OTHERS.items():
        if key in data and not isinstance(data[key], types):
            message = f"{key}: {data[key]!r} received; accepted: {' or '.join(one.__name__ for one in types)}"
            raise EventError(message)
    event = upgraded(data)
    if kind in ("set", "propose"):
        _check_field(event, table)
    if kind == "paper_put_right":
        _check_changes(data["changes"], table)
    if kind == "delete_line" and not _is_line(data["line"]):
        message = f"delete_line: line {data['line']!r} received; accepted: 1 or more"
        raise EventError(message)
    return event


def upgraded(data: dict[str, Any]) -> Event:
    """Return an event in today's form.

    The private room was three fields; it is one. The act of a line came without its facts, which replay asked of the
    nomenclature: they are those of the acts shipped with the product, none for an act that is no longer there.
    """
    event: Event = dict(data)  # type: ignore[assignment]  # its keys were just checked
    if event["kind"] not in ("set", "propose") or not isinstance(event["field"], str):
        return event
    event["field"], event["value"] = whole(event["field"], event["value"])
    value = event["value"]
    if event["field"] == "line.act" and isinstance(value, dict) and "facts" not in value:
        code = value.get("code")
        event["value"] = {**value, "facts": shipped_facts(code) if isinstance(code, str) else None}
    return event


def _check_changes(changes: Any, table: Table) -> None:
    """Refuse what is neither a value of a field nor a line that goes; whether it can stand is asked on taking."""
    for one in changes if isinstance(changes, list) else (changes,):
        if not isinstance(one, dict) or not _is_change(one, table):
            message = f"paper_put_right: {one!r} received; accepted: a value of a field or a line that goes"
            raise EventError(message)


def _is_change(one: dict[str, Any], table: Table) -> bool:
    if set(one) == {"delete_line"}:
        return _is_line(one["delete_line"])
    given = {"field", "value"} <= set(one) <= {"field", "value", "line"} and one["field"] in table.names
    return given and (one.get("line") is None or _is_line(one["line"]))


def _check_field(event: Event, table: Table) -> None:
    try:
        table.check(event["field"], event["value"])
    except FieldError as error:
        raise EventError(str(error)) from error
    name, line = event["field"], event.get("line")
    if table[name].scope is Scope.LINE:
        if not _is_line(line):
            message = f"{name}: line {line!r} received; accepted: 1 or more"
            raise EventError(message)
    elif line is not None:
        message = f"{name}: line {line!r} received; this field belongs to no line"
        raise EventError(message)


def _is_line(line: Any) -> bool:
    return is_whole(line) and line >= 1
