"""The parts of a fictitious quote: people, acts with their fee, how an amount is printed; a document from a layout."""

import datetime as dt
import functools
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from quote_engine import Act
from quote_engine.nomenclature.acts import all_acts

TODAY = dt.date(2026, 11, 21)
FONTS = ("DejaVu Serif", "DejaVu Sans", "Liberation Sans", "Liberation Serif")
NAMES = (
    "Odile Benhaddou",
    "Karim NGUESSAN",
    "Inès Le Gall",
    "Paul-Henri Martelet",
    "Maëlys KOWALCZYK",
    "Yvonne Ferrandi",
)
STREETS = ("12 rue de la Gare", "3 place du Marché", "140 avenue des Tilleuls")
CITIES = ("34834 Ville-Fictive", "75000 Exemple", "20190 Fictif-sur-Mer")
MOLARS = (16, 17, 26, 27, 36, 37, 46, 47)
ADULT_TEETH = tuple(ten * 10 + one for ten in (1, 2, 3, 4) for one in range(1, 9))


@dataclass(frozen=True)
class Priced:
    """A line of a quote: money in cents. `base` is what the nomenclature gives that day."""

    act: Act
    fee: int
    base: int
    tooth: int | None = None
    activity: int | None = None


@dataclass
class Truth:
    """What a paper says, in the contract's form, as in the examples' `truth.json`."""

    family: str
    lines: list[dict[str, Any]]
    care_date: str | None = None
    stay: dict[str, Any] = field(default_factory=dict)
    charges: list[dict[str, Any]] = field(default_factory=list)


class Desk:
    """Whoever writes the quote: one seed, one way of printing throughout."""

    def __init__(self, seed: str) -> None:
        self.chance = random.Random(seed)  # noqa: S311  fictitious papers, made again the same
        self.sign = self.chance.choice((" €", " €", "€", " EUR", ""))
        self.thousands = self.chance.choice((" ", " ", "", "."))
        self.font = self.chance.choice(FONTS)
        self.size = self.chance.choice((9.5, 10.5, 11))
        self.quoted_on = dt.date(2026, 1, 5) + dt.timedelta(days=self.chance.randrange(320))

    def money(self, cents: int, *, sign: bool = True) -> str:
        """Print a sum as this desk does."""
        euros = f"{cents // 100:,}".replace(",", self.thousands)
        return f"{euros},{cents % 100:02}{(self.sign or ' €') if sign else self.sign}"

    def day(self, day: dt.date) -> str:
        return day.strftime("%d/%m/%Y")

    def later(self) -> dt.date:
        return self.quoted_on + dt.timedelta(days=self.chance.randrange(20, 120))

    def dental(self, most: int = 3) -> list[Priced]:
        """Choose prostheses with their teeth."""
        chosen = self.chance.sample(dental_acts(), self.chance.randint(1, most))
        return [self._dental(act) for act in chosen]

    def _dental(self, act: Act) -> Priced:
        base = tariff(act, 1, self.quoted_on)
        fee = base * self.chance.randint(180, 600) // 100 // 50 * 50
        teeth = [tooth for tooth in ADULT_TEETH if act.allows_tooth(tooth)]
        return Priced(act, fee, base, self.chance.choice(teeth) if act.per_tooth else None)

    def surgery(self, *, optam: bool = True) -> tuple[Priced, Priced]:
        """Choose an operation: the surgeon's part and the anaesthetist's."""
        act = self.chance.choice(operations())
        parts = []
        for activity in (1, 4):
            base = tariff(act, activity, self.quoted_on, optam=optam)
            fee = base * self.chance.randint(120, 320) // 100 // 100 * 100
            parts.append(Priced(act, fee, base, activity=activity))
        return parts[0], parts[1]

    def head(self) -> dict[str, str]:
        """Return what stands at the top of a paper, people's numbers among it."""
        figure = self.chance.randrange
        return {
            "street": self.chance.choice(STREETS),
            "city": self.chance.choice(CITIES),
            "rpps": f"10{figure(10**9):09}",
            "siret": f"{figure(10**9):09} {figure(10**5):05}",
            "tel": " ".join(["0" + str(figure(1, 6)), *(f"{figure(100):02}" for _ in range(4))]),
            "name": self.chance.choice(NAMES),
            "born": f"{figure(1, 29):02}/{figure(1, 13):02}/{figure(1945, 1990)}",
            "nir": f"{figure(1, 3)} {figure(40, 99)} {figure(1, 13):02} {figure(1, 96):02} {figure(1000):03} {figure(1000):03} {figure(98):02}",
            "iban": "FR76 " + " ".join(f"{figure(10**4):04}" for _ in range(5)) + f" {figure(1000):03}",
        }


def escaped(text: str) -> str:
    return "".join("\\" + sign if sign in "\\#$*_`<>@[]=-+/~" else sign for sign in text)


def table(
    columns: Sequence[str], rows: Sequence[Sequence[str]], *, ruled: bool = True, right: int | None = None
) -> str:
    """Return a table; columns from `right` on are set to the right."""
    width = len(columns)
    widths = ", ".join("1fr" if column.startswith("*") else "auto" for column in columns)
    align = ", ".join("right" if right is not None and place >= right else "left" for place in range(width))
    heads = ", ".join(f"[*{escaped(column.lstrip('*'))}*]" for column in columns)
    cells = ", ".join(f"[{escaped(cell)}]" for row in rows for cell in row)
    stroke = "0.6pt" if ruled else "none"
    return f"#table(columns: ({widths}), align: ({align}), stroke: {stroke}, {heads}, {cells})\n"


@functools.cache
def dental_acts() -> list[Act]:
    return _priced("dental", lambda act: act.nature == "dental_prosthesis")


@functools.cache
def operations() -> list[Act]:
    return _priced("medical", lambda act: act.has_anaesthesia and act.nature == "medical_act")


def _priced(family: str, wanted: Any) -> list[Act]:
    first, last = dt.date(2026, 1, 1), dt.date(2027, 6, 1)
    return [
        act
        for act in all_acts().values()
        if act.family == family
        and wanted(act)
        and all(
            (activity.tariff(day, optam=True) or 0) > 1000
            for activity in act.activities.values()
            for day in (first, last)
        )
    ]


def tariff(act: Act, activity: int, on: dt.date, *, optam: bool = True) -> int:
    cents = act.activities[activity].tariff(on, optam=optam)
    assert cents is not None
    return cents


def text_of(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02}"


def line_of(priced: Priced, **more: Any) -> dict[str, Any]:
    told: dict[str, Any] = {"act": priced.act.code, "fee": text_of(priced.fee), "base": text_of(priced.base)}
    if priced.act.family == "dental":
        told["tooth"] = priced.tooth
    else:
        told["activity"] = priced.activity
    return {**told, **more}
