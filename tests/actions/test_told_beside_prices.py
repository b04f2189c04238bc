"""Prices told beside each other stay with what they are of; what is not repaid, seen or refused is kept."""

import pytest

from tests.support.talk import Talk


@pytest.mark.parametrize(
    ("said", "fee", "room"),
    [
        ("appendicite, chambre 85, chirurgien 600 secteur 2 optam", "600.00", "85.00"),
        ("prothèse de hanche, 110 € pour la chambre, 1200 € le chirurgien", "1200.00", "110.00"),
        ("NEKA020, chambre seule, 1200 € le chirurgien", "1200.00", None),
        ("NEKA020 chambre 65 € par jour, 1200 € chirurgien", "1200.00", "65.00"),
        ("45 euros de frais administratifs et 85 la chambre, pour une appendicite, chirurgien 600", "600.00", "85.00"),
    ],
)
def test_a_room_takes_its_own_price_and_nobody_elses(said: str, fee: str, room: str | None) -> None:
    draft = Talk().describe(said).draft

    assert (draft.lines[0].fee, draft.get("stay.private_room").get("price")) == (fee, room)


def test_a_room_of_a_number_has_no_price() -> None:
    assert (
        Talk().describe("NEKA020 1200 € chirurgien secteur 1", "je serai chambre 12").draft.get("stay.private_room")
        is None
    )


@pytest.mark.parametrize(
    ("said", "label", "fee"),
    [
        ("y a aussi la consultation pré anesthésie à 60 euros", "Consultation pré anesthésie", "60.00"),
        ("une consultation du chirurgien, 50 €", "Consultation du chirurgien", "50.00"),
        ("et la visite préopératoire de l’anesthésiste, 58 €", "Visite préopératoire de l’anesthésiste", "58.00"),
    ],
)
def test_a_consultation_is_a_line_and_nobodys_fee(said: str, label: str, fee: str) -> None:
    lines = Talk().describe("NEKA020 1200 € chirurgien secteur 1", said).draft.lines

    assert [(line.label, line.fee, line.code) for line in lines[1:]] == [(label, fee, None)]
    assert lines[0].fee == "1200.00"


@pytest.mark.parametrize(
    ("said", "label", "fee"),
    [
        ("et un guide chirurgical 250€ non remboursé", "Guide chirurgical", "250.00"),
        ("ah oui et une gouttière à 150 € NR", "Gouttière de libération occlusale", "150.00"),
    ],
)
def test_what_is_not_repaid_is_a_line_though_a_tooth_is_asked(said: str, label: str, fee: str) -> None:
    talk = Talk(family="dental").describe("HBLD734")
    assert talk.asking == "line.tooth"

    talk.say(said)

    assert [(line.label, line.fee) for line in talk.draft.lines][1:] == [(label, fee)]
    assert talk.draft.lines[0].fee is None


def test_a_count_of_what_is_not_repaid_is_kept_while_its_act_is_chosen() -> None:
    lines = Talk(family="dental").describe("implant 24 1200 € NR", "4 piliers à 150 € chacun NR", "HBLD012").draft.lines

    assert [(line.code, line.fee, line.values.get("quantity")) for line in lines[1:]] == [("HBLD012", "150.00", 4)]


def test_a_price_told_before_its_teeth_is_asked_whose_it_is() -> None:
    talk = Talk(family="dental").describe("trois couronnes HBLD734 à 1500 euros", "36, 37 et 46")
    assert "de chacun, ou des 3 ensemble" in talk.text

    talk.say("les trois ensemble")

    assert [line.fee for line in talk.draft.lines] == ["500.00"] * 3


def test_a_price_of_each_of_two_people_is_that_of_each() -> None:
    talk = Talk().describe("NEKA020 chirurgien 1200 secteur 1, anesthésiste 400 secteur 1")

    talk.say("le chirurgien et l’anesthésiste, c’est 1300 chacun")
    assert [line.fee for line in talk.draft.lines] == ["1300.00", "1300.00"]

    talk.say("le chirurgien et l’anesthésiste, c’est 100 de plus chacun")
    assert [line.fee for line in talk.draft.lines] == ["1400.00", "1400.00"]


@pytest.mark.parametrize("answer", ["je ne sais pas", "non", "il n’y a pas de code"])
def test_words_all_of_whose_acts_are_refused_are_kept(answer: str) -> None:
    talk = Talk(family="dental").describe("couronne 500 €", "aucun de ceux-là", answer)

    assert (talk.draft.lines[0].label, talk.draft.lines[0].fee) == ("Couronne", "500.00")


@pytest.mark.parametrize("said", ["c’est bon", "c bon", "ok c bon"])
def test_what_is_enough_ends_the_list(said: str) -> None:
    talk = Talk().describe("NEKA020 chirurgien 1200 secteur 1")
    assert talk.asking == "more_lines"

    talk.say(said)

    assert (len(talk.draft.lines), talk.asking) == (1, "stay.nights")


def test_an_act_that_is_chosen_is_not_that_of_another_line_of_its_tooth() -> None:
    talk = Talk(family="dental").describe("pour la dent 14 : dévitalisation 81,94 €, couronne 350 €, empreinte 30 € NR")

    talk.say("HBFD021")

    assert [line.code for line in talk.draft.lines] == ["HBFD021", None, None]


def test_the_act_chosen_for_one_of_several_teeth_is_that_of_each() -> None:
    lines = Talk(family="dental").describe("couronne sur 26 et 27 à 550 € chacune", "HBLD734").draft.lines

    assert [(line.code, line.tooth) for line in lines] == [("HBLD734", 26), ("HBLD734", 27)]


@pytest.mark.parametrize(
    ("said", "fee"),
    [("HBLD075 à 1 315 €", "1315.00"), ("NEKA020 à 1 200 €", "1200.00"), ("NEKA020 a 1, 1 200 €", "1200.00")],
)
def test_thousands_after_a_code_are_no_activity(said: str, fee: str) -> None:
    assert [line.fee for line in Talk().describe(said).draft.lines] == [fee]


def test_cents_after_a_tooth_are_no_teeth() -> None:
    lines = Talk(family="dental").describe("extraction de la 24 à 33,44 €").draft.lines

    assert [(line.tooth, line.fee) for line in lines] == [(24, "33.44")]
