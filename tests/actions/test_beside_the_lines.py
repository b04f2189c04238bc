"""What a second message tells beside the lines noted: another line, a thing to pay, a column, the same person."""

from __future__ import annotations

import pytest

from tests.support.talk import Talk


def told(*said: str) -> list[tuple[str | None, str | None]]:
    return [(line.code or line.label, line.fee) for line in Talk().describe(*said).draft.lines]


def test_the_same_surgeon_on_the_other_side_takes_no_price_away() -> None:
    talk = Talk().describe("canal carpien droit AHPA009 290 €", "canal carpien gauche 217,50, même chirurgien")

    assert [(line.fee, line.activity) for line in talk.draft.lines] == [("290.00", 1), ("217.50", 1)]


@pytest.mark.parametrize(
    ("said", "label"),
    [
        ("semelles orthopédiques 60 € non remboursées", "Semelles orthopédiques"),
        ("chaussure de Barouk 60 € NR", "Chaussure de Barouk"),
    ],
)
def test_what_is_sold_beside_the_acts_is_a_charge(said: str, label: str) -> None:
    draft = Talk().describe("NDPA008 900 € chirurgien secteur 2 optam", said).draft

    assert [line.fee for line in draft.lines] == ["900.00"]
    assert [(one["kind"], one["label"], one["amount"]) for one in draft.get("charges")] == [("device", label, "60.00")]


def test_a_code_after_the_price_is_that_of_the_act_named() -> None:
    said = told("4 facettes céramique (11, 12, 21, 22) à 650 € pièce, HBMD048")

    assert said == [("HBMD048", "650.00")] * 4


def test_what_is_left_is_a_column_and_no_act() -> None:
    assert told("gouttière occlusale : honoraires 250, base 172,80, sécu 103,68, reste 146,32") == [
        ("HBLD018", "250.00")
    ]


def test_what_is_left_of_a_price_is_the_other_persons() -> None:
    talk = Talk().describe("NEKA020 total 1900, chirurgien 1500 et le reste à l'anesthésiste")

    assert [line.fee for line in talk.draft.lines] == ["1500.00", "400.00"]


def test_a_sector_after_a_list_of_acts_is_that_of_all() -> None:
    draft = Talk().describe("coloscopie HHQE002 250,00 et fibroscopie HEQE002 120,00, OPTAM").draft

    assert [line.sector for line in draft.lines] == ["sector_2_optam"] * 2


@pytest.mark.parametrize("said", ["la ligne 2 n'existe pas", "la ligne 2 est en double"])
def test_a_line_said_not_to_be_there_goes(said: str) -> None:
    assert told("couronne HBLD734 26 600 €, inlay-core HBLD745 26 150 €", said) == [("HBLD734", "600.00")]


def test_how_many_lines_there_are_names_none() -> None:
    lines = told(
        "couronne HBLD734 26 600 €, inlay-core HBLD745 26 150 €, détartrage HBJD001 28,92",
        "Supprimez les lignes 1 et 3, il n'y a que deux lignes",
    )

    assert lines == [("HBLD745", "150.00")]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("pose d'un implant Straumann 1150 € NR", "LBLD015"),
        ("pilier titane sur la 46 310 €", "HBLD012"),
        ("couronne céramo-métallique sur implant 36, 850 €", "HBLD418"),
        ("faux moignon HBLD745 sur la 46 150 €", "HBLD745"),
    ],
)
def test_brands_and_matters_hide_no_act(said: str, code: str) -> None:
    assert [line[0] for line in told(said)] == [code]


def test_what_the_quote_is_said_to_be_of_is_no_line_beside_its_lines() -> None:
    said = told("devis pour un implant : dent 36, pose d'implant 1150 € NR, pilier implantaire 350 € NR")

    assert said == [("LBLD015", "1150.00"), ("HBLD012", "350.00")]


@pytest.mark.parametrize("said", ["implant 46 900 €", "couronne en fer forgé 26 000 €"])
def test_a_price_beyond_any_act_is_never_written_unasked(said: str) -> None:
    assert all(fee in (None, "900.00") for _, fee in told(said))


def test_what_nobody_repays_is_a_line_whatever_is_asked() -> None:
    said = told("sleeve gastrectomie HFFC018 900 € secteur 2", "suivi diététique 400 € NR")

    assert said == [("HFFC018", "900.00"), ("Suivi diététique", "400.00")]


def test_what_remains_to_be_paid_is_no_supposition() -> None:
    said = told("couronne HBLD734 dent 26 honoraires 650 remboursé par la sécu 72 restant à charge 578")

    assert said == [("HBLD734", "650.00")]


def test_the_anaesthetist_told_after_several_acts_is_that_of_the_main_one() -> None:
    draft = (
        Talk()
        .describe(
            "canal carpien AHPA009 300 € chirurgien secteur 2, doigt à ressaut MJPA013 150 € chirurgien secteur 2",
            "l'anesthésiste 250 € secteur 1",
        )
        .draft
    )

    assert [(line.code, line.activity) for line in draft.lines][2] == ("AHPA009", 4)


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("il y a aussi une genouillère à 60 €", "device"),
        ("forfait administratif de la clinique 12 €", "administrative"),
        ("forfait de confort de la clinique 45 €", "day_case_fee"),
    ],
)
def test_small_things_to_pay_are_charges_and_touch_no_line(said: str, kind: str) -> None:
    draft = Talk().describe("NFKA007 900 € chirurgien secteur 2 optam", said).draft

    assert [line.fee for line in draft.lines] == ["900.00"]
    assert kind in {one["kind"] for one in draft.get("charges") or ()}


def test_lines_from_one_to_another_go_together() -> None:
    lines = told(
        "couronne HBLD734 26 600, inlay-core HBLD745 26 150, détartrage HBJD001 28,92, HBQK002 30",
        "supprimez les lignes 2 à 4",
    )

    assert lines == [("HBLD734", "600.00")]


def test_whose_appliance_it_is_heads_the_quote_and_is_no_line() -> None:
    said = told("l'appareil dentaire de mon fils de 12 ans : 2 semestres d'orthodontie TO90 à 750 € le semestre")

    assert said == [("TO90", "750.00")]


def test_another_act_told_while_one_is_to_be_chosen_is_a_line_of_its_own() -> None:
    said = told(
        "couronne 26 600 €",
        "il y a aussi une membrane PRF à 150 € non remboursée",
        "et la panoramique HBQK002 à 21,28 €",
    )

    assert said == [(None, "600.00"), ("Membrane PRF", "150.00"), ("HBQK002", "21.28")]


def test_yes_takes_the_only_value_offered() -> None:
    talk = Talk().describe("NEKA020", "pas de dépassement, il prend le tarif de la Sécu", "oui c'est ça")

    assert [line.fee for line in talk.draft.lines] == ["459.80"]


@pytest.mark.parametrize("said", ["digue : 35 €, non remboursé", "analyse occlusale 35 € NR"])
def test_the_words_before_what_is_not_repaid_name_it(said: str) -> None:
    assert [line[1] for line in told("couronne HBLD734 26 600 €", said)] == ["600.00", "35.00"]
