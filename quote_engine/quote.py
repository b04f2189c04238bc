"""The quote as the contract describes it, read strictly. Nothing here knows prices or rules."""

import datetime as dt
import types
from collections.abc import Mapping
from typing import Any, NamedTuple

from quote_engine.catalogue import guarantees, read_guarantee
from quote_engine.errors import InvalidInputError
from quote_engine.fields import (
    Shape,
    accepted,
    day,
    fault,
    flag,
    joined,
    missing,
    money,
    number,
    one_of,
    several,
    shown,
    text,
    wrong,
)
from quote_engine.guarantee import SETTINGS, Guarantee, parse_guarantee
from wording import say

NATURES = (
    "consultation", "medical_act", "anaesthesia", "imaging", "dental_care", "dental_prosthesis", "orthodontics",
)  # fmt: skip
POSSIBLE_SECTORS = ("sector_1", "sector_2_optam", "sector_2")
"""Those that a practitioner of unknown sector may be in, from the least overrun allowed to the most."""
SECTORS = (*POSSIBLE_SECTORS, "not_conventioned")
SCHEMES = ("general", "alsace_moselle")
EXEMPTIONS = ("ald", "maternity", "work_accident", "invalidity_pension", "newborn", "css")
ANAESTHETIST = 4
"""CCAM activity code of the anaesthetist."""
MOST_LINES = 100
UNNAMED_TOP_UP = say("estimate", "contracts", "top_up", "named")
MOST_MODIFIERS = 4
MOST_DAYS = 366
FEWEST_SECTORS = 2
"""Of `sector_among`: one alone is a sector that is known."""
MOST_USED = 10_000
TEETH = frozenset(q * 10 + n for q in range(1, 5) for n in range(1, 9)) | frozenset(
    q * 10 + n for q in range(5, 9) for n in range(1, 6)
)
"""FDI numbers: quadrants 1 to 4 for adult teeth, 5 to 8 for milk teeth."""


class Patient(NamedTuple):
    birth_date: dt.date | None = None
    scheme: str = "general"
    exemption: str | None = None
    in_pathway: bool = True

    @property
    def in_alsace_moselle(self) -> bool:
        return self.scheme == "alsace_moselle"

    def age_on(self, day: dt.date) -> int | None:
        """Give the age in full years; None when the birth date is not known."""
        if self.birth_date is None:
            return None
        return day.year - self.birth_date.year - ((day.month, day.day) < (self.birth_date.month, self.birth_date.day))


class Stay(NamedTuple):
    """`days` are days present, the day of discharge included; `under_a_day`: the quote says that no night is spent."""

    days: int
    nights: int
    psychiatric: bool
    cost: int | None
    room_price: int | None
    room_days: int
    under_a_day: bool


class Line(NamedTuple):
    id: str
    fee: int
    code: str | None = None
    nature: str | None = None
    activity: int = 1
    phase: int = 0
    modifiers: tuple[str, ...] = ()
    association: int | None = None
    practitioner: str = ""
    tooth: int | None = None
    base: int | None = None
    sector: str | None = None
    sector_among: tuple[str, ...] = POSSIBLE_SECTORS
    """When the sector is not known: those that it could be, in the order of POSSIBLE_SECTORS."""
    surgeon_or_obstetrician: bool | None = None


class Consumed(NamedTuple):
    """What the reference period has already used: participations, and ceilings by name as (cents, days)."""

    participations: int = 0
    ceilings: Mapping[str, tuple[int, int]] = types.MappingProxyType({})


class Quote(NamedTuple):
    date: dt.date
    setting: str
    lines: tuple[Line, ...]
    patient: Patient
    stay: Stay | None
    guarantee: Guarantee | None
    top_up: Guarantee | None
    consumed: Consumed


def parse_quote(raw: object) -> Quote:
    """Read a quote; InvalidInputError says what was received, what is accepted, and where."""
    found = QUOTE.read(raw)
    date, setting, lines = found["date"], found["setting"], found["lines"]
    if not lines:
        raise InvalidInputError("missing", fault("no_line"), "lines")
    _check_ids(lines)
    patient = found.get("patient", ANYBODY)
    if patient.birth_date is not None and patient.birth_date > date:
        raise wrong(patient.birth_date.isoformat(), accepted("birth_date"), "patient.birth_date")
    return Quote(
        date=date,
        setting=setting,
        lines=lines,
        patient=patient,
        stay=_stay(found.get("stay"), setting),
        guarantee=_cover(found, "guarantee"),
        top_up=_cover(found, "top_up"),
        consumed=found.get("consumed", NOTHING_USED),
    )


def _check_ids(lines: tuple[Line, ...]) -> None:
    ids = [line.id for line in lines]
    if len(set(ids)) == len(ids):
        return
    place = next(place for place, name in enumerate(ids) if name in ids[:place])
    message = fault("same_id", id=shown(ids[place]))
    raise InvalidInputError("duplicate", message, f"lines[{place}].id")


