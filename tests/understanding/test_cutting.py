"""Which price goes with which name, in whatever order and with whatever signs a member lists them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from quote_draft import draft_view
from tests.support.talk import SELF, Talk

NAMES = ("couronne zircone sur la 26", "détartrage", "gouttière")
PRICES = (610, 45, 230)


def _fees(sentence: str) -> list[Decimal]:
    talk = Talk(SELF)
    talk.say(sentence)
    return [Decimal(line["fee"]) for line in draft_view(talk.draft)["lines"]]


@pytest.mark.parametrize("joint", [", ", " ; ", ". ", "\n", " + ", " et ", " puis ", " "])
@pytest.mark.parametrize("tie", [" ", " : ", " à ", " = "])
def test_a_price_goes_with_the_name_before_it(joint: str, tie: str) -> None:
    pairs = [f"{name}{tie}{price} €" for name, price in zip(NAMES, PRICES, strict=True)]

    assert _fees(joint.join(pairs)) == list(map(Decimal, PRICES))


@pytest.mark.parametrize("joint", [", ", " ; ", ". ", "\n", " + ", " et ", " puis "])
@pytest.mark.parametrize("tie", [" pour la ", " la ", " de "])
def test_a_price_told_first_goes_with_the_name_after_it(joint: str, tie: str) -> None:
    pairs = [f"{price} €{tie}{name}" for name, price in zip(NAMES, PRICES, strict=True)]

    assert _fees(joint.join(pairs)) == list(map(Decimal, PRICES))


@pytest.mark.parametrize("joint", [", ", " ; ", "\n", " + "])
def test_a_name_without_a_price_shifts_no_other(joint: str) -> None:
    talk = Talk(SELF)

    talk.say(joint.join(["couronne zircone sur la 26 à 610 €", "détartrage", "gouttière 230 €"]))

    assert [line.get("fee") for line in draft_view(talk.draft)["lines"]] == ["610.00", None, "230.00"]


@pytest.mark.parametrize("unknown", ["une étoile de mer", "deux piliers", "un guide de pose", "kit de nettoyage"])
def test_a_thing_that_is_not_known_keeps_its_price_in_a_list(unknown: str) -> None:
    talk = Talk(SELF)

    talk.say(f"couronne zircone sur la 26 à 610 €, {unknown} à 90 €, gouttière 230 €")

    assert [line.get("fee") for line in draft_view(talk.draft)["lines"]] == ["610.00", "90.00", "230.00"]


@pytest.mark.parametrize(
    "sentence",
    [
        "hanche : 1 450 € le chirurgien, 420 € l'anesthésiste, 3 nuits à 95 € en chambre seule",
        "prothèse de hanche 1450 le chir 420 l'anesth 3 nuits à 95 € la chambre",
        "chirurgien 1 450 €, anesthésiste 420 €, chambre 95 € par jour, c'est une prothèse de hanche",
        "1450 et 420 pour le chirurgien et l'anesthésiste, hanche, chambre à 95 €",
    ],
)
def test_the_price_of_the_room_is_nobodys_fee(sentence: str) -> None:
    talk = Talk(SELF)

    talk.say(sentence)

    assert [line.get("fee") for line in draft_view(talk.draft)["lines"]] == ["1450.00", "420.00"]
    assert draft_view(talk.draft)["stay"]["private_room"]["price"] == "95.00"


@pytest.mark.parametrize(
    ("sentence", "fees"),
    [
        ("couronne 26 céramique 600, 27 pareil, 36 inlay-core 200, détartrage, radio 30", [600, 600, 200, None, 30]),
        ("on me demande 200 d'inlay-core, 700 de couronne et 45 de détartrage", [200, 700, 45]),
        ("implant 1000, pilier 300, couronne 900 le tout sur la 24", [1000, 300, 900]),
        ("réparation du dentier cassé en deux : 95 euros. Ajout d'une dent : 130 euros", [95, 130]),
        ("une dent de sagesse à enlever la 48 160 euros et la 28 55 euros", [160, 55]),
        ("mon devis de 2 095 € : bridge de 3 éléments 1 690 €, deux inlay-core à 180 € l'un, détartrage 45 €", None),
        ("PTH 1300 €, l'anesthésiste est en secteur 1, le chirurgien en secteur 2 optam", [1300, None]),
        ("canal carpien 480 € secteur 2, anesthésiste secteur 1", [480, None]),
    ],
)
def test_each_price_of_a_list_is_its_own_lines(sentence: str, fees: list[int | None] | None) -> None:
    talk = Talk(SELF)

    talk.say(sentence)

    told = [line.get("fee") for line in draft_view(talk.draft)["lines"]]
    assert "2095.00" not in told
    assert fees is None or told == [None if fee is None else f"{fee}.00" for fee in fees]


@pytest.mark.parametrize("of_the_other", ["anesthésiste sans dépassement secteur 1", "anesthésiste en secteur 1"])
def test_an_overrun_told_before_somebody_else_is_not_theirs(of_the_other: str) -> None:
    talk = Talk(SELF)

    talk.say(f"350 € de dépassement pour mes hémorroïdes le 14/01, {of_the_other}, 2 nuits")

    lines = draft_view(talk.draft)["lines"]
    assert [(line.get("activity"), line.get("overrun")) for line in lines] == [(1, "350.00"), (4, None)]


@pytest.mark.parametrize(
    ("sentence", "fees"),
    [
        ("gastroscopie et coloscopie, le gastro prend 130 pour la gastroscopie et 210 pour la colo", [130, 210]),
        ("canal carpien et doigt à ressaut : 400 € pour le canal, 200 € pour le doigt", [400, 200]),
        ("ma couronne est tombée, le dentiste demande 500 € pour une couronne céramo-métallique sur la 46", [500]),
        ("extraction de la 46 avec séparation des racines 85 €", [85]),
        ("comblement de sinus 900 €, implant 16 1000 €", [900, 1000]),
        ("assainissement parodontal 1 sextant 110 €, lambeau d'assainissement 1 sextant 320 €", [110, 320]),
    ],
)
def test_an_act_is_one_line_with_its_own_price(sentence: str, fees: list[int]) -> None:
    assert _fees(sentence) == list(map(Decimal, fees))


def test_a_price_of_the_room_times_its_nights_is_a_nights() -> None:
    talk = Talk(SELF)

    talk.say("appendicite, chambre particulière : 2 nuits x 80 €, chirurgien 500 €")

    assert draft_view(talk.draft)["stay"]["private_room"] == {"wanted": True, "price": "80.00", "per": "night"}
