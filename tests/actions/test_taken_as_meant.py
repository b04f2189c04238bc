"""Sentences of which something used to be taken for something else: each stands for a kind."""

from __future__ import annotations

from tests.support.talk import Talk, hip_replacement


def test_a_price_that_ones_dentist_asks_is_told_and_no_question() -> None:
    (line,) = Talk().describe("mon dentiste me demande 540 pour une couronne céramo-métal sur la 11").draft.lines

    assert (line.tooth, line.fee) == (11, "540.00")


def test_somebody_elses_story_hides_nothing_of_ones_own() -> None:
    (line,) = (
        Talk().describe("une amie m'a parlé de vous, moi c'est GAMA007, 690 euros, et pas 800 comme elle").draft.lines
    )

    assert (line.code, line.fee) == ("GAMA007", "690.00")


def test_an_operation_of_long_ago_changes_nothing() -> None:
    talk = hip_replacement().describe("c'est tout", "pour mon appendicite j'étais restée 5 nuits, c'était en 94")

    assert [line.code for line in talk.draft.lines] == ["NEKA020"]
    assert talk.draft.get("stay.nights") is None


def test_acts_told_one_or_the_other_are_one_line_to_choose() -> None:
    talk = Talk().describe("c'est NFKA007 ou NFKA008 je sais pas, 1500 euros")

    assert [(line.code, line.fee) for line in talk.draft.lines] == [(None, "1500.00")]
    assert talk.asking == "choose_act"


def test_the_same_sector_is_that_of_the_other_practitioner() -> None:
    draft = Talk().describe("césarienne JQGA002, obstétricien 950 € secteur 2 optam, anesthésiste 300 € idem").draft

    assert [line.sector for line in draft.lines] == ["sector_2_optam"] * 2


def test_a_second_sector_of_nobody_named_puts_nothing_right() -> None:
    talk = Talk().describe(
        "Doigt à ressaut MJPA013, 280 € le chirurgien, secteur 2 optam ; l'anesthésiste je n'ai pas encore son prix,"
        " il est secteur 1."
    )

    assert [line.sector for line in talk.draft.lines] == ["sector_2_optam"]
    assert "utter_not_placed_which_line" in talk.names


def test_a_deposit_told_by_its_share_is_no_price() -> None:
    talk = Talk().describe("NEKA020", "acompte 30 % soit 420 euros")

    assert talk.draft.lines[0].fee is None


def test_a_day_that_is_denied_leaves_the_date_to_be_told() -> None:
    talk = hip_replacement().describe("c'est tout", "4 nuits", "non", "certainement pas le 19")

    assert talk.draft.get("care_date") is None
    assert talk.asking == "care_date"


def test_a_room_whose_price_is_not_known_is_asked_no_more() -> None:
    talk = hip_replacement().describe("c'est tout", "4 nuits", "oui mais j'ai pas le tarif")

    assert talk.draft.get("stay.private_room")["price"] == "unknown"


def test_what_lies_under_a_crown_is_on_its_tooth() -> None:
    draft = Talk().describe("couronne en zircone sur la 14 à 500 € et inlay-core en dessous à 175 €").draft

    assert [(line.tooth, line.fee) for line in draft.lines] == [(14, "500.00"), (14, "175.00")]
