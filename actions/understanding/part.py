"""A part of a message: its tokens, and what they do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from actions.reading import Kind, Parse


class Act(StrEnum):
    TELLING = "telling"
    ASKING = "asking"
    WHY = "why"
    SUPPOSING = "supposing"
    RECOUNTING = "recounting"
    NOT_KNOWING = "not_knowing"
    ORDERING = "ordering"  # undo, delete, stop, hand over…: `order` says which


@dataclass(frozen=True, slots=True)
class Part:
    """Tokens first…last of a message and what they do.

    `order` is a kind of the contract when they order something; `subject` is the token where what they ask about
    begins, when it was said before them.
    """

    act: Act
    first: int
    last: int
    order: str | None = None
    subject: int | None = None

    def of(self, parse: Parse) -> Parse:
        """Return the reading of this part alone, its places unchanged."""
        return within(parse, [self])


ENDS = frozenset({".", "!", "?", ";", "\n", "…"})
FIGURES = (Kind.MONEY, Kind.NUMBER, Kind.DATE, Kind.NIGHTS, Kind.TEETH, Kind.CODE)
VALUES = (*FIGURES, Kind.CHOICE)
ORDERS = {
    "undo": "undo",
    "order.compare": "compare",  # « compare avec mon autre devis » starts no new one
    "order.restart": "restart",
    "keep_only": "keep_only",
    "delete": "delete_line",
    "order.stop": "stop",
    "order.handover": "handover",
    "order.support": "support",
    "order.complaint": "complaint",
    "order.summary": "summary",
    "order.medical_advice": "medical_advice",
    "order.document": "document",
    "order.worry": "worry",
    "order.help": "help",
    "help": "help",
    "order.bye": "bye",
}
"""Tags of the lexicon that order something, the heaviest first."""
SHORT = 4
"""Words of an answer that a question mark only makes unsure: « 850 ? »."""


def within(parse: Parse, parts: Sequence[Part]) -> Parse:
    """Return a reading of which only these parts are left."""
    inside = {at for part in parts for at in range(part.first, part.last)}
    return Parse(
        parse.text,
        parse.today,
        parse.tokens,
        tuple(mention for mention in parse.mentions if mention.first in inside),
        tuple(tag for tag in parse.tags if tag.first in inside),
    )
