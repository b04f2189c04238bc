"""Which field the words beside a figure name, and which figure was told last."""

from __future__ import annotations

from actions.reading import Kind, Mention
from actions.understanding.assign.sheet import ASKS_MONEY, Sheet
from actions.understanding.item import CUTS, Item
from quote_draft import SECTOR_2_EITHER

SECTOR_OF_A_NUMBER = {1: "sector_1", 2: SECTOR_2_EITHER, 3: "not_conventioned"}
MOST_OF = {"stay.nights": 60, "line.tooth": 99, "care_date": 31}
"""The largest figure that can be meant for what is counted; a larger one is a price."""
FIELD_BEFORE, FIELD_AFTER = 8, 3
"""Tokens between a field named and its value: « le montant de la ligne 1 est 900 », « 90 pour la chambre »."""


def field_named(sheet: Sheet, item: Item) -> str | None:
    """Return the field named before the amount with no other amount between: « le montant est 900 »."""
    amounts = [one for one in sheet.items if one.kind == "amount"]
    fields = [*sheet.parse.of(Kind.FIELD), *_room_named(sheet)]
    acts = [one for one in sheet.items if one.name is not None and one.name.candidates]
    fields = [
        one for one in fields if not any(act.first <= one.first < act.last for act in acts)
    ]  # « chambre implantable »
    fields.sort(key=lambda mention: mention.first)
    before = [
        field
        for field in fields
        if 0 <= item.first - field.last <= FIELD_BEFORE
        and not any(field.last <= other.first < item.first for other in amounts)
        and not _has_its_count(sheet, field, item)
        and not _is_somebody_elses(sheet, field, item)
    ]
    after = [
        field
        for field in fields
        if 0 <= field.first - item.last <= FIELD_AFTER
        and not any(item.last <= other.first < field.first for other in amounts)
        and not any(norm in CUTS for norm in sheet.parse.norms(item.last, field.first))
        and not any(
            0 <= other.first - field.last <= FIELD_AFTER and not _is_somebody_elses(sheet, field, other)
            for other in amounts
            if other.first > item.first
        )
        and not (field.kind == Kind.CHOICE and _has_its_own(sheet, item, field))
    ]
    found = before[-1] if before else after[0] if after else None
    field = ("stay.private_room" if found.kind == Kind.CHOICE else str(found.value)) if found else ""
    if field == "line.sector":
        return field if _is_sector_number(item) else None
    if field in MOST_OF and (item.mention is None or not _can_count(item, field)):
        return None
    return field if field in (*ASKS_MONEY, "stay.nights", "line.tooth", "care_date") else None


def _has_its_count(sheet: Sheet, field: Mention, item: Item) -> bool:
    """« séjour 3 nuits à 75 la chambre »: the nights are told, and 75 counts something else."""
    told = [one for one in sheet.items if one.kind == "nights" and field.first <= one.last <= item.first]
    return field.value == "stay.nights" and bool(told)


def _is_somebody_elses(sheet: Sheet, field: Mention, item: Item) -> bool:
    """« 85 la chambre, chirurgien 600 »: what is told after somebody else, or another act, is no price of the room."""
    of_the_room = field.kind == Kind.CHOICE or field.value == "stay.private_room"
    others = any(one.kind in ("act", "role") and field.last <= one.first < item.first for one in sheet.items)
    cut = any(norm in CUTS for norm in sheet.parse.norms(field.last, item.first))
    return of_the_room and (others or (cut and (_follows_its_price(sheet, field) or _is_paid_to_somebody(sheet, item))))


def _is_paid_to_somebody(sheet: Sheet, item: Item) -> bool:
    """« chambre seule, 1200 € le chirurgien »."""
    return any(one.kind == "role" and 0 <= one.first - item.last <= 1 for one in sheet.items)


def _follows_its_price(sheet: Sheet, field: Mention) -> bool:
    """« 110 € pour la chambre, 1200 € chirurgien »."""
    ends = {one.last for one in sheet.items if one.kind == "amount"}
    first = field.first
    while first > 0 and sheet.parse.tokens[first - 1].norm in _LINKING:
        first -= 1
    return first in ends and (first < field.first or sheet.parse.tokens[field.first].norm in _LINKING)


_LINKING = frozenset({"pour", "la", "le", "de", "l", "une", "par", "d"})


def _has_its_own(sheet: Sheet, item: Item, field: Mention) -> bool:
    """« prothèse de genou 1600 chambre seule »: the amount is of what it follows, unless it is « pour la chambre »."""
    between = sheet.parse.norms(item.last, field.first)
    parted = any(item.last <= one.first < field.first for one in sheet.items)
    before = [one for one in sheet.items if one.last <= item.first and one.kind in ("act", "role")]
    follows = bool(before) and not any(norm in CUTS for norm in sheet.parse.norms(before[-1].last, item.first))
    return parted or (follows and not between)


def _room_named(sheet: Sheet) -> list[Mention]:
    """« la chambre individuelle est à 92 euros » names the room as its choice does."""
    return [mention for mention in sheet.parse.of(Kind.CHOICE) if mention.value == ("stay.private_room", True)]


def last_of_a_figure(sheet: Sheet) -> tuple[str, int | None] | None:
    last = sheet.situation.last_answered()
    return last if last and last[0] in (*ASKS_MONEY, "stay.nights", "line.tooth") else _last_fee(sheet)


def _last_fee(sheet: Sheet) -> tuple[str, int | None] | None:
    for number in range(len(sheet.draft.lines), 0, -1):
        if sheet.draft.lines[number - 1].fee is not None:
            return "line.fee", number
    return None


def _can_count(item: Item, field: str) -> bool:
    """Say whether a figure can be the nights, a tooth or a day: « dent 26 650 € » names one tooth and one price."""
    is_number = item.mention is not None and item.mention.kind == Kind.NUMBER
    return is_number and (item.value is None or item.value <= MOST_OF[field])


def _is_sector_number(item: Item) -> bool:
    return item.mention is not None and item.mention.kind == Kind.NUMBER and item.value in SECTOR_OF_A_NUMBER
