"""What is asked beside the acts: « la télé à 6 euros par jour », « frais de dossier 50 € »."""

from __future__ import annotations

from typing import Any

from actions.reading import Kind, Parse
from actions.understanding.assign.sheet import BOUNDS, Sheet
from actions.understanding.item import Item
from actions.understanding.moves import Give
from actions.understanding.sides import BOTH
from quote_draft import CHARGES, Draft, charge, euros, with_charge
from wording import capitalised

STAY = "stay"
OF_A_CHARGE = "charge."
NAMED_BY_THE_PAPER = ("device", "operating_room", "other")
"""Kinds that gather several things: what the paper calls it is kept."""
PERIODS = {"day": "day", "night": "night", "stay": STAY, "all": STAY, "each": STAY, "session": STAY, None: None}
"""How an amount is counted, as it is said; None: not said."""


def place_charges(sheet: Sheet) -> None:
    """Take the charges told out of what is said of lines; one refused, « pas de wifi », goes."""
    told = [item for item in sheet.items if item.label is not None and item.label.startswith(OF_A_CHARGE)]
    for item in told:
        if not sheet.is_placed(item):
            _place(sheet, item)
            _with_what_is_said_of_it(sheet, item)
    if sheet.parse.has("negation") and not any(item.kind == "amount" for item in sheet.items):
        for refused in without_charges(sheet.parse, sheet.draft):
            sheet.do(refused)


def _with_what_is_said_of_it(sheet: Sheet, charged: Item) -> None:
    """« implant multifocal 480 € non remboursé »: no charge is repaid, and of a line it says nothing."""
    for item in sheet.items:
        if item.kind == "covered" and item.first == charged.last:
            sheet.place(item)


def _place(sheet: Sheet, item: Item) -> None:
    """Take a charge in, in the place of the one of the same name; one that is not told exactly is said back."""
    mention, kind = item.mention, (item.label or "").removeprefix(OF_A_CHARGE)
    if mention is None or mention.per not in PERIODS or mention.doubt is not None or mention.exactness in BOUNDS:
        sheet.leave(item, item.label)
        return
    label = capitalised(item.label_said or "") if kind in NAMED_BY_THE_PAPER else ""
    held = next((one for one in sheet.draft.get(CHARGES) or () if one["kind"] == kind and _is_called(one, label)), None)
    per = PERIODS[mention.per or _period_of(sheet.parse, item)] or (held["per"] if held else STAY)
    cents = item.cents * (2 if mention.per == "each" and _is_on_both_sides(sheet) else 1)
    told = charge(kind, euros(cents), per, label or None, _days_of(sheet, item) if per != STAY else None)
    sheet.moves = [move for move in sheet.moves if not (isinstance(move, Give) and move.field == CHARGES)]
    sheet.give(CHARGES, None, with_charge(sheet.draft.get(CHARGES), told), item)


def _is_on_both_sides(sheet: Sheet) -> bool:
    """« implant premium 400 € par œil », where both are operated on."""
    said = {item.value for item in sheet.items if item.kind == "side"}
    said |= {line.values.get("side") for line in sheet.draft.lines}
    return BOTH in said or {"left", "right"} <= said


def _days_of(sheet: Sheet, charged: Item) -> int | None:
    """« télévision 9 € par jour pendant 2 jours »: how many there are, said just behind the price."""
    after = next((item for item in sheet.items if item.first >= charged.last), None)
    if after is None or after.kind != "nights" or after.mention is None or sheet.is_placed(after):
        return None
    between = sheet.parse.norms(charged.last, after.first)
    days = after.value if isinstance(after.value, int) else next(iter(after.mention.alternatives[-1:]), None)
    if not between or not set(between) <= _FOR or not isinstance(days, int) or days < 1:
        return None
    sheet.place(after)
    return days


_FOR = frozenset({"pendant", "durant", "pour", "sur", "x", "*", "(", "les"})


def _period_of(parse: Parse, item: Item) -> str | None:
    """« 8 euros de télé par jour »: how it is counted, said behind its name."""
    labels = [one.last for one in parse.of(Kind.LABEL) if one.value == item.label and one.first >= item.last]
    tags = [tag.name for tag in parse.tags if tag.first in labels and tag.name in ("per.day", "per.night")]
    return tags[0].removeprefix("per.") if tags else None


def names_a_charge(parse: Parse) -> bool:
    return bool(_named(parse))


def without_charges(parse: Parse, draft: Draft) -> list[Give]:
    """« enlevez la télé », « pas de wifi »: what is named goes, when the quote has it."""
    named, held = _named(parse), draft.get(CHARGES) or []
    called = [one for one in held if any(_is_called(one, words) for _, words in named)]
    gone = called or [one for one in held if one["kind"] in {kind for kind, _ in named}]
    return [Give(CHARGES, None, [one for one in held if one not in gone], corrects=True)] if gone else []


def _named(parse: Parse) -> list[tuple[str, str]]:
    """Return the charges that a sentence names, with its words."""
    prefix = f"label.{OF_A_CHARGE}"
    return [
        (tag.name.removeprefix(prefix), parse.text[parse.tokens[tag.first].start : parse.tokens[tag.last - 1].end])
        for tag in parse.tags
        if tag.name.startswith(prefix)
    ]


def _is_called(one: dict[str, Any], words: str) -> bool:
    return (one["label"] or "").casefold() == words.casefold()
