"""The estimate of a described quote: the engine's result, said in a few sentences and shown whole in its card."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actions.answering.state import HANDOVER_CARD, TurnState
from actions.answering.wording import act_of, button, money, piece, pieces, plain_button
from actions.outcome import Button, Reply
from quote_draft import UNKNOWN, Asking, Draft, estimate_draft
from quote_draft import left_to_pay as cents_left
from wording import capitalised


def estimate_when_due(state: TurnState) -> None:
    """Estimate when the message changed, answered or confirmed something and nothing is left to ask.

    An amount told that has no place yet may change the figures: the summary is confirmed first.
    """
    if not _is_due(state):
        return
    if state.amount_waits:
        state.asking = Asking("confirm")
        return
    _give_estimate(state)


def _is_due(state: TurnState) -> bool:
    following = state.following()
    if state.asking is not None or state.ask_nothing_now:
        return False
    if state.confirmed:
        return following is None or following.field == "confirm"
    changed = any(event["kind"] in ("set", "undo", "delete_line", "no_more_lines") for event in state.events)
    undone = any(event["kind"] == "undo" for event in state.events)
    return following is None and (undone or not state.draft.confirmed) and (changed or "answer" in state.kinds)


def _give_estimate(state: TurnState) -> None:
    """Confirm the draft that nothing is left to ask of, estimate it, and say it; before → after when it changed."""
    if not state.context.may_estimate:
        state.say("utter_read_only", plain_button("handover"))
        return
    state.apply({"kind": "confirm"})
    result = estimate_draft(state.draft, state.context)
    state.estimate = result
    if result["status"] not in ("ok", "partial"):
        state.replies.append(_refusal(state.draft, result))
        return
    was = state.situation.draft
    if was.confirmed:
        before = estimate_draft(was, state.context)
        if before["status"] in ("ok", "partial") and left_to_pay(before) != left_to_pay(result):
            state.say("utter_estimate_changed", before=left_to_pay(before), after=left_to_pay(result))
    card = {"type": "estimate", "estimate": result}
    state.replies.append(_total(state.draft, result, card))
    lines = "\n".join([*_lines(state.draft, result), *_stay(result), *_charges(result)])
    state.replies.append(Reply("utter_estimate_lines", {"lines": lines}))
    if "not_estimated" in result:
        state.replies.append(_left_out(state.draft, result))
    limits = " ".join(_limits(result))
    name = "utter_estimate_limits_again" if was.confirmed else "utter_estimate_limits"
    state.replies.append(Reply(name, {"limits": limits}, _buttons()))


def left_to_pay(result: Mapping[str, Any]) -> str:
    """Write what is left to pay: one amount, or the range that the hypotheses leave."""
    least, most = cents_left(result)
    return money(most) if least == most else piece("estimate", "between", least=money(least), most=money(most))


def without_the_room(draft: Draft, amount: str) -> str:
    """Write an amount of a quote; where the room is wanted and its price is not known, say that it is not counted."""
    room = draft.get("stay.private_room") or {}
    is_unpriced = room.get("wanted") is True and room.get("price") in (None, UNKNOWN)
    return piece("estimate", "without_the_room", amount=amount) if is_unpriced else amount


def _total(draft: Draft, result: Mapping[str, Any], card: dict[str, Any]) -> Reply:
    total = result["total"]
    charged = without_the_room(draft, money(total["charged"]))
    if "range" in result:
        between = result["range"]["member"]
        hypotheses = "\n".join(
            piece(
                "estimate",
                "hypothesis",
                sector=capitalised(hypothesis["label"]),
                member=money(hypothesis["total"]["member"]),
            )
            for hypothesis in result["hypotheses"]
        )
        variables = {
            "least": money(between["min"]),
            "most": money(between["max"]),
            "charged": charged,
            "hypotheses": hypotheses,
        }
        return Reply(_of_hypotheses(between), variables, card=card)
    variables = {"charged": charged, **{name: money(total[name]) for name in ("member", "amo", "amc")}}
    nothing_left = cents_left(result) == (0, 0)
    if total["top_up"] != "0.00":
        told = {**variables, "top_up": money(total["top_up"])}
        with_top_up = "utter_estimate_total_with_top_up"
        return Reply("utter_estimate_nothing_left_with_top_up" if nothing_left else with_top_up, told, card=card)
    return Reply("utter_estimate_nothing_left" if nothing_left else "utter_estimate_total", variables, card=card)


def _of_hypotheses(between: Mapping[str, str]) -> str:
    """Name what says the hypotheses' result: a range whose ends are one amount is that amount."""
    if between["min"] != between["max"]:
        return "utter_estimate_range"
    return "utter_estimate_same_nothing_left" if between["max"] == "0.00" else "utter_estimate_same"


def _lines(draft: Draft, result: Mapping[str, Any]) -> list[str]:
    return [line_figures(draft, line) for line in result["lines"] if "refused" not in line]


def line_figures(draft: Draft, line: Mapping[str, Any]) -> str:
    """Write what is asked for a line of the quote and who pays what of it."""
    act = act_of(draft, int(line["id"]))
    amounts = {name: money(line[name]) for name in ("charged", "amo", "amc", "member")}
    if line["top_up"] == "0.00":
        return piece("estimate", "line", act=act, **amounts)
    return piece("estimate", "line_with_top_up", act=act, top_up=money(line["top_up"]), **amounts)


def _stay(result: Mapping[str, Any]) -> list[str]:
    return [
        piece(
            "estimate",
            "stay",
            label=piece("estimate", item["id"]),
            charged=money(item["charged"]),
            member=money(item["member"]),
        )
        for item in result.get("stay", [])
    ]


def _charges(result: Mapping[str, Any]) -> list[str]:
    return [
        piece("estimate", "stay", label=item["label"], charged=money(item["charged"]), member=money(item["member"]))
        for item in result.get("charges", [])
    ]


def _left_out(draft: Draft, result: Mapping[str, Any]) -> Reply:
    """Name the lines without figures, why, and what of the paper the total does not hold."""
    refused = [line for line in result["lines"] if "refused" in line]
    lines = [
        piece("estimate", "left_out", act=act_of(draft, int(line["id"])), reason=line["refused"]["message"])
        for line in refused
    ]
    variables = {"amount": money(result["not_estimated"]), "lines": "\n".join(lines)}
    return Reply("utter_estimate_partial", variables, (plain_button("handover"),))


def _limits(result: Mapping[str, Any]) -> list[str]:
    """Name what the figure rests on and the member did not say, then the engine's own warnings."""
    said = [assumption["text"] for assumption in result.get("assumptions", [])]
    return list(dict.fromkeys([*said, *(warning["text"] for warning in result.get("warnings", []))]))


def _refusal(draft: Draft, result: Mapping[str, Any]) -> Reply:
    refusal = result.get("refusal") or {}
    code = str(refusal.get("code")) if result["status"] == "refused" else "invalid"
    reasons = pieces("estimate", "refusals")
    line = str(refusal.get("line") or "")
    number = int(line) if line.isdigit() else 0
    act = act_of(draft, number) if 1 <= number <= len(draft.lines) else piece("estimate", "any_act")
    reason: str = reasons.get(code, reasons["unsupported"])
    return Reply(
        "utter_refused", {"reason": reason.format(act=act)}, (plain_button("handover"), _modify()), HANDOVER_CARD
    )


def _buttons() -> tuple[Button, ...]:
    return (plain_button("document"), _modify(), plain_button("handover"))


def _modify() -> Button:
    return button("modify", payload={"intent": "correct", "field": None, "line": None})
