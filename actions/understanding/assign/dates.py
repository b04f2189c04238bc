"""The day of care: as told, as the question proposes it, moved, or asked back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from actions.reading import Exactness, Kind
from actions.understanding.assign.doubts import ask_back
from actions.understanding.assign.line_values import place_sector
from actions.understanding.assign.named import SECTOR_OF_A_NUMBER
from actions.understanding.assign.sheet import ASKS_MONEY, BOUNDS, Sheet
from actions.understanding.assign.writing import is_short, write_quote_value
from actions.understanding.item import Item
from actions.understanding.moves import AskBack, Give
from quote_draft import accepts

NOT_OF_CARE = ("quote", "validity", "birth", "elsewhere")
"""Units of a date that is something else's."""
RECENT, FAR, A_YEAR = 61, 270, 366
"""Days: a date told without its year may be a recent one rather than one so far ahead."""
_DAY_OR_MONTH, _MOST_WORDS = 2, 4


def place_date(sheet: Sheet, item: Item) -> None:
    mention = item.mention
    if mention is not None and mention.unit == "leaving":
        _place_the_end(sheet, item)
        return
    if mention is None or mention.unit in NOT_OF_CARE:
        sheet.leave(item, "quote_date" if mention is not None and mention.unit == "quote" else "which_date")
        return
    asked = sheet.situation.asked
    if _is_told_of_the_past(sheet, item):
        sheet.place(item)
        return
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
        _place_day_alone(sheet, item)
    else:
        _place_day(sheet, item)


def _is_told_of_the_past(sheet: Sheet, item: Item) -> bool:
    """« il s'est cassé le bras il y a un mois, on l'opère le 22 décembre »: the day to come is that of the care."""
    today = sheet.situation.context.today
    days = [one for one in sheet.items if one.kind == "date" and isinstance(one.value, date)]
    to_come = [one for one in days if one.value >= today and one.mention is not None and one.mention.unit == "day"]
    return item in days and item.value < today and bool(to_come) and sheet.draft.care_date is None


def _place_the_end(sheet: Sheet, item: Item) -> None:
    """« sortie le 18 », of a stay whose first day is known, tells its nights."""
    begins = sheet.draft.date_of_care
    nights = (item.value - begins).days if begins is not None and isinstance(item.value, date) else 0
    if nights > 0 and not sheet.dental and accepts("stay.nights", nights):
        write_quote_value(sheet, "stay.nights", nights, item)
    else:
        sheet.leave(item, "which_date")


def _place_day_alone(sheet: Sheet, item: Item) -> None:
    """« le 2 » is a sector where the sector is asked, and no date where a sum is."""
    asking, day = sheet.situation.asking, item.value.day
    if asking is not None and asking.field == "line.sector" and day in SECTOR_OF_A_NUMBER:
        lines = (asking.line,) if asking.line else ()
        place_sector(sheet, replace(item, value=SECTOR_OF_A_NUMBER[day]), lines)
    elif asking is not None and asking.field in ASKS_MONEY and not _says_care(sheet, item):
        sheet.leave(item, "which_date")
    else:
        day_of_month(sheet, item, day)


def _place_day(sheet: Sheet, item: Item) -> None:
    asked, exactness = sheet.situation.asked, item.mention.exactness if item.mention else Exactness.EXACT
    told_among_others = sheet.draft.care_date is None and any(
        other.kind in ("nights", "choice", "amount") and sheet.is_placed(other) for other in sheet.items
    )
    named = sheet.told.corrects or _says_care(sheet, item) or is_short(sheet) or told_among_others
    is_a_length = asked == "stay.nights" and item.mention is not None and item.mention.unit == "vague"
    if is_a_length or (asked != "care_date" and (not named or exactness == Exactness.AT_MOST)):
        sheet.leave(item, "which_date")
    elif exactness in BOUNDS:
        ask_back(sheet, item, "care_date", None)
    elif (days := _of_which_year(sheet, item)) and item.value != _proposed(sheet):
        sheet.place(item)
        among = tuple(day.isoformat() for day in days)
        sheet.moves.append(AskBack("care_date", None, "which_year", among, item.said))
    else:
        write_quote_value(sheet, "care_date", _as_proposed(sheet, item.value).isoformat(), item)


def day_of_month(sheet: Sheet, item: Item, day: int) -> None:
    """« le 15 » is a day of the month already told, else the next such day, to be confirmed."""
    denied = [one.value for one in sheet.items if one.kind == "date" and one.is_denied and isinstance(one.value, date)]
    held = denied[0] if denied else sheet.draft.date_of_care or _offered(sheet)  # « pas le 5 mai mais le 6 »
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


def _offered(sheet: Sheet) -> date | None:
    """« entre le 10 et le 15 mars », then « le 12 »: of the month that is asked about."""
    among = sheet.situation.options.get("choices") if sheet.situation.asked == "care_date" else None
    return date.fromisoformat(str(among[0])) if among else None


def place_shift(sheet: Sheet) -> None:
    """« repoussée d'une semaine » moves the day of care."""
    held = sheet.draft.date_of_care
    for mention in sheet.parse.of(Kind.OTHER):
        if mention.unit == "shift" and isinstance(mention.value, int) and held is not None:
            day = held + timedelta(days=(mention.relative or 1) * mention.value)
            sheet.do(Give("care_date", None, day.isoformat(), mention.text, corrects=True))


def _of_which_year(sheet: Sheet, item: Item) -> list[date]:
    """« le 3 novembre », said at the end of November: of this month or of next year? Return the days it may be."""
    mention, today = item.mention, sheet.situation.context.today
    said = sheet.parse.norms(mention.first, mention.last) if mention is not None else ()
    has_year = any(norm.isdigit() and len(norm) > _DAY_OR_MONTH for norm in said)
    if mention is None or mention.unit != "day" or has_year or len(said) > _MOST_WORDS or _proposed(sheet) is not None:
        return []
    day: date = item.value
    years_before = (_on(today.year - back, day) for back in (0, 1))
    recent = [found for found in years_before if found is not None and 0 < (today - found).days <= RECENT]
    ahead = (day - today).days
    if ahead > A_YEAR or (recent and ahead > FAR):
        return [*recent[:1], day]
    return []


def _on(year: int, day: date) -> date | None:
    try:
        return day.replace(year=year)
    except ValueError:
        return None


def _as_proposed(sheet: Sheet, day: date) -> date:
    """« oui, c'était le 3 novembre » is the day that the question names, whatever its year."""
    proposed = _proposed(sheet)
    return proposed if proposed and (proposed.day, proposed.month) == (day.day, day.month) else day


def _proposed(sheet: Sheet) -> date | None:
    pending = sheet.draft.to_confirm
    asked = sheet.situation.asked == "confirm_value" and pending is not None and pending.field == "care_date"
    return date.fromisoformat(str(pending.value)) if asked and pending is not None else None


def _says_care(sheet: Sheet, item: Item) -> bool:
    near = sheet.parse.tagged("care")
    fields = [one for one in sheet.parse.of(Kind.FIELD) if one.value == "care_date"]
    return bool(near or fields or sheet.told.is_free) and item.mention is not None


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
