"""A value given by a member takes its place in the draft, or is asked back when something about it is doubtful."""

from __future__ import annotations

from typing import Any

from actions.answering import wording
from actions.answering.state import HANDOVER_CARD, TurnState
from actions.answering.wording import button, plain_button
from actions.understanding.moves import AskBack, ChooseAct, Give, Instead, NewLine, NotPlaced, ShareFee
from quote_draft import (
    MOST_LINES,
    SHARED_FEES,
    Asking,
    Draft,
    accepts,
    act_value,
    cents,
    doubts_of,
    euros,
    find_doubt,
    implied_events,
    shared_fee,
    without_those_of,
)
from wording import typographic

EXPLAINED = (
    "overrun",
    "amo",
    "amc",
    "member",
    "deposit",
    "which_line",
    "no_such_line",
    "too_large",
    "no_stay",
    "shared",
    "which_date",
    "quote_date",
    "flat_fee",
    "total",
    "alternative",
    "refused",
)
"""Why a figure found no place, where a sentence of its own says what is needed (utter_not_placed_<why>)."""
MOST_OFFERED = 3
_NO_PLACE = {"line.tooth": "utter_no_tooth_here", "line.activity": "utter_no_activity_here"}


def give(state: TurnState, move: Give) -> None:  # noqa: C901  one check after the other, in their order
    """Carry out « this field is that value », with what it brings; whatever it makes unlikely is asked back."""
    field, line, value = move.field, move.line, move.value
    if field == "line.act":
        value = act_value(value["code"], state.draft.date_of_care or state.context.today) or value
    if not accepts(field, value):
        not_placed(state, NotPlaced(move.understood or str(value), "value", None, "too_large"))
        return
    if line:
        reach_line(state, line)
    if field == "line.act" and line and not _family_allows(state, value, line):
        return
    if field in ("line.tooth", "line.activity") and line and not _has_place(state, field, line):
        state.take("none")
        state.say(_NO_PLACE[field], act=wording.act_of(state.draft, line))
        return
    doubt = find_doubt(state.draft, field, line, value, state.context)
    if doubt:
        propose(state, Give(field, line, value, move.understood, move.approximate), doubt.reason)
        return
    before = state.draft
    for event in implied_events(state.draft, field, line, value, state.situation.asking):
        state.apply(event)
        state.change(event["field"], event.get("line"), before.get(event["field"], event.get("line")), event["value"])
    state.set(field, line, value, understood=move.understood, approximate=move.approximate)
    say_shared_fees_dropped(state, before)
    if field == "line.sector" and value == "not_conventioned":
        state.take("handover")
        state.say("utter_not_conventioned", plain_button("handover"), card=HANDOVER_CARD)
    if field == "line.label":
        state.say("utter_act_not_known", plain_button("handover"), act=typographic(value))
    if field == "line.act" and line and state.draft.get("line.covered", line) is False:
        state.say("utter_act_not_covered", act=wording.act_of(state.draft, line))
    if field == "line.act" and line:
        _same_for_the_other_teeth(state, line, value)
    for name, at, unlikely, found in doubts_of(state.draft, state.context, before=before):
        propose(state, Give(name, at, unlikely), found.reason)


def say_shared_fees_dropped(state: TurnState, before: Draft) -> None:
    """Say which price for several lines no longer stands, since one of them has its own or is gone."""
    held, left = before.get(SHARED_FEES) or (), state.draft.get(SHARED_FEES) or ()
    told_anew = any(one["fee"] not in {other["fee"] for other in held} for one in left)
    for one in held:
        if not told_anew and one["fee"] not in {other["fee"] for other in left}:
            state.say("utter_shared_fee_dropped", amount=wording.money(one["fee"]))


def reach_line(state: TurnState, line: int) -> None:
    while len(state.draft.lines) < min(line, MOST_LINES):
        state.apply({"kind": "add_line"})


