"""What every rule needs: the quote, the law of its day, and where notes are collected."""

from typing import NamedTuple

from quote_engine.estimate import Note
from quote_engine.explain import note
from quote_engine.nomenclature import Act, Activity
from quote_engine.parameters import law_on
from quote_engine.quote import Line, Quote

DOCTOR_NATURES = frozenset({"consultation", "medical_act", "anaesthesia", "imaging"})


class Context:
    """One run: a quote under one hypothesis of sector. `law` gives the dated values by name."""

    __slots__ = ("in_stay", "law", "notes", "quote")

    def __init__(self, quote: Quote) -> None:
        self.quote = quote
        self.law = law_on(quote.date)
        self.in_stay = quote.setting != "outpatient"
        self.notes: list[Note] = []

    def warn(self, code: str, line: str | None = None, **facts: object) -> None:
        """Write a warning and add it."""
        self.add(note(code, line, **facts))

    def add(self, warning: Note) -> None:
        """Add a warning once."""
        if warning not in self.notes:
            self.notes.append(warning)


class Item(NamedTuple):
    """A line whose act, nature and tariff are known, under the sector supposed."""

    line: Line
    act: Act | None
    activity: Activity | None
    label: str
    nature: str
    by_doctor: bool
    sector: str | None
    tariff: int
    """Without modifiers, of the grid that applies; the printed base when there is no code."""
    tariff_source: str
    """What a member is shown as the origin of the tariff."""
