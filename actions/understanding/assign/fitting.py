"""How well a clause fits a line of the quote: what they have in common, or that they contradict each other."""

from __future__ import annotations

from actions.reading import words_of
from actions.understanding.assign.sheet import ACTIVITY_OF, Sheet
from actions.understanding.clause import Clause
from actions.understanding.item import Item
from quote_draft import cents

PLACED_BY = ("side", "jaw")
"""What tells two lines of one act apart, beside the tooth."""
SHORTEST_TELLING = 4
"""Letters of a word that tells an act."""


def fit_of(sheet: Sheet, number: int, clause: Clause) -> int | None:  # noqa: C901  one step a kind of name
    """Count what the clause and a line have in common; None when they contradict each other."""
    line, fit = sheet.draft.lines[number - 1], 0
    role, act, teeth = clause.one("role"), clause.one("act"), clause.one("teeth")
    if role is not None and (activity := ACTIVITY_OF.get(role.value)):
        held = _activity_of(sheet, number)
        if _says_whose_fee_is_asked(sheet, number, clause):
            return 1
        if held not in (None, activity):
            return None
        if (
            held is None
            and activity != 1
            and (_has_its_price(sheet, number, clause) or _is_told_of_another(sheet, number, clause))
        ):
            return None
        fit += held == activity
        if held is None and activity == 1 and line.code is not None:
            fit += 1
    if act is not None and (line.code is not None or line.label is not None or _is_told_whole(sheet, number, clause)):
        if not names_act_of(sheet, act, number) or _has_another_price_now(sheet, number, clause):
            return None
        first = act.name is not None and bool(act.name.candidates) and act.name.candidates[0]["code"] == line.code
        fit += 2 + _is_headed_by(act, line.label) + first
    if teeth is not None and teeth.value and (line.tooth is not None or _is_told_again(sheet, number, clause)):
        if line.tooth not in teeth.value or _is_of_another_act(sheet, number, clause):
            return None
        fit += 2
    if teeth is not None and line.tooth is None and _asks_the_tooth_of(sheet, number):
        fit += 2
    placed = _fit_of_the_place(sheet, number, clause)
    return None if placed is None else fit + placed


def _is_told_again(sheet: Sheet, number: int, clause: Clause) -> bool:
    """« couronne HBLD038 290. Sur la 44 : couronne HBLD038 290 »: told with its price already, it is another one."""
    again = clause.one("act") is not None and bool(clause.of("amount"))
    return again and not sheet.told.corrects and sheet.given_now("line.fee", number) is not None


def _is_told_whole(sheet: Sheet, number: int, clause: Clause) -> bool:
    """« inlay-core 36 180 €, couronne 36 550 € »: the first lacks but the choice of its act, the second is another."""
    return sheet.awaits_its_act(number) and sheet.draft.lines[number - 1].fee is not None and bool(clause.of("amount"))


def _fit_of_the_place(sheet: Sheet, number: int, clause: Clause) -> int | None:
    """Count the sides and jaws that the clause and a line have in common; None when they contradict each other."""
    values = sheet.draft.lines[number - 1].values
    pairs = [(told.value, values[kind]) for kind in PLACED_BY if (told := clause.one(kind)) and kind in values]
    return None if any(told != known for told, known in pairs) else 2 * len(pairs)


def _is_of_another_act(sheet: Sheet, number: int, clause: Clause) -> bool:
    """« couronne 13 600 €, facettes 12 450 € et 13 425 € »: the second price of a tooth is of what was told last."""
    again = bool(clause.of("amount")) and clause.one("act") is None and sheet.is_priced_now(number)
    return again and not sheet.told.corrects and number != len(sheet.draft.lines)


def _has_its_price(sheet: Sheet, number: int, clause: Clause) -> bool:
    """« cataracte 650 », then « et l'anesthésiste 180 »: the second price is another person's.

    A correction puts another price in the place of one told before this sentence, not of one that the sentence tells.
    """
    line = sheet.draft.lines[number - 1]
    told = line.fee or line.values.get("overrun") or sheet.shared_price_of(number)
    others = [amount for amount in clause.of("amount") if told is not None and amount.cents != cents(told)]
    told_now = _is_told_a_price(sheet, number)
    return bool(others) and (told_now or not sheet.told.corrects)


def _is_told_a_price(sheet: Sheet, number: int) -> bool:
    return sheet.is_priced_now(number) or sheet.given_now("line.overrun", number) is not None


def _has_another_price_now(sheet: Sheet, number: int, clause: Clause) -> bool:
    """« détartrage 110 €, détartrage profond 320 € »: an act told with a price is none that has one already."""
    given = sheet.given_now("line.fee", number)
    prices = [one for one in clause.of("amount") if one.label in (None, "fee") and isinstance(one.value, int)]
    return given is not None and bool(prices) and not sheet.told.corrects and cents(str(given.value)) != prices[0].cents


def _is_told_of_another(sheet: Sheet, number: int, clause: Clause) -> bool:
    """« 350 € de dépassement pour les hémorroïdes, anesthésiste secteur 1 »: what was priced is the surgeon's."""
    told_now = _is_told_a_price(sheet, number)
    return told_now and not sheet.told.corrects and bool(clause.of("sector"))


def _says_whose_fee_is_asked(sheet: Sheet, number: int, clause: Clause) -> bool:
    """« c'est l'anesthésiste », alone where the fee of a line that is nobody's yet is asked, is of that line."""
    asking, line = sheet.situation.asking, sheet.draft.lines[number - 1]
    is_asked = asking is not None and (asking.field, asking.line) == ("line.fee", number)
    alone = all(item.kind == "role" for item in clause.items) and not sheet.told.adds
    return is_asked and alone and line.activity is None


def _asks_the_tooth_of(sheet: Sheet, number: int) -> bool:
    asking = sheet.situation.asking
    return asking is not None and (asking.field, asking.line) == ("line.tooth", number)


def _activity_of(sheet: Sheet, number: int) -> int | None:
    """Return whose fee a line is: as told, or as the question of its fee names it."""
    asking = sheet.situation.asking
    named = sheet.situation.options.get("activity") if asking and asking.line == number else None
    return sheet.draft.lines[number - 1].activity or named


def names_act_of(sheet: Sheet, act: Item, number: int) -> bool:
    line = sheet.draft.lines[number - 1]
    if act.name is None:
        return bool(line.code == act.value)
    if line.code in {one["code"] for one in act.name.candidates}:
        return True
    said, known = set(words_of(act.name.words)), set(words_of(line.label or ""))
    telling = {word for word in said if len(word) >= SHORTEST_TELLING}
    return bool(telling) and telling <= known


def _is_headed_by(act: Item, label: str | None) -> bool:
    """« la couronne » is the line of a crown rather than that of an inlay-core under a crown."""
    head = words_of(label or "")[:1]
    return act.name is not None and bool(head) and head[0] in words_of(act.name.words)
