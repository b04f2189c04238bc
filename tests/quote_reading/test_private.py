"""The patient's name and number: where they stand is kept, what they are is in nothing that is read."""

import datetime as dt
import json

import pytest

from quote_reading import read_text

TODAY = dt.date(2026, 11, 21)


@pytest.mark.parametrize(
    ("row", "count"),
    [
        ("Patient : ESSAI Camille", 2),
        ("N° de sécurité sociale : 2 85 05 78 006 084 36", 1),
        ("285057800608436", 1),
        ("Madame Camille Essai, 1 85 05 2A 006 084", 3),
        ("Couronne céramo-métallique 515,00 €", 0),
        ("Tél. 01 23 45 67 89", 1),
        ("NIR 2.85.05.78.006.084.36", 1),
        ("N° Sécu : 2 85 05 78 006 084 (36)", 1),
        ("285057800608 4 36", 1),
        ("2 85 O5 78 OO6 O84 36", 1),
        ("Z85O578OO6O8436", 1),
        ("Née MARTIN le 24/06/1977", 2),
        ("Né(e) le 24.06.77", 1),
        ("Patient(e) : Jeanne d'Arc", 2),
        ("camille.essai@exemple.fr", 1),
        ("Couronne 1 250,00 € base 120,00 € le 12/05/2026", 0),
    ],
)
def test_names_and_numbers_are_placed(row: str, count: int) -> None:
    assert len(read_text(row, TODAY).private) == count


def test_neither_is_in_the_reading_even_beside_an_amount_that_is_left_aside() -> None:
    text = "HBLD634 couronne 515,00 €\nTotal patient ESSAI Camille 2 85 05 78 006 084 36 : 515,00 €"

    told = json.dumps(read_text(text, TODAY).as_json(), ensure_ascii=False)

    assert "ESSAI" not in told
    assert "2 85 05" not in told


def test_a_name_above_a_street_needs_no_word_before_it() -> None:
    reading = read_text("Cabinet dentaire\nCamille ESSAI\n12 rue de la Gare\n20000 Ajaccio", TODAY)

    assert len(reading.private) == 2


def test_a_name_that_nothing_announces_is_hidden_above_what_is_its_bearers() -> None:
    reading = read_text("Devis dentaire\nESSAI Camille\n24/06/1977\nHBLD634 couronne 515,00 €", TODAY)

    assert len(reading.private) == 3


def test_the_members_own_names_are_hidden_wherever_they_stand() -> None:
    text = "HBLD634 couronne 515,00 €\nÀ régler par essai camille : total 515,00 €"

    reading = read_text(text, TODAY, people=["Camille", "Essai"])

    assert len(reading.private) == 2
    assert "camille" not in json.dumps(reading.as_json(), ensure_ascii=False)
