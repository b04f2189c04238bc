"""The events of a draft: what is refused, and that earlier forms are read."""

from __future__ import annotations

from typing import Any

import pytest

from quote_draft import EventError, parse_event
from tests.support.drafts import act


@pytest.mark.parametrize(
    "event",
    [
        {"kind": "sett", "field": "family", "value": "medical"},
        {"kind": ["set"], "field": "family", "value": "medical"},
        {"kind": "set", "field": "family", "value": "veterinary"},
        {"kind": "set", "field": ["family"], "value": "medical"},
        {"kind": "set", "field": "line.fee", "line": 1, "value": 850.0},
        {"kind": "set", "field": "line.fee", "line": 1, "value": "٨٥٠.٠٠"},
        {"kind": "set", "field": "line.fee", "value": "850.00"},
        {"kind": "set", "field": "family", "line": 1, "value": "medical"},
        {"kind": "set", "field": "line.tooth", "line": 1, "value": 19},
        {"kind": "set", "field": "family", "value": "medical", "understood": 3},
        {"kind": "set", "field": "line.act", "line": 1, "value": {"code": "NEKA020", "label": "x", "facts": {}}},
        {"kind": "delete_line", "line": 0},
        {"kind": "delete_line", "line": True},
        {"kind": "confirm", "why": "not"},
        {"kind": "confirm", 3: "not"},
        "confirm",
    ],
)
def test_a_bad_event_is_refused_with_what_is_accepted(event: Any) -> None:
    with pytest.raises(EventError, match=r"received"):
        parse_event(event)


def test_an_act_told_without_its_facts_gets_those_of_the_acts_shipped() -> None:
    event = parse_event({"kind": "set", "field": "line.act", "line": 1, "value": {"code": "NEKA020", "label": "x"}})

    assert event["value"] == {"code": "NEKA020", "label": "x", "facts": act("NEKA020")["facts"]}


def test_an_act_that_is_gone_keeps_its_code_and_has_no_facts() -> None:
    event = parse_event({"kind": "set", "field": "line.act", "line": 1, "value": {"code": "ZZZZ999", "label": "x"}})

    assert event["value"] == {"code": "ZZZZ999", "label": "x", "facts": None}


@pytest.mark.parametrize("part", [("wanted", True), ("price", "85.00"), ("per", "night")])
@pytest.mark.parametrize("kind", ["set", "propose"])
def test_a_part_of_the_room_was_a_field_and_is_now_a_value_of_the_room(kind: str, part: tuple[str, Any]) -> None:
    name, value = part
    reason = {"reason": "price_zero"} if kind == "propose" else {}

    event = parse_event({"kind": kind, "field": f"stay.private_room.{name}", "value": value, **reason})

    assert (event["field"], event["value"]) == ("stay.private_room", {name: value})


def test_an_event_of_today_is_read_as_it_is() -> None:
    event = {"kind": "set", "field": "line.act", "line": 1, "value": act("HBLD634"), "understood": "couronne"}

    assert parse_event(event) == event
