"""Whom the quote is for."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from actions.understanding.assign.sheet import Sheet
from actions.understanding.assign.writing import write_quote_value
from actions.understanding.item import Item
from actions.understanding.moves import AskBack, Do
from actions.understanding.people_told import PLACES, told_apart
from quote_draft import Beneficiary

SPEAKING = frozenset({("tape",), ("ecrit",), ("parle",), ("lit",), ("dit",), ("vous",), ("m",), ("demande",)})
_WHO = frozenset({("qui",), ("qu",), ("que",)})


def place_person(sheet: Sheet, item: Item) -> None:
    sheet.place(item)
    if (
        sheet.parse.norms(item.last, item.last + 1) == ("qui",)
        and sheet.parse.norms(item.last + 1, item.last + 2) in SPEAKING
    ):
        return  # « c'est ma femme qui tape »
    known = {person.id: person for person in sheet.situation.context.beneficiaries}
    among = _those_named(sheet, known)
    if len(among) > 1:
        if not any(isinstance(move, AskBack) and move.field == "beneficiary" for move in sheet.moves):
            sheet.moves.append(AskBack("beneficiary", None, "several_people", among, sheet.parse.text.strip()))
        return
    unknown_yet = sheet.draft.beneficiary is None
    if item.value in known and item.value != "self" and (unknown_yet or _is_for(sheet, item) or sheet.told.corrects):
        sheet.give("beneficiary", None, item.value, item, corrects=sheet.draft.beneficiary is not None)
        return
    if item.value in known:
        write_quote_value(sheet, "beneficiary", item.value, item)
        return
    relation = "child" if item.value in PLACES else item.value
    alike = [one.id for one in known.values() if one.relation == relation and one.id != "self"]
    fitting = told_apart(sheet.parse, known.values(), sheet.situation.context.today)
    alike = [one for one in alike if one in fitting] or alike
    asked = sheet.situation.asked == "beneficiary"
    if len(alike) == 1 and (_is_operated(sheet, item) or _is_said_to_be_for(sheet, item)):
        sheet.give("beneficiary", None, alike[0], item, corrects=sheet.draft.beneficiary is not None)
    elif len(alike) == 1 and (asked or _is_for(sheet, item)):
        write_quote_value(sheet, "beneficiary", alike[0], item)
    elif (asked or _is_for(sheet, item)) and alike:
        sheet.moves.append(AskBack("beneficiary", None, "which", tuple(alike), item.said))
    elif asked or _is_the_patient(sheet, item):
        not_here = Do("beneficiary_adult" if relation != "child" else "no_dependant")
        sheet.moves += [] if not_here in sheet.moves else [not_here]


def _those_named(sheet: Sheet, known: Mapping[str, Beneficiary]) -> tuple[str, ...]:
    """Return whom the message names of the account: « ma fille et moi » names every child of one's own and oneself."""
    said = {one.value for one in sheet.items if one.kind == "person" and not (one.is_denied or _speaks(sheet, one))}
    by_name = said & known.keys()
    relations = said - {known[one].relation for one in by_name}  # « {id}, mon garçon » is one child
    if len(by_name) < 2 and not (by_name and _stand_together(sheet)):
        return ()
    return tuple(one.id for one in known.values() if one.id in by_name or one.relation in relations)


def _stand_together(sheet: Sheet) -> bool:
    """« ma fille et moi »; « mon épouse est opérée, et moi plus tard » names one after the other."""
    people = [one for one in sheet.items if one.kind == "person"]
    return any(0 < after.first - before.last <= _BESIDE for before, after in pairwise(people))


_BESIDE = 1  # tokens: « et »


def _speaks(sheet: Sheet, item: Item) -> bool:
    """« c'est ma femme qui tape »."""
    after = sheet.parse.norms(item.last, item.last + 2)
    return after[:1] == ("qui",) and after[1:] in SPEAKING


def _is_said_to_be_for(sheet: Sheet, item: Item) -> bool:
    """« c'est pour mon mari tout ça », « le devis est au nom de ma femme »: whatever was noted, the quote is theirs."""
    before = sheet.parse.norms(max(0, item.first - 3), item.first)
    of_a_bed = sheet.parse.has("label.charge.companion", "field.stay.private_room", "choice.stay.private_room.yes")
    return not of_a_bed and (before[-3:] in _ARE_FOR or before[-2:] in _ARE_FOR)


_ARE_FOR = frozenset({("devis", "pour"), ("est", "pour"), ("sera", "pour"), ("etait", "pour"), ("au", "nom", "de")})


def _is_the_patient(sheet: Sheet, item: Item) -> bool:
    """« couronne 26 à 600 € pour ma mère », « ma femme a un devis de 1200 € »: said of somebody the account has not."""
    of_a_bed = sheet.parse.has("label.charge.companion", "field.stay.private_room", "choice.stay.private_room.yes")
    for_them = sheet.parse.norms(max(0, item.first - 1), item.first) == ("pour",)
    has_it = sheet.told.is_free and sheet.parse.norms(item.last, item.last + 1) in _HAVE
    said = for_them or has_it or _is_operated(sheet, item) or _is_said_to_be_for(sheet, item)
    return said and not of_a_bed and not item.is_denied


_HAVE = frozenset({("a",), ("doit",), ("va",), ("se",), ("subit",)})


def _is_operated(sheet: Sheet, item: Item) -> bool:
    """« c'est ma femme qui se fait opérer »."""
    return sheet.parse.norms(item.last, item.last + 1) in _WHO and sheet.parse.has("care", "surgery")


def _is_for(sheet: Sheet, item: Item) -> bool:
    before = sheet.parse.norms(max(0, item.first - 2), item.first + 1)
    denials = {tag.last for tag in sheet.parse.tagged("denial")}
    denied = any(tag.first in denials for tag in sheet.parse.tagged("person.alone"))  # « pas moi, mon fils »
    operated = sheet.parse.norms(item.last, item.last + 1) == ("qui",)
    return "pour" in before or operated or denied or sheet.told.is_free or sheet.situation.asked == "beneficiary"
