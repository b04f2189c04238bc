"""« je ne sais pas », « non » and « c'est faux » lead on, wherever they are said."""

from __future__ import annotations

import pytest

from tests.support.talk import Talk

HIP = "prothèse de hanche gauche, chirurgien 1200 euros secteur 2 non optam, anesthésiste 400 secteur 1"
CROWNS = "couronne zircone 26 à 600 €, couronne zircone 36 à 550 €"


@pytest.mark.parametrize("say", ["non", "ni l'un ni l'autre", "aucune des deux"])
def test_none_of_two_nights_offered_asks_the_nights_again(say: str) -> None:
    talk = Talk().describe("prothèse de hanche, chirurgien 1200 euros secteur 2 non optam", "non", "3 ou 4 nuits")

    talk.say(say)

    assert talk.asking == "stay.nights"
    assert talk.draft.get("setting") is None


def test_two_prices_of_which_neither_is_known_are_computed_with_the_higher_once_agreed() -> None:
    talk = Talk().describe("prothèse de hanche", "800 ou 900", "je ne sais pas")
    assert "900,00" in talk.text

    talk.say("oui")

    assert talk.draft.lines[0].fee == "900.00"
    assert talk.draft.is_approximate("line.fee", 1)


def test_a_line_added_in_vain_goes_by_a_button() -> None:
    talk = Talk().describe("couronne zircone 26 à 600 €", "oui", "je ne sais pas")
    without = next(one for one in talk.buttons if one.payload.get("field") == "more_lines")

    talk.press(without)

    assert len(talk.draft.lines) == 1
    assert talk.asking == "care_date"


def test_a_line_whose_act_is_not_found_goes_by_a_button() -> None:
    talk = Talk().describe("couronne zircone 26 à 600 €", "inlay-core 26, 150 €", "aucun")
    gone = next(one for one in talk.buttons if one.payload["intent"] == "delete_line")

    talk.press(gone)

    assert [line.fee for line in talk.draft.lines] == ["600.00"]


@pytest.mark.parametrize(
    "say", ["non la ligne 2 est fausse", "non la ligne 2 c'est faux", "la ligne 2 n'est pas bonne"]
)
def test_a_line_said_to_be_wrong_is_put_right_whatever_is_asked(say: str) -> None:
    talk = Talk().describe(CROWNS, "c'est tout")
    assert talk.asking == "care_date"

    talk.say(say)

    assert talk.draft.get("care_date") is None
    assert talk.names == ["utter_correct_which_field"]


@pytest.mark.parametrize("say", ["supprime tout", "efface tout", "supprime le devis"])
def test_everything_taken_out_asks_whether_to_start_again(say: str) -> None:
    talk = Talk().describe(CROWNS, "c'est tout")

    talk.say(say)

    assert talk.names == ["utter_ask_restart"]
    assert len(talk.draft.lines) == 2


@pytest.mark.parametrize("say", ["c'était droite en fait", "c'est la droite pas la gauche"])
def test_the_side_of_an_operation_is_that_of_both_practitioners(say: str) -> None:
    talk = Talk().describe(HIP)

    talk.say(say)

    assert [talk.draft.get("line.side", line) for line in (1, 2)] == ["right", "right"]


@pytest.mark.parametrize("say", ["non la couronne c'est 550", "non c'est 550"])
def test_a_price_refused_where_another_line_is_asked_for_is_that_of_the_line_noted(say: str) -> None:
    talk = Talk().describe("couronne zircone 26 à 600 €")

    talk.say(say)

    assert talk.draft.lines[0].fee == "550.00"
    assert talk.asking == "more_lines"


def test_a_price_that_two_lines_could_have_ends_no_list() -> None:
    talk = Talk().describe(f"{CROWNS}, le 9 janvier")

    talk.say("non la couronne c'est 580")

    assert talk.asking == "more_lines"
    assert talk.last.estimate is None


@pytest.mark.parametrize("say", ["quel est le total ?", "c'est quoi le total", "ça fait combien au total ?"])
def test_the_total_so_far_is_told(say: str) -> None:
    talk = Talk().describe(CROWNS)

    talk.say(say)

    assert "1\u202f150,00\u202f€" in talk.text
    assert talk.asking == "more_lines"


@pytest.mark.parametrize("say", ["en zircone à 600", "la zircone, à 600 €", "la deuxième à 600"])
def test_a_price_told_with_the_act_chosen_is_kept(say: str) -> None:
    talk = Talk().describe("couronne dent 26")
    assert talk.asking == "choose_act"

    talk.say(say)

    assert talk.draft.lines[0].fee == "600.00"
