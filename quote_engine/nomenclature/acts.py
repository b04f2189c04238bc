"""The built-in acts: one YAML file a part of the body, read once, when first asked for.

A code is looked up on a day: the same code may be open, closed with successors, or not born yet.
"""

import datetime as dt
import functools
import pathlib
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from quote_engine.contract.benefits import ACT_BENEFITS, BASKETS
from quote_engine.contract.natures import ANAESTHETIST, NATURES
from quote_engine.contract.teeth import TOOTH_KINDS, kind_of_tooth
from quote_engine.contract.terms import SETTINGS
from quote_engine.data_files import (
    Window,
    as_cents,
    as_date,
    check_keys,
    check_windows,
    read_yaml,
    short_name,
)
from quote_engine.errors import DataFileError
from quote_engine.money import REMEMBERED
from wording import say, words

T = TypeVar("T")
FOLDER = pathlib.Path(__file__).parent
CODE_FORM = re.compile(r"[A-Z]{4}[0-9]{3}")
FAMILIES = {"medical", "dental"}
CONDITIONS = set(words("estimate", "conditions"))


@dataclass(frozen=True, slots=True)
class Activity:
    """What one practitioner does in an act, with its two grids (contracted prices, and the lower ones)."""

    exo_tm: str
    optam: tuple[Window[int], ...]
    non_optam: tuple[Window[int], ...]

    def tariff(self, day: dt.date, *, optam: bool) -> int | None:
        """Give the tariff without modifiers, in cents."""
        window = self.window(day, optam=optam)
        return None if window is None else window.value

    def window(self, day: dt.date, *, optam: bool) -> Window[int] | None:
        """Give the tariff with the period in which it applies."""
        for window in self.optam if optam else self.non_optam:
            if window.covers(day):
                return window
        return None


@dataclass(frozen=True, slots=True)
class Act:
    """An act of the nomenclature, with what a quote needs of it."""

    code: str
    label: str
    keywords: tuple[str, ...]
    family: str
    nature: str
    group: str
    activities: Mapping[int, Activity]
    usual: bool = False
    covered: bool = True
    condition: str | None = None
    """The name of what the Assurance Maladie asks for before it pays (column RC): its words are in `wording`."""
    prior_agreement: bool = False
    in_addition: bool = False
    """Counts in full beside other acts: complementary gesture or supplement.

    Rules 2.3, UNCAM decision of 18 July 2005.
    """
    is_bilateral: bool = False
    """Done on both sides at once, or billed once whichever the sides."""
    is_session: bool = False
    """One of several sessions, each on its day: it shares none with another act."""
    benefit: str | None = None
    modifiers: tuple[str, ...] = ()
    per_tooth: bool = False
    teeth: frozenset[str] | None = None
    baskets: tuple[Window[str], ...] = ()
    fee_ceilings: tuple[Window[int], ...] = ()
    fee_ceiling_unknown: bool = False
    usual_setting: str | None = None
    """Where it is done most of the time, for the question to be put accordingly; no rule reads it."""
    sources: tuple[str, ...] = ()

    @property
    def needs_tooth(self) -> bool:
        return self.per_tooth

    @property
    def has_anaesthesia(self) -> bool:
        return ANAESTHETIST in self.activities

    def allows_tooth(self, tooth: int) -> bool:
        """Tell whether the act may be done on a tooth (FDI number); an act without limit allows any."""
        return self.teeth is None or kind_of_tooth(tooth) in self.teeth

    def nature_of(self, activity: int) -> str:
        """Tell the surgeon's share from the anaesthetist's."""
        return "anaesthesia" if activity == ANAESTHETIST else self.nature

    def known_on(self, day: dt.date) -> bool:
        return any(a.tariff(day, optam=True) is not None for a in self.activities.values())


@dataclass(frozen=True, slots=True)
class ClosedAct:
    """A code that can no longer be billed, and the codes that took its place."""

    code: str
    closed_on: dt.date
    successors: tuple[str, ...]


@functools.lru_cache(REMEMBERED)
def anaesthesia_of(label: str) -> str:
    """Name an act's anaesthesia."""
    return say("estimate", "facts", "anaesthesia", act=label)


def normalise_code(text: str) -> str:
    """Upper-case without any space: « neka 020 » is NEKA020."""
    return "".join(text.split()).upper()


@functools.lru_cache(REMEMBERED)
def find_act(code: str, on: dt.date) -> Act | ClosedAct | None:
    """Look a normalised code up on a day. None: unknown here, or not in force that day."""
    closed = closed_acts().get(code)
    if closed is not None and on >= closed.closed_on:
        return closed
    act = all_acts().get(code)
    return act if act is not None and act.known_on(on) else None


def nearest_codes(code: str, on: dt.date, limit: int = 3) -> list[Act]:
    """Propose the acts whose code is one letter away (changed, missing, added or swapped)."""
    code = normalise_code(code)
    acts = (act for act in all_acts().values() if one_slip(code, act.code) and act.known_on(on))
    return sorted(acts, key=lambda act: act.code)[:limit]


def one_slip(typed: str, code: str) -> bool:
    """Tell whether two codes are one letter apart (changed, missing, added or swapped)."""
    if abs(len(typed) - len(code)) > 1 or typed == code:
        return False
    start = 0
    while start < min(len(typed), len(code)) and typed[start] == code[start]:
        start += 1
    rest, wanted = typed[start:], code[start:]
    swapped = len(rest) > 1 and rest[:2] == wanted[1::-1] and rest[2:] == wanted[2:]
    return swapped or rest[1:] == wanted[1:] or rest[1:] == wanted or rest == wanted[1:]


