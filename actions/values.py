"""A value given by a member takes its place in the draft, or is asked back when something about it is doubtful."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from actions.moves import Given
from actions.reading import read_choice
from actions.state import TurnState
from actions.wording import plain_button
from quote_draft import LINE_FIELDS, Asking, FieldError, act_value, cents, check_value, euros, find_doubt

NARROWING = ("optam_needed", "conventioned", "sector_1_or_2")
ACT_DOUBTS = ("candidates", "closed_code", "unknown_code")


def give(state: TurnState, given: Given) -> None:
    """Carry out « this field is that value »."""
    field, line = given.field, _line(state, given)
    if given.doubt in NARROWING and line:
        state.take("answer")
        state.reach_line(line)
        narrow = "optam_needed" if given.doubt == "optam_needed" else "conventioned"
        state.sectors_to_narrow[line] = narrow
        if state.situation.asked == "line.sector" or state.draft.get("line.sector", line) is not None:
            state.asking = Asking("line.sector", line, 0, {"narrow": narrow})
        return
    if given.doubt in ACT_DOUBTS and line:
        _offer_acts(state, given, line)
    elif given.doubt == "several_teeth" and line:
        _several_teeth(state, given, line)
    elif given.doubt == "several_choices" and field == "line.activity" and line:
        both_activities(state, line)
    elif given.doubt:
        _ask_back(state, given, line)
    elif field == "line.fee" and line and _teeth_of_one_answer(state, line):
        _fee_of_teeth(state, given, line)
    else:
        _store(state, given, line)


def _line(state: TurnState, given: Given) -> int | None:
    if given.field not in LINE_FIELDS:
        return None
    if given.line:
        return given.line
    asking = state.situation.asking
    return state.new_line or (asking.line if asking else None) or max(len(state.draft.lines), 1)


def _store(state: TurnState, given: Given, line: int | None) -> None:
    field, value = given.field, given.value
    if line:
        state.reach_line(line)
    if field == "line.act" and line and not _family_allows(state, value):
        return
    if field in ("line.tooth", "line.activity") and line and not _has_place(state, field, line):
        return
    if field == "stay.private_room.price" and state.draft.stay.wanted is not True:
        state.set("stay.private_room.wanted", None, value=True)
    doubt = find_doubt(state.draft, field, line, value, state.context)
    if doubt:
        state.take("answer")
        propose(state, given, line, doubt.reason)
        return
    state.set(field, line, value, understood=given.understood, approximate=given.approximate)
    if field == "line.sector" and value == "not_conventioned":
        state.take("handover")
        state.say("utter_not_conventioned", plain_button("handover"), card={"type": "handover_form"})
    if field == "line.act" and line:
        _same_for_the_other_teeth(state, line, value)
        _check_again(state, line)


def _same_for_the_other_teeth(state: TurnState, line: int, act: dict[str, str]) -> None:
    """Give the act to the lines that one answer of several teeth made before the act was chosen."""
    teeth = state.draft.lines[line - 1].understood.get("tooth")
    for number, other in enumerate(state.draft.lines, start=1):
        if teeth and number != line and other.code is None and other.understood.get("tooth") == teeth:
            state.apply({"kind": "set", "field": "line.act", "line": number, "value": act})
            state.change("line.act", number, None, act["code"])
            _check_again(state, number)


def _check_again(state: TurnState, line: int) -> None:
    """Another act on a line can make its tooth or its fee unlikely: what was said before is then asked back."""
    for field in ("line.tooth", "line.fee"):
        value = state.draft.get(field, line)
        doubt = find_doubt(state.draft, field, line, value, state.context)
        if doubt:
            propose(state, Given(field, value, line=line), line, doubt.reason)


def propose(state: TurnState, given: Given, line: int | None, reason: str) -> None:
    """Keep a value aside until it is confirmed; one at a time, so a second one is asked for again later."""
    pending = state.draft.to_confirm
    if pending is not None and (pending.field, pending.line) != (given.field, line):
        return
    state.apply(
        {
            "kind": "propose",
            "field": given.field,
            "line": line,
            "value": given.value,
            "reason": reason,
            "understood": given.understood,
            "approximate": given.approximate,
        }
    )


def _family_allows(state: TurnState, act: dict[str, str]) -> bool:
    """Let the first act decide between medical and dental; refuse a later one of the other kind."""
    known = act_value(act["code"], state.situation.day_of_care)
    family = known["facts"]["family"] if known else state.draft.family
    if state.draft.family == family:
        return True
    if state.draft.family is None or not any(line.code for line in state.draft.lines):
        state.set("family", None, family)
        return True
    state.take("answer")
    state.say("utter_other_family", plain_button("restart"), act=act["label"])
    state.missed = True
    return False


def _has_place(state: TurnState, field: str, line: int) -> bool:
    act = state.draft.act_of(line) if line <= len(state.draft.lines) else None
    if act is None:
        return True
    return act.needs_tooth if field == "line.tooth" else act.has_anaesthesia


def _offer_acts(state: TurnState, given: Given, line: int) -> None:
    code = given.value if isinstance(given.value, str) else ""
    candidates = list(given.alternatives)
    state.take("answer")
    if not candidates:
        state.say(f"utter_act_{given.doubt}_none", plain_button("handover"), code=code)
        state.missed = True
        return
    if given.doubt != "candidates":
        state.say(f"utter_act_{given.doubt}", code=code)
    state.asking = Asking("choose_act", line, 0, {"candidates": candidates})


def _several_teeth(state: TurnState, given: Given, line: int) -> None:
    """One line a tooth: the first on the line itself, the others on lines of the same act after it."""
    state.reach_line(line)
    act = state.draft.act_of(line)
    if act is not None and not act.needs_tooth:
        return
    first, *others = given.alternatives
    current = state.draft.lines[line - 1]
    for number, tooth in enumerate((first, *others)):
        target = line
        if number:
            state.apply({"kind": "add_line"})
            target = len(state.draft.lines)
            if current.code:
                value = {"code": current.code, "label": current.label or ""}
                state.apply({"kind": "set", "field": "line.act", "line": target, "value": value})
                state.change("line.act", target, None, current.code)
        _store(state, Given("line.tooth", tooth, given.understood), target)
    state.new_line = line
    state.say("utter_one_line_a_tooth", count=str(len(given.alternatives)))


def _teeth_of_one_answer(state: TurnState, line: int) -> list[int]:
    """Return the lines that one answer made of several teeth and that have no fee yet, this one among them."""
    lines = state.draft.lines
    if line > len(lines) or lines[line - 1].tooth is None:
        return []
    own = lines[line - 1]
    same = [
        number
        for number, other in enumerate(lines, start=1)
        if other.code == own.code
        and other.fee is None
        and other.tooth is not None
        and other.understood.get("tooth")
        and other.understood.get("tooth") == own.understood.get("tooth")
    ]
    return same if len(same) > 1 and line in same else []


def _fee_of_teeth(state: TurnState, given: Given, line: int) -> None:
    teeth = _teeth_of_one_answer(state, line)
    scope = read_choice(state.text, "fee_scope")
    if scope is None or scope.value is None:
        options = {
            "teeth": teeth,
            "amount": given.value,
            "understood": given.understood,
            "approximate": given.approximate,
        }
        state.take("answer")
        state.asking = Asking("line.fee", line, 0, options)
        return
    share_fee(state, teeth, given, str(scope.value))


def share_fee(state: TurnState, teeth: list[int], given: Given, scope: str) -> None:
    """Set the fee of several teeth: each the amount, or each its part of it, odd cents on the first ones."""
    if scope == "per_tooth":
        parts = [cents(given.value)] * len(teeth)
    else:
        each, odd = divmod(cents(given.value), len(teeth))
        parts = [each + (1 if place < odd else 0) for place in range(len(teeth))]
    for number, part in zip(teeth, parts, strict=True):
        fee = Given("line.fee", euros(part), given.understood, number, given.approximate)
        if number <= len(state.draft.lines):
            _store(state, fee, number)


def both_activities(state: TurnState, line: int) -> None:
    """« les deux »: the surgeon's fee on this line, the anaesthetist's on one of its own."""
    state.set("line.activity", line, 1)
    add_same_act(state, line)
    state.set("line.activity", state.new_line, 4)
    state.new_line = line


def add_same_act(state: TurnState, line: int) -> int:
    """Return a new line of the same act: another practitioner's fee for it."""
    own = state.draft.lines[line - 1]
    number = state.add_line()
    state.set("line.act", number, {"code": own.code, "label": own.label or ""})
    return number


def _ask_back(state: TurnState, given: Given, line: int | None) -> None:
    field = "stay.private_room" if given.field.startswith("stay.private_room") else given.field
    given = replace(given, alternatives=tuple(one for one in given.alternatives if _can_be(given.field, one)))
    if given.field == "stay.private_room.price" and state.draft.stay.wanted is not True:
        state.set("stay.private_room.wanted", None, value=True)
    state.take("answer" if given.alternatives else "none")
    state.say(f"utter_doubt_{given.doubt}", said=given.understood or "")
    if line:
        state.reach_line(line)
    if given.alternatives:
        state.asking = Asking(field, line, 0, {"choices": list(given.alternatives)})
    else:
        state.missed = True


def _can_be(field: str, value: Any) -> bool:
    try:
        check_value(field, value)
    except FieldError:
        return False
    return True
