"""What a turn did to a draft, by contract fields: « line.fee 2 », with the lines numbered as they were before it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from quote_draft import CHARGES, MOST_LINES, SHARED_FEES, Draft, Event, draft_view
from quote_draft.fields import Scope
from quote_draft.fields.room import NAME as ROOM
from quote_draft.fields.room import PARTS

NO_MORE_LINES = "no_more_lines"
DELETED = "deleted"
SHARED = "shared_fees"


@dataclass(frozen=True, slots=True)
class Change:
    """A field that holds something else: `follows` when it was not given, but follows from what was."""

    before: Any
    now: Any
    follows: bool = False
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Changes:
    """`fields` by « field line »; `places` is where each line stands after the turn, by its number before it."""

    fields: Mapping[str, Change]
    places: Mapping[int, int]


def changes_of(before: Draft, events: Iterable[Event], after: Draft) -> Changes:
    """Return what differs between two drafts, the second being the first with these events."""
    count = len(before.lines)
    numbers = _numbers(count, events, len(after.lines))
    was = dict(_held(before, range(1, count + 1)))
    now = dict(_held(after, numbers))
    deleted = [number for number in range(1, count + 1) if number not in numbers]
    fields: dict[str, Change] = {DELETED: Change([], deleted)} if deleted else {}
    for name in {**was, **now}:
        (held, given, _), (holds, gives, about) = was.get(name, NOTHING), now.get(name, NOTHING)
        if held != holds and not _is_of_a_line_among(name, deleted):
            fields[name] = Change(held, holds, follows=given == gives, approximate=about)
    return Changes(fields, {number: place for place, number in enumerate(numbers, start=1)})


NOTHING: tuple[Any, Any, bool] = (None, None, False)


def _is_of_a_line_among(name: str, deleted: list[int]) -> bool:
    return any(name.endswith(f" {number}") for number in deleted)


def _numbers(count: int, events: Iterable[Event], count_after: int) -> list[int]:
    """Return, for each line after the events, its number before them; new ones follow the last one.

    An undo that adds lines or takes some away does it at the end.
    """
    lines, newest = list(range(1, count + 1)), count
    for event in events:
        match event["kind"]:
            case "add_line" if len(lines) < MOST_LINES:
                newest += 1
                lines.append(newest)
            case "delete_line" if 1 <= (event["line"] or 0) <= len(lines):
                del lines[(event["line"] or 0) - 1]
    if len(lines) != count_after:
        return list(range(1, count_after + 1))
    new = {number: place for place, number in enumerate((one for one in lines if one > count), start=count + 1)}
    return [new.get(number, number) for number in lines]


def _held(draft: Draft, numbers: Iterable[int]) -> Iterator[tuple[str, tuple[Any, Any, bool]]]:
    """Yield each field with what it holds, what was given for it, and whether that is approximate."""
    for row in draft.table.of(Scope.QUOTE, Scope.STAY):
        if row.name in (CHARGES, SHARED_FEES):  # told below
            continue
        parts = [f"{ROOM}.{part}" for part in PARTS] if row.name == ROOM else [row.name]
        for name in parts:
            yield name, (draft.get(name), draft.given(row.name), row.name in draft.approximate)
    for place, number in enumerate(numbers, start=1):
        for row in draft.table.of(Scope.LINE):
            about = row.short in draft.lines[place - 1].approximate
            yield f"{row.name} {number}", (draft.get(row.name, place), draft.given(row.name, place), about)
    yield NO_MORE_LINES, (draft.no_more_lines, draft.no_more_lines or None, False)
    view = draft_view(draft)
    for charge in view.get("charges") or []:
        what = {"amount": charge["amount"], "per": charge["per"]}
        yield f"charges.{charge['kind']}", (what, what, False)
    shared = [{"lines": [int(line) for line in one["lines"]], "fee": one["fee"]} for one in view.get(SHARED) or []]
    yield SHARED, (shared or None, shared or None, False)
