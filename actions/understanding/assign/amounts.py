"""Which field an amount is for: its label, the field named beside it, how it is counted, the question, the line."""

from __future__ import annotations

from dataclasses import replace

from actions.reading import Kind
from actions.understanding.assign.dates import day_of_month
from actions.understanding.assign.doubts import ask_back
from actions.understanding.assign.line_values import lines_without_sector, place_sector
from actions.understanding.assign.named import (
    MOST_OF,
    SECTOR_OF_A_NUMBER,
    _can_count,
    _is_sector_number,
    field_named,
    last_of_a_figure,
)
from actions.understanding.assign.prices import place_price
from actions.understanding.assign.quote_values import place_nights, place_room
from actions.understanding.assign.sheet import ASKS_MONEY, BOUNDS, FEE_LABELS, Sheet
from actions.understanding.clause import Clause
from actions.understanding.item import Item
from actions.understanding.moves import AskBack, Do
from quote_draft import TEETH, UNKNOWN, accepts, cents, euros, known_base

LEAST_BARE_PRICE = 100
"""Euros that a bare number counts at least to be a price where an act is to be chosen: teeth and ranks are less."""
MOST_LIKELY_NIGHTS = 31
"""« le chirurgien a dit 5 », asked for nights, says how many."""


def place_amount(  # noqa: C901, PLR0911  one return a rule, in their order
    sheet: Sheet, item: Item, clause: Clause, lines: tuple[int, ...]
) -> None:
    mention = item.mention
    if mention is None or sheet.is_placed(item):
        return
    field = _field_of_amount(sheet, item, clause, lines)
    if field is None:
        if item.label != "overrun" or not _price_by_the_overrun(sheet, item, clause, lines):
            sheet.leave(item, item.label)
        return
    if field == "line.fee" and _with_overrun(sheet, item, clause, lines):
        return
    if item.value is None and field == "choose_act":
        sheet.leave(item, None)
        return
    if item.value is None and field.startswith(("stay.nights", "care_date", "line.tooth")):
        ask_back(sheet, item, field, lines[0] if lines and field.startswith("line.") else None)
        return
    if field == "line.sector":
        place_sector(sheet, replace(item, value=SECTOR_OF_A_NUMBER[item.value]), lines or lines_without_sector(sheet))
        return
    if field in ("stay.nights", "care_date") and (mention.doubt is not None or mention.exactness in BOUNDS):
        ask_back(sheet, item, field, None)
        return
    if field in ("stay.nights", "care_date", "line.tooth", "choose_act"):
        _place_number(sheet, field, item, lines)
        return
    if mention.doubt is not None or mention.exactness in BOUNDS:
        ask_back(sheet, item, field, lines[0] if lines and field.startswith("line.") else None)
        return
    if field == "stay.private_room":
        place_room(sheet, item)
        return
    if mention.relative is not None:
        _place_relative(sheet, item, field, lines)
        return
    place_price(sheet, item, clause, field, lines)


def _with_overrun(sheet: Sheet, item: Item, clause: Clause, lines: tuple[int, ...]) -> bool:
    """« 459,80 + 600 de dépassement »: the tariff and what comes on top of it make the price."""
    overrun = next((one for one in clause.of("amount") if one.label == "overrun"), None)
    if overrun is None or len(lines) != 1 or item.label is not None or item.value is None or overrun.value is None:
        return False
    tariff = known_base(sheet.draft, lines[0], sheet.situation.context)
    if tariff != item.cents:
        return False
    sheet.place(overrun)
    sheet.give("line.fee", lines[0], euros(item.cents + overrun.cents), item)
    return True


def _is_part_of_the_price(sheet: Sheet, overrun: Item, clause: Clause, lines: tuple[int, ...]) -> bool:
    """« 720 € dont dépassement 480 € »: the price has it in it, and a line has one price; the tariff has none."""
    prices = [one for one in clause.of("amount") if one.label in FEE_LABELS and not one.is_by_the_day]
    known = all(isinstance(one.value, int) for one in (overrun, *prices))
    if not known or len(prices) != 1 or len(lines) != 1 or overrun.cents >= prices[0].cents:
        return False
    return prices[0].cents != known_base(sheet.draft, lines[0], sheet.situation.context)


