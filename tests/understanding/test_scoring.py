"""What the scores of this folder count: the head of turns_once_held_out.yml, on turns whose outcome is known."""

from __future__ import annotations

from typing import Any

from actions.understanding.topics import load_topics
from quote_draft import Draft
from tests.support.talk import responses
from tests.support.turns import FOLDER
from tests.support.turns.changes import changes_of
from tests.support.turns.told_drafts import record_of, value_of
from wording.yaml_text import load_yaml

TWO_CROWNS = {
    "values": {"family": "dental", "beneficiary": "self"},
    "lines": [{"act": "HBLD734", "tooth": 26, "fee": "650.00"}, {"act": "HBLD734", "tooth": 27, "fee": "680.00"}],
    "no_more_lines": True,
    "last_change": {"line.fee 2": "860.00"},
}


def changed(*events: dict[str, Any]) -> dict[str, Any]:
    log = record_of(TWO_CROWNS, "confirm")["log"]
    before, after = Draft.replay(log), Draft.replay([*log, {"turn": "now", "events": list(events)}])
    return {name: change.now for name, change in changes_of(before, list(events), after).fields.items()}  # type: ignore[arg-type]


def test_what_changed_last_is_the_last_turn() -> None:
    log = record_of(TWO_CROWNS, None)["log"]

    before, now = Draft.replay(log[:-1]), Draft.replay(log)

    assert (before.get("line.fee", 2), now.get("line.fee", 2)) == ("860.00", "680.00")


def test_lines_keep_their_numbers_when_one_before_them_goes() -> None:
    fee = {"kind": "set", "field": "line.fee", "line": 1, "value": "700.00"}

    fields = changed({"kind": "delete_line", "line": 1}, fee)

    assert fields == {"deleted": [1], "line.fee 2": "700.00"}


def test_a_line_added_after_one_that_went_follows_the_last_one() -> None:
    tooth = {"kind": "set", "field": "line.tooth", "line": 2, "value": 36}

    fields = changed({"kind": "delete_line", "line": 2}, {"kind": "add_line"}, tooth)

    assert fields == {"deleted": [2], "line.tooth 3": 36, "no_more_lines": False}


def test_an_undo_leaves_the_lines_where_they_are() -> None:
    last = record_of(TWO_CROWNS, None)["log"][-1]["turn"]

    fields = changed({"kind": "undo", "turn": last}, {"kind": "delete_line", "line": 1})

    assert fields == {"line.fee 2": "860.00", "deleted": [1]}


def test_amounts_and_days_are_compared_as_the_contract_writes_them() -> None:
    told = load_yaml('{line.fee: 650, care_date: 2026-12-14, stay.nights: 4, price: "85.5", line.base: unknown}')

    values = {name: value_of(name, value) for name, value in told.items()}

    assert values == {
        "line.fee": "650.00",
        "care_date": "2026-12-14",
        "stay.nights": 4,
        "price": "85.50",
        "line.base": "unknown",
    }


def test_every_answer_to_a_topic_exists() -> None:
    told = load_yaml((FOLDER / "answers_to_topics.yml").read_text(encoding="utf-8"))
    answers = {answer for several in told.values() for answer in several}

    unknown = answers - set(load_topics()) - set(responses())

    assert unknown == set()
