"""A draft told in YAML by its fields, made into the record that a turn starts from.

How a draft is told is said by the head of tests/understanding/turns_once_held_out.yml.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from quote_draft import Asking, Draft, DraftContext, act_value, find_doubt, next_question
from tests.support.talk import COVER, SELF

Json = dict[str, Any]
TODAY = "2026-11-29"
BEFORE_THE_LINES = ("family", "beneficiary")
MONEY = ("fee", "base", "overrun", "price", "amount")


def value_of(name: str, told: Any) -> Any:
    """Return a value as the contract has it: YAML makes dates of « 2026-12-14 » and numbers of « 650.00 »."""
    if isinstance(told, Mapping):
        return {part: value_of(part, value) for part, value in told.items()}
    if isinstance(told, date):
        return told.isoformat()
    is_number = told is not None and str(told).replace(".", "", 1).isdigit()
    return f"{Decimal(str(told)):.2f}" if is_number and name.rpartition(".")[2] in MONEY else told


def place_of(told: str) -> tuple[str, int | None]:
    """Split « line.fee 2 » into its field and its line; « setting » has none."""
    name, _, line = told.partition(" ")
    return name, int(line) if line else None


def record_of(
    draft: Mapping[str, Any], asked: str | None, options: Sequence[str] = (), proposed: Mapping[str, Any] | None = None
) -> Json:
    """Return the record of a conversation where this draft was described, one field a turn, and this is asked now.

    `options` are the codes offered by `choose_act`, `proposed` the value that `confirm_value` is about.
    """
    today = str(draft.get("today", TODAY))
    people = [SELF if one == "self" else _json(one) for one in draft.get("beneficiaries", ["self"])]
    record: Json = {
        "conversation": "c",
        "today": today,
        "beneficiaries": people,
        "may_estimate": True,
        "scheme": "general",
        "cover": COVER,
    }
    turns = list(_turns(draft, date.fromisoformat(today)))
    if proposed:
        turns.append([_proposal(turns, proposed, DraftContext.from_record(record))])
    log = _log(turns)
    return record | {"log": log, "asked": _asked(asked, options, Draft.replay(log), DraftContext.from_record(record))}


def _log(turns: Sequence[list[Json]]) -> list[Json]:
    return [{"turn": f"t{number}", "events": events} for number, events in enumerate(turns, start=1)]


def _json(person: Mapping[str, Any]) -> Json:
    return {name: value_of(name, value) for name, value in person.items()}


def _turns(draft: Mapping[str, Any], today: date) -> Iterator[list[Json]]:
    """Yield the events of each turn, in the order of the questions, what changed last at the end."""
    values = draft.get("values", {})
    last: Mapping[str, Any] = draft.get("last_change", {})
    day = date.fromisoformat(str(values.get("care_date", today)))
    preset = len(draft.get("beneficiaries", ["self"])) == 1
    told = {name: values[name] for name in BEFORE_THE_LINES if name in values}
    now: list[Json] = [_set(name, value, preset=preset and name == "beneficiary") for name, value in told.items()]
    of_lines = [list(_line(number, line, day)) for number, line in enumerate(draft.get("lines", []), start=1) if line]
    now += [event for line in of_lines for event in line]
    now += [{"kind": "no_more_lines"}] if draft.get("no_more_lines") else []
    now += [_set(name, value) for name, value in values.items() if name not in told]
    changed = [event for event in now if _told(event) in last]
    for event in now:
        before = last[_told(event)] if event in changed else None
        if event not in changed:
            yield [event]
        elif before is not None:
            yield [{**event, "value": value_of(event["field"], before)}]
    end = [*changed, *([{"kind": "confirm"}] if draft.get("estimated") else [])]
    if end:
        yield end


def _line(number: int, line: Mapping[str, Any], day: date) -> Iterator[Json]:
    yield {"kind": "add_line"}
    for name, value in line.items():
        known = act_value(value, day) if name == "act" else value_of(name, value)
        yield _set(f"line.{name}", known, number)


def _set(name: str, value: Any, line: int | None = None, *, preset: bool = False) -> Json:
    event: Json = {"kind": "set", "field": name, "line": line, "value": value_of(name, value)}
    return event | {"preset": True} if preset else event


def _told(event: Json) -> str:
    line = event.get("line")
    return f"{event.get('field')} {line}" if line else str(event.get("field"))


def _proposal(turns: Sequence[list[Json]], proposed: Mapping[str, Any], context: DraftContext) -> Json:
    name, line = proposed["field"], proposed.get("line")
    value = value_of(name, proposed["value"])
    doubt = find_doubt(Draft.replay(_log(turns)), name, line, value, context)
    reason = doubt.reason if doubt else "approximate"
    return {"kind": "propose", "field": name, "line": line, "value": value, "reason": reason}


def _asked(asked: str | None, options: Sequence[str], draft: Draft, context: DraftContext) -> Json | None:
    """Return the pending question, with what narrows it down where the draft itself would ask it."""
    if asked is None:
        return None
    name, line = place_of(asked)
    if name == "confirm_value" and draft.to_confirm:
        return Asking(name, draft.to_confirm.line).to_json()
    if options:
        candidates = [act_value(code, draft.date_of_care or context.today) for code in options]
        offered = [{"code": one["code"], "label": one["label"]} for one in candidates if one]
        return Asking(name, line, options={"candidates": offered}).to_json()
    by_itself = next_question(draft, context)
    if by_itself and (by_itself.field, by_itself.line) == (name, line):
        return by_itself.to_json()
    return Asking(name, line).to_json()
