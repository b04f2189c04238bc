"""What is said of the quote as a whole: nights, day of care, room, choices."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from actions.reading import Exactness, Kind
from actions.understanding.assign.doubts import ask_back
from actions.understanding.assign.persons import place_person
from actions.understanding.assign.sheet import Sheet
from actions.understanding.assign.writing import is_short, write_quote_value
from actions.understanding.items import Item
from actions.understanding.moves import AskBack, Give
from quote_draft import UNKNOWN, accepts, euros

NOT_OF_CARE = ("quote", "validity", "birth", "elsewhere")
"""Units of a date that is something else's."""
OF_DENTAL_QUOTES = ("setting", "exemption", "stay.nights", "stay.private_room", "line.sector", "line.activity")
"""Fields that a dental quote does not have: said of one, they are not placed."""


def place_of_the_quote(sheet: Sheet, item: Item) -> None:
    match item.kind:
        case "nights":
            _place_nights_said(sheet, item)
        case "date":
            _place_date(sheet, item)
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
    elif mention.doubt is not None or mention.exactness in (Exactness.AT_LEAST, Exactness.AT_MOST):
        ask_back(sheet, item, "stay.nights", None)
    else:
        place_nights(sheet, item, int(item.value))
        begins = next((one for one in mention.alternatives if isinstance(one, date)), None)
        if begins is not None and sheet.draft.care_date in (None, UNKNOWN):
            sheet.give("care_date", None, begins.isoformat(), item)


def place_shift(sheet: Sheet) -> None:
    """« repoussée d'une semaine » moves the day of care."""
    held = sheet.draft.date_of_care
    for mention in sheet.parse.of(Kind.OTHER):
        if mention.unit == "shift" and isinstance(mention.value, int) and held is not None:
            day = held + timedelta(days=(mention.relative or 1) * mention.value)
            sheet.do(Give("care_date", None, day.isoformat(), mention.text, corrects=True))


def place_nights(sheet: Sheet, item: Item, nights: int) -> None:
    if not accepts("stay.nights", nights):
        sheet.place(item)
        sheet.moves.append(AskBack("stay.nights", None, "too_many", (), item.said))
        return
    write_quote_value(sheet, "stay.nights", nights, item)


def _place_date(sheet: Sheet, item: Item) -> None:
    mention = item.mention
    if mention is None or mention.unit in NOT_OF_CARE:
        sheet.leave(item, "quote_date" if mention is not None and mention.unit == "quote" else "which_date")
        return
    asked = sheet.situation.asked
    if mention.unit == "relative" and asked != "care_date" and not _says_care(sheet, item):
        sheet.place(item)  # « je vous rappelle demain » tells nothing of the quote
        return
    if mention.doubt is not None:
        if asked == "care_date" or sheet.draft.care_date is None or sheet.told.corrects:
            ask_back(sheet, item, "care_date", None)
        else:
            sheet.leave(item, mention.doubt)
        return
    if mention.unit == "day_of_month":
        day_of_month(sheet, item, item.value.day)
        return
    told_among_others = sheet.draft.care_date is None and any(
        other.kind in ("nights", "choice", "amount") and sheet.is_placed(other) for other in sheet.items
    )
    named = sheet.told.corrects or _says_care(sheet, item) or is_short(sheet) or told_among_others
    if asked != "care_date" and (not named or mention.exactness == Exactness.AT_MOST):
        sheet.leave(item, "which_date")
        return
    if mention.exactness in (Exactness.AT_MOST, Exactness.AT_LEAST):
        ask_back(sheet, item, "care_date", None)
        return
    write_quote_value(sheet, "care_date", _as_proposed(sheet, item.value).isoformat(), item)


def _as_proposed(sheet: Sheet, day: date) -> date:
    """« oui, c'était le 3 novembre » is the day that the question names, whatever its year."""
    pending = sheet.draft.to_confirm
    if sheet.situation.asked != "confirm_value" or pending is None or pending.field != "care_date":
        return day
    proposed = date.fromisoformat(str(pending.value))
    return proposed if (proposed.day, proposed.month) == (day.day, day.month) else day


def _says_care(sheet: Sheet, item: Item) -> bool:
    near = sheet.parse.tagged("care")
    fields = [one for one in sheet.parse.of(Kind.FIELD) if one.value == "care_date"]
    return bool(near or fields or sheet.told.is_free) and item.mention is not None


def day_of_month(sheet: Sheet, item: Item, day: int) -> None:
    """« le 15 » is a day of the month already told, else the next such day, to be confirmed."""
    held = sheet.draft.date_of_care
    try:
        value = held.replace(day=day) if held else None
    except ValueError:
        value = None
    if value is None and isinstance(item.value, date):
        value = item.value
    if value is None:
        value = next(_days_called(day, sheet.situation.context.today), None)
    if value is None:
        sheet.leave(item, "no_such_date")
        return
    write_quote_value(sheet, "care_date", value.isoformat(), item, approximate=held is None)


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
    if field == "stay.private_room":
        sheet.place(item)
        room = sheet.draft.get("stay.private_room") or {}
        if value != room.get("wanted"):
            write_quote_value(sheet, field, {"wanted": value}, item)
        return
    write_quote_value(sheet, field, value, item)


def place_room(sheet: Sheet, item: Item) -> None:
    """The room's price: by day or night as said; a price for the whole stay is shared over it and confirmed."""
    mention = item.mention
    if mention is None:
        return
    if sheet.dental:
        sheet.leave(item, "no_stay")
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


def _count(item: Item) -> int:
    """Return the nights of « une nuit de plus », « un jour plus tôt »: a day more or less is a night more or less."""
    if isinstance(item.value, int):
        return item.value
    found = item.mention.alternatives if item.mention else ()
    return int(found[-1]) if found else 1


def _days_called(day: int, today: date) -> Iterator[date]:
    """Yield the coming dates with this day of the month, the next one first."""
    for months in range(13):
        month = today.month - 1 + months
        try:
            found = date(today.year + month // 12, month % 12 + 1, day)
        except ValueError:
            continue
        if found >= today:
            yield found
