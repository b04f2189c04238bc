"""« et si le chirurgien était OPTAM ? »: the estimate before and after a change that is only supposed."""

from __future__ import annotations

from typing import Any

from actions.answering import wording
from actions.answering.estimates import left_to_pay
from actions.answering.state import TurnState
from actions.answering.wording import button, piece, plain_button
from actions.understanding.assign import events_of
from actions.understanding.moves import AskBack, Give, Move, NewLine, ShareFee, WhatIf
from quote_draft import CHARGES, Draft, accepts, difference, estimate_draft


def what_if(state: TurnState, move: WhatIf) -> None:
    """Say what would be left with the change; the quote stays as it is until the member keeps it."""
    state.take("question")
    supposed = _supposed(state.draft, move.moves)
    changes = difference(state.draft, supposed) if supposed else []
    if supposed is None or not changes:
        state.say("utter_what_if_unclear")
        return
    before, after = (estimate_draft(draft, state.context) for draft in (state.draft, supposed))
    told = piece("summary", "and").join(_told(state, supposed, change) for change in changes)
    keep = button("keep_change", payload={"intent": "change", "changes": [_change(one) for one in changes]})
    if "ok" not in (before["status"], after["status"]) or "total" not in after:
        state.say("utter_what_if_later", keep, changes=told)
        return
    if "total" not in before:
        state.say("utter_what_if_alone", keep, changes=told, after=left_to_pay(after))
        return
    state.say("utter_what_if", keep, plain_button("handover"), changes=told, before=left_to_pay(before),
              after=left_to_pay(after))  # fmt: skip


def _supposed(draft: Draft, moves: tuple[Move, ...]) -> Draft | None:
    """Return the draft with the changes, None when one of them is not clear enough to be supposed."""
    for told in moves:
        if isinstance(told, ShareFee) and told.scope == "per_tooth":
            fees = [Give("line.fee", line, told.amount) for line in told.lines]
            draft = draft.after([event for fee in fees for event in events_of(fee, draft)])
            continue
        move = _supposing(told, draft)
        if not isinstance(move, Give | NewLine):
            return None
        if isinstance(move, Give) and not accepts(move.field, move.value):
            return None
        draft = draft.after(events_of(move, draft))
    return draft


def _supposing(move: Move, draft: Draft) -> Move:
    """Of a value that could be two (« 5 jours »), suppose the one that changes something."""
    if isinstance(move, AskBack):
        others = [value for value in move.alternatives if value != draft.get(move.field, move.line)]
        return Give(move.field, move.line, others[0]) if others else move
    return move


def _told(state: TurnState, supposed: Draft, change: tuple[str, int | None, Any, Any]) -> str:
    field, line, was, now = change
    if field == CHARGES:
        return piece("summary", "and").join(wording.charge_changes(was, now))
    shown = (state.shown(field, line), state.shown(field, line, supposed))
    shown_line = line if len(state.draft.lines) > 1 else None
    return piece("change", label=wording.label(field, shown_line), before=shown[0], after=shown[1])


def _change(change: tuple[str, int | None, Any, Any]) -> dict[str, Any]:
    field, line, _, value = change
    return {"field": field, "line": line, "value": value}
