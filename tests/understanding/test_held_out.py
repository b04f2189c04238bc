"""How many sentences are taken as meant, of those that were never looked at while writing the grammar.

The scores are printed. A floor only ever goes up; when a held-out sentence fails, its whole kind is mended.
"""

from __future__ import annotations

import pathlib

import pytest

from tests.support.turns import FOLDER, report, score, turns_of

FLOORS = {
    "held_out.yml": 57.7,
    "held_out_values.yml": 83.2,
    "held_out_emergencies.yml": 88.0,
    "held_out_questions.yml": 0.0,
}
"""In percent of the sentences of each file."""


@pytest.mark.parametrize("name", FLOORS)
def test_sentences_are_taken_as_meant(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    path: pathlib.Path = FOLDER / name

    found = score(turns_of(path))

    with capsys.disabled():
        print("", *report(path, found, kinds=False, show=None), sep="\n")  # noqa: T201  the score is what this run is for
    assert found.percent >= FLOORS[name]
