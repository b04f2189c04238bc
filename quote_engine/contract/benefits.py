"""The `for` keys of covers: every one that is known, and those of each expense, the most specific first."""

import functools
import itertools
from collections.abc import Mapping
from typing import NamedTuple

from quote_engine.contract.natures import DENTAL_NATURES, DOCTOR_NATURES, NATURES
from quote_engine.contract.terms import CHARGES, SETTINGS, STAY_ITEMS

DEFAULT = "default"
SECTOR_SUFFIXES = ("optam", "non_optam")
BASKETS = ("rac0", "moderate", "free")
PROSTHESIS, PRIVATE_ROOM = "dental_prosthesis", "private_room"
ROOM_SETTINGS = ("inpatient", "day_case")
CHARGES_BY_NAME = ("companion", "television")
"""Those that tables of covers name on their own."""


class ActBenefit(NamedTuple):
    """What tables of covers name apart from the nature of the act."""

    or_nature: bool = False
    """A cover that does not name it pays it as any act of its nature."""
    not_covered: tuple[str, ...] = ()
    """Its keys where the Assurance Maladie pays nothing; none: those of its nature."""


ACT_BENEFITS: Mapping[str, ActBenefit] = {
    "inlay_onlay": ActBenefit(),
    "occlusal_splint": ActBenefit(),
    "orthodontics": ActBenefit(),
    "implant": ActBenefit(or_nature=True, not_covered=("implant", "dental_prosthesis.not_covered")),
    "periodontics": ActBenefit(or_nature=True, not_covered=("periodontics",)),
}


@functools.lru_cache
def doctor_keys(nature: str, sector: str, setting: str) -> tuple[str, ...]:
    """Give the keys of a doctor's line; an anaesthetist falls back on medical acts."""
    names = (nature, "medical_act") if nature == "anaesthesia" else (nature,)
    return tuple(f"{name}{end}" for name in names for end in (f".{sector}.{setting}", f".{setting}", f".{sector}", ""))


def dental_keys(nature: str, benefit: str | None = None, basket: str | None = None) -> tuple[str, ...]:
    """Give the keys of a dental line, of whose act a benefit and a basket may be known."""
    own = ACT_BENEFITS[benefit] if benefit else None
    named = (benefit,) if benefit else ()
    if own is not None and not own.or_nature:
        return named
    return (*named, f"{nature}.{basket}", nature) if nature == PROSTHESIS and basket else (*named, nature)


def not_covered_keys(nature: str, benefit: str | None) -> tuple[str, ...]:
    """Give the keys of a line that the Assurance Maladie does not pay; none when no cover names it.

    `benefit` may be another nature: that of which the words of the line speak.
    """
    own = ACT_BENEFITS.get(benefit or "")
    if own is not None and own.not_covered:
        return own.not_covered
    for name in (benefit or nature, nature):
        if name in NATURES and (key := NATURES[name].not_covered):
            return (key,)
    return ()


def charge_keys(kind: str) -> tuple[str, ...]:
    """Give the keys of a charge."""
    return (f"charges.{kind}", kind) if kind in CHARGES_BY_NAME else (f"charges.{kind}",)


def room_keys(setting: str) -> tuple[str, ...]:
    """Give the key of a private room."""
    return (f"{PRIVATE_ROOM}.{'day_case' if setting == 'day_case' else 'inpatient'}",)


@functools.cache
def known_keys() -> frozenset[str]:
    sectors = ("", *(f".{s}" for s in SECTOR_SUFFIXES))
    settings = ("", *(f".{s}" for s in SETTINGS))
    return frozenset(
        (
            *(a + b + c for a, b, c in itertools.product(DOCTOR_NATURES, sectors, settings)),
            *DENTAL_NATURES,
            *(f"{PROSTHESIS}.{basket}" for basket in BASKETS),
            *(nature.not_covered for nature in NATURES.values() if nature.not_covered),
            *ACT_BENEFITS,
            *(item for item in STAY_ITEMS if item != PRIVATE_ROOM),
            *(f"{PRIVATE_ROOM}.{setting}" for setting in ROOM_SETTINGS),
            *CHARGES_BY_NAME,
            *(f"charges.{kind}" for kind in CHARGES),
            DEFAULT,
        )
    )
