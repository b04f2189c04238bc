"""The tables of said.yml and cues.yml: what members type, and what has to be read."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import yaml

from actions.reading import (
    Reading,
    read_act_code,
    read_amount,
    read_choice,
    read_cue,
    read_date,
    read_dont_know,
    read_nights,
    read_teeth,
    read_yes_no,
)
from actions.reading.choices import CHOICES

HERE = Path(__file__).parent
TODAY = date(2026, 11, 21)
KNOWN_CODES = {"NEKA020", "HBLD038", "HBMD351"}
SAID = yaml.safe_load((HERE / "said.yml").read_text(encoding="utf-8"))
CUES = yaml.safe_load((HERE / "cues.yml").read_text(encoding="utf-8"))

Reader = Callable[[str], Reading[object] | None]


def _choice(what: str) -> Reader:
    return lambda text: read_choice(text, what)


READERS: dict[str, Reader] = {
    "amount": read_amount,
    "date": lambda text: read_date(text, TODAY),
    "teeth": lambda text: read_teeth(text, asked=True),
    "teeth_unasked": lambda text: read_teeth(text, asked=False),
    "code": lambda text: read_act_code(text, KNOWN_CODES.__contains__),
    "nights": read_nights,
    "yes_no": read_yes_no,
    **{what: _choice(what) for what in CHOICES},
}


def _cases(kind: str) -> list[tuple[str, object]]:
    return list(SAID[kind].items())


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [(kind, text, expected) for kind in READERS for text, expected in _cases(kind)],
)
def test_what_is_typed_is_read_as_expected(kind: str, text: str, expected: object) -> None:
    reading = READERS[kind](text)

    assert _summary(reading, expected) == expected
    if reading is not None:
        assert text[slice(*reading.span)] == reading.understood
        assert reading.understood.strip()


def _summary(reading: Reading[object] | None, expected: object) -> object:
    """Put a reading in the form of the table; what the table does not state is left out."""
    if reading is None:
        return None
    value = list(reading.value) if isinstance(reading.value, tuple) else reading.value
    if not isinstance(expected, dict):
        return value if reading.doubt is None and not reading.approximate else (value, reading.doubt, "approximate")
    said = {
        "value": value,
        "doubt": reading.doubt,
        "alternatives": list(reading.alternatives),
        "about": reading.approximate,
    }
    return {name: said[name] for name in expected}


@pytest.mark.parametrize(("text", "expected"), list(SAID["dont_know"].items()))
def test_not_knowing_is_told_from_answering(text: str, expected: object) -> None:
    assert read_dont_know(text) is expected


@pytest.mark.parametrize(("text", "expected"), list(CUES.items()))
def test_a_cue_is_read_and_an_answer_is_not_one(text: str, expected: object) -> None:
    cue = read_cue(text)

    if not isinstance(expected, dict):
        assert (cue.kind if cue else None) == expected
        return
    assert cue is not None
    assert {name: getattr(cue, name) for name in expected} == expected


def test_the_tables_are_broad() -> None:
    assert sum(len(cases) for cases in SAID.values()) + len(CUES) >= 600
