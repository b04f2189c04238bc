"""The published sentences that once went wrong, each said where it was said then."""

from __future__ import annotations

import copy
import functools
import json
import pathlib
from collections.abc import Callable
from typing import Any

from quote_draft import difference
from tests.support.intents import intents_of
from tests.support.shared import shared_file
from tests.support.talk import SELF, SON, Talk
from wording.yaml_text import load_yaml

WANTED = load_yaml(pathlib.Path(__file__).with_name("sentences_that_fail.yml").read_text(encoding="utf-8"))
FLOOR = 95.0
"""In percent of the sentences."""


def test_they_do_what_they_should(record_property: Callable[[str, str], None]) -> None:
    rows = _rows()
    ranked = intents_of([one["text"] for one in rows])

    problems = {
        number: problem
        for wanted in WANTED
        for number in wanted["rows"]
        if (problem := _problem(rows[number], wanted, ranked))
    }

    right = 100 * (1 - len(problems) / len(rows))
    record_property("score", f"sentences_that_fail.jsonl: {right:.1f} % of {len(rows)}")
    assert right >= FLOOR, problems


def test_each_row_is_expected_to_do_something() -> None:
    assert sorted(number for wanted in WANTED for number in wanted["rows"]) == list(range(len(_rows())))


def _rows() -> list[dict[str, Any]]:
    lines = shared_file("cases", "sentences_that_fail.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line.replace("Gabin", f"{{{SON['id']}}}")) for line in lines]


def _problem(row: dict[str, Any], wanted: dict[str, Any], ranked: dict[str, list[tuple[str, float]]]) -> str | None:
    talk = copy.deepcopy(_described(tuple(row["setup"]), with_a_son=SON["id"] in row["text"]))
    before = talk.draft
    talk.say(row["text"], tuple(ranked[row["text"]]))
    after = talk.draft
    changed = {f"{field} {line}" if line else field: _told(now) for field, line, _, now in difference(before, after)}
    if changed != wanted.get("draft", {}) or len(after.lines) != wanted.get("lines", len(after.lines)):
        return f"« {row['text']} » changed {changed}, {len(after.lines)} lines"
    told = any(name.startswith(tuple(wanted["says"])) for name in talk.names)
    return None if told else f"« {row['text']} » answered {talk.names}"


def _told(value: Any) -> Any:
    return {key: one for key, one in value.items() if one is not None} if isinstance(value, dict) else value


@functools.cache
def _described(setup: tuple[str, ...], *, with_a_son: bool) -> Talk:
    """Return the conversation up to the sentence; a question that was not asked there then is answered by « non »."""
    talk = Talk(SELF, SON) if with_a_son else Talk()
    for sentence in setup:
        _answer_what_is_new(talk)
        talk.say(sentence)
    _answer_what_is_new(talk)
    return talk


def _answer_what_is_new(talk: Talk) -> None:
    if talk.asking == "exemption":
        talk.say("non")
