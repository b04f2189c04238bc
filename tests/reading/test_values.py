from datetime import date
from pathlib import Path

import pytest
import yaml

from actions.reading import read_rank, read_values

TODAY = date(2026, 11, 21)
CODES = {"NEKA020", "HBLD038", "HBMD351"}
SENTENCES = yaml.safe_load((Path(__file__).parent / "values.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("text", "expected"), list(SENTENCES.items()))
def test_every_value_of_a_sentence_is_found_with_its_field(text: str, expected: list[list[object]]) -> None:
    found = read_values(text, TODAY, CODES.__contains__)

    said = [[field, list(one.value) if isinstance(one.value, tuple) else one.value] for field, one in found]
    assert sorted(said, key=str) == sorted(expected, key=str)
    assert all(text[slice(*one.span)] == one.understood for _field, one in found)


@pytest.mark.parametrize(
    ("text", "rank"),
    [
        ("la première", 1),
        ("le 2ème", 2),
        ("la deuxième svp", 2),
        ("2", 2),
        ("le 3", 3),
        ("la dernière", 4),
        ("numéro 1", 1),
        ("deux", 2),
        ("5", None),
        ("850", None),
        ("aucune", None),
        ("couronne", None),
    ],
)
def test_a_place_among_four_is_named(text: str, rank: int | None) -> None:
    reading = read_rank(text, 4)

    assert (reading.value if reading else None) == rank
