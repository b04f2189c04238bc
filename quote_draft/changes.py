"""Changes made in the quote panel: the same events as those of a sentence, all of them or none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from quote_draft.acts import act_value
from quote_draft.coherence import doubts_of, find_doubt
from quote_draft.context import DraftContext
from quote_draft.draft import MOST_LINES, Draft
from quote_draft.events import Event
from quote_draft.fields import SHARED_FEES, FieldError, Scope
from quote_draft.fields.room import whole
from quote_draft.implied import implied_events
from wording import say


class DraftChangeError(ValueError):
    """A change that cannot be made: `path` says where in the request, `message` (French) what is wrong."""

    def __init__(self, path: str, message: str) -> None:
        self.path, self.message = path, message
        super().__init__(f"{path}: {message}")


def changes_to_events(draft: Draft, changes: Sequence[Mapping[str, Any]], context: DraftContext) -> list[Event]:
    """Return the events of a request's changes, in order, or raise DraftChangeError and change nothing."""
    events: list[Event] = []
    for index, change in enumerate(changes):
        made = _events_of(draft, change, f"changes[{index}]", context)
        draft = draft.after(made)
        events += made
    return events


def _events_of(draft: Draft, change: Mapping[str, Any], path: str, context: DraftContext) -> list[Event]:
    keys = set(change)
    if keys == {"add_line"} and change["add_line"] is True:
        if len(draft.lines) >= MOST_LINES:
            raise DraftChangeError(f"{path}.add_line", say("changes", "too_many_lines", most=MOST_LINES))
        return [{"kind": "add_line"}]
    if keys == {"delete_line"}:
        _check_line(draft, change["delete_line"], f"{path}.delete_line")
        return [{"kind": "delete_line", "line": change["delete_line"]}]
    if keys == {"no_more_lines"} and change["no_more_lines"] is True:
        if not draft.lines:
            raise DraftChangeError(f"{path}.no_more_lines", say("changes", "no_line"))
        return [{"kind": "no_more_lines"}]
    if not {"field", "value"} <= keys <= {"field", "value", "line"}:
        raise DraftChangeError(path, say("changes", "not_a_change"))
    return _field_events(draft, change, path, context)


def _field_events(draft: Draft, change: Mapping[str, Any], path: str, context: DraftContext) -> list[Event]:
    named, line = change["field"], change.get("line")
    field, value = whole(named, change["value"]) if isinstance(named, str) else ("", None)
    if field not in draft.table:
        raise DraftChangeError(f"{path}.field", say("changes", "no_such_field"))
    if draft.table[field].scope is Scope.LINE:
        _check_line(draft, line, f"{path}.line")
    elif line is not None:
        raise DraftChangeError(f"{path}.line", say("changes", "of_no_line"))
    if field == "line.act" and value is not None:
        value = _act(value, draft, line, f"{path}.value", context)
    if field == "beneficiary" and value not in [None, *(person.id for person in context.beneficiaries)]:
        raise DraftChangeError(f"{path}.value", say("changes", "not_a_beneficiary"))
    _check(draft, field, value, f"{path}.value")
    if field == SHARED_FEES and not all(draft.has_line(int(one)) for shared in value or () for one in shared["lines"]):
        raise DraftChangeError(f"{path}.value", say("changes", "no_such_line", count=len(draft.lines)))
    return value_events(draft, field, line, value, context)


def value_events(draft: Draft, field: str, line: int | None, value: Any, context: DraftContext) -> list[Event]:
    """Return the events of a value for a field: set with what it brings, or proposed when it is unlikely.

    A value elsewhere that becomes unlikely beside it is proposed again.
    """
    doubt = find_doubt(draft, field, line, value, context)
    if doubt:
        return [_proposed(field, line, value, doubt.reason)]
    events = [
        *implied_events(draft, field, line, value),
        Event(kind="set", field=field, line=line, value=value),
    ]
    after = draft.after(events)
    again = doubts_of(after, context, before=draft)
    return events + [_proposed(name, at, unlikely, why.reason) for name, at, unlikely, why in again]


def _proposed(field: str, line: int | None, value: Any, reason: str) -> Event:
    return {"kind": "propose", "field": field, "line": line, "value": value, "reason": reason}


def _check(draft: Draft, field: str, value: Any, path: str) -> None:
    try:
        draft.table.check(field, value)
    except FieldError as error:
        raise DraftChangeError(path, say("changes", "not_accepted", accepted=error.accepted)) from error


def _check_line(draft: Draft, line: Any, path: str) -> None:
    if not isinstance(line, int) or isinstance(line, bool) or not draft.has_line(line):
        raise DraftChangeError(path, say("changes", "no_such_line", count=len(draft.lines)))


def _act(value: Any, draft: Draft, line: Any, path: str, context: DraftContext) -> dict[str, Any]:
    code = value.get("code") if isinstance(value, Mapping) else value
    act = act_value(code, draft.date_of_care or context.today) if isinstance(code, str) else None
    if act is None:
        raise DraftChangeError(path, say("changes", "no_such_act"))
    families = {one.facts.family for number, one in enumerate(draft.lines, start=1) if one.facts and number != line}
    if (families | {draft.given("family")}) - {None, act["facts"]["family"]}:
        raise DraftChangeError(path, say("changes", "other_family"))
    return act
