"""Lines that the Assurance Maladie does not pay, and lines that cannot be computed, told in the chat."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.talk import Talk, two_crowns

NOT_COVERED: list[tuple[str, dict[str, Any]]] = [
    ("gouttière de blanchiment 350 euros non remboursée", {"label": "Gouttière de blanchiment", "fee": "350.00"}),
    ("greffe gingivale 600 euros NR", {"act": "HBED023", "fee": "600.00"}),
    ("HBLD038 dent 36 500 € hors nomenclature", {"act": "HBLD038", "tooth": 36, "fee": "500.00"}),
    ("couronne sur implant NPC 650 euros", {"act": "HBLD418", "fee": "650.00"}),
    ("HBLD012 400 € NR", {"act": "HBLD012", "fee": "400.00"}),
]


@pytest.mark.parametrize(("said", "told"), NOT_COVERED, ids=[said for said, _ in NOT_COVERED])
def test_a_line_that_the_paper_says_is_not_covered_asks_no_base(said: str, told: dict[str, Any]) -> None:
    talk = two_crowns()

    outcome = talk.say(said)

    assert {name: talk.draft.get(f"line.{name}", 3) for name in told} == told
    assert talk.draft.get("line.covered", 3) is False
    assert outcome.asking is not None
    assert outcome.asking.field in ("more_lines", "line.tooth")


def test_an_act_that_the_nomenclature_does_not_cover_is_told_as_such() -> None:
    outcome = Talk().say("HBLD012 400 €")

    assert "utter_act_not_covered" in [reply.response for reply in outcome.said]


def test_a_line_noted_already_is_said_not_to_be_covered() -> None:
    talk = two_crowns()

    talk.say("la ligne 1 n'est pas remboursée")

    assert [talk.draft.get("line.covered", number) for number in (1, 2)] == [False, None]


@pytest.mark.parametrize("said", ["la télé n'est pas remboursée", "est-ce que c'est non remboursé ?"])
def test_what_is_not_said_of_a_line_changes_none(said: str) -> None:
    talk = two_crowns()
    before = talk.draft

    talk.say(said)

    assert talk.draft.lines == before.lines


def test_a_line_that_cannot_be_computed_leaves_the_others_their_figures() -> None:
    talk = two_crowns()
    talk.say("gouttière de blanchiment 350 euros")
    talk.say("je ne sais pas")
    talk.say("non c'est tout")

    outcome = talk.say("demain")

    assert outcome.estimate is not None
    assert (outcome.estimate["status"], outcome.estimate["not_estimated"]) == ("partial", "350.00")
    assert outcome.estimate["total"]["charged"] == "597.40"
    left_out = next(reply for reply in outcome.said if reply.response == "utter_estimate_partial")
    assert [button.payload for button in left_out.buttons] == [{"intent": "handover"}]
