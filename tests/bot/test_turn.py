"""A turn's shapes, without Rasa."""

from typing import Any

import pytest

from bot.turn import IncompleteTurnError, Turn, build_answer, parse_payload

OUTCOME: dict[str, Any] = {
    "custom": {
        "outcome": {
            "events": [],
            "asking": None,
            "understood": {"kinds": ["none"], "changes": []},
            "estimate": {"status": "refused"},
        }
    }
}


@pytest.mark.parametrize(
    ("written", "payload"),
    [
        ({"intent": "why"}, {"intent": "why"}),
        ('{"intent": "why"}', {"intent": "why"}),
        ("dont_know", {"intent": "dont_know"}),
        ("answer setting inpatient", {"intent": "answer", "field": "setting", "line": None, "value": "inpatient"}),
    ],
)
def test_a_payload_may_be_written_in_three_ways(written: object, payload: dict[str, object]) -> None:
    assert parse_payload(written) == payload


def test_the_answer_holds_messages_in_their_order_with_their_cards() -> None:
    said = {"text": "Voici l’estimation.", "utter_action": "utter_estimate", "custom": {"card": {"type": "estimate"}}}

    answer = build_answer("t1", [{"text": "Bien."}, OUTCOME, said])

    assert [(message["response"], message["text"]) for message in answer["messages"]] == [
        (None, "Bien."),
        ("utter_estimate", "Voici l’estimation."),
    ]
    assert answer["messages"][1]["card"] == {"type": "estimate"}
    assert answer["estimate"] == {"status": "refused"}


@pytest.mark.parametrize("sent", [[], [{"text": "Bien."}], [OUTCOME, OUTCOME]])
def test_an_answer_that_is_not_whole_is_none(sent: list[dict[str, Any]]) -> None:
    with pytest.raises(IncompleteTurnError):
        build_answer("t1", sent)


@pytest.mark.parametrize("turn_id", ["3f2c9a54-1b7e", "Dupont.mal-au-dos", "mal au dos", 'x"\n{"level": "info"}'])
def test_an_id_is_never_logged_as_it_is(turn_id: str) -> None:
    logged = Turn(turn_id, {"undo": True}, {}).log_id

    assert logged.startswith("sha256:")
    assert turn_id not in logged
