"""Nothing that a member types makes the draft refuse an event, and no draft is one that it cannot show."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from quote_draft import (
    MOST_LINES,
    Beneficiary,
    Draft,
    DraftChangeError,
    DraftContext,
    EventError,
    changes_to_events,
    correctable_fields,
    difference,
    doubts_of,
    draft_view,
    estimate_draft,
    events_of_restart,
    last_undoable_turn,
    next_question,
    parse_event,
    value_events,
)
from quote_draft.fields import TABLE, Scope
from tests.support.drafts import TODAY, json_values, log, well_typed

FAMILY = (Beneficiary("self", "self", date(1980, 4, 2)), Beneficiary("b1f", "child", date(2015, 5, 1)))
CONTEXT = DraftContext(TODAY, FAMILY, cover={"guarantee_id": "mnh-confort", "valid_until": "2026-12-31"})


@st.composite
def events(draw: st.DrawFn) -> dict[str, Any]:
    """Return an event whose value is one of its field's."""
    kind = draw(st.sampled_from(["set", "set", "set", "propose", "add_line", "delete_line", "no_more_lines", "confirm",
                                 "drop_proposal", "undo"]))  # fmt: skip
    line = draw(st.integers(1, 4))
    if kind == "delete_line":
        return {"kind": kind, "line": line}
    if kind == "undo":
        return {"kind": kind, "turn": f"t{draw(st.integers(1, 6))}"}
    if kind not in ("set", "propose"):
        return {"kind": kind}
    field, value = draw(well_typed)
    of_line = TABLE[field].scope is Scope.LINE
    event = {"kind": kind, "field": field, "line": line if of_line else None, "value": value}
    if draw(st.booleans()):
        event["approximate"] = True
    return event | ({"reason": "approximate"} if kind == "propose" else {})


logs = st.lists(st.lists(events(), max_size=8), max_size=6).map(lambda turns: log(*turns))


@settings(max_examples=300)
@given(logs)
def test_any_log_of_events_makes_a_draft_that_can_be_asked_shown_and_estimated(turns: list[dict[str, Any]]) -> None:
    draft = Draft.replay(turns)

    asking = next_question(draft, CONTEXT)
    view = draft_view(draft, CONTEXT)
    result = estimate_draft(draft, CONTEXT)

    assert len(draft.lines) <= MOST_LINES
    assert view["complete"] == (asking is None or asking.field == "confirm")
    assert result["status"] in ("ok", "partial", "refused", "invalid")
    assert difference(draft, draft) == []
    assert all(draft.get(name, line) is not None for name, line in correctable_fields(draft, CONTEXT))
    last_undoable_turn(turns)


@settings(max_examples=200)
@given(logs, well_typed, st.integers(1, 4))
def test_any_value_takes_its_place_or_is_asked_back(
    turns: list[dict[str, Any]], pair: tuple[str, Any], line: int
) -> None:
    draft, (field, value) = Draft.replay(turns), pair
    at = line if TABLE[field].scope is Scope.LINE else None

    made = value_events(draft, field, at, value, CONTEXT)

    after = draft.after(made)
    assert after == draft.after([parse_event(event) for event in made])
    asked_back = [(pending.field, pending.line) for pending in after.proposals]
    new = doubts_of(after, CONTEXT, before=draft)
    assert all((name, number) in asked_back for name, number, _, _ in new)


@given(json_values)
def test_any_json_is_an_event_or_is_refused(data: Any) -> None:
    try:
        event = parse_event(data)
    except EventError:
        return
    Draft().after([event])


@given(st.sampled_from(TABLE.names), json_values)
def test_a_value_that_a_field_accepts_makes_an_event_that_the_draft_takes(field: str, value: Any) -> None:
    line = 1 if TABLE[field].scope is Scope.LINE else None
    event = {"kind": "set", "field": field, "line": line, "value": value}

    if TABLE.accepts(field, value):
        Draft().after([{"kind": "add_line"}, parse_event(event)])


@given(logs)
def test_a_restart_empties_any_draft(turns: list[dict[str, Any]]) -> None:
    draft = Draft.replay(turns)

    emptied = draft.after(events_of_restart(draft, CONTEXT))

    assert emptied.is_empty
    assert emptied.to_confirm is None


@given(logs, st.lists(st.fixed_dictionaries({"field": json_values, "value": json_values}), max_size=2))
def test_a_patch_of_anything_is_made_or_refused_with_its_path(turns: list[dict[str, Any]], patch: Any) -> None:
    refused = ""
    try:
        changes_to_events(Draft.replay(turns), patch, CONTEXT)
    except DraftChangeError as error:
        refused = error.path

    assert not refused or refused.startswith("changes[")
