"""What is said of the quote as a whole: nights, room, choices."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from actions.reading import Exactness, Kind, Mention
from actions.understanding.assign.dates import place_date
from actions.understanding.assign.doubts import ask_back
from actions.understanding.assign.persons import place_person
from actions.understanding.assign.sheet import BOUNDS, Sheet
from actions.understanding.assign.writing import write_quote_value
from actions.understanding.item import Item
from actions.understanding.moves import AskBack, Give
from quote_draft import UNKNOWN, accepts, cents, euros

LEAST_PRICE_OF_A_ROOM = 10
"""Euros that a bare number counts at least, to be the price of a room."""
OF_DENTAL_QUOTES = (
    "setting",
    "exemption",
    "stay.nights",
    "stay.psychiatric",
    "stay.private_room",
    "line.sector",
    "line.activity",
)
"""Fields that a dental quote does not have: said of one, they are not placed."""


def place_of_the_quote(sheet: Sheet, item: Item) -> None:
    match item.kind:
        case "nights":
            _place_nights_said(sheet, item)
        case "date":
            place_date(sheet, item)
        case "person":
            place_person(sheet, item)
        case "choice":
            _place_choice(sheet, item)


def _place_nights_said(sheet: Sheet, item: Item) -> None:
    mention = item.mention
    if mention is None:
        return
    if sheet.dental:
        sheet.leave(item, "no_stay")
    elif mention.relative is not None:
        held, count = sheet.draft.get("stay.nights"), _count(item)
        if isinstance(held, int) and held + mention.relative * count >= 0:
            sheet.give("stay.nights", None, held + mention.relative * count, item, corrects=True)
        else:
            sheet.leave(item, "relative")
    elif mention.exactness == Exactness.AT_LEAST and item.value == 1:  # « avec au moins une nuit » counts none
        write_quote_value(sheet, "setting", "inpatient", item)
    elif mention.doubt is not None or mention.exactness in BOUNDS:
        ask_back(sheet, item, "stay.nights", None)
    else:
        place_nights(sheet, item, int(item.value))
        begins = next((one for one in mention.alternatives if isinstance(one, date)), None)
        asked = sheet.situation.asked == "care_date"
        tells = asked or (sheet.draft.care_date in (None, UNKNOWN) and not _is_by_weekdays(sheet, mention))
        if begins is not None and tells:
            sheet.give("care_date", None, begins.isoformat(), item)


def _is_by_weekdays(sheet: Sheet, mention: Mention) -> bool:
    """« du lundi au jeudi », « du 14 au 18 » count nights and tell no day of care."""
    said = sheet.parse.norms(mention.first, mention.last)
    months = [tag for tag in sheet.parse.tags if tag.name.startswith("calendar.month") and mention.first <= tag.first]
    return not months and not any(norm in {"/", "-", "."} for norm in said)


def ask_which_setting(sheet: Sheet) -> None:
    """« soit ambulatoire soit une nuit »: home the same day or not is asked."""
    settings = [item for item in sheet.items if item.kind == "choice" and item.value and item.value[0] == "setting"]
    nights = [item for item in sheet.items if item.kind == "nights"]
    if not sheet.parse.has("or") or len(settings) != 1 or not nights:
        return
    for item in (*settings, *nights):
        sheet.place(item)
    sheet.moves.append(AskBack("setting", None, "either", ("day_case", "inpatient"), sheet.parse.text.strip()))


def place_nights(sheet: Sheet, item: Item, nights: int) -> None:
    if not accepts("stay.nights", nights):
        sheet.place(item)
        sheet.moves.append(AskBack("stay.nights", None, "too_many", (), item.said))
        return
    write_quote_value(sheet, "stay.nights", nights, item)


def _place_choice(sheet: Sheet, item: Item) -> None:
    mention = item.mention
    if mention is not None and mention.doubt is not None and mention.alternatives:
        field = mention.alternatives[0][0]
        sheet.place(item)
        among = tuple(value for _, value in mention.alternatives)
        sheet.moves.append(AskBack(field, None, mention.doubt or "", among, mention.text))
        return
    if item.value is None:
        sheet.place(item)
        return
    field, value = item.value
    if sheet.dental and field in OF_DENTAL_QUOTES:
        sheet.place(item)
        return
    if (field, value) == ("setting", "outpatient") and ("setting", "day_case") in [one.value for one in sheet.items]:
        sheet.place(item)  # « en ambulatoire, pas hospitalisé »
        return
    if field == "stay.private_room":
        sheet.place(item)
        room = sheet.draft.get("stay.private_room") or {}
        if value != room.get("wanted"):
            write_quote_value(sheet, field, {"wanted": value}, item)
        return
    if field == "exemption":
        value, item = _denied_as_said(sheet, value, item)
    write_quote_value(sheet, field, value, item)


def _denied_as_said(sheet: Sheet, value: Any, item: Item) -> tuple[Any, Item]:
    """« sans ALD » has none; « je n'ai pas d'ALD » is kept with the words that deny."""
    before = [tag for tag in sheet.parse.tagged("denial", "negation") if 0 <= item.first - tag.last <= 1]
    without = [tag for tag in before if sheet.parse.norms(tag.first, tag.last) == ("sans",)]
    value = "none" if without else value
    if value != "none" or not before or item.mention is None:
        return value, item
    first = min(tag.first for tag in before)
    tokens = sheet.parse.tokens
    sheet.place(item)
    said = sheet.parse.text[tokens[first].start : tokens[item.last - 1].end]
    return value, replace(item, mention=replace(item.mention, text=said))


def place_room(sheet: Sheet, item: Item) -> None:
    """The room's price: by day or night as said; a price for the whole stay is shared over it and confirmed."""
    mention = item.mention
    if mention is None:
        return
    if sheet.dental:
        sheet.leave(item, "no_stay")
        return
    if mention.kind == Kind.NUMBER and isinstance(item.value, int) and item.value < LEAST_PRICE_OF_A_ROOM:
        sheet.leave(item, None)  # « trois en chambre » is no price
        return
    if mention.relative is not None:
        _move_the_price(sheet, item)
        return
    cents, per, nights = item.cents // (mention.times or 1), mention.per, sheet.draft.get("stay.nights")
    told_nights = next((one.value for one in sheet.items if one.kind == "nights"), nights)
    approximate = item.is_about
    if per in ("stay", "all") and isinstance(told_nights, int) and told_nights > 0:
        cents, per, approximate = cents // told_nights, "night", True
    elif per in ("stay", "all"):
        sheet.leave(item, "whole_stay")
        return
    price = euros(cents)
    value = {"wanted": True, "price": price} | ({"per": per} if per in ("day", "night") else {})
    if not accepts("stay.private_room", value):
        sheet.leave(item, "too_large")
        return
    write_quote_value(sheet, "stay.private_room", value, item, approximate=approximate)