def propose(state: TurnState, move: Give, reason: str) -> None:
    """Keep a value aside until it is confirmed; said again in the same message, it is the same."""
    state.take("answer")
    pending = state.draft.to_confirm
    if pending and (pending.field, pending.line, pending.value) == (move.field, move.line, move.value):
        return
    state.apply(
        {
            "kind": "propose",
            "field": move.field,
            "line": move.line,
            "value": move.value,
            "reason": reason,
            "understood": move.understood,
            "approximate": move.approximate,
        }
    )


def _same_for_the_other_teeth(state: TurnState, line: int, act: dict[str, Any]) -> None:
    """Give the act to the lines that were told to be alike before it was chosen."""
    chosen = state.draft.lines[line - 1]
    teeth = chosen.understood.get("tooth")
    asking = state.situation.asking
    alike = state.situation.options.get("alike", ()) if asking is not None and asking.line == line else ()
    for number, other in enumerate(state.draft.lines, start=1):
        listed = teeth and other.understood.get("tooth") == teeth and other.tooth != chosen.tooth  # « 26 et 27 »
        if (number in alike or listed) and number != line and other.code is None and other.label is None:
            state.apply({"kind": "set", "field": "line.act", "line": number, "value": act})
            state.change("line.act", number, None, act["code"])


def _family_allows(state: TurnState, act: dict[str, Any], line: int) -> bool:
    """Refuse an act of the other kind: medical and dental care are two quotes."""
    family = (act.get("facts") or {}).get("family")
    others = [one for at, one in enumerate(state.draft.lines, start=1) if at != line and one.facts]
    if family is None or state.draft.family in (None, family) or not others:
        if family is not None and state.draft.given("family") not in (None, family):
            state.apply({"kind": "set", "field": "family", "line": None, "value": family})
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


def ask_back(state: TurnState, move: AskBack) -> None:
    """Say what makes a value doubtful and offer what it could be; a bound alone is confirmed as approximate."""
    alternatives = tuple(dict.fromkeys(move.alternatives))
    if move.doubt in ("at_least", "at_most", "highest") and len(alternatives) == 1:
        value = whole(move.field, alternatives[0])
        reason = "highest" if move.doubt == "highest" else "approximate"
        propose(state, Give(move.field, move.line, value, move.understood, approximate=True), reason)
        return
    state.take("answer" if alternatives else "none")
    if move.line:
        reach_line(state, move.line)
    state.say(f"utter_doubt_{move.doubt}", said=typographic(move.understood or ""))
    if alternatives:
        state.narrow_down(Asking(move.field, move.line, 0, {"choices": list(alternatives)}))
        return
    state.missed = True
    if state.draft.get(move.field, move.line) is None:
        state.asking = Asking(move.field, move.line, state.situation.asking.misses if state.situation.asking else 0)


def whole(field: str, value: Any) -> Any:
    """Take a price alone as the room's."""
    return {"price": value} if field == "stay.private_room" and isinstance(value, str) else value


def choose_act(state: TurnState, move: ChooseAct) -> None:
    reach_line(state, move.line)
    state.take("answer")
    candidates = [dict(one) for one in move.candidates]
    if not candidates:
        state.say(f"utter_act_{move.why}_none", plain_button("handover"), code=move.code)
        state.missed = True
        state.asking = Asking("line.act", move.line)
        return
    if move.why != "candidates":
        state.say(f"utter_act_{move.why}", code=move.code)
    options = {"candidates": candidates, "alike": list(move.alike), "words": move.understood}
    state.narrow_down(Asking("choose_act", move.line, 0, options))


def new_line(state: TurnState, move: NewLine) -> None:
    """Add the line, with the act of the one that it repeats."""
    while len(state.draft.lines) < min(move.line, MOST_LINES):
        state.apply({"kind": "add_line"})
    state.take("answer")
    if move.like is None or move.like > len(state.draft.lines):
        return
    act = state.draft.given("line.act", move.like)
    if act is not None:
        state.set("line.act", move.line, act)


