"""How many sentences are taken as meant, those of the held-out files without a look at them.

The scores are told at the end of the run. A floor only ever goes up; when a held-out sentence fails, its whole kind is
mended.
"""

from __future__ import annotations

import pathlib
from collections.abc import Callable

import pytest

from tests.support.turns import FOLDER, report, score, turns_of

FLOORS = {
    "turns.yml": 93.5,
    "turns_seen.yml": 91.9,
    "turns_seen_later.yml": 84.6,
    "turns_written_apart.yml": 95.9,
    "turns_corrections.yml": 88.0,
    "turns_aside.yml": 85.4,
    "turns_of_many.yml": 94.5,
    "turns_in_rows.yml": 95.0,
    "turns_typed.yml": 95.0,
    "questions_seen.yml": 88.0,
    "emergencies_seen.yml": 97.0,
    "values_seen.yml": 97.0,
    "turns_once_held_out.yml": 87.0,
    "values_once_held_out.yml": 94.2,
    "turns_other_people.yml": 88.0,
    "turns_fresh_once_held_out.yml": 94.5,
    "held_out_next.yml": 90.0,
    "held_out_questions_next.yml": 83.5,
    "held_out_emergencies_next.yml": 96.0,
    "held_out_emergencies.yml": 94.0,
    "held_out_emergencies_again.yml": 91.0,
    "questions_once_held_out.yml": 82.0,
    "questions_short_once_held_out.yml": 80.0,
    "questions_fresh_once_held_out.yml": 93.5,
    "emergencies_fresh_once_held_out.yml": 95.0,
    "held_out_emergencies_later.yml": 95.0,
    "values_harder.yml": 92.5,
    "values_plainer.yml": 94.5,
    "values_of_people.yml": 95.0,
    "values_of_another.yml": 85.0,
    "held_out_values.yml": 83.0,
    "turns_of_another.yml": 92.0,
    "turns_of_a_third.yml": 92.0,
}
"""In percent of the sentences of each file; held without the intent model too."""


@pytest.mark.parametrize("name", FLOORS)
def test_sentences_are_taken_as_meant(name: str, record_property: Callable[[str, str], None]) -> None:
    path: pathlib.Path = FOLDER / name

    found = score(turns_of(path))

    record_property("score", "\n".join(report(path, found, kinds=False, show=None)))
    assert found.percent >= FLOORS[name]
