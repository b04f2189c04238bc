"""One thing said that can take a place in a quote."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from actions.reading import Exactness, Kind, Mention
from actions.understanding.act_names import ActName

ANCHORS = ("rank", "act", "role", "teeth", "side", "jaw")
"""What says which line is meant."""
PRICES = (None, "fee", "overrun")
"""The labels of an amount that prices a line."""
MOST_OF_AN_ACT = 16
"""How many times a member may count one act: what is more is no count."""
PARTS_OF_ONE = frozenset({
    "dent", "dents", "element", "elements", "face", "faces", "angle", "angles", "canal", "canaux", "racine", "racines",
    "machoire", "machoires", "arcade", "arcades", "pilier", "piliers", "crochet", "crochets", "implant", "implants",
    "bague", "bagues",
})  # fmt: skip
"""What one act is of several of: « un bridge de 3 éléments » is done once."""
CUTS = frozenset({",", ";", ".", "\n", "!", "?", "+"})
"""Signs at which one thing said ends and another may begin."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing said, tokens first…last.

    `kind` is rank, act, role, teeth, side, jaw, amount, count, sector, covered, condition, choice, date, nights or
    person, modifiers, association or agreement.
    """

    kind: str
    first: int
    last: int
    value: Any
    mention: Mention | None = None
    name: ActName | None = None
    label: str | None = None
    label_said: str | None = None
    quantity: int | None = None

    @property
    def is_denied(self) -> bool:
        return self.name.denied if self.name is not None else self.mention is not None and self.mention.denied

    @property
    def is_about(self) -> bool:
        return self.mention is not None and self.mention.exactness == Exactness.ABOUT

    @property
    def is_by_the_day(self) -> bool:
        """« dépassement 500 €, chambre particulière 105 € par jour »: what is counted by the day is no fee."""
        return self.mention is not None and self.mention.per in ("day", "night")

    @property
    def cents(self) -> int:
        """An amount in cents: a bare number counts euros."""
        is_money = self.mention is not None and self.mention.kind == Kind.MONEY
        return int(self.value) if is_money else int(self.value) * 100

    @property
    def said(self) -> str | None:
        """The member's words for it."""
        if self.name is not None:
            return self.name.words
        return self.mention.text if self.mention is not None else None
