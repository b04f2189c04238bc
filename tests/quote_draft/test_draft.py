"""The state that a log makes: what each event does, and that nothing else is asked to make it."""

from __future__ import annotations

import pathlib
from typing import Any

import pytest

from quote_draft import MOST_LINES, Draft, draft_view, last_undoable_turn, next_question
from quote_engine.terminal.cli import main
from tests.support.drafts import CONTEXT, HIP_TURNS, act, drafted, hip, lines, log, set_
from tests.support.nomenclature import write_export


def test_a_change_after_the_confirmation_clears_it() -> None:
    confirmed = Draft.replay(log(*HIP_TURNS, [{"kind": "confirm"}]))
    assert confirmed.confirmed

    changed = confirmed.after([set_("line.fee", "900.00", 1)])

    assert not changed.confirmed


def test_a_value_to_confirm_stands_aside() -> None:
    proposed = {"kind": "propose", "field": "line.fee", "line": 1, "value": "12.00", "reason": "fee_low"}

    draft = drafted(*lines("NEKA020"), proposed)

    assert draft.lines[0].fee is None
    assert draft_view(draft)["to_confirm"] == {"field": "line.fee", "line": 1, "value": "12.00", "reason": "fee_low"}


def test_two_values_to_confirm_are_both_kept() -> None:
    fee = {"kind": "propose", "field": "line.fee", "line": 1, "value": "12.00", "reason": "fee_low"}
    day = {"kind": "propose", "field": "care_date", "value": "2020-01-01", "reason": "past_date"}
    draft = drafted(*lines("NEKA020"), fee, day)

    settled = draft.after([set_("care_date", "2020-01-01")])

    assert (draft.to_confirm.field if draft.to_confirm else None) == "care_date"
    assert (settled.to_confirm.field if settled.to_confirm else None) == "line.fee"


def test_lines_are_numbered_again_when_one_goes() -> None:
    pending = {"kind": "propose", "field": "line.fee", "line": 2, "value": "12.00", "reason": "fee_low"}

    draft = drafted(*lines("HBLD038", "HBLD090"), pending, {"kind": "delete_line", "line": 1})

    assert [(line["number"], line["act"]) for line in draft_view(draft)["lines"]] == [(1, "HBLD090")]
    assert (draft.to_confirm.line if draft.to_confirm else None) == 1


def test_another_act_keeps_the_fee_and_drops_what_belonged_to_the_act() -> None:
    given = [set_("line.tooth", 26, 1), set_("line.fee", "300.00", 1), set_("line.base", "120.00", 1)]

    draft = drafted(*lines("HBLD038"), *given, set_("line.act", act("HBGD038"), 1))

    assert (draft.lines[0].tooth, draft.lines[0].base, draft.lines[0].fee) == (None, None, "300.00")


def test_words_of_an_act_not_known_give_way_to_the_act_and_the_base_stays() -> None:
    words = [{"kind": "add_line"}, set_("line.label", "Opération du coude", 1), set_("line.base", "200.00", 1)]
    assert drafted(*words).lines[0].label == "Opération du coude"

    draft = drafted(*words, set_("line.act", act("NEKA020"), 1))

    assert (draft.lines[0].label, draft.lines[0].base) == ("Prothèse totale de hanche", "200.00")


def test_a_quote_has_forty_lines_at_most() -> None:
    draft = drafted(*[{"kind": "add_line"}] * (MOST_LINES + 5))

    assert len(draft.lines) == MOST_LINES


def test_the_family_is_that_of_the_acts_whatever_was_chosen_before() -> None:
    chosen = set_("family", "dental", preset=True)
    assert drafted(chosen).family == "dental"

    draft = drafted(chosen, *lines("NEKA020"))

    assert draft.family == "medical"


@pytest.mark.parametrize(("nights", "setting"), [(3, "inpatient"), (0, "day_case"), ("unknown", None)])
def test_nights_tell_the_setting(nights: Any, setting: str | None) -> None:
    draft = drafted(*lines("NEKA020"), set_("stay.nights", nights))

    assert draft.setting == setting


def test_the_room_is_one_value_said_in_parts() -> None:
    priced = hip().after([set_("stay.private_room", {"per": "night"})])

    given_up = priced.after([set_("stay.private_room", {"wanted": False})])

    assert priced.get("stay.private_room") == {"wanted": True, "price": "85.00", "per": "night"}
    assert given_up.get("stay.private_room") == {"wanted": False, "price": None, "per": None}


@pytest.mark.parametrize(
    ("said_before", "room"),
    [
        ([], {"wanted": "unknown", "price": None, "per": None}),
        ([set_("stay.private_room", {"wanted": True})], {"wanted": True, "price": "unknown", "per": None}),
    ],
)
def test_not_knowing_about_the_room_is_about_what_was_asked(said_before: list[Any], room: dict[str, Any]) -> None:
    draft = drafted(*said_before, set_("stay.private_room", "unknown"))

    assert draft.get("stay.private_room") == room


def test_undo_goes_back_one_turn_at_a_time() -> None:
    turns = log(*HIP_TURNS)
    assert last_undoable_turn(turns) == "t10"

    turns.append({"turn": "t11", "events": [{"kind": "undo", "turn": "t10"}]})

    assert last_undoable_turn(turns) == "t9"
    assert Draft.replay(turns).exemption is None


def test_the_estimate_that_follows_an_undo_is_not_undone() -> None:
    turns = log(*HIP_TURNS)

    turns.append({"turn": "t11", "events": [{"kind": "undo", "turn": "t10"}, {"kind": "confirm"}]})

    assert last_undoable_turn(turns) == "t9"


def test_what_the_service_gave_is_not_undone() -> None:
    assert last_undoable_turn(log(HIP_TURNS[0])) is None


def test_deleting_the_imported_nomenclature_changes_no_stored_draft(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = tmp_path / "ccam.sqlite3"
    monkeypatch.setenv("QUOTE_ENGINE_CCAM", str(database))
    export = write_export(
        tmp_path,
        "QQQA001,,Opération d’essai,1,0,100.00,100.00,,,1,ADC",
        ",,anesthésie,4,0,50.00,50.00,,,1,ADA",
        number="90",
    )
    assert main(["ccam", "import", str(export), "--effective-from", "2026-01-01"]) == 0
    stored = log([*lines("QQQA001"), set_("line.fee", "300.00", 1)])
    before = Draft.replay(stored)
    asked = next_question(before, CONTEXT)

    database.unlink()

    assert (asked.field if asked else None) == "line.activity"
    assert Draft.replay(stored) == before
    assert draft_view(Draft.replay(stored)) == draft_view(before)
    assert next_question(Draft.replay(stored), CONTEXT) == asked
