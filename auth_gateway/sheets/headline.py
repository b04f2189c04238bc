"""The one figure of an estimate: an amount when all is known, else the range in which it lies."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from auth_gateway.platform.french import cents, euros, plain
from quote_draft import left_to_pay
from wording import in_sentence, say

Json = Mapping[str, Any]

NOT_COUNTED = frozenset({"nights_unknown", "private_room_unknown", "room_price_unknown"})
"""Assumptions that leave out something to pay: no figure can be said to be the highest."""


@dataclass(frozen=True)
class Headline:
    """What may be left to pay, in cents. `open`: something to pay is not counted, so that `highest` is no limit."""

    lowest: int
    highest: int
    open: bool = False
    approximate: bool = False

    @property
    def is_one_amount(self) -> bool:
        return self.lowest == self.highest and not self.open

    @property
    def text(self) -> str:
        """« Rien à payer », « 374,36 € », « Environ 374,36 € », « Entre 0,00 € et 374,36 € », « Au moins 374,36 € »."""
        if not self.open:
            return self._counted
        if not self.lowest:
            return say("estimate_page", "left", "apart", counted=self._counted)
        return say("estimate_page", "left", "at_least", min=_euros(self.lowest))

    @property
    def in_short(self) -> str:
        """The same among other words: « Reste à payer : 374,36 € », but « Rien à payer » alone."""
        return say("estimate_page", "left", "named", left=in_sentence(self.text)) if self.highest else self.text

    @property
    def _counted(self) -> str:
        if self.lowest != self.highest:
            return say("estimate_page", "left", "between", min=_euros(self.lowest), max=_euros(self.highest))
        if not self.highest:
            return say("estimate_page", "left", "nothing")
        amount = _euros(self.highest)
        return say("estimate_page", "left", "about", amount=amount) if self.approximate else amount


def _euros(amount: int) -> str:
    return euros(plain(amount))


def headline_of(estimate: Json) -> Headline:
    """Read it in an estimate. What was not estimated may be wholly the member's, or not at all."""
    lowest, highest = left_to_pay(estimate)
    assumed = estimate.get("assumptions", ())
    return Headline(
        lowest,
        highest,
        open=any(one["code"] in NOT_COUNTED for one in assumed),
        approximate=any(one["code"] == "approximate" for one in assumed),
    )


def asked_of(estimate: Json) -> str:
    """Give what the whole quote asks for, in euros as the contract writes them: what was not estimated included."""
    return plain(cents(estimate["total"]["charged"]) + not_estimated(estimate))


def not_estimated(estimate: Json) -> int:
    """Give the part of the quote that the engine refused to estimate, in cents."""
    return cents(estimate.get("not_estimated", "0.00"))
