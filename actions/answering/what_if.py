"""« et si le chirurgien était OPTAM ? »: the estimate before and after a change that is only supposed."""

from __future__ import annotations

from typing import Any

from actions.answering import wording
from actions.answering.estimates import left_to_pay, without_the_room
from actions.answering.state import TurnState
from actions.answering.wording import button, piece, plain_button
from actions.understanding.assign import events_of
from actions.understanding.moves import AskBack, DeleteLine, Give, Move, NewLine, ShareFee, WhatIf
from quote_draft import CHARGES, Draft, accepts, difference, estimate_draft, missing_fields
from wording import capitalised


def what_if(state: TurnState, move: WhatIf) -> None:
    """Say what would be left with the change; the quote stays as it is until the member keeps it."""
    state.take("question")
    if move.among:
        _ask_which(state, move.among)
        return
    draft = state.draft
    values = tuple(one for one in move.moves if not isinstance(one, DeleteLine))
    gone = sorted({one.line for one in move.moves if isinstance(one, DeleteLine) and one.line}, reverse=True)
    changed = _supposed(draft, values)
    if changed is None or not move.moves or max(gone, default=0) > len(draft.lines):
        state.say("utter_what_if_unclear")
        return
    changes = difference(draft, changed)
    if not changes and not gone:
        state.say("utter_what_if_nothing")
        return
    supposed = changed.after([{"kind": "delete_line", "line": line} for line in gone])
    kept = {"changes": [_change(one) for one in changes], "without": gone}
    told = [_told(state, changed, change) for change in changes]
    told += [piece("without_line", act=wording.act_of(draft, line)) for line in reversed(gone)]
    sentence = piece("summary", "and").join(told)
    _compare(state, supposed, capitalised(sentence), kept)


def _compare(state: TurnState, supposed: Draft, told: str, kept: dict[str, Any]) -> None:
    keep = button("keep_change", payload={"intent": "change", **kept})
    state.supposed = kept
    before, after = (estimate_draft(draft, state.context) for draft in (state.draft, supposed))
    if "ok" not in (before["status"], after["status"]) or "total" not in after:
        state.say("utter_what_if_later", keep, changes=told)
        return
    missing = _not_told_yet(state, supposed)
    told_of = {"changes": told, "missing": missing, "after": without_the_room(supposed, left_to_pay(after))}
    if "total" not in before:
        state.say("utter_what_if_so_far_alone" if missing else "utter_what_if_alone", keep, card=None, **told_of)
    elif left_to_pay(before) == left_to_pay(after):
        state.say("utter_what_if_so_far_same" if missing else "utter_what_if_same", keep, card=None, **told_of)
    else:
        name, was = "utter_what_if_so_far" if missing else "utter_what_if", left_to_pay(before)
        told_of["before"] = without_the_room(state.draft, was)
        state.say(name, keep, plain_button("handover"), card=None, **told_of)


def _not_told_yet(state: TurnState, supposed: Draft) -> str:
    """Name what the figures of a quote that is not complete take for granted."""
    names = dict.fromkeys(wording.label(field) for field, _ in missing_fields(supposed, state.context))
    return ", ".join(name[:1].lower() + name[1:] for name in names)


def _ask_which(state: TurnState, among: tuple[Give, ...]) -> None:
    """« et à 1100 ? » of a quote of several lines: supposed of the one that is pressed."""
    buttons = [
        button(
            "suppose",
            payload={"intent": "what_if", "changes": [_change((one.field, one.line, None, one.value))]},
            act=wording.act_of(state.draft, one.line or 1),
            value=wording.written(one.field, one.value),
        )
        for one in among[:MOST_OFFERED]
    ]
    state.say("utter_what_if_which", *buttons)


MOST_OFFERED = 8


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
