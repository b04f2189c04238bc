"""What was read, as events of the draft: the same changes as those of the panel, each through the same checks.

A value that the member gave and that the draft refuses makes the whole refused, with its path; one that was only read
and cannot stand is left out, and asked like anything else that the paper does not say.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from quote_draft import (
    CHARGES,
    LINE_FIELDS,
    Draft,
    DraftChangeError,
    DraftContext,
    Event,
    changes_to_events,
    euros,
    known_base,
)
from wording import say

Json = dict[str, Any]

OF_A_LINE = ("act", "label", "tooth", "quantity", "covered", "activity", "sector", "fee", "base")
"""What is read of a line, in the order in which the draft takes it: an act says what else the line may hold."""
OF_THE_QUOTE = ("care_date", "stay.nights", "stay.private_room.wanted", "stay.private_room.price")


@dataclass(frozen=True)
class Taking:
    """What the member takes of a reading: lines by their numbers there (None: all), and their own values for some."""

    lines: Sequence[int] | None = None
    changes: Sequence[Mapping[str, Any]] = ()
    stay: bool = True
    care_date: bool = True


@dataclass
class Taken:
    """The draft as it becomes while values are taken, and the changes and the events that make it so."""

    draft: Draft
    context: DraftContext
    events: list[Event] = field(default_factory=list)
    changes: list[Json] = field(default_factory=list)

    def change(self, change: Json, path: str | None = None) -> bool:
        """Make one change; False when it cannot stand and nobody but the reading wanted it (`path` is None)."""
        try:
            made = changes_to_events(self.draft, [change], self.context)
        except DraftChangeError as error:
            if path is None:
                return False
            raise DraftChangeError(path + error.path.removeprefix("changes[0]"), error.message) from error
        self.draft = self.draft.after(made)
        self.events += made
        self.changes.append(change)
        return True

    def holds(self, name: str, line: int | None, value: Any) -> bool:
        """Say whether the draft has this value already, given or known of the act."""
        if name == "line.base" and line is not None:
            base = known_base(self.draft, line, self.context)
            return base is not None and euros(base) == value
        return bool(self.draft.get(name, line) == value)


def events_of(draft: Draft, context: DraftContext, read: Json, taking: Taking) -> list[Event]:
    """Return the events that take a reading over, as one turn.

    Raise DraftChangeError when the member's own values cannot stand, or when the quote that was begun is of the other
    family: nothing is then taken.
    """
    settled: list[Event] = [{"kind": "paper_settled"}]
    taken = _taken(Taken(draft.after(settled), context, settled), read, taking)
    return [*taken.events, {"kind": "no_more_lines"}] if read["lines"] else taken.events


def changes_of(draft: Draft, context: DraftContext, read: Json, taking: Taking) -> list[Json]:
    """Return the changes that take a reading into a draft at the desk; raise DraftChangeError as `events_of` does."""
    return _taken(Taken(draft, context), read, taking).changes


def _taken(taken: Taken, read: Json, taking: Taking) -> Taken:
    chosen = _chosen(read, taking)
    given = _given(taking.changes, {line["number"] for line in chosen})
    _check_family(taken.draft, read["family"], chosen)
    if read["family"] and taken.draft.family != read["family"]:
        taken.change({"field": "family", "value": read["family"]})
    for name in OF_THE_QUOTE:
        if taking.care_date if name == "care_date" else taking.stay:
            _take(taken, name, None, _read_value(read, name), given.get((None, name)))
    for line in chosen:
        if not taken.change({"add_line": True}):
            break
        _take_line(taken, line, given)
    if taking.stay and read["charges"]:
        taken.change({"field": CHARGES, "value": [_charge(one) for one in read["charges"]]})
    return taken


def _chosen(read: Json, taking: Taking) -> list[Json]:
    lines: list[Json] = read["lines"]
    if taking.lines is None:
        return lines
    known = {line["number"] for line in lines}
    for index, number in enumerate(taking.lines):
        if number not in known:
            raise DraftChangeError(f"lines[{index}]", say("changes", "no_such_line", count=len(lines)))
    return [line for line in lines if line["number"] in taking.lines]


Given = dict[tuple[int | None, str], tuple[Any, str]]
"""The member's own values, each with its place in their request."""


def _given(changes: Sequence[Mapping[str, Any]], lines: set[int]) -> Given:
    found: Given = {}
    for index, change in enumerate(changes):
        path, line, name = f"changes[{index}]", change.get("line"), change.get("field")
        if not {"field", "value"} <= set(change) <= {"field", "value", "line"} or not isinstance(name, str):
            raise DraftChangeError(path, say("changes", "not_a_change"))
        if name not in {*LINE_FIELDS, *OF_THE_QUOTE}:
            raise DraftChangeError(f"{path}.field", say("changes", "no_such_field"))
        if (line not in lines) if name in LINE_FIELDS else line is not None:
            raise DraftChangeError(f"{path}.line", say("changes", "no_such_line", count=len(lines)))
        found[line, name] = (change["value"], path)
    return found


def _check_family(draft: Draft, family: str | None, lines: Sequence[Json]) -> None:
    described = {line.facts.family for line in draft.lines if line.facts is not None}
    if family and described - {family} and lines:
        raise DraftChangeError("lines", say("changes", "other_family"))


def _take_line(taken: Taken, line: Json, given: Given) -> None:
    number, mine = len(taken.draft.lines), {name: one for (at, name), one in given.items() if at == line["number"]}
    for short in OF_A_LINE:
        name = f"line.{short}"
        if name == "line.label" and taken.draft.lines[number - 1].code is not None and name not in mine:
            continue  # an act has its own
        _take(taken, name, number, line.get(short), mine.pop(name, None))
    for name in LINE_FIELDS:  # told in words while it waited: no paper is read for it
        short = name.removeprefix("line.")
        if short not in OF_A_LINE and name not in mine and line.get(short) is not None:
            taken.change({"field": name, "line": number, "value": line[short]})
    for name, (value, path) in mine.items():  # what no paper is read for: a side, several teeth…
        taken.change({"field": name, "line": number, "value": value}, path)


def _take(taken: Taken, name: str, line: int | None, value: Any, mine: tuple[Any, str] | None) -> None:
    path = None
    if mine is not None:
        value, path = mine
    if value is None or (path is None and taken.holds(name, line, value)):
        return
    at = {} if line is None else {"line": line}
    taken.change({"field": name, "value": value, **at}, path)


def _read_value(read: Json, name: str) -> Any:
    value: Any = read
    for part in name.split("."):
        value = value[part]
    return value


def _charge(read: Json) -> Json:
    return {name: read[name] for name in ("kind", "label", "amount", "per", "days")}
