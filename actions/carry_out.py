"""What each move does: events on the draft, a reply, what is asked next."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from actions import wording
from actions.answers import unknown
from actions.moves import Given, Move
from actions.outcome import Button
from actions.state import TurnState
from actions.summary import summarise
from actions.values import add_same_act, both_activities, give, share_fee
from actions.wording import act_of, button, piece, plain_button
from quote_draft import (
    FIELDS,
    UNKNOWN,
    Asking,
    Draft,
    Event,
    difference,
    draft_view,
    events_of_restart,
    last_undoable_turn,
    next_question,
)

MISSES_BEFORE_HANDOVER = 3
HANDOVER_CARD = {"type": "handover_form"}
_TALK = {
    "greet": "smalltalk",
    "thanks": "smalltalk",
    "bye": "smalltalk",
    "bot_challenge": "smalltalk",
    "smalltalk": "smalltalk",
    "out_of_scope": "out_of_scope",
    "medical_advice": "medical_advice",
    "emergency": "emergency",
    "complaint": "complaint",
    "support": "support",
}
MOST_BUTTONS = 12


def carry_out(state: TurnState, move: Move) -> None:
    """Do one move of a message."""
    if move.given is not None and move.kind in ("give", "fix"):
        give(state, move.given)
        return
    if move.kind in _TALK:
        _talk(state, move.kind)
        return
    _DOES[move.kind](state, move)


def opened(state: TurnState, opening: Mapping[str, Any]) -> None:
    """Say who speaks, that figures are indicative, whom the quote is for and which cover is counted."""
    if opening.get("resumed"):
        state.say("utter_resumed", plain_button("summary"), plain_button("restart"))
        return
    preset: list[Event] = []
    if state.context.only_self and state.draft.beneficiary is None:
        preset.append(_preset("beneficiary", "self"))
    if opening.get("family") and state.draft.family is None:
        preset.append(_preset("family", opening["family"]))
    state.apply(*preset)
    state.say("utter_welcome")
    cover = state.context.cover
    if cover is None:
        state.say("utter_no_cover")
    else:
        name = "utter_for_self_with_cover" if state.context.only_self else "utter_with_cover"
        state.say(name, cover=str(cover.get("label") or ""))


def _preset(field: str, value: str) -> Event:
    return {"kind": "set", "field": field, "line": None, "value": value, "understood": None, "preset": True}


def edited(state: TurnState, events: list[Event]) -> None:
    """Take up changes made in the panel, already checked."""
    before = state.draft
    state.apply(*events)
    changes = _changes(state, before)
    state.take("correct")
    if changes:
        state.say("utter_edited", plain_button("undo"), changes=changes)
    state.asking = next_question(state.draft, state.context)


def _changes(state: TurnState, before: Draft) -> str:
    """Note what differs and return it in words."""
    texts = []
    for field, line, was, now in difference(before, state.draft):
        state.change(field, line, was, now)
        label = wording.label(field, line)
        shown_was, shown_now = (
            _shown(field, line, value, draft) for value, draft in ((was, before), (now, state.draft))
        )
        texts.append(piece("change", label=label, before=shown_was, after=shown_now))
    return piece("summary", "and").join(texts)


def _shown(field: str, line: int | None, value: Any, draft: Draft) -> str:
    if field == "line.act" and value is not None and line:
        return piece("summary", "act", label=draft.lines[line - 1].label or "", code=value)
    return wording.written(field, value)


def not_understood(state: TurnState) -> None:
    """Reprompt, each time with more help; after the third time, offer a person with everything typed so far."""
    state.take("none")
    state.missed = True
    asking = state.situation.asking
    if asking is None:
        state.say("utter_not_understood", plain_button("summary"), plain_button("handover"))
        return
    misses = asking.misses + 1
    slot = asking.field.replace(".", "_")
    if misses == 1:
        state.say("utter_miss_1")
    elif misses == 2:
        state.say(f"utter_help_{slot}")
    elif misses == MISSES_BEFORE_HANDOVER:
        state.say("utter_miss_3", plain_button("why"), plain_button("handover"))
    else:
        state.say("utter_miss_handover", plain_button("handover"), card=HANDOVER_CARD)


def _talk(state: TurnState, kind: str) -> None:
    state.take(_TALK[kind])
    buttons = {
        "complaint": (plain_button("handover"), plain_button("support")),
        "medical_advice": (plain_button("handover"),),
        "out_of_scope": (plain_button("handover"), plain_button("support")),
    }
    asking = state.situation.asking
    if kind == "out_of_scope" and asking:  # several in a row lead to a person, as what is not understood does
        state.missed = True
        if asking.misses >= MISSES_BEFORE_HANDOVER:
            state.say("utter_miss_handover", plain_button("handover"), card=HANDOVER_CARD)
            return
    state.say(f"utter_{kind}", *buttons.get(kind, ()))


def _yes(state: TurnState, _move: Move) -> None:
    state.take("answer")
    pending = state.draft.to_confirm
    if pending is not None and pending.field == "stay.nights" and pending.value == 0:
        state.set("setting", None, "day_case")
        state.apply({"kind": "drop_proposal"})
        return
    if pending is not None:
        state.set(
            pending.field, pending.line, pending.value, understood=pending.understood, approximate=pending.approximate
        )
        if pending.field == "family":
            _drop_other_lines(state, str(pending.value))
        return
    if not state.context.may_estimate:
        state.say("utter_read_only", plain_button("handover"))
        return
    following = next_question(state.draft, state.context)
    if following is None or following.field == "confirm":
        state.apply({"kind": "confirm"})


def _drop_other_lines(state: TurnState, family: str) -> None:
    for number in range(len(state.draft.lines), 0, -1):
        act = state.draft.act_of(number)
        if act is not None and act.family != family:
            state.delete_line(number)


def _no(state: TurnState, move: Move) -> None:
    pending = state.draft.to_confirm
    if pending is None:
        _correct_what(state, move)
        return
    state.take("answer")
    state.apply({"kind": "drop_proposal"})
    state.say("utter_value_dropped")
    field = "stay.private_room" if pending.field.startswith("stay.private_room") else pending.field
    if pending.field != "family":
        state.asking = Asking(field, pending.line)


def _correct_what(state: TurnState, _move: Move) -> None:
    state.take("correct")
    state.say("utter_correct_what", *_fields_to_correct(state), plain_button("undo"))


def _fields_to_correct(state: TurnState) -> list[Button]:
    draft = state.draft
    heads = [] if state.context.only_self else ["beneficiary"]
    heads += ["care_date"] if draft.family == "dental" else ["care_date", "setting", "exemption"]
    if draft.has_stay:
        heads += ["stay.nights"] if draft.setting == "inpatient" else []
        heads += ["stay.private_room"]
    of_line = ["line.fee", "line.act", "line.tooth" if draft.family == "dental" else "line.sector"]
    places: list[tuple[str, int | None]] = [
        (field, number) for number in range(1, len(draft.lines) + 1) for field in of_line if draft.get(field, number)
    ]
    places += [(field, None) for field in heads if field == "stay.private_room" or draft.get(field) is not None]
    return [
        button(
            "correct_field",
            label=wording.label(field, line),
            payload={"intent": "correct", "field": field, "line": line},
        )
        for field, line in places[:MOST_BUTTONS]
    ]


def _ask_again(state: TurnState, move: Move) -> None:
    state.take("correct")
    field, line = move.field or "", move.line
    if field.startswith("stay.private_room"):
        field = "stay.private_room"
    known = field in (*FIELDS, "stay.private_room", "choose_act")
    if known and not (line and line > max(len(state.draft.lines), 1)):
        if state.draft.to_confirm is not None:
            state.apply({"kind": "drop_proposal"})
        state.asking = Asking(field, line or (1 if field.startswith("line.") else None))


def _undo(state: TurnState, _move: Move) -> None:
    state.take("undo")
    turn = last_undoable_turn(state.situation.log)
    if turn is None:
        state.say("utter_nothing_to_undo")
        return
    before = state.draft
    state.events.append({"kind": "undo", "turn": turn})
    undo = {"turn": f"undo of {turn}", "events": [{"kind": "undo", "turn": turn}]}
    state.draft = Draft.replay([*state.situation.log, undo])
    changes = _changes(state, before)
    if changes:
        state.say("utter_undone", changes=changes)
    else:
        state.say("utter_undone_step")
    state.asking = next_question(state.draft, state.context)


def _delete_line(state: TurnState, move: Move) -> None:
    state.take("delete_line")
    lines = state.draft.lines
    if not lines:
        state.say("utter_no_line")
        return
    if move.line is None or not 1 <= move.line <= len(lines):
        buttons = [
            button("delete_line", line=n, act=act_of(state.draft, n), payload={"intent": "delete_line", "line": n})
            for n in range(1, len(lines) + 1)
        ]
        state.say("utter_delete_which", *buttons)
        return
    act = act_of(state.draft, move.line)
    state.delete_line(move.line)
    state.say("utter_line_deleted", plain_button("undo"), line=str(move.line), act=act)


def _add_line(state: TurnState, _move: Move) -> None:
    state.take("answer")
    state.add_line()


def _add_anaesthetist(state: TurnState, move: Move) -> None:
    number = add_same_act(state, move.line or 1)
    give(state, Given("line.activity", 4, line=number))


def _add_same_act(state: TurnState, move: Move) -> None:
    add_same_act(state, move.line or 1)


def _both_activities(state: TurnState, move: Move) -> None:
    both_activities(state, move.line or 1)


def _finish(state: TurnState, _move: Move) -> None:
    state.take("answer")
    while state.draft.lines and state.draft.lines[-1].code is None:
        state.delete_line(len(state.draft.lines))
    if not state.draft.lines:
        state.say("utter_no_line_yet")
        return
    if not state.draft.no_more_lines:
        state.apply({"kind": "no_more_lines"})


def _share_fee(state: TurnState, move: Move) -> None:
    options = state.situation.options
    if "teeth" not in options:
        not_understood(state)
        return
    given = Given("line.fee", options["amount"], options.get("understood"), None, bool(options.get("approximate")))
    share_fee(state, list(options["teeth"]), given, move.field or "per_tooth")


def _none_of_these(state: TurnState, move: Move) -> None:
    state.take("answer")
    state.say("utter_act_other_words", plain_button("handover"))
    state.asking = Asking("line.act", move.line or 1)


def _dont_know(state: TurnState, _move: Move) -> None:
    state.take("dont_know")
    asking, draft = state.situation.asking, state.draft
    if asking is None:
        state.say("utter_not_understood", plain_button("summary"), plain_button("handover"))
        return
    field = asking.field
    if field == "stay.private_room":
        field = "stay.private_room.price" if draft.stay.wanted is True else "stay.private_room.wanted"
    if unknown(asking.field):
        state.set(field, asking.line, UNKNOWN)
        state.noted.clear()
        state.corrected.clear()
        state.kinds = ["dont_know"]
        state.say(f"utter_unknown_{field.replace('.', '_')}")
        return
    state.missed = True
    if asking.misses == 0:
        state.say(f"utter_help_{asking.field.replace('.', '_')}", plain_button("handover"))
    else:
        state.say("utter_miss_handover", plain_button("handover"), card=HANDOVER_CARD)


def _why(state: TurnState, _move: Move) -> None:
    state.take("why")
    asking = state.situation.asking
    if asking:
        state.say(f"utter_why_{asking.field.replace('.', '_')}")
    elif state.draft.confirmed:
        state.say("utter_why_estimate", plain_button("handover"))
    else:
        state.say("utter_why_nothing")


def _question(state: TurnState, move: Move) -> None:
    state.take("question")
    asking = state.situation.asking
    if move.response:
        state.say(move.response)
    elif asking:
        state.say(f"utter_help_{asking.field.replace('.', '_')}")
    else:
        state.say("utter_term_unknown", plain_button("handover"))


def _summary(state: TurnState, _move: Move) -> None:
    state.take("summary")
    if state.situation.asked == "confirm":
        return
    text = summarise(state.draft)
    if text:
        state.say("utter_summary", card={"type": "draft", "draft": draft_view(state.draft)}, summary=text)
    else:
        state.say("utter_summary_empty")


def _handover(state: TurnState, _move: Move) -> None:
    state.take("handover")
    state.say("utter_handover", card=HANDOVER_CARD)


def _stop(state: TurnState, _move: Move) -> None:
    state.take("stop")
    asking = state.situation.asking
    resume = {"intent": "correct", "field": asking.field, "line": asking.line} if asking else {"intent": "summary"}
    state.say("utter_stop", button("resume", payload=resume), plain_button("handover"))
    state.ask_nothing_now = True


def _restart(state: TurnState, _move: Move) -> None:
    state.take("restart")
    asking = state.situation.asking or next_question(state.draft, state.context) or Asking("confirm")
    if state.situation.options.get("restart"):
        return
    state.asking = Asking(asking.field, asking.line, asking.misses, {"restart": True, "before": asking.options})


def _restart_now(state: TurnState, _move: Move) -> None:
    state.take("restart")
    state.apply(*events_of_restart(state.draft, state.context))
    state.say("utter_restarted", plain_button("undo"))
    state.asking = next_question(state.draft, state.context)


def _restart_not(state: TurnState, _move: Move) -> None:
    state.take("restart")
    asking = state.situation.asking
    state.say("utter_restart_not")
    if asking:
        state.asking = Asking(asking.field, asking.line, asking.misses, state.situation.options.get("before"))


def _unsure(state: TurnState, move: Move) -> None:
    state.take("none")
    if move.given is None:
        return
    payload = {"intent": "correct", "field": move.given.field, "line": move.line}
    label = wording.label(move.given.field, move.line)
    state.say(
        "utter_unsure",
        button("correct_field", label=label, payload=payload),
        value=wording.written(move.given.field, move.given.value),
    )


def _already(state: TurnState, move: Move) -> None:
    state.take("answer")
    if move.given is not None:
        label = wording.label(move.given.field, move.line if len(state.draft.lines) > 1 else None)
        value = wording.written(move.given.field, move.given.value)
        state.say("utter_already_noted", value=piece("value", label=label, value=value))


def _instead(state: TurnState, move: Move) -> None:
    """Offer to put a value in the place of the one noted, where the member did not say that it was wrong."""
    state.take("none")
    if move.given is None:
        return
    field, line, value = move.given.field, move.line, move.given.value
    state.say(
        "utter_instead",
        button("instead", value=wording.written(field, value), payload=wording.answer(field, line, _plain(value))),
        label=wording.label(field, line if len(state.draft.lines) > 1 else None),
        before=_shown(field, line, state.draft.get(field, line), state.draft),
    )


def _plain(value: Any) -> Any:
    return value["code"] if isinstance(value, dict) else value


def _document(state: TurnState, _move: Move) -> None:
    state.take("answer")
    state.say("utter_document", card={"type": "document"})


_DOES: dict[str, Callable[[TurnState, Move], None]] = {
    "yes": _yes,
    "no": _no,
    "correct_what": _correct_what,
    "ask_again": _ask_again,
    "undo": _undo,
    "delete_line": _delete_line,
    "add_line": _add_line,
    "add_anaesthetist": _add_anaesthetist,
    "add_same_act": _add_same_act,
    "both_activities": _both_activities,
    "finish": _finish,
    "share_fee": _share_fee,
    "none_of_these": _none_of_these,
    "dont_know": _dont_know,
    "why": _why,
    "question": _question,
    "summary": _summary,
    "handover": _handover,
    "stop": _stop,
    "restart": _restart,
    "restart_now": _restart_now,
    "restart_not": _restart_not,
    "unsure": _unsure,
    "already": _already,
    "instead": _instead,
    "document": _document,
}
