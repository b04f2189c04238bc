"""What is said in the middle of a quote that is no plain answer: facts of others, doubts, thanks, a change of mind."""

from __future__ import annotations

import pytest

from quote_draft import UNKNOWN
from tests.support.talk import DAUGHTER, SELF, SON, Talk, hip_replacement


@pytest.mark.parametrize(
    "fact",
    [
        "ma fille est enceinte",
        "mon mari lui il est en ALD",
        "ma mère est à 100 % mais pas moi",
        "mon mari gagne 1800 euros par mois",
    ],
)
def test_a_fact_about_somebody_else_writes_nothing(fact: str) -> None:
    talk = hip_replacement()
    before = talk.draft

    talk.say(fact)

    assert talk.draft == before
    assert talk.names[0] == "utter_story"


def test_it_may_stand_beside_one_s_own() -> None:
    talk = hip_replacement().describe("non", "3 nuits", "non", "14 janvier")

    talk.say("non je ne suis pas à 100%, mon mari lui il est en ALD")

    assert talk.draft.get("exemption") == "none"


@pytest.mark.parametrize(
    "question",
    [
        "je ne sais pas ce que c'est l'optam",
        "je sais pas comment je vais payer",
        "comment savoir son secteur",
        "l'anesthésiste est compris ?",
        "ça change quoi le secteur",
    ],
)
def test_who_asks_in_the_words_of_a_doubt_is_answered_and_nothing_is_written(question: str) -> None:
    talk = Talk().describe("NEKA020", "1200", "secteur 2")
    before = talk.draft

    talk.say(question)

    assert talk.draft == before
    assert talk.last.kinds[0] in ("question", "why")


def test_what_is_not_known_is_told_apart_from_what_is_asked() -> None:
    talk = Talk().describe("NEKA020", "1200", "je ne sais pas le secteur")

    assert talk.draft.get("line.sector", 1) == UNKNOWN


def test_a_question_asked_again_is_shorter_until_it_was_not_understood() -> None:
    talk = Talk().describe("NEKA020", "1200")

    talk.say("c'est quoi l'optam ?")
    again = talk.names[-1]
    talk.say("blablabla")

    assert (again, talk.names[-1]) == ("utter_ask_line_sector_again", "utter_ask_line_sector")


def test_who_is_done_while_something_is_asked_is_told_so() -> None:
    talk = Talk().describe("NEKA020", "terminé")

    assert talk.names[0] == "utter_not_finished"
    assert talk.asking == "line.fee"


def test_a_farewell_answers_nothing_and_nothing_is_asked_after_it() -> None:
    talk = hip_replacement().describe("non", "3 nuits", "ok bye")

    assert talk.draft.get("stay.private_room") is None
    assert talk.names == ["utter_bye"]


def test_a_day_among_the_dates_offered_is_of_their_month() -> None:
    talk = hip_replacement().describe("entre le 10 et le 15 mars", "le 12")

    assert talk.draft.care_date == "2027-03-12"


def test_the_first_of_what_is_offered_is_no_date() -> None:
    talk = Talk().describe("opération du dos", "le premier alors")

    assert (talk.draft.lines[0].code, talk.draft.care_date) == ("LFFA002", None)


def test_a_price_told_where_an_act_is_chosen_is_kept() -> None:
    talk = Talk().describe("opération du dos", "peut-être 1500")

    assert talk.draft.lines[0].fee == "1500.00"
    assert talk.asking == "choose_act"


def test_a_line_whose_act_is_being_chosen_can_be_taken_out() -> None:
    talk = Talk().describe(
        "couronne zircone sur la 46 à 600 euros", "rajoute un inlay core à 180", "enlève l'inlay core"
    )

    assert [line.code for line in talk.draft.lines] == ["HBLD073"]


def test_a_supposition_gives_no_act_to_a_line_that_has_none() -> None:
    talk = Talk().describe("couronne zircone sur la 46 à 600 euros", "ajouter une ligne")

    talk.say("et si la couronne était à 500 ?")

    kept = next(button for button in talk.buttons if button.payload["intent"] == "change")
    assert [(one["field"], one["line"]) for one in kept.payload["changes"]] == [("line.fee", 1)]


def test_a_value_told_twice_in_a_breath_is_noted_once() -> None:
    talk = hip_replacement().describe("la droite, non attendez la gauche")

    assert [name for name in talk.names if name in ("utter_noted", "utter_corrected")] == ["utter_noted"]


def test_many_values_are_told_line_by_line() -> None:
    talk = Talk().describe("césarienne, gynéco 800 euros, anesthésiste 300, 4 nuits")

    assert talk.names[0] == "utter_noted_rows"
    assert [row[:7] for row in talk.text.split("\n")[1:3]] == ["Ligne 1", "Ligne 2"]


def test_the_line_beside_the_anaesthetist_s_is_the_surgeon_s() -> None:
    talk = Talk().describe("prothèse de genou 1680 euros", "l'anesthésiste c'est 450")

    assert [line.activity for line in talk.draft.lines] == [1, 4]


def test_a_quote_for_two_is_for_one_of_them_first() -> None:
    talk = Talk(SELF, DAUGHTER, SON).describe("c'est pour ma fille et moi")
    first = talk.names

    talk.say("pour moi d'abord")

    assert "utter_doubt_several_people" in first
    assert talk.draft.beneficiary == "self"
    assert talk.asking != "beneficiary"


def test_the_figures_of_a_line_answer_what_is_paid_of_it() -> None:
    talk = hip_replacement().describe("non", "3 nuits", "non", "14 janvier", "non")

    talk.say("la hanche c'est remboursé combien ?")

    assert talk.names == ["utter_figures_of_line"]


def test_a_price_after_the_wish_of_a_room_is_the_room_s() -> None:
    talk = hip_replacement().describe("je voudrais être seule", "90 euros")

    assert talk.draft.get("stay.private_room")["price"] == "90.00"
