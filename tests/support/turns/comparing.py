"""What a turn did, against what it must do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from actions.outcome import TurnOutcome
from quote_draft import SECTOR_2_EITHER, UNKNOWN, Draft, act_value
from quote_draft.fields.room import NAME as ROOM
from quote_draft.fields.room import whole
from tests.support.turns.answers import answers_in, answers_to
from tests.support.turns.changes import DELETED, NO_MORE_LINES, SHARED, Change, Changes
from tests.support.turns.told_drafts import Json, place_of, value_of
from tests.support.turns.wanted import Wanted

ANY_TEXT = "*"


@dataclass(frozen=True, slots=True)
class Taken:
    """A turn carried out: the draft before it, the question that was pending, what came of it."""

    before: Draft
    asked: Json | None
    outcome: TurnOutcome
    changes: Changes = field(repr=False)


_COMPARED = {"utter_what_if", "utter_what_if_same", "utter_what_if_so_far", "utter_what_if_so_far_same"}


def problems_of(wanted: Wanted, came: Taken) -> list[str]:
    found = [*_wrong_changes(wanted, came), *_wrong_answers(wanted, came)]
    if wanted.any_of:
        each = [problems_of(one, came) for one in wanted.any_of]
        found += [] if [] in each else [" / ".join("; ".join(one) for one in each)]
    return found


def _wrong_changes(wanted: Wanted, came: Taken) -> Iterator[str]:
    if wanted.changes is None:
        return
    yield from _unwanted(wanted, came)
    for name, value in wanted.changes.items():
        change = came.changes.fields.get(name)
        if change is None and not _held_already(name, value, came):
            yield f"{name}: nothing, wanted {value!r}"


def _unwanted(wanted: Wanted, came: Taken) -> Iterator[str]:
    """Yield what was written and is not what was wanted."""
    for name, change in came.changes.fields.items():
        if wanted.changes is not None and name in wanted.changes:
            if not _is_as_wanted(wanted.changes[name], change, came):
                yield f"{name}: {change.now!r}, wanted {wanted.changes[name]!r}"
        elif not _may_change(name, change, wanted):
            yield f"{name}: {change.before!r} → {change.now!r}, not wanted"
        if name == wanted.about and not change.approximate:
            yield f"{name}: not flagged approximate"


def _is_as_wanted(value: Any, change: Change, came: Taken) -> bool:
    if value == ANY_TEXT:
        return change.now is not None
    if value == SECTOR_2_EITHER:
        return change.now == value or (change.now == UNKNOWN and _asks_optam(came))
    return bool(change.now == value)


def _held_already(name: str, value: Any, came: Taken) -> bool:
    """Say whether a value is there though nothing changed.

    It was before, « secteur 2 » alone is asked further, or the family is that of every act offered.
    """
    if value == SECTOR_2_EITHER:
        return _asks_optam(came)
    if name == "family" and _families_offered(came) == {value}:
        return True
    if name in (DELETED, SHARED, NO_MORE_LINES) or name.startswith("charges."):
        return name == NO_MORE_LINES and came.before.no_more_lines
    row, _ = _row(name)
    return row in came.before.table and bool(came.before.get(*place_of(name)) == value)


def _families_offered(came: Taken) -> set[str]:
    asking, day = came.outcome.asking, came.outcome.draft.date_of_care or came.outcome.context.today
    offered = (asking.options or {}).get("candidates", ()) if asking and asking.field == "choose_act" else ()
    return {act["facts"]["family"] for one in offered if (act := act_value(one["code"], day))}


def _asks_optam(came: Taken) -> bool:
    asking = came.outcome.asking
    return asking is not None and asking.field == "line.sector"


def _may_change(name: str, change: Change, wanted: Wanted) -> bool:
    """Say whether a change that was not named is no harm.

    It follows from what was given, or it fills in what nobody had said; a room that is not wanted has no
    price; an estimated bound may be kept, flagged; a line more is not the last one any more.
    """
    field_name, _ = place_of(name)
    return (
        change.follows
        or name in wanted.may_also
        or (field_name in ("line.label", "line.jaw", "line.side") and change.before is None)
        or (field_name == f"{ROOM}.per" and None in (change.before, change.now))
        or (field_name == "line.activity" and change.before is None and change.now == 1)
        or (name == NO_MORE_LINES and not change.now)
        or (change.approximate and wanted.to_confirm is not None and _row(name) == _row(wanted.to_confirm))
    )


def _row(told: str) -> tuple[str, int | None]:
    """Return the field of the table, and the line, of a field told: the price of a room is in the room."""
    name, line = place_of(told)
    return whole(name, None)[0], line


def _wrong_answers(wanted: Wanted, came: Taken) -> Iterator[str]:
    outcome = came.outcome
    names = [reply.response for reply in outcome.said]
    if wanted.kinds and not wanted.kinds & set(outcome.kinds):
        yield f"kinds {list(outcome.kinds)}, wanted one of {sorted(wanted.kinds)}"
    if wanted.other_kinds & set(outcome.kinds):
        yield f"kinds {list(outcome.kinds)}"
    if wanted.to_confirm and not _is_asked_back(wanted.to_confirm, came):
        yield f"{wanted.to_confirm} not asked back: {_question(came)}"
    for value in wanted.not_placed:
        if not any(_is_named(value, one) for one in outcome.not_placed):
            yield f"{value} not said to have found no place"
    if wanted.estimate_compared and not _COMPARED & {*names}:
        yield f"no second estimate: {names}"
    if wanted.same_question and not came.changes.fields and place_asked(came.asked) != _question(came):
        yield f"asked {place_asked(came.asked)} before, {_question(came)} now"
    answers = {answer for topic in wanted.topics for answer in answers_to().get(topic, {topic})}
    if answers and not answers & answers_in(outcome):
        yield f"answered {sorted(answers_in(outcome))}, wanted one of {sorted(wanted.topics)}"


def _question(came: Taken) -> tuple[str, int | None] | None:
    asking = came.outcome.asking
    return (asking.field, asking.line) if asking else None


def place_asked(asked: Json | None) -> tuple[str, int | None] | None:
    return (asked["field"], asked["line"]) if asked else None


def _is_asked_back(told: str, came: Taken) -> bool:
    """Say whether a field is asked, its value to be confirmed, or kept as approximate, or offered by buttons."""
    name, line = _row(told)
    if any(change.approximate and _row(one) == (name, line) for one, change in came.changes.fields.items()):
        return True
    place = came.changes.places.get(line, line) if line else None
    if (name, place) in [(one.field, one.line) for one in came.outcome.draft.proposals]:
        return True
    if _question(came) == (name, place) or (name == "line.act" and _question(came) == ("choose_act", place)):
        return True
    payloads = [button.payload for reply in came.outcome.said for button in reply.buttons]
    return any((one.get("field"), one.get("line")) == (name, place) for one in payloads)


def _is_named(value: str, not_placed: Mapping[str, Any]) -> bool:
    text, held = str(not_placed["text"]), not_placed["value"]
    return value in text or value in (str(held), str(value_of("fee", held))) or value_of("fee", value) == held


def wrote(wanted: Wanted, came: Taken) -> bool:
    """Say whether the turn wrote something that no accepted outcome has."""
    options = wanted.any_of or (wanted,)
    return all(option.changes is not None and bool(list(_unwanted(option, came))) for option in options)