@functools.cache
def all_acts() -> Mapping[str, Act]:
    """Read every act, once."""
    acts: dict[str, Act] = {}
    for file in sorted((FOLDER / "acts").glob("*.yml")):
        for code, raw in read_yaml(file).items():
            if code in acts:
                raise DataFileError(short_name(file), str(code), "this code is already in another file")
            acts[code] = parse_act(short_name(file), code, raw)
    return acts


@functools.cache
def closed_acts() -> Mapping[str, ClosedAct]:
    file = FOLDER / "closed.yml"
    name = short_name(file)
    closed: dict[str, ClosedAct] = {}
    for code, raw in read_yaml(file).items():
        check_keys(name, code, raw, {"closed_on", "successors", "sources"}, set())
        closed[code] = ClosedAct(code, as_date(name, f"{code}.closed_on", raw["closed_on"]), tuple(raw["successors"]))
    return closed


def parse_act(file: str, code: Any, raw: Any) -> Act:
    """Read one act; refuse what is not exactly in the accepted form."""
    if not isinstance(code, str) or not CODE_FORM.fullmatch(code):
        raise DataFileError(file, str(code), "a CCAM code is expected: four letters and three digits")
    if not isinstance(raw, dict):
        raise DataFileError(file, code, "a mapping is expected")
    required = {"label", "keywords", "family", "nature", "group", "activities", "sources"}
    optional = {
        "usual", "covered", "condition", "prior_agreement", "in_addition", "bilateral", "session", "benefit",
        "modifiers", "per_tooth", "teeth", "baskets", "fee_ceilings", "usual_setting",
    }  # fmt: skip
    check_keys(file, code, raw, required, optional)
    _one_of(file, f"{code}.family", raw["family"], FAMILIES)
    _one_of(file, f"{code}.nature", raw["nature"], NATURES)
    if "benefit" in raw:
        _one_of(file, f"{code}.benefit", raw["benefit"], ACT_BENEFITS)
    if "condition" in raw:
        _one_of(file, f"{code}.condition", raw["condition"], CONDITIONS)
    if "usual_setting" in raw:
        _one_of(file, f"{code}.usual_setting", raw["usual_setting"], SETTINGS)
    teeth = raw.get("teeth")
    for kind in teeth or ():
        _one_of(file, f"{code}.teeth", kind, TOOTH_KINDS)
    ceilings = raw.get("fee_ceilings", [])
    return Act(
        code=code,
        label=raw["label"],
        keywords=tuple(raw["keywords"]),
        family=raw["family"],
        nature=raw["nature"],
        group=raw["group"],
        activities={n: _activity(file, f"{code}.activities.{n}", a) for n, a in raw["activities"].items()},
        usual=raw.get("usual", False),
        covered=raw.get("covered", True),
        condition=raw.get("condition"),
        prior_agreement=raw.get("prior_agreement", False),
        in_addition=raw.get("in_addition", False),
        is_bilateral=raw.get("bilateral", False),
        is_session=raw.get("session", False),
        benefit=raw.get("benefit"),
        modifiers=tuple(raw.get("modifiers", ())),
        per_tooth=raw.get("per_tooth", False),
        teeth=None if teeth is None else frozenset(teeth),
        baskets=_baskets(file, f"{code}.baskets", raw.get("baskets", [])),
        fee_ceilings=() if ceilings == "unknown" else _tariffs(file, f"{code}.fee_ceilings", ceilings),
        fee_ceiling_unknown=ceilings == "unknown",
        usual_setting=raw.get("usual_setting"),
        sources=tuple(raw["sources"]),
    )


def _one_of(file: str, key: str, value: object, accepted: Collection[str]) -> None:
    if value not in accepted:
        raise DataFileError(file, key, f"{value!r} is unknown; accepted: {', '.join(sorted(accepted))}")


def _activity(file: str, key: str, raw: dict[str, Any]) -> Activity:
    if "tariff" in raw:
        check_keys(file, key, raw, {"exo_tm", "tariff"}, set())
        tariffs = _tariffs(file, f"{key}.tariff", raw["tariff"])
        return Activity(raw["exo_tm"], tariffs, tariffs)
    check_keys(file, key, raw, {"exo_tm", "tariff_optam", "tariff_non_optam"}, set())
    return Activity(
        raw["exo_tm"],
        _tariffs(file, f"{key}.tariff_optam", raw["tariff_optam"]),
        _tariffs(file, f"{key}.tariff_non_optam", raw["tariff_non_optam"]),
    )


def _tariffs(file: str, key: str, raw: list[dict[str, Any]]) -> tuple[Window[int], ...]:
    windows = tuple(_window(file, f"{key}[{n}]", item, as_cents(file, f"{key}[{n}].value", item.get("value")))
                    for n, item in enumerate(raw))  # fmt: skip
    check_windows(file, key, windows)
    return windows


def _baskets(file: str, key: str, raw: list[dict[str, Any]]) -> tuple[Window[str], ...]:
    for item in raw:
        _one_of(file, key, item.get("value"), BASKETS)
    windows = tuple(_window(file, f"{key}[{n}]", item, str(item["value"])) for n, item in enumerate(raw))
    check_windows(file, key, windows)
    return windows


def _window(file: str, key: str, item: dict[str, Any], value: T) -> Window[T]:
    check_keys(file, key, item, {"from", "value"}, {"to", "status"})
    to = item.get("to")
    start = as_date(file, f"{key}.from", item["from"])
    return Window(start, None if to is None else as_date(file, f"{key}.to", to), value, item.get("status", "seen"))
