"""The paper's own columns beside the computation: where both differ, it is said with both figures.

A dentist's quote prints for each act what the Assurance Maladie repays and does not, its basket and its highest price;
they are printed from rates that may be out of date, and no figure of an estimate follows them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from quote_draft.context import DraftContext
from quote_draft.draft import Draft
from quote_draft.fields import cents
from quote_engine import basket_of, fee_ceiling_of
from quote_engine.money import percent_text, share, to_french, to_rate
from quote_engine.parameters import all_parameters
from wording import in_sentence, long_date, say

Json = dict[str, Any]
RATES = ("amo/dental", "amo/doctor_outside_stay", "amo/stay")
_said = partial(say, "printed")


def printed_remarks(draft: Draft, context: DraftContext, result: Mapping[str, Any]) -> list[Json]:
    """Return [{"code": "printed_differs", "text", "line"}] for a result with figures."""
    day = draft.date_of_care or context.today
    figures = [result, *result.get("hypotheses", ())]
    remarks = []
    for number in range(1, len(draft.lines) + 1):
        found = [line for each in figures for line in each.get("lines", ()) if line["id"] == str(number)]
        shares = [line for line in found if "refused" not in line]
        texts = [*_of_what_is_repaid(draft, number, shares, day), *_of_the_act(draft, number, day)]
        remarks += [{"code": "printed_differs", "text": text, "line": str(number)} for text in texts]
    return remarks


def _of_what_is_repaid(draft: Draft, number: int, shares: Sequence[Json], day: date) -> Iterator[str]:
    """Compare what the paper says that the Assurance Maladie repays, and does not, with each hypothesis."""
    if not shares:
        return
    repaid, rest = draft.get("line.repaid", number), draft.get("line.not_repaid", number)
    count = draft.get("line.quantity", number) or 1
    paid = [cents(share["amo_gross"]) for share in shares]
    if repaid is not None and cents(repaid) * count not in paid and cents(repaid) not in paid:
        yield _why(cents(repaid), paid[0], cents(shares[0]["base"]), day)
    elif rest is not None:
        left = [cents(share["charged"]) - amo for share, amo in zip(shares, paid, strict=True)]
        if cents(rest) * count not in left and cents(rest) not in left:
            yield _said("not_repaid", printed=to_french(cents(rest)), computed=to_french(left[0]))


def _why(printed: int, computed: int, base: int, day: date) -> str:
    """Name the rate that has changed, when the paper still counts by the one before."""
    facts = {"printed": to_french(printed), "computed": to_french(computed)}
    for name in RATES:
        parameter = all_parameters()[name]
        now = parameter.find(day)
        if now is None or share(base, to_rate(now.value.amount)) != computed:
            continue
        before = [window for window in parameter.windows if window.start < now.start]
        if any(share(base, to_rate(window.value.amount)) == printed for window in before):
            rate = percent_text(to_rate(now.value.amount))
            return _said("old_rate", since=long_date(now.start), rate=rate, **facts)
    return _said("repaid", **facts)


def _of_the_act(draft: Draft, number: int, day: date) -> Iterator[str]:
    """Compare the basket and the highest price that the paper prints with those of the act's code."""
    code = draft.get("line.act", number)
    if code is None:
        return
    basket, known = draft.get("line.basket", number), basket_of(code, day)
    if None not in (basket, known) and basket != known:
        yield _said("basket", printed=_basket(basket), computed=_basket(str(known)))
    ceiling, highest = draft.get("line.fee_ceiling", number), fee_ceiling_of(code, day)
    if ceiling is not None and highest is not None and cents(ceiling) != highest:
        yield _said("fee_ceiling", printed=to_french(cents(ceiling)), computed=to_french(highest))


def _basket(name: str) -> str:
    return in_sentence(say("fields", "choices", "line.basket", name))
