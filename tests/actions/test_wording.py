"""The wording that Python names exists, and its French is typeset as French is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from actions.answering.questions import DOUBTS
from actions.answering.talk import KINDS
from actions.answering.values import EXPLAINED
from actions.answering.wording import money
from quote_draft import FIELDS
from tests.support.talk import ROOT, responses
from wording import tree

SOURCES = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "actions").rglob("*.py")))
NAMED = set(re.findall(r"\butter_[a-z0-9_]*[a-z0-9]\b(?![_{])", SOURCES)) - {"utter_message"}
BEGUN = tuple(set(re.findall(r"\butter_[a-z0-9_]*_(?=\{|\b)", SOURCES)))
"""What a name begins with where the rest of it is a value: `utter_help_{field}`."""


def texts() -> Iterator[tuple[str, str]]:
    for name, variations in responses().items():
        for variation in variations:
            yield name, variation["text"]
    yield from leaves("labels", {key: part for key, part in tree("assistant").items() if key != "months"})


def leaves(path: str, part: Any) -> Iterator[tuple[str, str]]:
    if isinstance(part, Mapping):
        for key, inner in part.items():
            yield from leaves(f"{path}.{key}", inner)
    elif isinstance(part, str):
        yield path, part


TEXTS = dict(texts())


@pytest.mark.parametrize("name", sorted(NAMED))
def test_a_response_named_in_python_is_in_the_domain(name: str) -> None:
    assert name in responses()


@pytest.mark.parametrize("field", sorted(FIELDS))
def test_every_question_says_how_to_answer(field: str) -> None:
    assert f"utter_help_{field.replace('.', '_')}" in responses()


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_talk_has_its_reply(kind: str) -> None:
    assert f"utter_{kind}" in responses()


@pytest.mark.parametrize("why", EXPLAINED)
def test_every_reason_why_a_figure_found_no_place_is_said(why: str) -> None:
    assert f"utter_not_placed_{why}" in responses()


@pytest.mark.parametrize("reason", DOUBTS)
def test_every_reason_to_confirm_a_value_has_its_question(reason: str) -> None:
    assert f"utter_ask_confirm_value_{reason}" in responses()


def test_no_response_is_there_for_nothing() -> None:
    talk = {f"utter_{kind}" for kind in KINDS}
    by_rasa = {"utter_default"}

    unused = [name for name in responses() if name not in NAMED | talk | by_rasa and not name.startswith(BEGUN)]

    assert unused == []


@pytest.mark.parametrize("name", TEXTS)
def test_french_typography_holds(name: str) -> None:
    text = re.sub(r"\{[a-z_]+\}", "x", TEXTS[name])

    assert "'" not in text, "typographic apostrophe"
    assert not re.search(r"[^\u202f](?:[;?!»€%])", text), "narrow no-break space before ; ? ! » € %"
    assert not re.search(r"[^\u202f\d]:(?!\d)", text), "narrow no-break space before :"
    assert not re.search(r"«[^\u202f]", text), "narrow no-break space after «"
    assert "..." not in text


def test_amounts_are_written_with_narrow_spaces() -> None:
    assert money("1234.56") == "1\u202f234,56\u202f€"
    assert money(85000) == "850,00\u202f€"
