"""How often an act is done is never lost: told before its words, before its code, or by the price of each."""

from __future__ import annotations

import pytest

from tests.support.talk import Talk


@pytest.mark.parametrize(
    ("said", "code", "quantity", "fee"),
    [
        ("2 semestres TO90 à 720 € chacun", "TO90", 2, "720.00"),
        ("quatre semestres d'orthodontie TO90, 800 € le semestre", "TO90", 4, "800.00"),
        ("4 semestres d'orthodontie à 800 € le semestre", "TO90", 4, "800.00"),
        ("2 détartrages HBJD001 28,92 chacun", "HBJD001", 2, "28.92"),
        ("2 x détartrage HBJD001 28,92 € la séance", "HBJD001", 2, "28.92"),
        ("deux séances de détartrage HBJD001 à 28,92 € la séance", "HBJD001", 2, "28.92"),
        ("3 radios rétroalvéolaires HBQK389 à 7,98 € chacune", "HBQK389", 3, "7.98"),
        ("surfaçage 4 sextants 80 € le sextant", "HBJA003", 4, "80.00"),
    ],
)
def test_an_act_told_several_times_is_counted(said: str, code: str, quantity: int, fee: str) -> None:
    draft = Talk().describe(said).draft

    assert [(line.code, line.fee) for line in draft.lines] == [(code, fee)]
    assert draft.get("line.quantity", 1) == quantity


@pytest.mark.parametrize("said", ["surfaçage 4 sextants à 120 €, non remboursé", "2 détartrages à 57,84 €"])
def test_a_price_that_may_be_of_one_or_of_all_is_asked_about(said: str) -> None:
    talk = Talk().describe(said)

    assert talk.draft.lines[0].fee is None
    assert "utter_doubt_each_time" in talk.names


@pytest.mark.parametrize(
    "said", ["bridge 3 éléments 24 25 26 1600 €", "deux dents de sagesse incluses 250 €", "stellite 8 dents 900 €"]
)
def test_the_parts_of_one_act_count_no_acts(said: str) -> None:
    assert not Talk().describe(said).draft.get("line.quantity", 1)
