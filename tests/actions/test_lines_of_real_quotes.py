"""Lines that the Assurance Maladie does not pay, and lines that cannot be computed, told in the chat."""

from __future__ import annotations

from typing import Any

import pytest

from quote_draft import to_quote
from quote_engine import estimate
from tests.support.drafts import CONTEXT, set_
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


REAL = [
    # the day, lines of a published quote as a member types them, what the Assurance Maladie pays of each
    ("2021-08-19", "HBLD418 dent 13 650 € base 107,50 et HBLD012 400 € NR", ["75.25", "0.00"]),
    ("2019-11-29", "HBLD038 dent 26 290 € base 120 €, HBLD490 dent 26 60 € base 10 €", ["84.00", "7.00"]),
]


@pytest.mark.parametrize(("day", "said", "paid"), REAL, ids=[said for _, said, _ in REAL])
def test_lines_of_a_published_quote_are_typed_and_paid_to_the_cent(day: str, said: str, paid: list[str]) -> None:
    talk = Talk(family="dental")
    talk.say(said)

    answer = estimate(to_quote(talk.draft.after([set_("care_date", day)]), CONTEXT))

    assert [line["amo_gross"] for line in answer["lines"]] == paid
