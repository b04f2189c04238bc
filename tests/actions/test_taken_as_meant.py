"""Sentences of which something used to be taken for something else: each stands for a kind."""

from __future__ import annotations

import pytest

from tests.support.talk import Talk, hip_replacement, two_crowns


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


@pytest.mark.parametrize(
    "said",
    [
        "il me resterait 870 à payer",
        "il reste 320 pour moi",
        "j'ai laissé un chèque de 500 à la secrétaire",
        "j'ai 1400 euros sur mon livret",
        "540 € CHF je sais plus la monnaie",
        "le devis porte le numéro 1350",
        "je vous laisse, je continue demain",
    ],
)
def test_a_figure_that_is_no_price_of_the_act_is_never_written(said: str) -> None:
    talk = Talk().describe("NEKA020", said)

    assert talk.draft.lines[0].fee is None
    assert talk.draft.get("care_date") is None


@pytest.mark.parametrize(
    ("said", "fee"), [("1400 et 50 centimes", "1400.50"), ("580 non je dis n'importe quoi 480", "480.00")]
)
def test_a_price_told_in_a_roundabout_way_is_read(said: str, fee: str) -> None:
    assert Talk().describe("NEKA020", said).draft.lines[0].fee == fee


def test_a_room_told_by_its_euros_and_cents_is_read() -> None:
    talk = hip_replacement().describe("c'est tout", "4 nuits", "oui, quatre-vingt-quinze cinquante la nuit")

    assert talk.draft.get("stay.private_room")["price"] == "95.50"


@pytest.mark.parametrize("said", ["26 (ou 27)", "26 ou bien 27"])
def test_one_tooth_or_the_other_is_asked(said: str) -> None:
    talk = Talk(family="dental").describe("HBLD734", said)

    assert talk.draft.lines[0].tooth is None


def test_a_tooth_done_before_is_none_of_the_quote() -> None:
    talk = Talk(family="dental").describe("HBLD734", "la 36 a déjà été faite, là c'est la 37")

    assert [line.tooth for line in talk.draft.lines] == [37]


def test_a_price_after_the_number_of_its_line_is_that_lines() -> None:
    talk = two_crowns().describe("c'est tout", "ligne 1, 310")

    assert [line.fee for line in talk.draft.lines] == ["310.00", "298.70"]


def test_who_forgot_somebody_takes_no_line_out() -> None:
    talk = hip_replacement().describe("j'ai oublié l'anesthésiste, il prend 310 euros")

    assert [line.fee for line in talk.draft.lines] == ["1200.00", "310.00"]


def test_starting_again_takes_nothing_back_first() -> None:
    talk = hip_replacement().describe("c'est tout", "annulez tout, j'ai pris le mauvais devis, on repart du début")

    assert talk.names == ["utter_ask_restart"]
