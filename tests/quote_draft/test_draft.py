"""The draft: its events, its state, its questions, its checks, the engine's input."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from quote_draft import (
    Draft,
    DraftChangeError,
    DraftContext,
    EventError,
    changes_to_events,
    draft_view,
    last_undoable_turn,
    next_question,
    parse_event,
    to_quote,
)
from quote_engine import estimate

TODAY = date(2026, 11, 21)
CONTEXT = DraftContext(TODAY)
HIP = {"code": "NEKA020", "label": "Prothèse totale de hanche"}
CROWN = {"code": "HBLD038", "label": "Couronne en métal"}


def set_(field: str, value: Any, line: int | None = None, **more: Any) -> dict[str, Any]:
    return {"kind": "set", "field": field, "line": line, "value": value, **more}


def log(*turns: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"turn": f"t{number}", "events": events} for number, events in enumerate(turns, start=1)]


HIP_TURNS = (
    [set_("beneficiary", "self", preset=True)],
    [set_("family", "medical")],
    [set_("care_date", "2026-12-10"), set_("setting", "inpatient"), set_("exemption", "none")],
    [{"kind": "add_line"}, set_("line.act", HIP, 1), set_("line.activity", 1, 1)],
    [set_("line.sector", "sector_2", 1), set_("line.fee", "1200.00", 1, understood="mille deux cents euros")],
    [set_("line.base", "unknown", 1), {"kind": "no_more_lines"}],
    [set_("stay.nights", 3), set_("stay.private_room.wanted", value=True)],
    [set_("stay.private_room.price", "85.00")],
)


def hip() -> Draft:
    return Draft.replay(log(*HIP_TURNS))


def test_the_view_is_the_contracts() -> None:
    view = draft_view(hip())

    assert view["lines"] == [
        {
            "number": 1,
            "act": "NEKA020",
            "label": "Prothèse totale de hanche",
            "activity": 1,
            "tooth": None,
            "sector": "sector_2",
            "fee": "1200.00",
            "base": "unknown",
            "understood": {"fee": "mille deux cents euros"},
            "approximate": [],
        }
    ]
    assert view["stay"] == {"nights": 3, "private_room": {"wanted": True, "price": "85.00", "per": None}}
    assert (view["family"], view["beneficiary"], view["care_date"], view["setting"], view["exemption"]) == (
        "medical", "self", "2026-12-10", "inpatient", "none",
    )  # fmt: skip
    assert (view["to_confirm"], view["complete"]) == (None, True)


def test_questions_come_in_the_contracts_order() -> None:
    asked = []
    for length in range(len(HIP_TURNS) + 1):
        asking = next_question(Draft.replay(log(*HIP_TURNS[:length])), CONTEXT)
        asked.append(asking.field if asking else None)

    assert asked == [
        "family", "family", "care_date", "line.act", "line.sector", "line.base", "stay.nights",
        "stay.private_room", "confirm",
    ]  # fmt: skip


def test_a_day_case_is_not_asked_its_nights() -> None:
    draft = Draft.replay(log(*HIP_TURNS[:-2], [set_("setting", "day_case")]))

    asking = next_question(draft, CONTEXT)

    assert asking is not None
    assert asking.field == "stay.private_room"
    assert draft_view(draft)["stay"]["nights"] == 0


def test_a_change_after_the_confirmation_clears_it() -> None:
    confirmed = Draft.replay(log(*HIP_TURNS, [{"kind": "confirm"}]))
    assert next_question(confirmed, CONTEXT) is None

    changed = Draft.replay(log(*HIP_TURNS, [{"kind": "confirm"}], [set_("line.fee", "900.00", 1)]))

    assert not changed.confirmed


def test_a_value_to_confirm_stands_aside() -> None:
    proposed = {"kind": "propose", "field": "line.fee", "line": 1, "value": "12.00", "reason": "fee_low"}
    draft = Draft.replay(log(*HIP_TURNS[:4], [proposed]))
    asking = next_question(draft, CONTEXT)

    assert draft.lines[0].fee is None
    assert draft_view(draft)["to_confirm"] == {"field": "line.fee", "line": 1, "value": "12.00", "reason": "fee_low"}
    assert asking is not None
    assert asking.field == "confirm_value"


def test_lines_are_numbered_again_when_one_goes() -> None:
    two = [{"kind": "add_line"}, set_("line.act", CROWN, 1), {"kind": "add_line"}, set_("line.act", HIP, 2)]

    draft = Draft.replay(log(two, [{"kind": "delete_line", "line": 1}]))

    assert [(line["number"], line["act"]) for line in draft_view(draft)["lines"]] == [(1, "NEKA020")]


def test_another_act_keeps_the_fee_and_drops_what_belonged_to_the_act() -> None:
    line = [{"kind": "add_line"}, set_("line.act", CROWN, 1), set_("line.tooth", 26, 1), set_("line.fee", "300.00", 1)]

    draft = Draft.replay(log(line, [set_("line.act", HIP, 1)]))

    assert (draft.lines[0].tooth, draft.lines[0].fee) == (None, "300.00")


def test_undo_goes_back_one_turn_at_a_time() -> None:
    turns = log(*HIP_TURNS)
    assert last_undoable_turn(turns) == "t8"

    turns.append({"turn": "t9", "events": [{"kind": "undo", "turn": "t8"}]})

    assert last_undoable_turn(turns) == "t7"
    assert Draft.replay(turns).stay.price is None


def test_what_the_service_gave_is_not_undone() -> None:
    assert last_undoable_turn(log(HIP_TURNS[0])) is None


@pytest.mark.parametrize(
    "event",
    [
        {"kind": "sett", "field": "family", "value": "medical"},
        {"kind": "set", "field": "family", "value": "veterinary"},
        {"kind": "set", "field": "line.fee", "line": 1, "value": 850.0},
        {"kind": "set", "field": "line.fee", "value": "850.00"},
        {"kind": "set", "field": "family", "line": 1, "value": "medical"},
        {"kind": "set", "field": "line.tooth", "line": 1, "value": 19},
        {"kind": "delete_line", "line": 0},
        {"kind": "confirm", "why": "not"},
        "confirm",
    ],
)
def test_a_bad_event_is_refused_with_what_is_accepted(event: Any) -> None:
    with pytest.raises(EventError, match=r"received"):
        parse_event(event)


def test_the_engine_estimates_what_the_draft_says() -> None:
    context = DraftContext(TODAY, cover={"guarantee_id": "mnh-confort"})

    quote = to_quote(hip(), context)

    assert quote["stay"] == {"nights": 3, "days": 4, "private_room_per_day": "85.00"}
    assert quote["lines"] == [{"id": "1", "code": "NEKA020", "fee": "1200.00", "activity": 1, "sector": "sector_2"}]
    assert estimate(quote)["status"] == "ok"


def test_an_unknown_sector_and_date_are_left_to_the_engine() -> None:
    turns = (*HIP_TURNS, [set_("line.sector", "unknown", 1), set_("care_date", "unknown")])

    quote = to_quote(Draft.replay(log(*turns)), CONTEXT)

    assert quote["date"] == "2026-11-21"
    assert "sector" not in quote["lines"][0]


def test_a_room_priced_by_night_is_counted_by_night() -> None:
    turns = (*HIP_TURNS, [set_("stay.private_room.per", "night")])

    assert to_quote(Draft.replay(log(*turns)), CONTEXT)["stay"]["private_room_days"] == 3


def test_a_panel_change_is_the_event_of_a_sentence() -> None:
    events = changes_to_events(
        hip(), [{"field": "line.fee", "line": 1, "value": "950.00"}, {"add_line": True}], CONTEXT
    )

    assert events == [{"kind": "set", "field": "line.fee", "line": 1, "value": "950.00"}, {"kind": "add_line"}]


def test_an_unlikely_panel_change_is_to_confirm_too() -> None:
    (event,) = changes_to_events(hip(), [{"field": "line.fee", "line": 1, "value": "12.00"}], CONTEXT)

    assert (event["kind"], event["reason"]) == ("propose", "fee_low")


def test_an_act_is_changed_by_its_code() -> None:
    (event,) = changes_to_events(hip(), [{"field": "line.act", "line": 1, "value": "nfka007"}], CONTEXT)

    assert event["value"]["code"] == "NFKA007"


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"field": "line.fee", "line": 1, "value": 950}, "changes[1].value"),
        ({"field": "line.fee", "line": 7, "value": "950.00"}, "changes[1].line"),
        ({"field": "line.fee", "value": "950.00"}, "changes[1].line"),
        ({"field": "line.price", "line": 1, "value": "950.00"}, "changes[1].field"),
        ({"field": "line.act", "line": 1, "value": "ZZZZ999"}, "changes[1].value"),
        ({"field": "line.act", "line": 1, "value": "HBLD038"}, "changes[1].value"),
        ({"field": "beneficiary", "value": "someone"}, "changes[1].value"),
        ({"field": "stay.private_room", "value": None}, "changes[1].value"),
        ({"delete_line": 4}, "changes[1].delete_line"),
        ({"delete_all": True}, "changes[1]"),
    ],
)
def test_a_panel_change_that_cannot_be_made_changes_nothing(change: dict[str, Any], path: str) -> None:
    good = {"field": "care_date", "value": "2026-12-11"}

    with pytest.raises(DraftChangeError) as raised:
        changes_to_events(hip(), [good, change], CONTEXT)

    assert raised.value.path == path
