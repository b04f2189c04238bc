"""The wording that Python names exists, with the same variables, and its French is typeset as French is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from actions.questions import ASKED, DOUBTS
from actions.quote_form import all_actions
from actions.wording import money, pieces

from actions import ACTION_NAMES
from tests.support.talk import ROOT, responses

SOURCES = list((ROOT / "actions").glob("*.py"))
NAMED = {
    name for path in SOURCES for name in re.findall(r"[\"'](utter_[a-z0-9_]+)[\"']", path.read_text(encoding="utf-8"))
}
SLOTS = [field.replace(".", "_") for field in ASKED]


def texts() -> Iterator[tuple[str, str]]:
    for name, variations in responses().items():
        for variation in variations:
            yield name, variation["text"]
    yield from leaves("labels", {key: part for key, part in pieces().items() if key not in ("terms", "months")})


def leaves(path: str, part: Any) -> Iterator[tuple[str, str]]:
    if isinstance(part, dict):
        for key, inner in part.items():
            yield from leaves(f"{path}.{key}", inner)
    elif isinstance(part, str):
        yield path, part


TEXTS = dict(texts())


@pytest.mark.parametrize("name", sorted(NAMED - {"utter_act_"}))
def test_a_response_named_in_python_is_in_the_domain(name: str) -> None:
    assert name in responses()


@pytest.mark.parametrize("slot", SLOTS)
def test_every_question_says_why_it_is_asked_and_how_to_answer(slot: str) -> None:
    assert f"utter_why_{slot}" in responses()
    assert f"utter_help_{slot}" in responses()


@pytest.mark.parametrize("reason", DOUBTS)
def test_every_reason_to_confirm_a_value_has_its_question(reason: str) -> None:
    assert f"utter_ask_confirm_value_{reason}" in responses()


@pytest.mark.parametrize("term", pieces("terms"))
def test_every_term_is_explained(term: str) -> None:
    assert term in responses()


def test_no_response_is_there_for_nothing() -> None:
    built = ("utter_why_", "utter_help_", "utter_ask_confirm_value_", "utter_doubt_", "utter_unknown_", "utter_term_")
    talk = {f"utter_{kind}" for kind in ("greet", "thanks", "bye", "bot_challenge", "smalltalk", "out_of_scope",
            "medical_advice", "emergency", "complaint", "support")}  # fmt: skip
    acts = {
        f"utter_act_{doubt}{none}" for doubt in ("candidates", "closed_code", "unknown_code") for none in ("", "_none")
    }
    unused = {name for name in responses() if name not in NAMED | talk | acts and not name.startswith(built)}

    assert not {name for name in unused if name != "utter_default"}


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


def test_the_actions_served_are_those_that_the_domain_declares() -> None:
    assert {action.name() for action in all_actions()} == set(ACTION_NAMES)
