"""One estimate and what the page says around it; how its items are named."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from auth_gateway.platform.french import euros
from wording import capitalised, in_sentence, say

Json = Mapping[str, Any]

NOT_FIRST = "\u00a0· "
"""Between two details: a line of the page never begins with the dot."""
DOCTORS_SECTOR = "line.sector"

said = partial(say, "estimate_page")


@dataclass(frozen=True)
class AdvisorAnswer:
    """What an advisor wrote, and what they corrected in the quote, each correction a sentence before → after."""

    by: str
    text: str
    corrections: Sequence[str] = ()


@dataclass(frozen=True)
class EstimateSheet:
    """One estimate with the quote that it answers: the engine's output and input.

    `member` is the full name of who asked, where it is known; `who` the first name of the dependant concerned, None
    for the member. The covers' labels are those shown to the member. `replaced`: the quote has changed since.
    """

    estimate: Json
    quote: Json
    reference: str
    made_on: date
    member: str | None = None
    who: str | None = None
    cover: str | None = None
    top_up: str | None = None
    fictitious: bool = False
    replaced: bool = False
    answer: AdvisorAnswer | None = None

    def items(self) -> Iterator[Json]:
        """Give what is paid, in order: the lines (refused ones too), the other charges, the stay."""
        for part in ("lines", "charges", "stay"):
            yield from self.estimate.get(part, ())

    def described(self, item: Json) -> Json:
        """Give the line of the quote that an item answers; nothing for the stay and the charges."""
        lines = self.quote.get("lines", ()) if item in self.estimate["lines"] else ()
        return next((line for line in lines if str(line["id"]) == str(item["id"])), {})

    def charge(self, item: Json) -> Json | None:
        """Give the charge of the quote that an item answers; None for lines and the stay."""
        charges = self.quote.get("charges", ()) if item in self.estimate.get("charges", ()) else ()
        return next((charge for charge in charges if str(charge["id"]) == str(item["id"])), None)

    @property
    def outside_pathway(self) -> bool:
        return (self.quote.get("patient") or {}).get("in_pathway") is False


def label_of(item: Json) -> str:
    """Name an item as a title: what a member typed begins with a capital like the rest."""
    label = str(item.get("label") or say("estimate", "stay", item["id"])).replace("'", "’")
    return capitalised(label)


def named(item: Json, sheet: EstimateSheet) -> str:
    """Name an item outside its own block: one act twice is told apart by its teeth, its side or whose fee it is."""
    line, name = sheet.described(item), label_of(item)
    for mark in (_teeth(line), _side(line), _anaesthetist(line)):
        name = said("named", label=name, mark=mark) if mark else name
    return name


def detail_of(item: Json, sheet: EstimateSheet) -> str | None:
    """Tell an item from another: its code, whose fee it is, the tooth or the side, the sector; a charge, its price."""
    line = sheet.described(item)
    letters, times = line.get("modifiers") or [], line.get("quantity") or 1
    charge = sheet.charge(item) or {}
    marks = (
        said("code", code=line["code"]) if line.get("code") else None,
        _anaesthetist(line),
        _teeth(line),
        _side(line),
        said("quantity", count=times) if times > 1 else None,
        sector_in_words(line["sector"]) if line.get("sector") else None,
        said("modifiers", count=len(letters), letters=", ".join(letters)) if letters else None,
        said("times", count=charge["days"], amount=euros(charge["amount"])) if charge.get("days") else None,
        said("not_covered") if line and item.get("covered") is False else None,
    )
    return NOT_FIRST.join(mark for mark in marks if mark) or None


def price_of_charge(charge: Json) -> str:
    """« 6,00 € par jour, pendant 3 jours »: of a charge as the draft or the engine's quote has it."""
    price, per, days = euros(charge["amount"]), charge.get("per", "stay"), charge.get("days")
    if per != "stay":
        price = say("fields", "charge", "per", amount=price, per=say("fields", "choices", "charges.per", per))
    return say("fields", "charge", "times", per, price=price, count=days) if days else price


def sector_in_words(sector: str) -> str:
    return in_sentence(say("fields", "choices", DOCTORS_SECTOR, sector))


def _anaesthetist(line: Json) -> str | None:
    return said("anaesthetist") if line.get("activity") == 4 else None


def _side(line: Json) -> str | None:
    return in_sentence(say("fields", "choices", "line.side", line["side"])) if line.get("side") else None


def _teeth(line: Json) -> str | None:
    teeth = line.get("teeth") or ([line["tooth"]] if line.get("tooth") else [])
    return said("tooth", count=len(teeth), teeth=", ".join(map(str, teeth))) if teeth else None
