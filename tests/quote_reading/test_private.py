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


def test_the_members_own_names_are_hidden_wherever_they_stand() -> None:
    text = "HBLD634 couronne 515,00 €\nÀ régler par essai camille : total 515,00 €"

    reading = read_text(text, TODAY, people=["Camille", "Essai"])

    assert len(reading.private) == 2
    assert "camille" not in json.dumps(reading.as_json(), ensure_ascii=False)
