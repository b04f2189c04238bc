"""Estimates at the desk: the page that the member has, and the corrected one with what changed, before and after."""

from typing import Any

from auth_gateway.analyses.service import covers_of
from auth_gateway.console.case import Analysed, Corrected
from auth_gateway.console.correcting import PAYERS
from auth_gateway.documents.quote_words import corrections_in_words
from auth_gateway.platform.french import euros
from auth_gateway.sheets import EstimateSheet, page_of
from wording import say

Json = dict[str, Any]


def estimate(analysis: Analysed) -> Json:
    """Lay out the page that the member may print: advisor and member look at the same thing."""
    return _sheet(analysis, analysis.quote, analysis.estimate, replaced=analysis.replaced)


def _sheet(kept: Analysed | Corrected, quote: Json, figures: Json, *, replaced: bool = False) -> Json:
    """Lay out the page of an estimate as it was kept."""
    cover = covers_of(quote)
    return page_of(
        EstimateSheet(
            estimate=figures,
            quote=quote,
            reference=kept.id[:8].upper(),
            made_on=kept.made_on,
            replaced=replaced,
            cover=cover["guarantee"],
            top_up=cover["top_up"],
            fictitious=cover["fictitious"],
        )
    )


def corrected(estimate: Corrected | None) -> Json | None:
    """Lay out an estimate of the desk: what was changed, each payer before → after, and the new page whole."""
    if estimate is None:
        return None
    before, after = estimate.before.get("total"), estimate.after.get("total")
    return {
        "id": estimate.id,
        "by": estimate.by,
        "at": estimate.at,
        "changes": corrections_in_words(estimate.differences),
        "rows": [
            (
                say("desk", "payers", payer),
                *(euros(total[payer]) if total and payer in total else None for total in (before, after)),
            )
            for payer in PAYERS
        ],
        "page": _sheet(estimate, estimate.quote, estimate.after) if after and estimate.quote else None,
        "refusal": None if after else _refusal(estimate.after),
    }


def _refusal(result: Json) -> str:
    """Say why the engine gave no figures."""
    why = result.get("refusal") or result.get("error") or {}
    return str(why.get("message", result["status"]))
