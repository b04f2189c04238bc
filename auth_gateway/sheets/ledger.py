"""A ledger that adds up: the price asked, less what each payer pays with its computation, equals what is left."""

from collections.abc import Mapping, Sequence
from typing import Any

from auth_gateway.platform.french import MINUS, cents, euros, percents, plain
from auth_gateway.sheets.headline import Headline, asked_of, not_estimated
from auth_gateway.sheets.sheet import EstimateSheet, detail_of, label_of, said
from wording import say

Json = Mapping[str, Any]

PAYERS = ("amo", "amc", "top_up")
SHARES = (*PAYERS, "member")


def whole_ledger(estimate: Json, headline: Headline, alone: Json | None) -> Json:
    """Lay out the whole quote; what was not estimated is counted as the member's, so that the sum is the paper's.

    Of a quote of one item, `alone`, it is the item's own ledger, computation included: it need not be given twice.
    """
    total, refused = estimate["total"], not_estimated(estimate)
    figures = {
        **total,
        "charged": asked_of(estimate),
        "member": plain(cents(total["member"]) + refused),
    }
    result = "left" if headline.is_one_amount else "left_at_least" if headline.open else "left_at_most"
    drawn = _ledger(figures, result)
    if alone is not None:
        drawn = {**drawn, "rows": alone["ledger"]["rows"]}
    elif stay := sum(cents(item["charged"]) for item in estimate.get("stay", ())):
        price, *paid = drawn["rows"]
        acts = cents(figures["charged"]) - stay
        price = {**price, "computed": said("acts_and_stay", acts=euros(plain(acts)), stay=euros(plain(stay)))}
        drawn = {**drawn, "rows": [price, *paid]}
    return {**drawn, "bar": bar_of(figures), "legend": _legend(drawn)}


def item_ledger(item: Json, sheet: EstimateSheet) -> Json:
    """Lay out one line, charge or part of the stay; one that was refused has its price, and why."""
    named = {"label": label_of(item), "detail": detail_of(item, sheet)}
    if "refused" in item:
        fee = item.get("charged") or sheet.described(item).get("fee")
        refusal = {"refused": item["refused"]["message"], "charged": euros(fee) if fee else None}
        return {**named, **refusal, "nothing_left": False, "steps": []}
    return {
        **named,
        "refused": None,
        "member": euros(item["member"]),
        "nothing_left": cents(item["member"]) == 0,
        "bar": bar_of(item),
        "ledger": _ledger(item, "left"),
        "steps": [_step(step) for step in item.get("steps", ())],
    }


def _ledger(figures: Json, result: str) -> Json:
    """Give the rows with their signs; a payer who pays nothing has none."""
    paid = [payer for payer in PAYERS if cents(figures.get(payer, "0.00"))]
    return {
        "rows": [
            {"payer": None, "label": say("names", "charged"), "amount": euros(figures["charged"]), "computed": None},
            *(
                {
                    "payer": payer,
                    "label": say("names", payer),
                    "amount": euros(plain(-cents(figures[payer]))),
                    "computed": _computed(figures, payer),
                }
                for payer in paid
            ),
        ],
        "result": {"label": said("ledger", result), "amount": euros(figures["member"])},
    }


def _computed(figures: Json, payer: str) -> str | None:
    """Give the computation of what a payer pays; one that is only the amount says nothing more."""
    computed = figures.get(f"{payer}_computed")
    return None if computed == euros(figures[payer]) else computed


def bar_of(figures: Json) -> Json | None:
    """Give shares from 0 to 1 and the sentence that says the same; None where nothing is charged."""
    charged = cents(figures["charged"])
    if charged <= 0:
        return None
    shares = [(payer, figures[payer]) for payer in SHARES if payer == "member" or cents(figures.get(payer, "0.00"))]
    spoken = ", ".join(
        said("share", payer=say("names", payer), amount=euros(amount), percent=percent)
        for (payer, amount), percent in zip(shares, percents([cents(a) for _, a in shares]), strict=True)
    )
    return {
        "shares": [{"payer": payer, "part": cents(amount) / charged} for payer, amount in shares if cents(amount)],
        "alt": said("alternative", charged=euros(figures["charged"]), shares=spoken),
    }


def _legend(ledger: Json) -> Sequence[Json]:
    """Give the rows of those who pay, for whoever shows only them."""
    paid = [{**row, "amount": row["amount"].removeprefix(MINUS)} for row in ledger["rows"] if row["payer"]]
    return [*paid, {"payer": "member", **ledger["result"]}]


def _step(step: Json) -> Json:
    return {
        "text": step["text"],
        "amount": euros(step["amount"]) if step.get("amount") is not None else None,
        "source": step.get("source") or None,
        "remainder": step["rule"] == "member",
    }
