"""Changes of the quote panel: the events of a sentence, all of them or none."""

from __future__ import annotations

from typing import Any

import pytest

from quote_draft import DraftChangeError, changes_to_events
from tests.support.drafts import CONTEXT, act, drafted, hip, lines, set_


def test_a_panel_change_is_the_event_of_a_sentence() -> None:
    events = changes_to_events(
        hip(), [{"field": "line.fee", "line": 1, "value": "950.00"}, {"add_line": True}], CONTEXT
    )

    assert events == [{"kind": "set", "field": "line.fee", "line": 1, "value": "950.00"}, {"kind": "add_line"}]


def test_an_unlikely_panel_change_is_to_confirm_too() -> None:
    (event,) = changes_to_events(hip(), [{"field": "line.fee", "line": 1, "value": "12.00"}], CONTEXT)

    assert (event["kind"], event["reason"]) == ("propose", "fee_low")


def test_an_act_is_changed_by_its_code_and_comes_with_its_facts() -> None:
    event, *_ = changes_to_events(hip(), [{"field": "line.act", "line": 1, "value": "nfka007"}], CONTEXT)

    assert event["value"] == act("NFKA007")


def test_a_tooth_is_looked_at_again_when_the_act_changes() -> None:
    crown = drafted(*lines("HBLD038"), set_("line.tooth", 26, 1), set_("line.fee", "500.00", 1))

    _, event = changes_to_events(crown, [{"field": "line.act", "line": 1, "value": "HBLD634"}], CONTEXT)

    assert (event["kind"], event["field"], event["reason"]) == ("propose", "line.tooth", "tooth_not_allowed")


def test_a_part_of_the_room_is_changed_by_its_name_or_in_the_room() -> None:
    by_name = changes_to_events(hip(), [{"field": "stay.private_room.price", "value": "90.00"}], CONTEXT)
    in_the_room = changes_to_events(hip(), [{"field": "stay.private_room", "value": {"price": "90.00"}}], CONTEXT)

    assert by_name == in_the_room == [set_("stay.private_room", {"price": "90.00"})]


def test_nights_given_to_a_day_case_make_it_a_hospitalisation() -> None:
    day_case = hip().after([set_("setting", "day_case")])

    events = changes_to_events(day_case, [{"field": "stay.nights", "value": 2}], CONTEXT)

    assert (day_case.after(events).setting, day_case.after(events).get("stay.nights")) == ("inpatient", 2)


def test_a_form_says_that_a_quote_has_no_more_lines() -> None:
    (event,) = changes_to_events(hip(), [{"no_more_lines": True}], CONTEXT)

    assert hip().after([event]).no_more_lines


def test_a_quote_without_a_line_is_not_finished() -> None:
    with pytest.raises(DraftChangeError, match="no_more_lines"):
        changes_to_events(drafted(), [{"no_more_lines": True}], CONTEXT)


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"field": "line.fee", "line": 1, "value": 950}, "changes[1].value"),
        ({"field": "line.fee", "line": 7, "value": "950.00"}, "changes[1].line"),
        ({"field": "line.fee", "line": True, "value": "950.00"}, "changes[1].line"),
        ({"field": "line.fee", "value": "950.00"}, "changes[1].line"),
        ({"field": "line.price", "line": 1, "value": "950.00"}, "changes[1].field"),
        ({"field": {"line": "fee"}, "value": "950.00"}, "changes[1].field"),
        ({"field": "line.act", "line": 1, "value": "ZZZZ999"}, "changes[1].value"),
        ({"field": "line.act", "line": 2, "value": "HBLD038"}, "changes[1].value"),
        ({"field": "beneficiary", "value": "someone"}, "changes[1].value"),
        ({"field": "beneficiary", "value": ["self"]}, "changes[1].value"),
        ({"field": "stay.private_room", "value": {"price": 85}}, "changes[1].value"),
        ({"delete_line": 4}, "changes[1].delete_line"),
        ({"delete_all": True}, "changes[1]"),
        ({"no_more_lines": False}, "changes[1]"),
    ],
)
def test_a_panel_change_that_cannot_be_made_changes_nothing(change: dict[str, Any], path: str) -> None:
    two_lines = hip().after([{"kind": "add_line"}])
    good = {"field": "care_date", "value": "2026-12-11"}

    with pytest.raises(DraftChangeError) as raised:
        changes_to_events(two_lines, [good, change], CONTEXT)

    assert raised.value.path == path