_BASE_AND_OVERRUN = 2  # amounts


def _price_by_the_overrun(sheet: Sheet, item: Item, clause: Clause, lines: tuple[int, ...]) -> bool:
    """« 400 de dépassement », of a line that has no price of its own: what comes on top of its base."""
    if _is_part_of_the_price(sheet, item, clause, lines):
        sheet.place(item)
        return True
    priced = any(one.label in FEE_LABELS and not one.is_by_the_day for one in clause.of("amount"))
    alone = not priced and isinstance(item.value, int)
    if not alone or len(lines) != 1:
        return False
    held = sheet.draft.lines[lines[0] - 1].fee
    if held is not None and cents(held) != item.cents:  # « les 320 €, c'est le dépassement » puts right what it was
        return False
    told = [one for one in sheet.items if one.kind == "amount"]
    beside = told if len(told) == _BASE_AND_OVERRUN else clause.of("amount")  # « 300 de base, et 480 de dépassement »
    based = next((one for one in beside if one.label == "base" and isinstance(one.value, int)), None)
    if based is not None:  # « 459,80 de base plus 540,20 de dépassement »: the quote itself adds up
        sheet.give("line.fee", lines[0], euros(based.cents + item.cents), item)
        return True
    sheet.give("line.overrun", lines[0], euros(item.cents), item)
    return True


def is_of_the_room(sheet: Sheet, item: Item) -> bool:
    """« 3 nuits à 110 € la chambre »: a price of the stay, whatever line was told before it."""
    if item.kind != "amount" or item.label not in (None, "room"):
        return False
    by_the_day = item.is_by_the_day and not sheet.dental
    return item.label == "room" or by_the_day or field_named(sheet, item) == "stay.private_room"


def counts_something_else(sheet: Sheet, item: Item) -> bool:
    """« cassé en deux : 95 € »: beside prices with their currency, a small bare figure of a first message is none."""
    mention = item.mention
    if sheet.situation.asked != "describe" or mention is None or item.kind != "amount" or mention.kind != Kind.NUMBER:
        return False
    signed = [one for one in sheet.items if one.mention is not None and one.mention.kind == Kind.MONEY]
    small = isinstance(item.value, int) and item.value <= MOST_LIKELY_NIGHTS
    return small and bool(signed) and field_named(sheet, item) is None


def _field_of_amount(  # noqa: PLR0911  one return a rule, in their order
    sheet: Sheet, item: Item, clause: Clause, lines: tuple[int, ...]
) -> str | None:
    """Say which field an amount is for: its label, the field named, how it is counted, the question, the line."""
    mention, asked = item.mention, sheet.situation.asked
    if mention is None:
        return None
    if item.label == "base":
        return "line.base"
    if item.label == "room":
        return "stay.private_room"
    if item.label not in FEE_LABELS or mention.per == "month":  # « il opère 400 hanches par an »
        return None
    named = field_named(sheet, item)
    if named is not None:
        return named
    of_the_room = asked == "stay.private_room" and mention.per in ("day", "night") and not clause.is_anchored
    if item.label == "fee" and not of_the_room:
        return "line.fee"
    if mention.per in ("day", "night", "stay") and not clause.is_anchored and not sheet.dental:
        return "stay.private_room"
    if clause.is_anchored:
        counts_nights = (
            asked == "stay.nights"
            and mention.kind == Kind.NUMBER
            and item.value is not None
            and item.value <= MOST_LIKELY_NIGHTS
        )
        return "stay.nights" if counts_nights and clause.one("act") is None else "line.fee"
    by_question = _by_question(sheet, item, asked)
    if by_question is not None:
        return by_question
    return _by_context(sheet, item, lines)


def _by_question(sheet: Sheet, item: Item, asked: str | None) -> str | None:
    mention = item.mention
    pending = sheet.draft.to_confirm
    if asked == "confirm_value" and pending is not None:
        asked = pending.field
    if sheet.told.recalls and asked in ASKS_MONEY and last_of_a_figure(sheet) is not None:
        return None  # « non, c'était 950 » puts right what was said, and answers nothing
    if asked in ASKS_MONEY:
        return asked
    if mention is not None and mention.kind == Kind.NUMBER and asked in MOST_OF:
        return asked if item.value is None or _can_count(item, asked) else None
    if asked == "line.sector" and _is_sector_number(item):
        return asked
    offered = len(sheet.situation.options.get("candidates") or ())
    ranks = mention is not None and mention.kind == Kind.NUMBER and (item.value or 0) <= offered
    return "choose_act" if asked == "choose_act" and ranks else None