def _stay(given: dict[str, Any] | None, setting: str) -> Stay | None:
    if setting == "outpatient":
        if given is not None:
            raise InvalidInputError("not_expected", fault("no_stay_outside"), "stay")
        return None
    if given is None:
        raise missing("stay")
    days, nights = given.get("days"), given.get("nights")
    if days is None and nights is None and setting == "inpatient":
        raise InvalidInputError("missing", fault("no_length"), "stay.days")
    if days is None:
        days = 1 if nights is None else min(nights + 1, MOST_DAYS)
    if nights is None:
        nights = days - 1
    if nights > days:
        raise wrong(nights, accepted("nights", days=days), "stay.nights")
    room_days = given.get("private_room_days", days)
    if room_days > days:
        raise wrong(room_days, accepted("room_days", days=days), "stay.private_room_days")
    psychiatric, room_price = given.get("psychiatric", False), given.get("private_room_per_day")
    return Stay(days, nights, psychiatric, given.get("cost"), room_price, room_days, given.get("nights") == 0)


def _line(raw: object) -> Line:
    found = LINE.read(raw)
    code, nature = found.get("code"), found.get("nature")
    if code is None and nature is None:
        raise InvalidInputError("missing", fault("no_code"), "code")
    if code is None and "base" not in found:
        raise InvalidInputError("missing", fault("no_base"), "base")
    if "sector" in found and "sector_among" in found:
        message = fault("excluded", key="sector", other="sector_among")
        raise InvalidInputError("not_expected", message, "sector_among")
    activity = found.setdefault("activity", ANAESTHETIST if code is None and nature == "anaesthesia" else 1)
    found.setdefault("practitioner", f"activity {activity}")
    return Line(**found)


def _code(value: Any) -> str:
    return "".join(text(value).split()).upper()


def _modifiers(value: Any) -> tuple[str, ...]:
    letters: tuple[str, ...] = several(_modifier, MOST_MODIFIERS)(value)
    for place, letter in enumerate(letters):
        if letter in letters[:place]:
            raise InvalidInputError("duplicate", fault("same_modifier", letter=letter), f"[{place}]")
    return letters


def _modifier(value: Any) -> str:
    letter = value.strip().upper() if isinstance(value, str) else ""
    if len(letter) != 1 or not letter.isalnum() or not letter.isascii():
        raise wrong(value, accepted("modifier"))
    return letter


def _sector_among(value: Any) -> tuple[str, ...]:
    given: tuple[str, ...] = several(one_of(POSSIBLE_SECTORS), len(POSSIBLE_SECTORS))(value)
    among = tuple(sector for sector in POSSIBLE_SECTORS if sector in given)
    if len(among) < len(given) or len(among) < FEWEST_SECTORS:
        limits = {"least": FEWEST_SECTORS, "most": len(POSSIBLE_SECTORS)}
        raise wrong(value, accepted("sectors", **limits, values=", ".join(POSSIBLE_SECTORS)))
    return among


def _tooth(value: Any) -> int:
    tooth: int = number(min(TEETH), max(TEETH))(value)
    if tooth not in TEETH:
        raise wrong(tooth, accepted("tooth"))
    return tooth


def _cover(found: Mapping[str, Any], key: str) -> Guarantee | None:
    inline: Guarantee | None = found.get(key)
    identifier = found.get(f"{key}_id")
    if identifier is None:
        return inline
    if inline is not None:
        raise InvalidInputError("not_expected", fault("excluded", key=key, other=f"{key}_id"), f"{key}_id")
    if identifier not in guarantees():
        raise wrong(identifier, accepted("identifier", values=", ".join(guarantees())), f"{key}_id")
    return read_guarantee(identifier)


def _ceilings(value: Any) -> dict[str, tuple[int, int]]:
    if not isinstance(value, Mapping):
        raise wrong(value, accepted("consumed"))
    found = {}
    for name, used in value.items():
        try:
            entry = USED.read(used)
        except InvalidInputError as error:
            error.path = joined(str(name), error.path)
            raise
        found[str(name)] = (entry.get("amount", 0), entry.get("days", 0))
    return found


ANYBODY = Patient()
NOTHING_USED = Consumed()
PATIENT = Shape(
    {"birth_date": day, "scheme": one_of(SCHEMES), "exemption": one_of(EXEMPTIONS), "in_pathway": flag},
)
STAY = Shape(
    {
        "days": number(1, MOST_DAYS),
        "nights": number(0, MOST_DAYS),
        "psychiatric": flag,
        "cost": money,
        "private_room_per_day": money,
        "private_room_days": number(0, MOST_DAYS),
    }
)
LINE = Shape(
    {
        "id": text,
        "fee": money,
        "code": _code,
        "nature": one_of(NATURES),
        "activity": number(1, 5),
        "phase": number(0, 9),
        "modifiers": _modifiers,
        "association": number(1, 5),
        "practitioner": text,
        "tooth": _tooth,
        "base": money,
        "sector": one_of(SECTORS),
        "sector_among": _sector_among,
        "surgeon_or_obstetrician": flag,
    },
    required=("id", "fee"),
)
USED = Shape({"amount": money, "days": number(0, MOST_USED)})
CONSUMED = Shape({"participations": number(0, MOST_USED), "ceilings": _ceilings})
QUOTE = Shape(
    {
        "date": day,
        "patient": lambda raw: Patient(**PATIENT.read(raw)),
        "setting": one_of(SETTINGS),
        "stay": STAY.read,
        "lines": several(_line, MOST_LINES),
        "guarantee": parse_guarantee,
        "guarantee_id": text,
        "top_up": lambda raw: parse_guarantee(raw, UNNAMED_TOP_UP),
        "top_up_id": text,
        "consumed": lambda raw: Consumed(**CONSUMED.read(raw)),
    },
    required=("date", "setting", "lines"),
)
