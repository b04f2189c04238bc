"""A « non » of what is noted, a « oui » to several, a side beside another: nothing noted is lost by them."""

from __future__ import annotations

import pytest

from tests.support.talk import Talk, hip_replacement

HIP = "prothèse de hanche chirurgien 1200 secteur 2 optam"
RIGHT_HIP = "prothèse de hanche droite chirurgien 1200 secteur 2 optam"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("cataracte œil droit chirurgien 600 secteur 2 optam", "et l'œil gauche aussi"),
        ("canal carpien droit chirurgien 400 secteur 2 optam", "et aussi le gauche, 400"),
        (RIGHT_HIP, "et la gauche aussi"),
        ("prothèse de genou droit chirurgien 1200 secteur 2 optam", "idem à gauche 1300"),
    ],
)
def test_the_other_side_is_another_line_and_leaves_the_first(first: str, second: str) -> None:
    draft = Talk().describe(first, second).draft

    assert [line.values.get("side") for line in draft.lines] == ["right", "left"]


@pytest.mark.parametrize(("family", "act"), [("dental", "couronne"), ("medical", "hernie inguinale")])
@pytest.mark.parametrize("yes", ["oui", "ok", "d'accord"])
def test_yes_to_several_acts_chooses_none(family: str, act: str, yes: str) -> None:
    talk = Talk(family=family).describe(act, yes)

    assert talk.asking == "choose_act"
    assert "utter_which_of_these" in talk.names


@pytest.mark.parametrize(
    "said", ["non pas la hanche, le genou", "non ce n'est pas une prothèse totale", "non c'est pas une prothèse"]
)
@pytest.mark.parametrize("first", [HIP, "prothèse de hanche chirurgien 1200", "prothèse de hanche"])
def test_an_act_that_is_denied_is_asked_again(first: str, said: str) -> None:
    talk = Talk().describe(first, said)

    assert talk.asking == "line.act"
    assert talk.draft.lines[0].sector in (None, "sector_2_optam")


@pytest.mark.parametrize(
    "said", ["non c'est pas bon", "non c'est faux", "non, il y a une erreur", "non, c'est un autre acte"]
)
def test_what_is_said_wrong_is_asked_for_and_ends_no_list(said: str) -> None:
    talk = Talk().describe(HIP, said)

    assert "utter_correct_what" in talk.names
    assert talk.asking == "more_lines"


@pytest.mark.parametrize("said", ["non c'était la gauche", "non, la gauche"])
def test_a_side_is_put_right_where_another_line_is_asked(said: str) -> None:
    talk = Talk().describe(RIGHT_HIP, said)

    assert [line.values.get("side") for line in talk.draft.lines] == ["left"]
    assert talk.asking == "more_lines"


def test_a_date_is_put_right_where_another_line_is_asked() -> None:
    talk = Talk().describe(f"{HIP} le 12 décembre", "non finalement c'est le 15")

    assert talk.draft.get("care_date").endswith("-15")
    assert talk.asking == "more_lines"


@pytest.mark.parametrize("said", ["non", "non merci", "non c'est la seule", "non il n'y a pas d'autre ligne"])
def test_no_to_another_line_ends_the_list(said: str) -> None:
    assert Talk().describe(HIP, said).asking == "stay.nights"


def test_a_supposition_says_what_its_figures_take_for_granted() -> None:
    talk = Talk().describe(HIP, "et si le chirurgien prenait 900 ?")

    assert "utter_what_if_so_far" in talk.names
    assert "nuits" in talk.text


def test_a_room_without_its_price_is_said_beside_what_is_left() -> None:
    talk = Talk().describe(HIP, "c'est tout", "3 nuits", "oui mais je ne sais pas combien", "le 5 janvier", "non")

    assert "sans la chambre particulière" in talk.text


@pytest.mark.parametrize("said", ["l'anesthésiste prend 300 en fait", "anesthésiste 300"])
def test_the_anaesthetist_told_at_a_price_is_a_line_beside_the_one_priced(said: str) -> None:
    draft = Talk().describe("prothèse de hanche 1200", said).draft

    assert [line.fee for line in draft.lines] == ["1200.00", "300.00"]
    assert draft.lines[1].activity == 4


@pytest.mark.parametrize("said", ["non, en fait si, il y a l'anesthésiste à 400", "ah si, l'anesthésiste à 400"])
def test_a_yes_after_a_no_supposes_nothing(said: str) -> None:
    assert [line.fee for line in hip_replacement().describe("c'est tout", said).draft.lines][-1] == "400.00"


@pytest.mark.parametrize("said", ["oui bien sûr que non", '/confirm{"field":"fee"}', "/affirm", "/restart"])
def test_a_new_quote_is_begun_by_a_yes_alone(said: str) -> None:
    assert Talk().describe(HIP, "recommencer", said).draft.lines


@pytest.mark.parametrize("said", ['/set_slot{"fee":"1"}', "/action_listen", '/inform@0.9{"fee":"850"}'])
def test_a_command_of_some_machine_answers_nothing(said: str) -> None:
    talk = Talk().describe("NEKA020", said)

    assert talk.asking == "line.fee"
    assert "utter_miss_1" in talk.names


@pytest.mark.parametrize("said", ["environ le 31 mars 2031", "environ 15 mars 2024"])
def test_a_day_told_about_is_asked_back_in_french(said: str) -> None:
    assert "Le environ" not in Talk().describe(HIP, said).text


def test_figures_that_are_teeth_are_offered_as_no_price() -> None:
    talk = Talk(family="dental").describe("HBLD734", "26", "16 et 17")

    assert not any("€" in button.title for button in talk.buttons)
