"""The quote as the contract describes it, read strictly. Nothing here knows prices or rules."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from quote_engine.catalogue import guarantees, read_guarantee
from quote_engine.errors import InvalidInputError
from quote_engine.fields import Fields, shown
from quote_engine.guarantee import SETTINGS, Guarantee, parse_guarantee

NATURES = (
    "consultation", "medical_act", "anaesthesia", "imaging", "dental_care", "dental_prosthesis", "orthodontics",
)  # fmt: skip
SECTORS = ("sector_1", "sector_2_optam", "sector_2", "not_conventioned")
EXEMPTIONS = ("ald", "maternity", "work_accident", "invalidity_pension", "newborn", "css")
MOST_LINES = 100
MOST_MODIFIERS = 4
MOST_DAYS = 366
TEETH = frozenset(q * 10 + n for q in range(1, 5) for n in range(1, 9)) | frozenset(
    q * 10 + n for q in range(5, 9) for n in range(1, 6)
)
"""FDI numbers: quadrants 1 to 4 for adult teeth, 5 to 8 for milk teeth."""


@dataclass(frozen=True, slots=True)
class Patient:
    birth_date: dt.date | None
    scheme: str
    exemption: str | None
    in_pathway: bool

    @property
    def in_alsace_moselle(self) -> bool:
        return self.scheme == "alsace_moselle"

    def age_on(self, day: dt.date) -> int | None:
        """Give the age in full years; None when the birth date is not known."""
        if self.birth_date is None:
            return None
        return day.year - self.birth_date.year - ((day.month, day.day) < (self.birth_date.month, self.birth_date.day))


@dataclass(frozen=True, slots=True)
class Stay:
    """`days` are days present, the day of discharge included."""

    days: int
    nights: int
    psychiatric: bool
    cost: int | None
    room_price: int | None
    room_days: int


@dataclass(frozen=True, slots=True)
class Line:
    id: str
    path: str
    code: str | None
    nature: str | None
    activity: int
    phase: int
    modifiers: tuple[str, ...]
    association: int | None
    practitioner: str
    tooth: int | None
    fee: int
    base: int | None
    sector: str | None
    surgeon: bool | None


@dataclass(frozen=True, slots=True)
class Consumed:
    """What the reference period has already used: participations, and ceilings by name as (cents, days)."""

    participations: int
    ceilings: Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Quote:
    date: dt.date
    patient: Patient
    setting: str
    stay: Stay | None
    lines: tuple[Line, ...]
    guarantee: Guarantee | None
    top_up: Guarantee | None
    consumed: Consumed


def parse_quote(raw: object) -> Quote:
    """Read a quote; InvalidInputError says what was received, what is accepted, and where."""
    fields = Fields(raw, "")
    fields.require("date")
    date = fields.day("date")
    assert date is not None  # noqa: S101  `require` has seen it; this tells the type checker
    fields.require("setting")
    setting = fields.choice("setting", SETTINGS) or ""
    patient = _patient(fields, date)
    stay = _stay(fields, setting)
    lines = tuple(_line(Fields(item, f"lines[{n}]")) for n, item in enumerate(fields.items("lines", MOST_LINES)))
    if not lines:
        raise InvalidInputError("missing", "un devis contient au moins une ligne", "lines")
    seen: set[str] = set()
    for line in lines:
        if line.id in seen:
            message = f"l'identifiant {shown(line.id)} figure deux fois ; chaque ligne a le sien"
            raise InvalidInputError("duplicate", message, f"{line.path}.id")
        seen.add(line.id)
    quote = Quote(
        date=date,
        patient=patient,
        setting=setting,
        stay=stay,
        lines=lines,
        guarantee=_cover(fields, "guarantee"),
        top_up=_cover(fields, "top_up"),
        consumed=_consumed(fields),
    )
    fields.close()
    return quote


def _patient(fields: Fields, date: dt.date) -> Patient:
    if not fields.has("patient"):
        return Patient(None, "general", None, in_pathway=True)
    inner = Fields(fields.take("patient"), "patient")
    birth = inner.day("birth_date")
    if birth is not None and birth > date:
        raise inner.wrong("birth_date", birth.isoformat(), "une date de naissance antérieure à la date des soins")
    patient = Patient(
        birth_date=birth,
        scheme=inner.choice("scheme", ("general", "alsace_moselle")) or "general",
        exemption=inner.choice("exemption", EXEMPTIONS),
        in_pathway=inner.flag("in_pathway", default=True),
    )
    inner.close()
    return patient


def _stay(fields: Fields, setting: str) -> Stay | None:
    if setting == "outpatient":
        if fields.has("stay"):
            raise InvalidInputError("not_expected", "des soins externes (outpatient) n'ont pas de séjour", "stay")
        return None
    inner = Fields(fields.require("stay"), "stay")
    days, nights = inner.number("days", 1, MOST_DAYS), inner.number("nights", 0, MOST_DAYS)
    if days is None and nights is None and setting == "inpatient":
        raise InvalidInputError("missing", "le nombre de jours ou de nuits du séjour est obligatoire", "stay.days")
    if days is None:
        days = 1 if nights is None else min(nights + 1, MOST_DAYS)
    if nights is None:
        nights = days - 1
    if nights > days:
        raise inner.wrong("nights", nights, f"{days} nuits au plus pour {days} jours de présence")
    room_days = inner.number("private_room_days", 0, MOST_DAYS)
    if room_days is not None and room_days > days:
        raise inner.wrong("private_room_days", room_days, f"{days} jours au plus, la durée du séjour")
    stay = Stay(
        days=days,
        nights=nights,
        psychiatric=inner.flag("psychiatric", default=False),
        cost=inner.money("cost"),
        room_price=inner.money("private_room_per_day"),
        room_days=days if room_days is None else room_days,
    )
    inner.close()
    return stay


def _line(fields: Fields) -> Line:
    fields.require("id")
    fields.require("fee")
    code = fields.text("code")
    nature = fields.choice("nature", NATURES)
    if code is None and nature is None:
        message = "une ligne porte soit un code, soit une nature et une base de remboursement"
        raise InvalidInputError("missing", message, fields.at("code"))
    activity = fields.number("activity", 1, 5) or (4 if code is None and nature == "anaesthesia" else 1)
    line = Line(
        id=fields.text("id") or "",
        path=fields.path,
        code="".join(code.split()).upper() if code else None,
        nature=nature,
        activity=activity,
        phase=fields.number("phase", 0, 9) or 0,
        modifiers=_modifiers(fields),
        association=fields.number("association", 1, 5),
        practitioner=fields.text("practitioner") or f"activity {activity}",
        tooth=_tooth(fields),
        fee=fields.money("fee") or 0,
        base=fields.money("base"),
        sector=fields.choice("sector", SECTORS),
        surgeon=fields.flag("surgeon_or_obstetrician", default=False)
        if fields.has("surgeon_or_obstetrician")
        else None,
    )
    fields.close()
    return line


def _modifiers(fields: Fields) -> tuple[str, ...]:
    given = fields.items("modifiers", MOST_MODIFIERS)
    modifiers = []
    for n, value in enumerate(given):
        key = f"modifiers[{n}]"
        letter = value.strip().upper() if isinstance(value, str) else ""
        if len(letter) != 1 or not letter.isalnum() or not letter.isascii():
            raise fields.wrong(key, value, 'une lettre ou un chiffre, par exemple "J"')
        if letter in modifiers:
            raise InvalidInputError("duplicate", f"le modificateur {letter} figure deux fois", fields.at(key))
        modifiers.append(letter)
    return tuple(modifiers)


def _tooth(fields: Fields) -> int | None:
    tooth = fields.number("tooth", 11, 85)
    if tooth is not None and tooth not in TEETH:
        raise fields.wrong("tooth", tooth, "un numéro de dent FDI : 11 à 18, 21 à 28, … 48 ; 51 à 55, … 85")
    return tooth


def _cover(fields: Fields, key: str) -> Guarantee | None:
    identifier = fields.text(f"{key}_id")
    if identifier is None:
        return parse_guarantee(fields.take(key), key) if fields.has(key) else None
    if fields.has(key):
        raise InvalidInputError("not_expected", f"« {key} » et « {key}_id » s'excluent", f"{key}_id")
    if identifier not in guarantees():
        raise fields.wrong(f"{key}_id", identifier, "un de ces identifiants : " + ", ".join(guarantees()))
    return read_guarantee(identifier)


def _consumed(fields: Fields) -> Consumed:
    if not fields.has("consumed"):
        return Consumed(0, {})
    inner = Fields(fields.take("consumed"), "consumed")
    participations = inner.number("participations", 0, 10_000) or 0
    ceilings: dict[str, tuple[int, int]] = {}
    raw = {} if inner.take("ceilings") is None else inner.take("ceilings")
    if not isinstance(raw, Mapping):
        raise inner.wrong("ceilings", raw, "un objet : nom du plafond → montant, jours")
    for name, item in raw.items():
        entry = Fields(item, f"consumed.ceilings.{name}")
        ceilings[str(name)] = (entry.money("amount") or 0, entry.number("days", 0, 10_000) or 0)
        entry.close()
    inner.close()
    return Consumed(participations, ceilings)
