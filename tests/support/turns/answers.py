"""Which answer the assistant gave: the topic of wording/topics whose words it said, or the response of bot/domain."""

from __future__ import annotations

import functools
import pathlib
import re
from collections.abc import Mapping

from actions.outcome import TurnOutcome
from actions.understanding.topics import load_topics
from wording.yaml_text import load_yaml

ANSWERS = pathlib.Path(__file__).parents[2] / "understanding" / "answers_to_topics.yml"
_PLACEHOLDER = re.compile(r"\\\{.+?\\\}")


@functools.cache
def answers_to() -> Mapping[str, frozenset[str]]:
    """Return the answers that are about each topic of questions_once_held_out.yml."""
    told = load_yaml(ANSWERS.read_text(encoding="utf-8"))
    return {topic: frozenset(answers) for topic, answers in told.items()}


@functools.cache
def _starts() -> Mapping[str, re.Pattern[str]]:
    """Return what the answer of each topic looks like, whatever its figures are."""
    return {
        name: re.compile(_PLACEHOLDER.sub(".+?", re.escape(topic.answer)), re.DOTALL)
        for name, topic in load_topics().items()
    }


def answers_in(outcome: TurnOutcome) -> set[str]:
    """Return the topics and the responses that a turn said."""
    said = {reply.response for reply in outcome.said}
    texts = [reply.variables["text"] for reply in outcome.said if reply.response == "utter_topic"]
    return said | {name for name, start in _starts().items() for text in texts if start.match(text)}
