"""What was read of a paper: lines, each value with its place on the page and, when it must be looked at, why.

`Reading.as_json()` is the `read` of the chat's contract, without the document's id; `values` stands beside what the
contract shows: for each value of a line `{"page", "box", "doubt", "reason"}`.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

Box = tuple[float, float, float, float]
"""Left, top, right, bottom, as shares of the page's width and height."""


class Doubt(StrEnum):
    """Why a value must be looked at before it is accepted."""

    UNCONFIRMED = "unconfirmed"  # read once, on a picture, and nothing else on the page proves it
    MISREAD = "misread"  # put right: what stands on the page is not a code of the nomenclature
    UNKNOWN_CODE = "unknown_code"  # the nomenclature has no such code
    SUM_DIFFERS = "sum_differs"  # the lines do not add up to the total printed
    OVERRUN_DIFFERS = "overrun_differs"  # the fee is not the base and the overrun
    WORKED_OUT = "worked_out"  # not printed: other amounts of the line make it
    BASE_DIFFERS = "base_differs"  # the nomenclature has another base
    TOOTH_DIFFERS = "tooth_differs"  # no such tooth, or the act is not done on it
    ROLE = "role"  # an amount that the paper does not name
    LABEL_DIFFERS = "label_differs"  # the words beside the code are those of another act
    NOT_FOUND = "not_found"  # the paper does not say it, or not where it was looked for
    DATE = "date"  # a day that cannot be: before the quote's own


class NotAQuote(StrEnum):
    """What the paper is, when it is no quote."""

    BILL = "bill"
    STATEMENT = "statement"  # what was repaid
    PRESCRIPTION = "prescription"
    BLANK = "blank"
    PICTURE = "picture"  # no text, or too little: a photograph of something else
    OTHER = "other"  # text without anything that a quote holds


class Why(StrEnum):
    """Why an amount of the paper is no line."""

    ALTERNATIVE = "alternative"
    TOTAL = "total"
    DEPOSIT = "deposit"
    REIMBURSED = "reimbursed"
    REMAINING = "remaining"
    HOSPITAL = "hospital"  # the stay's own costs and the daily hospital fee, which the estimate works out itself
    NOT_PLACED = "not_placed"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands: the page counts from 1."""

    page: int
    box: Box

    def as_json(self) -> dict[str, Any]:
        return {"page": self.page, "box": [round(share, 4) for share in self.box]}


@dataclass(frozen=True, slots=True)
class Value:
    """A value in the contract's form (money as text), where it was read, and why it is doubtful (None: it is not).

    A value without a place follows from another: the base, from the nomenclature.
    """

    value: Any
    place: Place | None = None
    doubt: Doubt | None = None

    def as_json(self) -> dict[str, Any]:
        place = {"page": None, "box": None} if self.place is None else self.place.as_json()
        return {**place, "doubt": self.doubt is not None, "reason": self.doubt}


LINE_FIELDS = ("act", "label", "tooth", "fee", "base", "activity", "sector", "covered", "quantity")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that the paper proposes; `values` holds those of LINE_FIELDS that were read."""

    number: int
    values: Mapping[str, Value]
    place: Place

    def as_json(self) -> dict[str, Any]:
        told = {name: self.values[name].value if name in self.values else None for name in LINE_FIELDS}
        return {
            "number": self.number,
            **told,
            "doubts": [name for name in LINE_FIELDS if name in self.values and self.values[name].doubt],
            "where": self.place.as_json(),
            "values": {name: self.values[name].as_json() for name in LINE_FIELDS if name in self.values},
        }


@dataclass(frozen=True, slots=True)
class Charge:
    """What the paper asks beside its acts, in the form of `charges` of the estimate's contract."""

    kind: str
    label: str
    amount: str
    per: str
    days: int | None
    place: Place
    doubt: Doubt | None = None

    def as_json(self) -> dict[str, Any]:
        told = {"kind": self.kind, "label": self.label, "amount": self.amount, "per": self.per, "days": self.days}
        return {**told, "where": self.place.as_json(), "doubt": self.doubt is not None, "reason": self.doubt}


@dataclass(frozen=True, slots=True)
class LeftAside:
    """An amount of the paper that is no line, with its words and the reason."""

    text: str
    why: Why
    place: Place

    def as_json(self) -> dict[str, Any]:
        return {"text": self.text, "why": self.why, "where": self.place.as_json()}


@dataclass(frozen=True, slots=True)
class Stay:
    """The nights and the private room that the paper tells of; None: it does not."""

    nights: Value | None = None
    room_wanted: Value | None = None
    room_price: Value | None = None

    def as_json(self) -> dict[str, Any]:
        def told(value: Value | None) -> Any:
            return None if value is None else value.value

        values = {"nights": self.nights, "private_room.wanted": self.room_wanted, "private_room.price": self.room_price}
        return {
            "nights": told(self.nights),
            "private_room": {"wanted": told(self.room_wanted), "price": told(self.room_price)},
            "doubts": [name for name, value in values.items() if value is not None and value.doubt],
            "values": {name: value.as_json() for name, value in values.items() if value is not None},
        }


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as it was read, upright: a PNG, and its size in points of the picture."""

    png: bytes = field(repr=False)
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that a paper proposes. Neither the patient's name nor a registration number is in it.

    `private` is where they stand, to be covered. `not_a_quote` is None for a quote; `pictures` has one a page, none for
    pasted text.
    """

    family: str | None = None
    lines: tuple[Line, ...] = ()
    care_date: Value | None = None
    stay: Stay = field(default_factory=Stay)
    charges: tuple[Charge, ...] = ()
    left_aside: tuple[LeftAside, ...] = ()
    not_a_quote: NotAQuote | None = None
    private: tuple[Place, ...] = ()
    pictures: tuple[Picture, ...] = field(default=(), repr=False)

    def as_json(self) -> dict[str, Any]:
        """Return the contract's `read`, the document's id aside."""
        day: Any = None if self.care_date is None else self.care_date.value
        return {
            "family": self.family,
            "pages": len(self.pictures),
            "lines": [line.as_json() for line in self.lines],
            "care_date": day.isoformat() if isinstance(day, dt.date) else day,
            "care_date_value": None if self.care_date is None else self.care_date.as_json(),
            "stay": self.stay.as_json(),
            "charges": [charge.as_json() for charge in self.charges],
            "left_aside": [one.as_json() for one in self.left_aside],
            "not_a_quote": self.not_a_quote,
            "private": [place.as_json() for place in self.private],
        }
