"""One turn, a pure function: the record and the message in; events, replies, the next question, the estimate out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from actions.answering import TurnState, carry_out_all, edited, opened, paper, payload_of, without_supposed
from actions.outcome import TurnOutcome
from actions.reading import parse
from actions.situation import Situation
from actions.understanding import Do, Move, moves_of_button, understand
from actions.understanding.moves import PutRight
from actions.understanding.papers import on_the_paper
from quote_draft import Asking, Draft, DraftContext, FieldError, parse_event
from quote_engine import find_act, is_orthodontics

__all__ = ["TurnOutcome", "take_turn"]


def take_turn(
    record: Mapping[str, Any], message: Mapping[str, Any], intents: Sequence[tuple[str, float]] = ()
) -> TurnOutcome:
    """Return what a message does to a conversation.

    `record` and `message` are those of the turn protocol; `intents` is the model's ranking. The same three give the
    same outcome: nothing is read from elsewhere.
    """
    log = tuple(record.get("log") or ())
    asking, supposed = without_supposed(Asking.from_json(record.get("asked")))
    situation = Situation(
        draft=Draft.replay(log),
        asking=asking,
        context=DraftContext.from_record(record),
        log=log,
        intents=tuple(intents),
        paper=record.get("paper") or {},
        supposed=supposed,
    )
    state = TurnState(situation)
    if "open" in message:
        opened(state, message["open"] or {})
    elif "edit" in message:
        edited(state, [parse_event(event) for event in message["edit"]["events"]])
    elif "paper" in message:
        paper.read(state, message["paper"])
    elif "take_paper" in message:
        paper.take(state, [parse_event(event) for event in message["take_paper"]["events"]])
    else:
        carry_out_all(state, _moves(message, situation, state))
    return state.outcome()


def _moves(message: Mapping[str, Any], situation: Situation, state: TurnState) -> list[Move]:
    if message.get("undo"):
        return [Do("undo")]
    text = str(message.get("text") or "")
    button = message["button"] if "button" in message else payload_of(text, situation)
    if button is not None:
        state.pressed = "button" in message
        try:
            return _pressed(button, situation)
        except (FieldError, KeyError, TypeError, IndexError):
            return []  # a button of another time: said not to be understood, the question asked again
    if _COMMAND.fullmatch(text):
        return []  # said not to be understood
    today, people = situation.context.today, situation.context.beneficiaries
    read = parse(text, today, is_code=lambda code: _is_code(code, situation.day_of_care), people=people)
    return understand(read, situation)


_ON_A_PAPER = ("answer", "change", "correct", "delete_line")


def _pressed(button: Mapping[str, Any], situation: Situation) -> list[Move]:
    """Return what a button does: one that puts right what a paper says does it there."""
    of_paper = on_the_paper(situation) if button["intent"] in _ON_A_PAPER else None
    return (
        moves_of_button(button, situation) if of_paper is None else [PutRight(tuple(moves_of_button(button, of_paper)))]
    )


_COMMAND = re.compile(r"\s*/[^\W\d]\w*\s*([@{\[(].*)?", re.DOTALL)
"""« /restart », « /set_slot{"fee":"1"} »: a command of some machine, that answers nothing that is asked."""


def _is_code(code: str, day: date) -> bool:
    """Tell what a quote may print for an act: a code of the nomenclature, closed ones too, or one of orthodontics."""
    return is_orthodontics(code) or find_act(code, day) is not None
