"""What changes the draft without giving a value: undo, delete, add, finish, start again, what to put right, edits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actions.answering import wording
from actions.answering.estimates import estimate_when_due
from actions.answering.state import TurnState
from actions.answering.values import new_line, say_shared_fees_dropped
from actions.answering.wording import act_of, button, piece, plain_button
from actions.outcome import Button
from actions.understanding.moves import DeleteLine, NewLine
from quote_draft import (
    CHARGES,
    MOST_LINES,
    Asking,
    Draft,
    Event,
    correctable_fields,
    difference,
    euros,
    events_of_restart,
    last_undoable_turn,
)

MOST_BUTTONS = 12


def opened(state: TurnState, opening: Mapping[str, Any]) -> None:
    """Say who speaks, that figures are indicative, whom the quote is for and which cover is counted."""
    if opening.get("resumed"):
        state.asks_in_full = True
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
    """Take up changes made in the panel, already checked, and estimate when nothing is left to ask.

    A line taken out is told as such: the lines after it move up, which is no change of theirs.
    """
    before, now = state.draft, state.draft
    for event in events:
        line = event.get("line")
        if event["kind"] == "delete_line" and line and line <= len(before.lines):
            tell_deleted(state, now, line)
            before = before.after([event])
        now = now.after([event])
    state.apply(*events)
    changes = said_changes(state, before)
    state.take("correct")
    if changes:
        state.say("utter_edited", plain_button("undo"), changes=changes)
    state.asking = state.following()
    estimate_when_due(state)


def said_changes(state: TurnState, before: Draft) -> str:
    """Note what differs and return it in words."""
    texts = []
    for field, line, was, now in difference(before, state.draft):
        state.change(field, line, was, now)
        if field == CHARGES:
            texts += wording.charge_changes(was, now)
            continue
        label, after = wording.label(field, line), state.shown(field, line)
        if was is None:
            texts.append(piece("value", label=label, value=after))
        else:
            texts.append(piece("change", label=label, before=state.shown(field, line, before), after=after))
    return piece("summary", "and").join(texts)


def undo(state: TurnState) -> None:
    state.take("undo")
    turn = last_undoable_turn(state.situation.log)
    if turn is None:
        state.say("utter_nothing_to_undo")
        return
    before = state.draft
    state.events.append({"kind": "undo", "turn": turn})
    undone = {"turn": f"undo of {turn}", "events": [{"kind": "undo", "turn": turn}]}
    state.draft = Draft.replay([*state.situation.log, undone])
    changes, count = said_changes(state, before), len(state.draft.lines)
    if not count and before.lines:
        state.say("utter_undone_every_line")
    elif count != len(before.lines):  # lines came back or went: those after them only moved
        state.say("utter_undone_lines", lines=piece("units", "lines", count=count))
    elif changes:
        state.say("utter_undone", changes=changes)
    else:
        state.say("utter_undone_step")
    state.asking = state.following()


def delete_line(state: TurnState, move: DeleteLine) -> None:
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
        state.say("utter_delete_which", *buttons[:MOST_BUTTONS])
        return
    tell_deleted(state, state.draft, move.line)
    before = state.draft
    state.apply({"kind": "delete_line", "line": move.line})
    say_shared_fees_dropped(state, before)


def tell_deleted(state: TurnState, draft: Draft, line: int) -> None:
    note_deleted(state, draft, line)
    state.say("utter_line_deleted", plain_button("undo"), line=str(line), act=act_of(draft, line))


def note_deleted(state: TurnState, draft: Draft, line: int) -> None:
    code = draft.get("line.act", line)
    if code is not None:
        state.change("line.act", line, code, None)


def remove_line(state: TurnState, line: int) -> None:
    """Take a line out without a word: an empty one, that nobody described."""
    note_deleted(state, state.draft, line)
    state.apply({"kind": "delete_line", "line": line})


def add_line(state: TurnState) -> None:
    """Add a line to describe, the empty last one when there is one: no line is there twice."""
    state.take("answer")
    lines = state.draft.lines
    empty = lines and not any((lines[-1].code, lines[-1].label, lines[-1].fee, lines[-1].tooth))
    if len(lines) >= MOST_LINES:
        state.say("utter_no_more_lines", most=str(MOST_LINES))
    elif not empty:
        state.apply({"kind": "add_line"})


def add_anaesthetist(state: TurnState, line: int) -> None:
    """Add the anaesthetist's line of an act."""
    number = len(state.draft.lines) + 1
    new_line(state, NewLine(number, line))
    state.set("line.activity", number, 4)


