"""Where a draft holds a value: what a denial, or a figure asked about, points at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from actions.reading import Kind
from actions.understanding.item import Item
from quote_draft import UNKNOWN, Draft, euros


@dataclass(frozen=True, slots=True)
class Place:
    """A field that holds a value; `line` is None for one of the quote."""

    field: str
    line: int | None
    held: Any

    def value_of(self, item: Item) -> Any:
        """Return what is told in another item, as this field holds it."""
        match self.field:
            case "line.fee" | "line.base":
                return _money(item)
            case "stay.private_room":
                return {**self.held, "price": _money(item)}
            case "care_date":
                return _date(item, date.fromisoformat(self.held))
            case "line.tooth":
                return item.value[0] if isinstance(item.value, tuple) else item.value
            case _:
                return item.value[1] if item.kind == "choice" else item.value


def places_of(draft: Draft, item: Item) -> list[Place]:
    """Return the fields that hold the value of an item."""
    if item.kind == "act":
        codes = {one["code"] for one in item.name.candidates} if item.name else {item.value}
        return [
            Place("line.act", number, line.code)
            for number, line in enumerate(draft.lines, start=1)
            if line.code in codes
        ]
    return [place for place in _held(draft) if _is(place, item)] if item.value is not None else []


def _held(draft: Draft) -> list[Place]:
    found = [
        Place(f"line.{name}", number, value)
        for number, line in enumerate(draft.lines, start=1)
        for name, value in (("fee", line.fee), ("base", line.base), ("tooth", line.tooth), ("sector", line.sector))
        if value not in (None, UNKNOWN)
    ]
    found += [
        Place(field, None, value)
        for field in ("care_date", "stay.nights", "setting", "exemption", "beneficiary", "stay.private_room")
        if (value := draft.get(field)) not in (None, UNKNOWN)
    ]
    return found


def _is(place: Place, item: Item) -> bool:  # noqa: PLR0911  one return a field
    match place.field:
        case "line.fee" | "line.base":
            return item.kind == "amount" and bool(place.held == _money(item))
        case "stay.private_room":
            price = place.held.get("price") if isinstance(place.held, dict) else None
            return item.kind == "amount" and price not in (None, UNKNOWN) and bool(price == _money(item))
        case "line.tooth":
            return place.held in (item.value if isinstance(item.value, tuple) else (item.value,))
        case "stay.nights":
            return item.kind in ("nights", "amount") and bool(place.held == item.value)
        case "care_date":
            held = date.fromisoformat(place.held)
            if isinstance(item.value, date):
                return held == item.value or (_is_day_only(item) and held.day == item.value.day)
            return item.kind == "amount" and bool(item.value == held.day)
        case "line.sector" | "setting" | "exemption":
            return item.kind == "choice" and item.value == (place.field, place.held)
        case _:
            return item.kind == "person" and bool(item.value == place.held)


def _is_day_only(item: Item) -> bool:
    return item.mention is not None and item.mention.unit == "day_of_month"


def _date(item: Item, held: date) -> str:
    if isinstance(item.value, date) and not _is_day_only(item):
        return item.value.isoformat()
    if not isinstance(item.value, date | int):
        return held.isoformat()
    day = item.value.day if isinstance(item.value, date) else item.value
    try:
        return held.replace(day=day).isoformat()
    except ValueError:
        return held.isoformat()


def _money(item: Item) -> str | None:
    if not isinstance(item.value, int):
        return None
    is_money = item.mention is not None and item.mention.kind == Kind.MONEY
    return euros(item.value if is_money else item.value * 100)
