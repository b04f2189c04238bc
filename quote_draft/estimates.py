"""The estimate of a draft, with what it rests on that nobody said; and the one so far, while it is being described."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from quote_draft.context import DraftContext
from quote_draft.draft import Draft
from quote_draft.fields import SHARED_FEES, UNKNOWN, Place, Scope, cents, euros
from quote_draft.printed import printed_remarks
from quote_draft.quote import to_quote
from quote_engine import estimate
from wording import say, words

Json = dict[str, Any]


def estimate_draft(draft: Draft, context: DraftContext) -> Json:
    """Return the engine's result with `assumptions`: [{"code", "field", "line", "text"}], the texts in French.

    What the engine warns of itself is not said twice; where the paper differs is among the warnings. A result without
    figures rests on nothing.
    """
    result = estimate(to_quote(draft, context))
    warned = {warning["code"] for warning in result.get("warnings", [])}
    made = "total" in result
    if made:
        result["warnings"] = [*printed_remarks(draft, context, result), *result.get("warnings", ())]
    return {
        **result,
        "assumptions": [one for one in _assumptions(draft, context) if one["code"] not in warned and made],
    }


def running_estimate(draft: Draft, context: DraftContext) -> Json | None:
    """Return the member's share of the lines that can be counted, and the numbers of the others; None without any."""
    named = {
        number
        for number, line in enumerate(draft.lines, start=1)
        if line.code or line.base not in (None, UNKNOWN) or line.values.get("covered") is False
    }
    together = [{int(number) for number in one["lines"]} for one in draft.given(SHARED_FEES) or ()]
    shared = {number for lines in together if lines <= named for number in lines}
    lines = sorted(shared | {number for number in named if draft.lines[number - 1].is_priced})
    result = estimate(to_quote(draft, context, lines)) if lines else {}
    if "total" not in result:
        return None
    lowest, highest = left_to_pay(result)
    return {
        "member": {"min": euros(lowest), "max": euros(highest)},
        "left_out": [number for number in range(1, len(draft.lines) + 1) if number not in lines],
    }


def left_to_pay(result: Mapping[str, Any]) -> tuple[int, int]:
    """Return the lowest and the highest that may be left to pay, in cents, of a result with figures.

    What the engine refused to estimate may be wholly the member's, or not at all.
    """
    figure = result["total"]["member"]
    between = result.get("range", {}).get("member", {"min": figure, "max": figure})
    return cents(between["min"]), cents(between["max"]) + cents(result.get("not_estimated", "0.00"))


def _assumptions(draft: Draft, context: DraftContext) -> Iterator[Json]:
    for row in draft.table:
        for line in range(1, len(draft.lines) + 1) if row.scope is Scope.LINE else (None,):
            place = Place(draft, line, context)
            if not row.makes_sense(place):
                continue
            code = row.assumption(place, place.known(row.name))
            if code:
                yield _assumption(code, say("assumptions", code), row.name, line)
            if draft.is_approximate(row.name, line):
                texts = words("assumptions", "approximate")
                yield _assumption("approximate", texts.get(row.short, texts["other"]), row.name, line)
    if context.cover is None:
        yield _assumption("no_cover", say("assumptions", "no_cover"))


def _assumption(code: str, text: str, field: str | None = None, line: int | None = None) -> Json:
    return {"code": code, "field": field, "line": line, "text": text}
