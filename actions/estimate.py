"""The estimate of a confirmed quote: the engine's result, said in a few sentences and shown whole in its card."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actions.outcome import Button, Reply
from actions.wording import act_of, button, money, piece, pieces, plain_button
from quote_draft import UNKNOWN, Draft, DraftContext, to_quote
from quote_engine import estimate

HANDOVER_CARD = {"type": "handover_form"}


def estimate_draft(draft: Draft, context: DraftContext) -> tuple[list[Reply], dict[str, Any] | None]:
    """Return what to say of a confirmed draft, and the engine's result; None when the engine refused."""
    result = estimate(to_quote(draft, context))
    if result["status"] != "ok":
        return [_refusal(draft, result)], None
    card = {"type": "estimate", "estimate": result}
    replies = [_total(result, card)]
    lines = "\n".join([*_lines(draft, result), *_stay(result)])
    replies.append(Reply("utter_estimate_lines", {"lines": lines}))
    limits = " ".join(_limits(draft, context, result))
    replies.append(Reply("utter_estimate_limits", {"limits": limits}, _buttons()))
    return replies, result


def _total(result: Mapping[str, Any], card: dict[str, Any]) -> Reply:
    total = result["total"]
    if "range" in result:
        between = result["range"]["member"]
        hypotheses = "\n".join(
            piece(
                "estimate",
                "hypothesis",
                sector=_sector(hypothesis["sector"]),
                member=money(hypothesis["total"]["member"]),
            )
            for hypothesis in result["hypotheses"]
        )
        variables = {
            "least": money(between["min"]),
            "most": money(between["max"]),
            "charged": money(total["charged"]),
            "hypotheses": hypotheses,
        }
        return Reply("utter_estimate_range", variables, card=card)
    variables = {name: money(total[name]) for name in ("member", "charged", "amo", "amc")}
    if total["top_up"] != "0.00":
        return Reply("utter_estimate_total_with_top_up", {**variables, "top_up": money(total["top_up"])}, card=card)
    return Reply("utter_estimate_total", variables, card=card)


def _sector(sector: Any) -> str:
    name = piece("choices", "line.sector", sector) if isinstance(sector, str) else ""
    return name[:1].upper() + name[1:]


def _lines(draft: Draft, result: Mapping[str, Any]) -> list[str]:
    return [
        piece(
            "estimate",
            "line",
            act=act_of(draft, int(line["id"])),
            **{name: money(line[name]) for name in ("charged", "amo", "amc", "member")},
        )
        for line in result["lines"]
    ]


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


def _limits(draft: Draft, context: DraftContext, result: Mapping[str, Any]) -> list[str]:
    """Name what the figure rests on and the member did not say."""
    room_unknown = draft.has_stay and UNKNOWN in (draft.stay.wanted, draft.stay.price)
    assumed = {
        "care_date_unknown": draft.care_date == UNKNOWN,
        "exemption_unknown": draft.family != "dental" and draft.exemption == UNKNOWN,
        "nights_unknown": draft.setting == "inpatient" and draft.has_stay and draft.stay.nights == UNKNOWN,
        "room_unknown": room_unknown,
        "no_cover": context.cover is None,
        "approximate": bool(draft.approximate) or any(line.approximate for line in draft.lines),
    }
    said = [piece("estimate", "limits", name) for name, applies in assumed.items() if applies]
    return said + list(dict.fromkeys(warning["text"] for warning in result.get("warnings", [])))


def _refusal(draft: Draft, result: Mapping[str, Any]) -> Reply:
    refusal = result.get("refusal") or {}
    code = refusal.get("code") if result["status"] == "refused" else "invalid"
    reasons = pieces("estimate", "refusals")
    line = str(refusal.get("line") or "")
    number = int(line) if line.isdigit() else 0
    act = act_of(draft, number) if 1 <= number <= len(draft.lines) else piece("estimate", "any_act")
    reason: str = reasons.get(code, reasons["unsupported"])
    modify = button("modify", payload={"intent": "correct", "field": None, "line": None})
    return Reply("utter_refused", {"reason": reason.format(act=act)}, (plain_button("handover"), modify), HANDOVER_CARD)


def _buttons() -> tuple[Button, ...]:
    modify = button("modify", payload={"intent": "correct", "field": None, "line": None})
    return (plain_button("document"), modify, plain_button("handover"))