def _move_the_price(sheet: Sheet, item: Item) -> None:
    """« la chambre coûte 10 euros de plus par jour »."""
    room = sheet.draft.get("stay.private_room") or {}
    held, sign = room.get("price"), item.mention.relative if item.mention else None
    price = cents(held) + (sign or 0) * item.cents if isinstance(held, str) and held != UNKNOWN else -1
    if price < 0 or not accepts("stay.private_room", {**room, "price": euros(price)}):
        sheet.leave(item, "relative")
        return
    sheet.give("stay.private_room", None, {**room, "price": euros(price)}, item, corrects=True)


def place_room_period(sheet: Sheet) -> None:
    """« la chambre, c'est par nuit, pas par jour »: its price is counted otherwise, and stays what it is."""
    room = sheet.draft.get("stay.private_room") or {}
    named = any(one.value == "stay.private_room" for one in sheet.parse.of(Kind.FIELD))
    denied = {tag.last for tag in sheet.parse.tagged("denial", "instead_of")}
    told = [tag for tag in sheet.parse.tagged("per.day", "per.night") if tag.first not in denied]
    periods = {tag.name.removeprefix("per.") for tag in told}
    if not named or sheet.items or len(periods) != 1 or room.get("price") in (None, UNKNOWN):
        return
    sheet.do(Give("stay.private_room", None, {**room, "per": periods.pop()}, None, corrects=True))


def _count(item: Item) -> int:
    """Return the nights of « une nuit de plus », « un jour plus tôt »: a day more or less is a night more or less."""
    if isinstance(item.value, int):
        return item.value
    found = item.mention.alternatives if item.mention else ()
    return int(found[-1]) if found else 1
