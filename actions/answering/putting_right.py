"""What the member puts right while a paper waits: kept with the paper, shown in its card, and not in the draft yet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from actions.answering.questions import ask
from actions.answering.state import TurnState
from actions.answering.values import say_not_placed
from actions.answering.wording import answer, button, label
from actions.understanding.moves import Give, Move, PutRight
from actions.understanding.papers import on_the_paper
from quote_draft import Asking, Event

MOST_BUTTONS = 12


def put_right(state: TurnState, move: PutRight, carry_out: Callable[[TurnState, Move], None]) -> None:
    """Carry the moves out on the draft as the paper would make it, and keep what they change with the paper.

    What they ask back waits in the question about the paper, so that the next message may answer it.
    """
    situation = on_the_paper(state.situation)
    if situation is None:
        return
    on_paper = TurnState(situation)
    on_paper.pressed = state.pressed
    for one in move.moves:
        carry_out(on_paper, one)
    if move.among:
        _ask_which(on_paper, move.among)
    say_not_placed(on_paper)
    before, count = len(state.draft.lines), len(situation.draft.lines) - len(state.draft.lines)
    changes = [change for event in on_paper.events if (change := _change(event, before, count)) is not None]
    if changes:
        state.apply({"kind": "paper_put_right", "changes": changes})
    state.apply(*(event for event in on_paper.events if 0 < (event.get("line") or 0) <= before))
    for kind in on_paper.kinds:
        state.take(kind)
    state.changes += on_paper.changes
    state.corrected += on_paper.corrected
    state.noted += on_paper.noted
    state.replies += [*on_paper.replies]
    state.not_placed += on_paper.not_placed
    state.asking = _still_about_the_paper(state, on_paper)


def _still_about_the_paper(state: TurnState, on_paper: TurnState) -> Asking:
    asked = on_paper.asking
    if asked is None or asked.field in ("confirm_value", "confirm_read"):
        return Asking("confirm_read")
    if asked.field != "confirm":
        state.replies.append(replace(ask(asked, on_paper.draft, on_paper.context), card=None))
    return Asking("confirm_read", None, 0, {"put_right": asked.to_json()})


def _ask_which(on_paper: TurnState, among: tuple[Give, ...]) -> None:
    """« la couronne c'est 600 » of two crowns: which of them, by buttons or in words."""
    field, value = among[0].field, among[0].value
    on_paper.take("correct")
    buttons = [
        button("correct_field", label=label(field, one.line), payload=answer(field, one.line, value)) for one in among
    ]
    on_paper.say("utter_correct_which_line", *buttons[:MOST_BUTTONS], field=label(field))
    on_paper.asking = Asking("confirm", None, 0, {"correcting": True, "field": field, "value": value})


def _change(event: Event, before: int, count: int) -> dict[str, Any] | None:
    """Return an event on a line of the paper, or on what it says beside, in the form in which it is kept with it."""
    line = event.get("line")
    on_paper = line is not None and before < line <= before + count
    if event["kind"] == "delete_line":
        return {"delete_line": line - before} if on_paper and line else None
    if event["kind"] not in ("set", "propose") or (line is not None and not on_paper):
        return None
    change = {"field": event["field"], "value": event["value"]}
    return {**change, "line": line - before} if line is not None else change
