"""What each move does: events on the draft, a reply, what is asked next."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from actions.answering import changes, explain, paper, talk, values
from actions.answering.estimates import estimate_when_due
from actions.answering.putting_right import put_right
from actions.answering.state import TurnState
from actions.answering.what_if import what_if
from actions.answering.wording import label, money, piece, plain_button
from actions.understanding.moves import (
    AskBack,
    ChooseAct,
    DeleteLine,
    Do,
    Give,
    Instead,
    Move,
    NewLine,
    NotPlaced,
    PutRight,
    ShareFee,
    WhatIf,
)
from quote_draft import Asking, may_be_unknown


def carry_out_all(state: TurnState, moves: Sequence[Move]) -> None:
    """Do all that a message does, say what found no place, and estimate when nothing is left to ask."""
    for move in moves:
        carry_out(state, move)
    if not moves:
        talk.not_understood(state)
    values.say_not_placed(state)
    if not state.kinds:
        state.take("none")
    estimate_when_due(state)


def carry_out(state: TurnState, move: Move) -> None:  # noqa: C901  one case a move
    """Do one move of a message."""
    match move:
        case Give():
            values.give(state, move)
        case AskBack():
            values.ask_back(state, move)
        case ChooseAct():
            values.choose_act(state, move)
        case NewLine():
            values.new_line(state, move)
        case ShareFee():
            values.share_fee(state, move)
        case Instead():
            values.offer_instead(state, move)
        case NotPlaced():
            values.not_placed(state, move)
        case DeleteLine():
            changes.delete_line(state, move)
        case PutRight():
            put_right(state, move, carry_out)
        case WhatIf():
            what_if(state, move)
        case Do() if move.kind in talk.KINDS:
            talk.talk(state, move)
        case Do():
            _DOES[move.kind](state, move)


def _yes(state: TurnState, _move: Do) -> None:
    """« oui » to a value read takes it in, to a paper all that was read of it; to the summary, it confirms."""
    pending = state.draft.to_confirm
    if pending is None and state.draft.paper is not None:
        paper.take_all(state)
        return
    state.take("answer")
    if pending is None:
        return
    if pending.field == "stay.nights" and pending.value == 0:
        state.set("setting", None, "day_case")
        state.apply({"kind": "drop_proposal"})
        return
    state.set(
        pending.field, pending.line, pending.value, understood=pending.understood, approximate=pending.approximate
    )
    if pending.field == "family":
        _drop_other_lines(state, str(pending.value))


def _drop_other_lines(state: TurnState, family: str) -> None:
    for number in range(len(state.draft.lines), 0, -1):
        act = state.draft.act_of(number)
        if act is not None and act.family != family:
            changes.remove_line(state, number)


def _confirmed(state: TurnState, move: Do) -> None:
    if state.draft.to_confirm is None and state.situation.asked == "confirm":
        state.take("answer")
        state.confirmed = True
        return
    _yes(state, move)


def _no(state: TurnState, _move: Do) -> None:
    pending = state.draft.to_confirm
    if pending is None and state.situation.asked == "confirm_read":
        paper.leave(state)
        return
    if pending is None:
        changes.correct_what(state)
        return
    state.take("answer")
    state.apply({"kind": "drop_proposal"})
    state.say("utter_value_dropped")
    if pending.field != "family":
        state.asking = Asking(pending.field, pending.line)


def _choose_rank(state: TurnState, move: Do) -> None:
    """« le deuxième » of what was offered."""
    options, asking = state.situation.options, state.situation.asking
    rank = (move.amount or 1) - 1
    offered = options.get("candidates") or options.get("choices") or ()
    if asking is None or not 0 <= rank < len(offered):
        talk.not_understood(state)
        return
    if options.get("candidates"):
        values.give(state, Give("line.act", asking.line, dict(options["candidates"][rank])))
        return
    choice = options["choices"][rank]
    values.give(state, Give(asking.field, asking.line, values.whole(asking.field, choice)))


def _fewer_candidates(state: TurnState, move: Do) -> None:
    codes = (move.topic or "").split()
    left = [one for one in state.situation.options.get("candidates") or [] if one["code"] in codes]
    state.take("answer")
    state.asking = Asking("choose_act", move.line, 0, {**state.situation.options, "candidates": left})


def _which_of_these(state: TurnState, _move: Do) -> None:
    """« oui » to several acts: it is said how one is chosen, and they are offered again."""
    state.take("answer")
    state.say("utter_which_of_these")


def _none_of_these(state: TurnState, move: Do) -> None:
    state.take("answer")
    state.say("utter_act_other_words", plain_button("handover"))
    offered = state.situation.options
    refused = [one["code"] for one in offered.get("candidates") or ()]
    state.asking = Asking("line.act", move.line or 1, 0, {"refused": refused, "words": offered.get("words")})


def _no_such_charge(state: TurnState, _move: Do) -> None:
    state.take("delete_line")
    state.say("utter_no_such_charge")


def _already(state: TurnState, move: Do) -> None:
    state.take("answer")
    asking = state.situation.asking
    if asking is not None and (asking.field, asking.line) == (move.field, move.line):
        state.asking = state.following()
    shown_line = move.line if len(state.draft.lines) > 1 else None
    value = state.shown(move.field or "", move.line)
    state.say("utter_already_noted", value=piece("value", label=label(move.field or "", shown_line), value=value))


def _total_agrees(state: TurnState, move: Do) -> None:
    state.take("answer")
    state.say("utter_total_agrees", total=money(move.amount or 0))


def _dont_know(state: TurnState, _move: Do) -> None:
    """Say what is assumed when the value that is not known may be left out; the value itself is a move of its own."""
    asking = state.situation.asking
    field = asking.field if asking else None
    if field is None or not may_be_unknown(field):
        talk.dont_know(state)
        return
    state.take("dont_know")
    name = field.replace(".", "_")
    if field == "stay.private_room":
        room = state.draft.get(field) or {}
        name += "_price" if room.get("wanted") is True else "_wanted"
    state.say(f"utter_unknown_{name}")


_DOES: dict[str, Callable[[TurnState, Do], None]] = {
    "yes": _confirmed,
    "no": _no,
    "choose_rank": _choose_rank,
    "fewer_candidates": _fewer_candidates,
    "no_such_charge": _no_such_charge,
    "none_of_these": _none_of_these,
    "which_of_these": _which_of_these,
    "already": _already,
    "total_agrees": _total_agrees,
    "dont_know": _dont_know,
    "question": explain.question,
    "why": explain.why,
    "summary": lambda state, _move: talk.summary(state),
    "handover": lambda state, _move: talk.handover(state),
    "stop": lambda state, _move: talk.stop(state),
    "undo": lambda state, _move: changes.undo(state),
    "add_line": lambda state, _move: changes.add_line(state),
    "add_anaesthetist": lambda state, move: changes.add_anaesthetist(state, move.line or 1),
    "both_activities": lambda state, move: changes.both_activities(state, move.line or 1),
    "finish": lambda state, _move: changes.finish(state),
    "restart": lambda state, _move: changes.restart(state),
    "restart_now": lambda state, _move: changes.restart_now(state),
    "new_quote": lambda state, _move: changes.restart_now(state, "utter_new_quote"),
    "restart_not": lambda state, _move: changes.restart_not(state),
    "correct_what": lambda state, _move: changes.correct_what(state),
    "correct_line": lambda state, move: changes.correct_line(state, move.line or 1),
    "remember": lambda state, move: changes.remember(state, move.field or "line.fee", move.amount or 0),
    "ask_again": lambda state, move: changes.ask_again(state, move.field or "line.act", move.line),
}
