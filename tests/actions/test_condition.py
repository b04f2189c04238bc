"""An act that the Assurance Maladie pays on a condition: asked in plain French, answered or left open."""

from __future__ import annotations

from typing import Any

import pytest

from quote_draft import to_quote
from quote_engine import estimate
from tests.support.drafts import CONTEXT
from tests.support.talk import Talk

BRIDGE = "HBLD033 dents 14, 15 et 16, 900 €"


@pytest.fixture
def talk() -> Talk:
    return Talk(family="dental").describe(BRIDGE)


def test_the_condition_is_asked_in_plain_words(talk: Talk) -> None:
    assert talk.asking == "line.condition_met"
    assert "piliers ne peut pas être reconstruite" in talk.text


@pytest.mark.parametrize(
    ("said", "met"),
    [
        ("oui", True),
        ("je remplis la condition", True),
        ("non", False),
        ("la condition n'est pas remplie", False),
        ("je ne sais pas", "unknown"),
    ],
)
def test_the_condition_is_answered(talk: Talk, said: str, met: Any) -> None:
    talk.say(said)

    assert talk.draft.get("line.condition_met", 1) == met
    assert talk.asking == "more_lines"


def test_a_condition_that_is_not_known_keeps_the_range(talk: Talk) -> None:
    talk.say("je ne sais pas")

    member = estimate(to_quote(talk.draft, CONTEXT))["range"]["member"]

    assert member["min"] < member["max"] == "900.00"


def test_the_condition_is_said_before_it_is_asked() -> None:
    talk = Talk(family="dental")

    talk.say(f"{BRIDGE}, je remplis la condition")

    assert talk.draft.get("line.condition_met", 1) is True


def test_what_is_not_covered_has_no_condition() -> None:
    talk = Talk(family="dental").describe(f"{BRIDGE} NR")

    assert talk.asking == "more_lines"
