"""The events of a draft: plain JSON objects, appended and never changed, checked when they come in."""

from typing import Any, Literal, TypedDict

from quote_draft.fields import LINE_FIELDS, FieldError, check_value

Kind = Literal[
    "set", "add_line", "delete_line", "no_more_lines", "confirm", "propose", "drop_proposal", "undo", "estimated"
]


class Event(TypedDict, total=False):
    """One change. `kind` is always there; which other keys are is said by `_KEYS` below.

    `understood` is what the member wrote, `approximate` that they were not exact, `preset` that the service gave the
    value and not the member (undo leaves it alone), `reason` why a proposed value must be confirmed first.
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
}


def parse_event(data: Any) -> Event:
    """Return `data` as an event, or raise EventError."""
    kind = data.get("kind") if isinstance(data, dict) else None
    if not isinstance(kind, str) or kind not in _KEYS:
        message = f"kind: {kind!r} received; accepted: {', '.join(_KEYS)}"
        raise EventError(message)
    required, optional = _KEYS[kind]
    keys = set(data) - {"kind"}
    if not required <= keys <= required | optional:
        message = f"{kind}: keys {sorted(keys)} received; required {sorted(required)}, optional {sorted(optional)}"
        raise EventError(message)
    if kind in ("set", "propose"):
        _check_field(data)
    if kind == "delete_line" and not _is_line(data["line"]):
        message = f"delete_line: line {data['line']!r} received; accepted: 1 or more"
        raise EventError(message)
    event: Event = dict(data)  # type: ignore[assignment]  # its keys were just checked
    return event


def _check_field(data: dict[str, Any]) -> None:
    try:
        check_value(data["field"], data["value"])
    except FieldError as error:
        raise EventError(str(error)) from error
    line = data.get("line")
    if data["field"] in LINE_FIELDS:
        if not _is_line(line):
            message = f"{data['field']}: line {line!r} received; accepted: 1 or more"
            raise EventError(message)
    elif line is not None:
        message = f"{data['field']}: line {line!r} received; this field belongs to no line"
        raise EventError(message)


def _is_line(line: Any) -> bool:
    return isinstance(line, int) and not isinstance(line, bool) and line >= 1
