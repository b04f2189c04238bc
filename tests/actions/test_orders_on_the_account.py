"""An order on the account is none on the quote: the way to close the account is told, and no line moves."""

from __future__ import annotations

import pytest

from tests.support.talk import Talk

SAID = [
    "je veux annuler mon compte",
    "supprimer mon compte",
    "comment fermer mon compte ?",
    "supprimez mon compte",
    "effacer mon compte",
]


@pytest.mark.parametrize("say", SAID)
@pytest.mark.parametrize("described", ["", "couronne zircone 26 à 600 €, inlay-core HBLD090 dent 26 à 150 €"])
def test_an_order_on_the_account_moves_no_line_and_the_way_to_close_it_is_told(say: str, described: str) -> None:
    talk = Talk().describe(described) if described else Talk()
    before = talk.draft.lines

    talk.say(say)

    assert talk.draft.lines == before
    assert "Fermer mon compte" in talk.text


def test_an_order_on_the_quote_is_still_one_beside_the_account() -> None:
    talk = Talk().describe("couronne zircone 26 à 600 €, inlay-core HBLD090 dent 26 à 150 €")

    talk.say("supprime l'inlay, tenez compte du reste")

    assert [line.code for line in talk.draft.lines] == ["HBLD073"]
