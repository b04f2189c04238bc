"""A topic said in our own words, with what is known of this quote; the near ones are offered as buttons."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from actions.answering.facts import answer_to, quote_facts
from actions.answering.state import TurnState
from actions.answering.wording import plain_button
from actions.outcome import Button
from actions.understanding.topics import load_topics
from quote_draft import estimate_draft


def say_topic(state: TurnState, name: str, *buttons: Button, near: Sequence[str] = ()) -> None:
    """Say the answer of a topic, and the buttons that it has of its own."""
    topic = load_topics()[name]
    facts = quote_facts(state.draft, state.context, estimate_of(state))
    text = answer_to(topic, facts, state.draft.date_of_care or state.context.today)
    own = [plain_button(intent) for intent in topic.offers if intent not in (one.payload["intent"] for one in buttons)]
    if not any(reply.variables.get("text") == text for reply in state.replies):  # asked twice, it is answered once
        state.say("utter_topic", *_offered(near), *buttons, *own, text=text)


def say_no_topic(state: TurnState, near: Sequence[str] = ()) -> None:
    """Say that a question has no answer here, and which near ones have."""
    handover = plain_button("handover")
    if near:
        state.say("utter_question_near", *_offered(near), handover)
    else:
        state.say("utter_question_unknown", handover)


def estimate_of(state: TurnState) -> dict[str, Any] | None:
    """Return the estimate of the draft as it stands, None when there is none to speak of."""
    if not state.draft.lines:
        return None
    result = estimate_draft(state.draft, state.context)
    return result if result["status"] != "refused" and result["status"] != "invalid" else None


def _offered(names: Sequence[str]) -> list[Button]:
    topics = load_topics()
    return [Button(topics[name].title or "", {"intent": "question", "topic": name}) for name in names]
