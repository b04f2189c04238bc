"""Replies that change nothing in the draft: a greeting, an explanation, the way to a person, help after a miss."""

from __future__ import annotations

from actions.answering.state import HANDOVER_CARD, TurnState
from actions.answering.subjects import say_topic
from actions.answering.summary import summarise
from actions.answering.wording import button, plain_button
from actions.understanding.moves import Do
from quote_draft import Asking, draft_view

MISSES_BEFORE_HANDOVER = 3
KINDS = {
    "greet": "smalltalk",
    "thanks": "smalltalk",
    "bye": "smalltalk",
    "bot_challenge": "smalltalk",
    "smalltalk": "smalltalk",
    "closing": "smalltalk",
    "story": "smalltalk",
    "keep": "answer",
    "out_of_scope": "out_of_scope",
    "medical_advice": "medical_advice",
    "emergency": "emergency",
    "complaint": "complaint",
    "support": "support",
    "worry": "question",
    "help": "question",
    "document": "answer",
    "compare": "question",
    "family_separate": "question",
    "beneficiary_adult": "question",
    "no_dependant": "question",
    "which_teeth": "answer",
    "which_line": "none",
    "not_finished": "answer",
}
"""Each reply of this module (`utter_<name>`) and the kind of the contract that it is."""
_BUTTONS = {
    "complaint": ("handover", "support"),
    "medical_advice": ("handover",),
    "out_of_scope": ("handover", "support"),
    "worry": ("handover",),
    "compare": ("restart",),
}
_CARDS = {"document": {"type": "document"}}


def talk(state: TurnState, move: Do) -> None:
    """Say the reply of a kind; several out-of-scope messages in a row lead to a person."""
    state.take(KINDS[move.kind])
    asking = state.situation.asking
    if move.kind == "out_of_scope" and asking:
        state.missed = True
        if asking.misses >= MISSES_BEFORE_HANDOVER:
            state.say("utter_miss_handover", plain_button("handover"), card=HANDOVER_CARD)
            return
    buttons = [plain_button(intent) for intent in _BUTTONS.get(move.kind, ())]
    if move.topic is not None:
        say_topic(state, move.topic, *buttons)
        return
    if move.kind == "bye" and not state.events:
        state.ask_nothing_now = True
    variables = {"count": str(move.amount)} if move.amount is not None else {}
    state.say(f"utter_{move.kind}", *buttons, card=_CARDS.get(move.kind), **variables)


def not_understood(state: TurnState) -> None:
    """Reprompt, each time with more help; after the third time, offer a person with everything typed so far."""
    state.take("none")
    state.missed = True
    asking = state.situation.asking
    if asking is None:
        state.say("utter_not_understood", plain_button("summary"), plain_button("handover"))
        return
    misses = asking.misses + 1
    if asking.field == "describe":  # nothing was told yet: the narrower question helps more than the open one again
        state.say("utter_miss_describe")
        state.asking = Asking("line.act", 1, misses)
        return
    if misses == 1:
        state.say("utter_miss_1")
    elif misses == 2:
        help_with(state, asking.field)
    elif misses == MISSES_BEFORE_HANDOVER:
        state.say("utter_miss_3", plain_button("why"), plain_button("handover"))
    else:
        state.say("utter_miss_handover", plain_button("handover"), card=HANDOVER_CARD)


def help_with(state: TurnState, field: str) -> None:
    state.say(f"utter_help_{field.replace('.', '_')}")


def dont_know(state: TurnState) -> None:
    """« je ne sais pas » where the value is needed: help first, then a person."""
    state.take("dont_know")
    asking = state.situation.asking
    if asking is None:
        state.say("utter_not_understood", plain_button("summary"), plain_button("handover"))
        return
    state.missed = True
    if asking.misses == 0:
        help_with(state, asking.field)
        state.say("utter_or_handover", plain_button("handover"))
    else:
        state.say("utter_miss_handover", plain_button("handover"), card=HANDOVER_CARD)


def summary(state: TurnState) -> None:
    state.take("summary")
    if state.situation.asked == "confirm":
        return
    text = summarise(state.draft)
    if text:
        state.say("utter_summary", card={"type": "draft", "draft": draft_view(state.draft)}, summary=text)
    else:
        state.say("utter_summary_empty")


def handover(state: TurnState) -> None:
    state.take("handover")
    state.say("utter_handover", card=HANDOVER_CARD)


def stop(state: TurnState) -> None:
    """Take leave: nothing is asked, and the pending question can be taken up again."""
    state.take("stop")
    asking = state.situation.asking
    resume = {"intent": "correct", "field": asking.field, "line": asking.line} if asking else {"intent": "summary"}
    state.say("utter_stop", button("resume", payload=resume), plain_button("handover"))
    state.ask_nothing_now = True
