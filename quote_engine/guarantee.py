"""A complementary cover: what it pays for each kind of expense, and up to what ceilings."""

import datetime as dt
import functools
import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from quote_engine.errors import InvalidInputError
from quote_engine.fields import Fields

DOCTOR_NATURES = ("consultation", "medical_act", "anaesthesia", "imaging")
SECTOR_SUFFIXES = ("optam", "non_optam")
SETTINGS = ("inpatient", "day_case", "outpatient")
PLAIN_KEYS = (
    "dental_care", "dental_prosthesis", "dental_prosthesis.rac0", "dental_prosthesis.moderate",
    "dental_prosthesis.free", "inlay_onlay", "occlusal_splint", "orthodontics", "daily_hospital_fee", "flat_fee",
    "stay_cost", "private_room.inpatient", "private_room.day_case", "default",
)  # fmt: skip
PERIODS = ("act", "day", "night", "year")
CEILING_PERIODS = ("act", "stay", "year")
HIGHEST_PERCENT = 10_000
DEFAULT_LABELS = {"top_up": "votre surcomplémentaire"}
MOST_BENEFITS = 200


def doctor_keys(nature: str, sector: str | None, setting: str) -> Iterator[str]:
    """Give the `for` keys of a doctor's line, the most specific first; an anaesthetist falls back on medical acts."""
    for name in (nature, "medical_act") if nature == "anaesthesia" else (nature,):
        if sector:
            yield f"{name}.{sector}.{setting}"
        yield f"{name}.{setting}"
        if sector:
            yield f"{name}.{sector}"
        yield name


@functools.cache
def known_keys() -> frozenset[str]:
    sectors = ("", *(f".{s}" for s in SECTOR_SUFFIXES))
    settings = ("", *(f".{s}" for s in SETTINGS))
    doctors = (a + b + c for a, b, c in itertools.product(DOCTOR_NATURES, sectors, settings))
    return frozenset((*PLAIN_KEYS, *doctors))


@dataclass(frozen=True, slots=True)
class Cover:
    """One way to pay. `kind` is the contract's key; `percent`, `amount`, `per`, `amo_included` go with it."""

    kind: str
    percent: int = 0
    amo_included: bool = True
    amount: int = 0
    per: str = "act"


@dataclass(frozen=True, slots=True)
class Ceiling:
    """A limit in cents or in days; those with one name are shared."""

    name: str
    amount: int | None
    days: int | None
    per: str
    beyond: str


@dataclass(frozen=True, slots=True)
class Benefit:
    key: str
    cover: Cover
    ceilings: tuple[Ceiling, ...]


@dataclass(frozen=True, slots=True)
class Guarantee:
    """A contract's table, by the kind of expense."""

    id: str | None
    label: str
    fictitious: bool
    responsible: bool
    valid_from: dt.date | None
    reference_period: str
    benefits: Mapping[str, Benefit]

    def find(self, keys: Iterator[str] | tuple[str, ...]) -> Benefit | None:
        """Give the first entry that exists, then the default one."""
        found = next((self.benefits[k] for k in keys if k in self.benefits), None)
        return found or self.benefits.get("default")


def parse_guarantee(raw: object, path: str) -> Guarantee:
    """Read a guarantee of the contract; InvalidInputError names the place that is wrong."""
    fields = Fields(raw, path)
    benefits: dict[str, Benefit] = {}
    for n, item in enumerate(fields.items("benefits", MOST_BENEFITS)):
        benefit = _benefit(Fields(item, f"{fields.at('benefits')}[{n}]"))
        if benefit.key in benefits:
            message = f"« {benefit.key} » figure deux fois ; chaque prestation n'est décrite qu'une fois"
            raise InvalidInputError("duplicate", message, f"{fields.at('benefits')}[{n}].for")
        benefits[benefit.key] = benefit
    if not benefits:
        raise InvalidInputError("missing", "la garantie doit décrire au moins une prestation", fields.at("benefits"))
    guarantee = Guarantee(
        id=fields.text("id"),
        label=fields.text("label") or DEFAULT_LABELS.get(path, "votre garantie"),
        fictitious=fields.flag("fictitious", default=False),
        responsible=fields.flag("responsible", default=True),
        valid_from=fields.day("valid_from"),
        reference_period=fields.choice("reference_period", ("calendar_year", "membership_year")) or "calendar_year",
        benefits=benefits,
    )
    fields.close()
    return guarantee


def _benefit(fields: Fields) -> Benefit:
    key = fields.require("for")
    if not isinstance(key, str) or key not in known_keys():
        raise fields.wrong(
            "for", key, "une prestation du contrat, par exemple medical_act.optam, dental_prosthesis.free"
        )
    cover = _cover(Fields(fields.require("cover"), fields.at("cover")))
    ceilings = tuple(
        _ceiling(Fields(c, f"{fields.at('ceilings')}[{n}]"), f"{key}#{n}")
        for n, c in enumerate(fields.items("ceilings", 10))
    )
    fields.close()
    return Benefit(key, cover, ceilings)


def _cover(fields: Fields) -> Cover:
    kinds = (
        "percent_of_base", "ticket_moderateur", "percent_of_amo", "actual_cost", "amount", "zero_remaining", "none",
    )  # fmt: skip
    given = [k for k in kinds if fields.has(k)]
    if len(given) != 1:
        raise InvalidInputError(
            "invalid_value", f"une seule de ces clés est attendue : {', '.join(kinds)}", fields.path
        )
    kind = given[0]
    cover = Cover(kind)
    if kind == "percent_of_base":
        percent = _percent(fields, "percent_of_base")
        cover = Cover(kind, percent, (fields.choice("amo", ("included", "excluded")) or "included") == "included")
    elif kind == "percent_of_amo":
        cover = Cover(kind, _percent(fields, "percent_of_amo"))
    elif kind == "amount":
        cover = Cover(kind, amount=fields.money("amount") or 0, per=fields.choice("per", PERIODS) or "act")
    else:
        if fields.take(kind) is not True:
            raise fields.wrong(kind, fields.take(kind), "true")
        if kind == "ticket_moderateur":
            cover = Cover(kind, fields.number("plus_percent_of_base", 0, HIGHEST_PERCENT) or 0)
    fields.close()
    return cover


def _percent(fields: Fields, key: str) -> int:
    return fields.number(key, 0, HIGHEST_PERCENT) or 0


def _ceiling(fields: Fields, own_name: str) -> Ceiling:
    amount, days = fields.money("amount"), fields.number("days", 0, 366)
    if (amount is None) == (days is None):
        raise InvalidInputError("invalid_value", "un plafond est soit un montant, soit un nombre de jours", fields.path)
    ceiling = Ceiling(
        name=fields.text("name") or own_name,
        amount=amount,
        days=days,
        per=fields.choice("per", CEILING_PERIODS) or "year",
        beyond=fields.choice("beyond", ("amo", "ticket_moderateur")) or "amo",
    )
    fields.close()
    return ceiling


def as_json(value: Any) -> Any:
    """Turn what YAML read (dates) into what JSON carries (text)."""
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, dict):
        return {k: as_json(v) for k, v in value.items()}
    if isinstance(value, list):
        return [as_json(v) for v in value]
    return value
