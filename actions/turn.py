"""One turn: the record and the message in, draft events, replies and the next question out. A pure function."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from actions.carry_out import carry_out, edited, not_understood, opened
from actions.interpreter import interpret
from actions.moves import Given, Move
from actions.outcome import TurnOutcome
from actions.presses import moves_of_button
from actions.situation import Situation
from actions.state import TurnState
from quote_draft import Asking, Draft, DraftContext, FieldError, parse_event

__all__ = ["Given", "Move", "TurnOutcome", "take_turn"]


def take_turn(
    record: Mapping[str, Any], message: Mapping[str, Any], intents: Sequence[tuple[str, float]] = ()
) -> TurnOutcome:
    """Return what a message does to a conversation.

    `record` and `message` are those of the turn protocol; `intents` is the model's ranking, used only where no rule
    says anything. The same three give the same outcome: nothing is read from elsewhere.
    """
    log = tuple(record.get("log") or ())
    situation = Situation(
        draft=Draft.replay(log),
        asking=Asking.from_json(record.get("asked")),
        context=DraftContext.from_record(record),
        log=log,
        intents=tuple(intents),
    )
    state = TurnState(situation, text=str(message.get("text") or ""))
    if "open" in message:
        opened(state, message["open"] or {})
    elif "edit" in message:
        edited(state, [parse_event(event) for event in message["edit"]["events"]])
    else:
        moves = _moves(message, situation, state)
        for move in moves:
            carry_out(state, move)
        if not moves:
            not_understood(state)
    return state.outcome()


def _moves(message: Mapping[str, Any], situation: Situation, state: TurnState) -> list[Move]:
    if message.get("undo"):
        return [Move("undo")]
    if "button" in message:
        state.pressed = True
        try:
            return moves_of_button(message["button"], situation)
        except (FieldError, KeyError, TypeError):
            return []  # a button of another time: said not to be understood, the question asked again
    return interpret(state.text, situation)
