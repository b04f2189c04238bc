"""What a member can do next about what is left to pay: never only warnings."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from auth_gateway.platform.french import cents, euros
from auth_gateway.sheets.headline import Headline, not_estimated
from auth_gateway.sheets.sheet import EstimateSheet
from quote_engine import basket_of
from wording import say

Json = Mapping[str, Any]

WORTH_SPREADING = 150_00
"""Cents left to pay from which paying in several times, or asking for help, is worth a word."""

BY_AN_ADVISOR = frozenset({"have_it_read", "advisor"})
"""What Ligne claire itself would do."""


def advice_of(sheet: EstimateSheet, headline: Headline) -> list[Json]:
    """Give what to do, most useful first: {"title", "text"}; whom an advisor answers is not sent to them again."""
    return [
        {"title": say("next_steps", name, "title"), "text": say("next_steps", name, "text", **facts)}
        for name, facts in _steps(sheet, headline)
        if sheet.answer is None or name not in BY_AN_ADVISOR
    ]


def _steps(sheet: EstimateSheet, headline: Headline) -> Iterator[tuple[str, Json]]:
    if not headline.highest:
        yield "third_party", {}
        return
    if not_estimated(sheet.estimate):
        yield "have_it_read", {}
    if _is_above_its_base(sheet):
        yield from _about_optam(sheet)
        yield "second_quote", {}
    if _has_a_prosthesis_to_pay(sheet):
        yield "without_rest", {}
    if headline.highest >= WORTH_SPREADING:
        yield "spread", {}
    if not not_estimated(sheet.estimate):
        yield "advisor", {}


def _is_above_its_base(sheet: EstimateSheet) -> bool:
    return any(_left(line) and cents(line.get("overrun", "0.00")) for line in sheet.estimate["lines"])


def _about_optam(sheet: EstimateSheet) -> Iterator[tuple[str, Json]]:
    """Say what OPTAM would leave to pay, where that is one of the hypotheses; else that it exists."""
    with_it = [one for one in sheet.estimate.get("hypotheses", ()) if one.get("sector") == "sector_2_optam"]
    if with_it:
        yield "ask_optam", {"amount": euros(with_it[0]["total"]["member"])}
    elif any(line.get("sector") == "sector_2" for line in sheet.quote.get("lines", ())):
        yield "look_for_optam", {}


def _has_a_prosthesis_to_pay(sheet: EstimateSheet) -> bool:
    """Say whether a dental prosthesis leaves something to pay outside the basket without any rest."""
    on = date.fromisoformat(sheet.estimate["date"])
    baskets = (basket_of(sheet.described(line).get("code", ""), on) for line in sheet.estimate["lines"] if _left(line))
    return any(basket in {"moderate", "free"} for basket in baskets)


def _left(line: Json) -> int:
    return cents(line.get("member", "0.00"))