def _by_context(sheet: Sheet, item: Item, lines: tuple[int, ...]) -> str | None:
    if sheet.told.corrects:
        last = last_of_a_figure(sheet)
        too_many = last is not None and last[0] == "stay.nights" and (item.value or 0) > 60
        if last is not None and not too_many and (sheet.told.recalls or last[0] in ("line.fee", "line.base")):
            return last[0] if last[0] in (*ASKS_MONEY, "stay.nights", "line.tooth") else None
    mention = item.mention
    if mention is not None and mention.kind == Kind.MONEY and _waits_for_the_price_of_the_room(sheet):
        return "stay.private_room"
    if mention is not None and (mention.per in ("each", "all") or sheet.parse.has("everywhere")) and sheet.draft.lines:
        return "line.fee"
    moves_all = mention is not None and mention.relative is not None and sheet.parse.has("both", "per.each")
    is_money = mention is not None and mention.kind == Kind.MONEY
    if moves_all and sheet.draft.lines:
        return "line.fee"
    is_price = sheet.situation.asked == "choose_act" and (item.value or 0) >= LEAST_BARE_PRICE
    if lines and (is_money or sheet.told.corrects or sheet.told.is_free or is_price):
        return "line.fee"
    return None


def _waits_for_the_price_of_the_room(sheet: Sheet) -> bool:
    """« je voudrais être seule », then « 90 euros », whatever is asked."""
    room = sheet.draft.get("stay.private_room")
    wanted = isinstance(room, dict) and room.get("wanted") is True and room.get("price") is None
    return wanted and sheet.situation.last_answered() == ("stay.private_room", None)


def _place_number(sheet: Sheet, field: str, item: Item, lines: tuple[int, ...]) -> None:
    """A bare number where the question or the field named says what it counts."""
    match field:
        case "stay.nights":
            place_nights(sheet, item, int(item.value))
        case "care_date":
            day_of_month(sheet, item, int(item.value))
        case "choose_act":
            sheet.place(item)
            sheet.moves.append(Do("choose_rank", amount=int(item.value)))
        case _:
            number = lines[0] if lines else None
            if number is not None and item.value in TEETH:
                sheet.give("line.tooth", number, item.value, item)
            elif number is not None:
                sheet.place(item)
                sheet.moves.append(AskBack("line.tooth", number, "no_such_tooth", (), item.said))
            else:
                sheet.leave(item, None)


def _place_relative(sheet: Sheet, item: Item, field: str, lines: tuple[int, ...]) -> None:
    """« 50 € de moins » counts from what the draft holds; from nothing, it is asked."""
    each = sheet.parse.has("per.each")
    if len(lines) != 1 and field == "line.fee" and (each or sheet.parse.has("both", "everywhere")):
        for number in range(1, len(sheet.draft.lines) + 1):
            _place_relative(sheet, item, field, (number,))
        return
    held = sheet.draft.get(field, lines[0]) if lines else None
    if held in (None, UNKNOWN) and field == "line.fee" and len(lines) == 1:
        held = _told_of_the_other(sheet, lines[0])
    if not isinstance(held, str) or held == UNKNOWN or item.mention is None:
        sheet.leave(item, "relative")
        return
    value = cents(held) + (item.mention.relative or 0) * item.cents
    if value < 0 or not accepts(field, euros(value)):
        sheet.leave(item, "relative")
        return
    sheet.give(field, lines[0], euros(value), item, corrects=True)


def _told_of_the_other(sheet: Sheet, line: int) -> str | None:
    """« 680 la première, la seconde 30 € de plus »: of two lines, the price that the sentence gave the other."""
    others = [number for number in range(1, len(sheet.draft.lines) + 1) if number != line]
    told = sheet.given_now("line.fee", others[0]) if len(others) == 1 else None
    return str(told.value) if told is not None else None
