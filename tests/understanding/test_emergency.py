"""Whether a sentence says that somebody is in danger now: by the words alone, and beside the intent model."""

import re
import unicodedata
from functools import cache
from typing import Any

import pytest

from actions.understanding.emergency import is_emergency
from ops.stack import ROOT
from tests.support.cost import in_proportion
from tests.support.intents import intents_of
from wording.yaml_text import load_yaml

# Recognised at least, false alarms at most: a little below what was measured (docs/decisions/0012).
FLOORS = {
    "development": (0.98, 0.01),
    "held_out": (0.97, 0.03),
    "held_out_roundabout": (0.84, 0.04),
    "unseen": (0.92, 0.046),
    "emergencies_of_many": (0.96, 0.02),
}


def folded(text: str) -> list[str]:
    """Return the words and signs of a text, lower case and without accents."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe"))
    plain = "".join(character for character in plain if not unicodedata.combining(character))
    return re.findall(r"[a-z0-9]+|[^\sa-z0-9]", plain)


@cache
def sentences() -> dict[str, dict[str, list[str]]]:
    read: dict[str, Any] = {}
    for name in ("emergencies", "emergencies_unseen", "emergencies_of_many"):
        read |= load_yaml((ROOT / f"tests/understanding/{name}.yml").read_text(encoding="utf-8"))
    told = ROOT / "actions/understanding/lexicon/danger_told.yml"
    read["development"] = load_yaml(told.read_text(encoding="utf-8"))
    return read


@pytest.mark.parametrize("part", FLOORS)
def test_those_in_danger_are_recognised_and_few_others_are_alarmed(part: str) -> None:
    in_danger, others = sentences()[part]["emergencies"], sentences()[part]["look_alikes"]

    missed = [one for one in in_danger if not is_emergency(folded(one))]
    alarmed = [one for one in others if is_emergency(folded(one))]

    recognised, alarms = 1 - len(missed) / len(in_danger), len(alarmed) / len(others)
    print(f"{part}: {recognised:.3f} recognised, {alarms:.3f} false alarms")  # noqa: T201  the score
    least, most = FLOORS[part]
    assert recognised >= least, missed
    assert alarms <= most, alarmed


@pytest.mark.rasa
def test_beside_the_model_no_more_are_missed_and_hardly_more_alarmed() -> None:
    in_danger, others = sentences()["held_out"]["emergencies"], sentences()["held_out"]["look_alikes"]
    intents = intents_of([*in_danger, *others])

    missed = [one for one in in_danger if not is_emergency(folded(one), intents[one])]
    alarmed = [one for one in others if is_emergency(folded(one), intents[one])]

    print(f"with the model: {len(missed)} missed, {len(alarmed)} alarmed")  # noqa: T201  the score
    assert len(missed) <= 0.02 * len(in_danger), missed
    assert len(alarmed) <= 0.04 * len(others), alarmed


def test_the_sentences_are_many_and_none_is_in_two_places() -> None:
    lists = [those for part in sentences().values() for those in part.values()]

    every = [" ".join(folded(one)) for those in lists for one in those]

    assert [
        len(those) >= least for those, least in zip(lists, (150, 250, 90, 110, 90, 105, 55, 50, 150, 250), strict=True)
    ] == [True] * 10
    assert len(set(every)) == len(every)


def test_a_sign_without_punctuation_accents_or_spelling_is_recognised() -> None:
    assert is_emergency(folded("mon mari respir plu"))
    assert is_emergency(folded("jarrive pu a respirer"))
    assert is_emergency(folded("sa seigne et sa s arete pas"))


def test_the_model_alone_is_believed_when_it_is_sure_and_nothing_speaks_against_it() -> None:
    unknown_words = folded("tout devient noir autour")

    assert not is_emergency(unknown_words)
    assert is_emergency(unknown_words, [("emergency", 0.9)])
    assert not is_emergency(unknown_words, [("emergency", 0.5), ("smalltalk", 0.3)])
    assert not is_emergency(folded("tout devient noir en voyant le prix"), [("emergency", 0.9)])


def test_a_known_sign_needs_no_model() -> None:
    assert is_emergency(folded("il ne respire plus"), [("out_of_scope", 0.99)])


def test_the_cost_of_a_text_grows_with_its_length_alone() -> None:
    words = folded("il saigne et respire mal du bras gauche plus rien")
    is_emergency(words)

    assert in_proportion(lambda times: lambda: is_emergency(words * times), 10)
