"""The quote as the contract describes it, read strictly. Nothing here knows prices or rules."""

import datetime as dt
import types
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from quote_engine.contract.guarantee import GUARANTEE, Guarantee, parse_guarantee
from quote_engine.contract.kinds import (
    Kind,
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
from quote_engine.contract.natures import ANAESTHETIST, NATURES
from quote_engine.contract.teeth import TEETH
from quote_engine.contract.terms import (
    CHARGES,
    EXEMPTIONS,
    MOST_DAYS,
    POSSIBLE_SECTORS,
    SCHEMES,
    SECTORS,
    SETTINGS,
    SIDES,
)
from quote_engine.errors import InvalidInputError
from wording import say

MOST_LINES = 100
MOST_CHARGES = 50
MOST_TEETH = 32
MOST_ACTS = 100
"""Of one line: its quantity."""
FEWEST_SHARING = 2
"""Lines under one price."""
UNNAMED_TOP_UP = say("estimate", "contracts", "top_up", "named")
MOST_MODIFIERS = 4
FEWEST_SECTORS = 2
"""Of `sector_among`: one alone is a sector that is known."""
MOST_USED = 10_000

KnownCovers = Callable[[], Mapping[str, Guarantee]]
"""Gives the covers that a quote may name; called only when it does."""


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
    """A line as it is written. `fee` is for one act; None when it is told as an overrun, or shared with other lines."""

    id: str
    fee: int | None = None
    overrun: int | None = None
    """In place of the fee, which is then the base and this."""
    quantity: int = 1
    label: str | None = None
    code: str | None = None
    nature: str | None = None
    covered: bool = True
    """False: the paper says that the Assurance Maladie pays nothing."""
    condition_met: bool | None = None
    prior_agreement: bool | None = None
    activity: int = 1
    phase: int = 0
    modifiers: tuple[str, ...] = ()
    association: int | None = None
    practitioner: str = ""
    teeth: tuple[int, ...] = ()
    side: str | None = None
    base: int | None = None
    """Of one act, as printed."""
    sector: str | None = None
    sector_among: tuple[str, ...] = POSSIBLE_SECTORS
    """When the sector is not known: those that it could be, in the order of POSSIBLE_SECTORS."""
    surgeon_or_obstetrician: bool | None = None


class Charge(NamedTuple):
    """What is asked for and is no act. `days` only when the amount is for a day."""

    id: str
    kind: str
    amount: int
    label: str | None = None
    per: str = "stay"
    days: int | None = None


class SharedFee(NamedTuple):
    """One price for several lines, by their identifiers."""

    lines: tuple[str, ...]
    fee: int


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
    charges: tuple[Charge, ...] = ()
    shared_fees: tuple[SharedFee, ...] = ()


def parse_quote(raw: object, known_covers: KnownCovers) -> Quote:
    """Read a quote, which may name a known cover; InvalidInputError says what was received and accepted, and where."""
    found = QUOTE.read(raw)
    date, setting, lines = found["date"], found["setting"], found["lines"]
    charges, shared_fees = found.get("charges", ()), found.get("shared_fees", ())
    stay = _stay(found.get("stay"), setting)
    if not lines and not charges and (stay is None or not _costs(stay, setting)):
        raise InvalidInputError("missing", fault("no_line"), "lines")
    _check_ids(lines, charges)
    _check_fees(lines, shared_fees)
    _check_days(charges, stay)
    patient = found.get("patient", ANYBODY)
    if patient.birth_date is not None and patient.birth_date > date:
        raise wrong(patient.birth_date.isoformat(), accepted("birth_date"), "patient.birth_date")
    return Quote(
        date=date,
        setting=setting,
        lines=lines,
        patient=patient,
        stay=stay,
        guarantee=_cover(found, "guarantee", known_covers),
        top_up=_cover(found, "top_up", known_covers),
        consumed=found.get("consumed", NOTHING_USED),
        charges=charges,
        shared_fees=shared_fees,
    )


def _costs(stay: Stay, setting: str) -> bool:
    """Tell whether a stay alone has something to pay: days in hospital do, by their daily fee."""
    return setting == "inpatient" or stay.cost is not None or stay.room_price is not None


def _check_ids(lines: tuple[Line, ...], charges: tuple[Charge, ...]) -> None:
    ids = [line.id for line in lines] + [charge.id for charge in charges]
    if len(set(ids)) == len(ids):
        return
    known: set[str] = set()
    for key, own in (("lines", [line.id for line in lines]), ("charges", [charge.id for charge in charges])):
        for place, name in enumerate(own):
            if name in known:
                raise InvalidInputError("duplicate", fault("same_id", id=shown(name)), f"{key}[{place}].id")
            known.add(name)


def _check_fees(lines: tuple[Line, ...], shared_fees: tuple[SharedFee, ...]) -> None:
    """Each line has one price: its fee, its overrun, or its part of a shared one."""
    waiting = {line.id for line in lines if line.fee is None and line.overrun is None}
    if not waiting and not shared_fees:
        return
    known = {line.id for line in lines}
    for place, shared in enumerate(shared_fees):
        for within, name in enumerate(shared.lines):
            path = f"shared_fees[{place}].lines[{within}]"
            if name not in known:
                raise wrong(name, accepted("known_line"), path)
            if name not in waiting:
                raise InvalidInputError("not_expected", fault("two_prices", id=shown(name)), path)
            waiting.remove(name)
    if waiting:
        place = next(place for place, line in enumerate(lines) if line.id in waiting)
        raise InvalidInputError("missing", fault("missing", key="fee"), f"lines[{place}].fee")


def _check_days(charges: tuple[Charge, ...], stay: Stay | None) -> None:
    for place, charge in enumerate(charges):
        if charge.per == "day" and charge.days is None and stay is None:
            raise InvalidInputError("missing", fault("missing", key="days"), f"charges[{place}].days")


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
    code, nature, covered = found.get("code"), found.get("nature"), found.get("covered", True)
    named = "label" in found
    if code is None and nature is None and (covered or not named):
        raise InvalidInputError("missing", fault("no_code"), "code")
    if code is None and covered and not named and "base" not in found:
        raise InvalidInputError("missing", fault("no_base"), "base")
    for key, other in EXCLUSIVE:
        if other in found and key in found:
            raise InvalidInputError("not_expected", fault("excluded", key=key, other=other), other)
    if not covered and "overrun" in found:
        raise InvalidInputError("not_expected", fault("overrun_of_nothing"), "overrun")
    activity = found.setdefault("activity", ANAESTHETIST if code is None and nature == "anaesthesia" else 1)
    found.setdefault("practitioner", f"activity {activity}")
    if "tooth" in found:
        found["teeth"] = (found.pop("tooth"),)
    return Line(**found)


def _charge(raw: object) -> Charge:
    found = CHARGE.read(raw)
    if "days" in found and found.get("per", "stay") != "day":
        raise InvalidInputError("not_expected", fault("days_of_no_day"), "days")
    return Charge(**found)


def _shared_fee(raw: object) -> SharedFee:
    found = SHARED_FEE.read(raw)
    if len(set(found["lines"])) < FEWEST_SHARING:
        raise wrong(list(found["lines"]), accepted("sharing", least=FEWEST_SHARING), "lines")
    return SharedFee(**found)


def _code(value: Any) -> str:
    return "".join(text.read(value).split()).upper()


def _modifiers(value: Any) -> tuple[str, ...]:
    letters: tuple[str, ...] = LETTERS.read(value)
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
    given: tuple[str, ...] = SOME_SECTORS.read(value)
    among = tuple(sector for sector in POSSIBLE_SECTORS if sector in given)
    if len(among) < len(given) or len(among) < FEWEST_SECTORS:
        limits = {"least": FEWEST_SECTORS, "most": len(POSSIBLE_SECTORS)}
        raise wrong(value, accepted("sectors", **limits, values=", ".join(POSSIBLE_SECTORS)))
    return among


def _tooth(value: Any) -> int:
    tooth: int = FDI.read(value)
    if tooth not in TEETH:
        raise wrong(tooth, accepted("tooth"))
    return tooth


def _teeth(value: Any) -> tuple[int, ...]:
    teeth: tuple[int, ...] = SEVERAL_TEETH.read(value)
    for place, tooth in enumerate(teeth):
        if tooth in teeth[:place]:
            raise InvalidInputError("duplicate", fault("same_tooth", tooth=tooth), f"[{place}]")
    return teeth


def _cover(found: Mapping[str, Any], key: str, known_covers: KnownCovers) -> Guarantee | None:
    inline: Guarantee | None = found.get(key)
    identifier = found.get(f"{key}_id")
    if identifier is None:
        return inline
    if inline is not None:
        raise InvalidInputError("not_expected", fault("excluded", key=key, other=f"{key}_id"), f"{key}_id")
    covers = known_covers()
    if identifier not in covers:
        raise wrong(identifier, accepted("identifier", values=", ".join(covers)), f"{key}_id")
    return covers[identifier]


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
EXCLUSIVE = (("sector", "sector_among"), ("tooth", "teeth"), ("fee", "overrun"))
LETTERS = several(Kind(_modifier, {"type": "string", "pattern": "^[A-Za-z0-9]$"}), MOST_MODIFIERS)
SOME_SECTORS = several(one_of(POSSIBLE_SECTORS), len(POSSIBLE_SECTORS), minItems=FEWEST_SECTORS, uniqueItems=True)
FDI = number(min(TEETH), max(TEETH))
TOOTH = Kind(_tooth, FDI.schema)
SEVERAL_TEETH = several(TOOTH, MOST_TEETH, uniqueItems=True)
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
        "overrun": money,
        "quantity": number(1, MOST_ACTS),
        "label": text,
        "code": Kind(_code, text.schema),
        "nature": one_of(tuple(NATURES)),
        "covered": flag,
        "condition_met": flag,
        "prior_agreement": flag,
        "activity": number(1, 5),
        "phase": number(0, 9),
        "modifiers": Kind(_modifiers, LETTERS.schema),
        "association": number(1, 5),
        "practitioner": text,
        "tooth": TOOTH,
        "teeth": Kind(_teeth, SEVERAL_TEETH.schema),
        "side": one_of(SIDES),
        "base": money,
        "sector": one_of(SECTORS),
        "sector_among": Kind(_sector_among, SOME_SECTORS.schema),
        "surgeon_or_obstetrician": flag,
    },
    required=("id",),
    anyOf=[
        {"required": ["code"]},
        {"required": ["nature", "base"]},
        {"required": ["nature", "label"]},
        {"required": ["covered", "label"]},
        {"required": ["covered", "nature"]},
    ],
)
CHARGE = Shape(
    {
        "id": text,
        "kind": one_of(CHARGES),
        "label": text,
        "amount": money,
        "per": one_of(("stay", "day")),
        "days": number(1, MOST_DAYS),
    },
    required=("id", "kind", "amount"),
)
SHARED_FEE = Shape({"lines": several(text, MOST_LINES), "fee": money}, required=("lines", "fee"))
USED = Shape({"amount": money, "days": number(0, MOST_USED)})
CEILINGS_USED: Kind = Kind(_ceilings, {"type": "object", "additionalProperties": USED.schema})
CONSUMED = Shape({"participations": number(0, MOST_USED), "ceilings": CEILINGS_USED})
TOP_UP = Kind(lambda raw: parse_guarantee(raw, UNNAMED_TOP_UP), GUARANTEE.schema)
QUOTE = Shape(
    {
        "date": day,
        "patient": PATIENT.into(Patient),
        "setting": one_of(SETTINGS),
        "stay": STAY,
        "lines": several(Kind(_line, LINE.schema), MOST_LINES),
        "charges": several(Kind(_charge, CHARGE.schema), MOST_CHARGES),
        "shared_fees": several(Kind(_shared_fee, SHARED_FEE.schema), MOST_LINES),
        "guarantee": Kind(parse_guarantee, GUARANTEE.schema),
        "guarantee_id": text,
        "top_up": TOP_UP,
        "top_up_id": text,
        "consumed": CONSUMED.into(Consumed),
    },
    required=("date", "setting", "lines"),
)
