"""What every rule needs: the quote, the dated values, and where notes are collected."""

from dataclasses import dataclass, field
from decimal import Decimal

from quote_engine.data_files import Window
from quote_engine.estimate import Note
from quote_engine.explain import note
from quote_engine.nomenclature import Act, Activity
from quote_engine.parameters import ParameterValue, shown_on, window_on
from quote_engine.quote import Line, Quote

DOCTOR_NATURES = frozenset({"consultation", "medical_act", "anaesthesia", "imaging"})


@dataclass(frozen=True, slots=True)
class Context:
    """One run: a quote under one hypothesis of sector."""

    quote: Quote
    notes: list[Note] = field(default_factory=list)

    @property
    def in_stay(self) -> bool:
        return self.quote.setting != "outpatient"

    def window(self, name: str) -> Window[ParameterValue]:
        return window_on(name, self.quote.date)

    def value(self, name: str) -> ParameterValue:
        return self.window(name).value

    def cents(self, name: str) -> int:
        return int(self.value(name).amount)

    def rate(self, name: str) -> Decimal:
        return Decimal(self.value(name).amount)

    def count(self, name: str) -> int:
        return int(self.value(name).amount)

    def source(self, name: str) -> str:
        """Give what a member is shown as the origin of a value."""
        return shown_on(name, self.quote.date)

    def warn(self, code: str, line: str | None = None, **facts: object) -> None:
        """Add a warning once."""
        warning = note(code, line, **facts)
        if warning not in self.notes:
            self.notes.append(warning)


@dataclass(frozen=True, slots=True)
class Item:
    """A line whose act, nature and tariff are known, under the sector supposed."""

    line: Line
    act: Act | None
    activity: Activity | None
    label: str
    nature: str
    sector: str | None
    tariff: int
    """Without modifiers, of the grid that applies; the printed base when there is no code."""

    @property
    def by_doctor(self) -> bool:
        return self.nature in DOCTOR_NATURES
