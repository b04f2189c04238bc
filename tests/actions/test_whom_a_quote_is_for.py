"""Whom a quote is for, said in the middle of it; a person whom the account does not hold is not taken for another."""

from __future__ import annotations

import pytest

from tests.support.talk import DAUGHTER, SELF, Talk

SPOUSE = {"id": "c7e", "relation": "spouse", "birth_date": "1978-02-11"}


@pytest.mark.parametrize(
    "say",
    [
        "couronne zircone 26 à 600 € pour ma mère",
        "couronne zircone 26 à 600 € pour ma femme",
        "ma femme a un devis de prothèse de hanche 1200 €, chirurgien secteur 2",
    ],
)
def test_an_adult_whom_the_account_does_not_hold_is_told_so(say: str) -> None:
    talk = Talk()

    talk.say(say)

    assert "utter_beneficiary_adult" in talk.names
    assert len(talk.draft.lines) == 1


def test_a_child_whom_the_account_does_not_hold_is_told_so() -> None:
    talk = Talk()

    talk.say("devis pour mon fils, couronne zircone 26 à 600 €")

    assert "utter_no_dependant" in talk.names


def test_where_others_are_on_the_account_whom_it_is_for_is_still_asked() -> None:
    talk = Talk(SELF, DAUGHTER, SPOUSE)

    talk.say("couronne zircone 26 à 600 € pour ma mère")

    assert talk.draft.beneficiary is None


def test_somebody_on_the_account_is_taken() -> None:
    talk = Talk(SELF, DAUGHTER, SPOUSE)

    talk.say("couronne zircone 26 à 600 € pour ma femme")

    assert talk.draft.beneficiary == "c7e"


def test_oneself_said_again_is_noted_already() -> None:
    talk = Talk().describe("couronne zircone 26 à 600 €", "non")

    talk.say("c'est pour moi")

    assert "utter_already_noted" in talk.names
