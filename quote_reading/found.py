"""What was found for one line before anything is proved: values with their part of a row."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from quote_reading.printed.codes import Code
from quote_reading.result import Place
from quote_reading.rows import Row


@dataclass(frozen=True, slots=True)
class Found:
    """A value and where it stands. `named`: the paper says what it is, by a heading or a word beside it."""

    value: Any
    row: Row
    start: int
    end: int
    named: bool = True

    @property
    def place(self) -> Place:
        return self.row.place(self.start, self.end)

    @property
    def sure(self) -> float:
        return self.row.sure(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Room:
    """A private room: its price a day or a night, and how many nights its row tells."""

    price: Found | None
    nights: Found | None
    whole: Found | None
    """The sum of the row, which the total of the paper counts."""


@dataclass(frozen=True, slots=True)
class Sold:
    """What a clinic sells: the kind in the contract, what one costs, how many."""

    kind: str
    amount: Found
    per: str
    days: int | None
    whole: Found


@dataclass(slots=True)
class Candidate:
    """A line to be: amounts by their role (see `vocabulary.yml`), the code, and the rows that it stands on."""

    rows: list[Row]
    code: Found | None = None
    tooth: Found | None = None
    activity: Found | None = None
    quantity: Found | None = None
    sector: Found | None = None
    covered: Found | None = None
    amounts: dict[str, Found] = field(default_factory=dict)
    unnamed: list[Found] = field(default_factory=list)
    """Amounts of which no word tells what they are."""
    told: list[Found] = field(default_factory=list)
    """Amounts that sentences tell of it, whatever their words say that they are."""
    proved: bool = False
    """The fees of its own table make the total of that table."""
    contested: bool = False
    """Another column of its table may be the fee as well."""
    rivals: bool = False
    """Another line has the same work on the same tooth."""
    worked_out: bool = False
    """The fee is not printed: other amounts of the line make it."""
    columns: frozenset[str] = frozenset()
    """On a picture, what the headings of its table name: a short sign under one of them may not have been seen."""
    label: list[tuple[Row, int, int]] = field(default_factory=list)

    @property
    def coded(self) -> Code | None:
        return None if self.code is None else self.code.value


@dataclass(frozen=True, slots=True)
class Aside:
    """An amount that is no line: what it is, by the vocabulary's name, and its row."""

    name: str
    amount: Found


@dataclass(slots=True)
class Findings:
    """What a part of the paper holds."""

    candidates: list[Candidate] = field(default_factory=list)
    asides: list[Aside] = field(default_factory=list)
    rooms: list[Room] = field(default_factory=list)
    charges: list[Sold] = field(default_factory=list)

    def add(self, other: "Findings") -> None:
        self.candidates += other.candidates
        self.asides += other.asides
        self.rooms += other.rooms
        self.charges += other.charges

    def totals(self) -> Iterator[Found]:
        return (aside.amount for aside in self.asides if aside.name == "total")
