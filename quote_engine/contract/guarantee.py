"""A complementary cover: what it pays for each kind of expense, and up to what ceilings."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from quote_engine.contract.benefits import DEFAULT, known_keys
from quote_engine.contract.kinds import (
    Kind,
    Schema,
    Shape,
    accepted,
    day,
    fault,
    flag,
    money,
    number,
    one_of,
    several,
    text,
    true,
    wrong,
)
from quote_engine.contract.terms import MOST_DAYS
from quote_engine.errors import InvalidInputError
from quote_engine.money import to_rate
from wording import say

PERIODS = ("act", "day", "night", "year")
CEILING_PERIODS = ("act", "stay", "year")
BEYOND = ("amo", "ticket_moderateur")
REFERENCE_PERIODS = ("calendar_year", "membership_year")
HIGHEST_PERCENT = 10_000
MOST_BENEFITS = 200
UNNAMED = say("estimate", "contracts", "guarantee", "named")
MOST_CEILINGS = 10


class Cover(NamedTuple):
    """One way to pay. `kind` is the contract's key; a rate in ten-thousandths or cents by act, day… go with it."""

    kind: str
    rate: int = 0
    amo_included: bool = True
    amount: int = 0
    per: str = "act"


class Ceiling(NamedTuple):
    """A limit in cents or in days; those with one name are shared."""

    name: str
    amount: int | None
    days: int | None
    per: str
    beyond: str


class Benefit(NamedTuple):
    key: str
    cover: Cover
    ceilings: tuple[Ceiling, ...] = ()


class Guarantee(NamedTuple):
    """A contract's table, by the kind of expense."""

    id: str | None
    label: str
    fictitious: bool
    responsible: bool
    valid_from: dt.date | None
    reference_period: str
    benefits: Mapping[str, Benefit]

    def find(self, keys: tuple[str, ...], *, by_name: bool = False) -> Benefit | None:
        """Give the first entry that exists, then the default one unless it has to be named."""
        benefits = self.benefits
        for key in keys:
            if key in benefits:
                return benefits[key]
        return None if by_name else benefits.get(DEFAULT)


def parse_guarantee(raw: object, unnamed: str = UNNAMED) -> Guarantee:
    """Read a guarantee of the contract; InvalidInputError names the place that is wrong, from its own top."""
    found = GUARANTEE.read(raw)
    benefits: dict[str, Benefit] = {}
    for place, benefit in enumerate(found["benefits"]):
        if benefit.key in benefits:
            raise InvalidInputError("duplicate", fault("same_benefit", key=benefit.key), f"benefits[{place}].for")
        benefits[benefit.key] = benefit
    if not benefits:
        raise InvalidInputError("missing", fault("no_benefit"), "benefits")
    return Guarantee(
        id=found.get("id"),
        label=found.get("label", unnamed),
        fictitious=found.get("fictitious", False),
        responsible=found.get("responsible", True),
        valid_from=found.get("valid_from"),
        reference_period=found.get("reference_period", "calendar_year"),
        benefits=benefits,
    )


def _benefit(raw: object) -> Benefit:
    found = BENEFIT.read(raw)
    key = found["for"]
    ceilings = tuple(
        Ceiling(c.get("name", f"{key}#{place}"), c.get("amount"), c.get("days"), c.get("per", "year"),
                c.get("beyond", "amo"))
        for place, c in enumerate(found.get("ceilings", ()))
    )  # fmt: skip
    return Benefit(key, found["cover"], ceilings)


def _key(value: Any) -> str:
    if not isinstance(value, str) or value not in known_keys():
        raise wrong(value, accepted("benefit"))
    return value


def _cover(raw: object) -> Cover:
    found = COVER.read(raw)
    kinds = [kind for kind in KINDS if kind in found]
    if len(kinds) != 1:
        raise InvalidInputError("invalid_value", fault("one_kind", accepted=", ".join(KINDS)), "")
    (kind,) = kinds
    for key in found.keys() - KINDS[kind] - {kind}:
        raise InvalidInputError("unknown_key", fault("not_together", key=key, kind=kind), key)
    return Cover(
        kind,
        rate=found.get("plus_percent_of_base", 0) if kind == "ticket_moderateur" else
        found[kind] if kind in PERCENTAGES else 0,
        amo_included=found.get("amo", "included") == "included",
        amount=found.get("amount", 0),
        per=found.get("per", "act"),
    )  # fmt: skip


def _percent(value: Any) -> int:
    """Read a percentage as a rate in ten-thousandths: 150, or 12.5 (two decimals at most)."""
    form = accepted("percent", most=HIGHEST_PERCENT)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= HIGHEST_PERCENT:
        raise wrong(value, form)
    try:
        return to_rate(Decimal(str(value)) / 100)
    except ValueError as error:
        raise wrong(value, form) from error


def _ceiling(raw: object) -> dict[str, Any]:
    found = CEILING.read(raw)
    if ("amount" in found) == ("days" in found):
        raise InvalidInputError("invalid_value", fault("one_limit"), "")
    return found


KINDS: Mapping[str, frozenset[str]] = {
    "percent_of_base": frozenset({"amo"}),
    "ticket_moderateur": frozenset({"plus_percent_of_base"}),
    "percent_of_amo": frozenset(),
    "actual_cost": frozenset(),
    "amount": frozenset({"per"}),
    "percent_of_pmss": frozenset({"per"}),
    "zero_remaining": frozenset(),
    "none": frozenset(),
}
"""Each way to pay, with the keys that may go with it."""
PERCENTAGES = frozenset({"percent_of_base", "percent_of_amo", "percent_of_pmss"})
PERCENT = Kind(_percent, {"type": "number", "minimum": 0, "maximum": HIGHEST_PERCENT})
"""Two decimals at most, which the schema leaves out: `multipleOf` would divide floats, and refuse 1.1."""
COVER_KEYS = {
    **{kind: PERCENT if kind in PERCENTAGES else money if kind == "amount" else true for kind in KINDS},
    "amo": one_of(("included", "excluded")),
    "plus_percent_of_base": PERCENT,
    "per": one_of(PERIODS),
}
COVER = Shape(COVER_KEYS)


def _way_to_pay(kind: str) -> Schema:
    properties = {key: COVER_KEYS[key].schema for key in (kind, *sorted(KINDS[kind]))}
    return {"type": "object", "properties": properties, "required": [kind], "additionalProperties": False}


ONE_COVER = Kind(_cover, {"oneOf": [_way_to_pay(kind) for kind in KINDS]})
CEILING = Shape(
    {
        "name": text,
        "amount": money,
        "days": number(0, MOST_DAYS),
        "per": one_of(CEILING_PERIODS),
        "beyond": one_of(BEYOND),
    },
    oneOf=[{"required": ["amount"]}, {"required": ["days"]}],
)
BENEFIT = Shape(
    {
        "for": Kind(_key, {"enum": sorted(known_keys())}),
        "cover": ONE_COVER,
        "ceilings": several(Kind(_ceiling, CEILING.schema), MOST_CEILINGS),
    },
    required=("for", "cover"),
)
GUARANTEE = Shape(
    {
        "id": text,
        "label": text,
        "fictitious": flag,
        "responsible": flag,
        "valid_from": day,
        "reference_period": one_of(REFERENCE_PERIODS),
        "benefits": several(Kind(_benefit, BENEFIT.schema), MOST_BENEFITS, minItems=1),
    },
    required=("benefits",),
)