def both_activities(state: TurnState, line: int) -> None:
    """« les deux »: the surgeon's fee on this line, the anaesthetist's on one of its own."""
    state.set("line.activity", line, 1)
    add_anaesthetist(state, line)


def finish(state: TurnState) -> None:
    state.take("answer")
    while state.draft.lines and not any(
        (
            state.draft.lines[-1].code,
            state.draft.lines[-1].label,
            state.draft.lines[-1].fee,
            state.draft.lines[-1].tooth,
        )
    ):
        remove_line(state, len(state.draft.lines))
    if not state.draft.lines and not state.draft.costs_without_acts:
        state.say("utter_no_line_yet")
    elif not state.draft.no_more_lines:
        state.apply({"kind": "no_more_lines"})


def restart(state: TurnState) -> None:
    """Ask first: the pending question waits in the options."""
    state.take("restart")
    asking = state.still_asked() or Asking("confirm")
    if not state.situation.options.get("restart"):
        state.asking = Asking(asking.field, asking.line, asking.misses, {"restart": True, "before": asking.options})


def restart_now(state: TurnState, response: str = "utter_restarted") -> None:
    """Empty the draft, as one turn that can be taken back; estimates given before stay in the documents."""
    state.take("restart")
    state.apply(*events_of_restart(state.draft, state.context))
    state.say(response, plain_button("undo"))
    state.asking = state.following()


def restart_not(state: TurnState) -> None:
    state.take("restart")
    asking = state.situation.asking
    state.say("utter_restart_not")
    if asking:
        state.asking = Asking(asking.field, asking.line, asking.misses, state.situation.options.get("before"))


def correct_what(state: TurnState) -> None:
    """Ask what is to be put right; the next message names it, in one go or in bits."""
    state.take("correct")
    state.say("utter_correct_what", *_fields_to_correct(state), plain_button("undo"))
    asking = state.still_asked() or Asking("confirm")
    state.asking = Asking(asking.field, asking.line, asking.misses, {"correcting": True})
    state.ask_nothing_now = True


def correct_which_line(state: TurnState, field: str) -> None:
    """« le prix » of a quote with several lines: which one, by buttons, and remembered."""
    state.take("correct")
    lines = [number for number in range(1, len(state.draft.lines) + 1) if state.draft.get(field, number) is not None]
    state.say("utter_correct_which_line", *(_correct_button(field, number) for number in lines[:MOST_BUTTONS]),
              field=wording.label(field))  # fmt: skip
    asking = state.still_asked() or Asking("confirm")
    state.asking = Asking(asking.field, asking.line, asking.misses, {"correcting": True, "field": field})
    state.ask_nothing_now = True


def correct_line(state: TurnState, line: int) -> None:
    """« l'anesthésiste »: what of that line is to be put right, by buttons, and remembered."""
    state.take("correct")
    places = [place for place in correctable_fields(state.draft, state.context) if place[1] == line]
    buttons = [_correct_button(*place) for place in places[:MOST_BUTTONS]]
    state.say("utter_correct_which_field", *buttons, act=act_of(state.draft, line))
    asking = state.still_asked() or Asking("confirm")
    state.asking = Asking(asking.field, asking.line, asking.misses, {"correcting": True, "line": line})
    state.ask_nothing_now = True


def remember(state: TurnState, field: str, amount: int) -> None:
    """Keep a value whose line was not said, for the message that says it."""
    asking = state.still_asked() or Asking("confirm")
    options = {"correcting": True, "field": field, "value": euros(amount)}
    state.asking = Asking(asking.field, asking.line, asking.misses, options)


def _correct_button(field: str, line: int | None) -> Button:
    payload = {"intent": "correct", "field": field, "line": line}
    return button("correct_field", label=wording.label(field, line), payload=payload)


def _fields_to_correct(state: TurnState) -> list[Button]:
    places = correctable_fields(state.draft, state.context)
    return [_correct_button(field, line) for field, line in places[:MOST_BUTTONS]]


def ask_again(state: TurnState, field: str, line: int | None) -> None:
    """Ask a field again; for a field of a line where several lines have it, ask which first."""
    state.take("correct")
    count = len(state.draft.lines)
    if field.startswith("line.") and line is None and field != "line.act":
        held = [number for number in range(1, count + 1) if state.draft.get(field, number) is not None]
        if len(held) > 1:
            correct_which_line(state, field)
            return
        line = held[0] if held else max(count, 1)
    if field.startswith("line."):
        line = line or 1
        if line > max(count, 1):
            return
    if state.draft.to_confirm is not None:
        state.apply({"kind": "drop_proposal"})
    state.asking = Asking(field, line if field.startswith("line.") else None)
