"""Answers to questions: a topic in our own words, a figure with its steps, why something is asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from actions.answering import wording
from actions.answering.estimates import line_figures
from actions.answering.state import TurnState
from actions.answering.subjects import estimate_of, say_no_topic, say_topic
from actions.answering.wording import money, piece, plain_button
from actions.understanding.moves import Do
from actions.understanding.topics import load_topics
from quote_draft import UNKNOWN, cents
from quote_draft.draft import Draft


def question(state: TurnState, move: Do) -> None:
    """Answer what is asked; the pending question comes again by itself."""
    state.take("question")
    asking = state.situation.asking
    if move.amount and _figure(state, move.amount):
        return
    if move.line and _figures_of_line(state, move.line):
        return
    if move.topic is None and move.amount and _given(state, move.amount):
        return
    if move.topic is not None:
        say_topic(state, move.topic, near=move.near)
    elif move.field is not None and f"why_{move.field}" in load_topics():
        say_topic(state, f"why_{move.field}", near=move.near)
    elif asking and asking.misses and f"help_{asking.field}" in load_topics():
        say_topic(state, f"help_{asking.field}", near=move.near)
    else:
        say_no_topic(state, move.near)


def why(state: TurnState, move: Do) -> None:
    """Explain the figure or the field named, else the topic, else what is being asked or was estimated."""
    state.take("why")
    if move.amount and _figure(state, move.amount):
        return
    asking = state.situation.asking
    known = load_topics()
    name = next((one for one in (f"why_{move.field}", move.topic) if one in known), None)
    if name is not None:
        say_topic(state, name, near=move.near)
    elif move.amount and _given(state, move.amount):
        return
    elif asking and f"why_{asking.field}" in known:
        say_topic(state, f"why_{asking.field}")
    elif state.draft.confirmed:
        state.say("utter_why_estimate", plain_button("handover"))
    else:
        state.say("utter_why_nothing")


def _figure(state: TurnState, amount: int) -> bool:
    """Explain an amount of the estimate by its steps; False when it is none of it."""
    result = estimate_of(state)
    found = next(_explained(result, state.draft, amount), None) if result else None
    if found is None:
        return False
    what, steps = found
    state.say("utter_why_figure", amount=money(amount), what=what, steps="\n".join(steps))
    return True


def _given(state: TurnState, amount: int) -> bool:
    """Say which field the member gave an amount for; False when it is of none."""
    for number, line in enumerate(state.draft.lines, start=1):
        for field, value in (("line.fee", line.fee), ("line.base", line.base)):
            if value and value != UNKNOWN and cents(value) == amount:
                label = wording.label(field, number if len(state.draft.lines) > 1 else None)
                state.say("utter_why_given", amount=money(amount), field=label)
                return True
    return False


def _figures_of_line(state: TurnState, number: int) -> bool:
    """« l'inlay, c'est remboursé combien ? »: what each pays of a line of the quote; False before its estimate."""
    result = estimate_of(state) if state.draft.confirmed else None
    line = next((one for one in result["lines"] if one["id"] == str(number)), None) if result else None
    if line is None or "refused" in line:
        return False
    state.say("utter_figures_of_line", line=line_figures(state.draft, line))
    return True


_PARTS = ("member", "amo", "amc", "top_up", "base", "overrun", "participation")


def _explained(result: Mapping[str, Any], draft: Draft, amount: int) -> Iterator[tuple[str, list[str]]]:
    """Yield what an amount of the estimate is, and the sentences that lead to it, the total first."""
    for part in ("member", "amo", "amc", "top_up", "charged"):
        if cents(result["total"][part]) == amount and len(result["lines"]) + len(result.get("stay", [])) > 1:
            yield piece("figures", f"total_{part}"), _addends(result, draft, part)
    yield from _explained_by_a_line(result, draft, amount)
    for item in result.get("stay", []):
        name = piece("estimate", item["id"])
        for part in ("charged", "member", "amc", "amo"):
            if part in item and cents(item[part]) == amount:
                yield piece("figures", part, act=name), [step["text"] for step in item.get("steps", [])]


def _explained_by_a_line(result: Mapping[str, Any], draft: Draft, amount: int) -> Iterator[tuple[str, list[str]]]:
    for line in result["lines"]:
        name = wording.act_of(draft, int(line["id"])) if line["id"].isdigit() else line.get("label", "")
        for step in line.get("steps", []):
            if step.get("amount") and cents(step["amount"].lstrip("-")) == amount:
                yield piece("figures", "step", act=name), [step["text"]]
        for part in _PARTS:
            if part in line and cents(line[part]) == amount:
                steps = [step["text"] for step in line.get("steps", [])]
                yield piece("figures", part, act=name), steps


def _addends(result: Mapping[str, Any], draft: Draft, part: str) -> list[str]:
    """Name what adds up to a part of the total; a line that was refused has no figures."""
    lines = [line for line in result["lines"] if line["id"].isdigit() and part in line]
    rows = [(wording.act_of(draft, int(line["id"])), line[part]) for line in lines]
    rows += [(piece("estimate", item["id"]), item[part]) for item in result.get("stay", []) if part in item]
    return [piece("figures", "addend", name=name, amount=money(value)) for name, value in rows if cents(value)]
