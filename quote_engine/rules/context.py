"""What every rule needs: the quote, the law of its day, and where notes are collected."""

from collections.abc import Mapping
from typing import NamedTuple

from quote_engine.contract.answer import Note
from quote_engine.contract.quote import Line, Quote
from quote_engine.errors import RefusalError
from quote_engine.explanation.sentences import note
from quote_engine.nomenclature import Act, Activity
from quote_engine.parameters import law_on


class Supposition(NamedTuple):
    """One hypothesis: the sector of the lines that do not tell theirs, and how what is left open turns out."""

    sector: str | None = None
    favourable: bool = False
    """Whatever a rule leaves open, and a fact that is not known, goes against the member or for them."""


class Context:
    """One run: a quote under one hypothesis. `law` gives the dated values by name."""

    __slots__ = ("dearest", "in_stay", "law", "notes", "quote", "refused", "supposed", "undecided")

    def __init__(self, quote: Quote, supposed: Supposition, refused: Mapping[str, RefusalError]) -> None:
        self.quote = quote
        self.supposed = supposed
        self.law = law_on(quote.date)
        self.in_stay = quote.setting != "outpatient"
        self.notes: list[Note] = []
        self.refused = dict(refused)
        self.undecided: set[str] = set()
        self.dearest: str | None = None
        """The doctor's line that bears what is taken once from a whole stay."""

    def supposes(self, code: str, line: str | None, **facts: object) -> bool:
        """Decide what the quote and the law leave open as the hypothesis says, and warn that it is open."""
        self.undecided.add(code)
        self.warn(code, line, **facts)
        return self.supposed.favourable

    def warn(self, code: str, line: str | None = None, **facts: object) -> None:
        """Write a warning and add it."""
        self.add(note(code, line, **facts))

    def add(self, warning: Note) -> None:
        """Add a warning once."""
        if warning not in self.notes:
            self.notes.append(warning)


class Item(NamedTuple):
    """A line whose act, nature and tariff are known, under the hypothesis."""

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
    acts: int = 1
    """How many times the act is done: its quantity, or both sides."""
    not_covered: str = ""
    """The step that says why the Assurance Maladie pays nothing; the tariff is then what would have been its base."""

    @property
    def is_in_sessions(self) -> bool:
        """Tell whether each of several is on a day of its own."""
        return self.act is not None and self.act.is_session