def share_fee(state: TurnState, move: ShareFee) -> None:
    """Set the fee of several lines: each the amount, or one for all, in equal parts where they are one act on teeth."""
    lines = [line for line in move.lines if line <= len(state.draft.lines)]
    alike = len({state.draft.lines[line - 1].code for line in lines}) == 1
    teeth = all(state.draft.lines[line - 1].tooth is not None for line in lines)
    if move.scope == "all_teeth" and not (alike and teeth) and len(lines) > 1:
        others = without_those_of(state.draft.get(SHARED_FEES), lines)
        together = [*others, shared_fee(lines, move.amount)]
        _say_what_it_replaces(state, lines, move)
        give(state, Give(SHARED_FEES, None, together, move.understood, move.approximate))
        return
    if move.scope is None:
        state.take("answer")
        options = {
            "lines": lines,
            "amount": move.amount,
            "understood": move.understood,
            "approximate": move.approximate,
        }
        state.narrow_down(Asking("line.fee", lines[0], 0, options))
        return
    if move.scope == "per_tooth":
        parts = [cents(move.amount)] * len(lines)
    else:
        each, odd = divmod(cents(move.amount), len(lines))
        parts = [each + (1 if place < odd else 0) for place in range(len(lines))]
    for line, part in zip(lines, parts, strict=True):
        give(state, Give("line.fee", line, euros(part), move.understood, move.approximate))


def _say_what_it_replaces(state: TurnState, lines: list[int], move: ShareFee) -> None:
    """Tell which prices give way to one for several lines: no member asked for that."""
    held = {line: fee for line in lines if (fee := state.draft.lines[line - 1].fee) is not None}
    if held:
        told = ", ".join(
            wording.piece("units", "line_at", line=line, amount=wording.money(fee)) for line, fee in held.items()
        )
        state.say("utter_shared_fee_replaces", amount=wording.money(move.amount), held=told)


def offer_instead(state: TurnState, move: Instead) -> None:
    """Offer to put a value in the place of the one noted, where the member did not say that it was wrong."""
    state.take("none")
    state.amount_waits = state.amount_waits or move.field == "line.fee"
    shown_line = move.line if len(state.draft.lines) > 1 else None
    state.say(
        "utter_instead",
        button("replace", payload=wording.answer(move.field, move.line, move.value)),
        button("keep", payload={"intent": "keep"}),
        label=wording.label(move.field, shown_line),
        before=state.shown(move.field, move.line),
        after=wording.written(move.field, move.value),
    )


def not_placed(state: TurnState, move: NotPlaced) -> None:
    """Keep a figure that no field took, for what is said of it at the end of the turn."""
    state.not_placed.append({"text": move.text, "kind": move.kind, "value": move.value, "why": move.why})


def say_not_placed(state: TurnState) -> None:
    """Say which figures found no place, and offer where they could go (first law)."""
    left = [one for one in state.not_placed if one.get("why", "story") != "story"]
    state.amount_waits = state.amount_waits or any(one["kind"] == "money" for one in left)
    for why in dict.fromkeys(one["why"] for one in left):
        texts = [one for one in left if one["why"] == why]
        said = wording.listed([one["text"] for one in texts])
        name = f"utter_not_placed_{why}" if why in EXPLAINED else "utter_not_placed"
        state.say(name, *_places_for(state, texts), said=said)
    for one in state.not_placed:
        one.pop("why", None)  # said: of what stands on a paper that waits, it was when that was put right


def _places_for(state: TurnState, left: list[dict[str, Any]]) -> list[Any]:
    """Return a button for each line that a lone amount could be the fee of."""
    if len(left) != 1 or left[0]["kind"] != "money" or not left[0]["value"]:
        return []
    value = left[0]["value"]
    buttons = [
        button("place_fee", line=number, value=wording.money(value), payload=wording.answer("line.fee", number, value))
        for number in range(1, len(state.draft.lines) + 1)
        if accepts("line.fee", value) and state.draft.lines[number - 1].fee != value
    ]
    return buttons[:MOST_OFFERED]
