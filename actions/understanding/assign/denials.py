"""What is denied, and what takes its place: « pas 850 mais 950 »."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from actions.reading import Tag
from actions.understanding.assign.fitting import names_act_of
from actions.understanding.assign.line_values import place_act
from actions.understanding.assign.lines import line_fitting
from actions.understanding.assign.persons import place_person
from actions.understanding.assign.sheet import ACTIVITY_OF, Sheet
from actions.understanding.clause import Clause
from actions.understanding.held import Place, places_of
from actions.understanding.item import ANCHORS, Item
from actions.understanding.moves import DeleteLine, Do, Give, Move
from quote_draft import SECTOR_2_EITHER


def place_denials(sheet: Sheet) -> None:
    """« pas 850 mais 950 »: what holds the value denied takes the other one; alone, it is asked again."""
    _move_teeth(sheet)
    for item in sheet.items:
        if sheet.is_placed(item) or not (item.is_denied or _was_held(sheet, item)):
            continue
        sheet.place(item)
        asserted = [
            other
            for other in sheet.items
            if other is not item
            and not sheet.is_placed(other)
            and not other.is_denied
            and (other.value is not None or other.kind == "act")
            and _comparable(item, other)
            and not (other.kind == "act" and places_of(sheet.draft, other))
        ]
        places = _of_the_line_named(sheet, places_of(sheet.draft, item), {item.first, *(one.first for one in asserted)})
        held = _preferred(sheet, places)
        if held is None:
            _role_denied(sheet, item)
            continue
        if not asserted and held.field == "line.act" and len(sheet.draft.lines) > 1:
            sheet.moves.append(_act_denied(sheet, item, held.line, alone=len(places) == 1))
            continue
        if not asserted:
            sheet.moves.append(Do("ask_again", held.field, held.line))
            continue
        new = min(asserted, key=lambda other: abs(other.first - item.first))
        if held.field == "line.act" and held.line:
            place_act(sheet, _without_what_is_denied(new, item), held.line)
        elif new.kind == "person":
            place_person(sheet, new)
        elif held.field == "line.tooth":
            _move_tooth_by_tooth(sheet, places, item, new)
        else:
            sheet.give(held.field, held.line, held.value_of(new), new, corrects=True)
            _keep_from_the_answer(sheet, item)


def _move_tooth_by_tooth(sheet: Sheet, places: list[Place], old: Item, new: Item) -> None:
    """All that is done on a tooth is done on the one that takes its place; of as many teeth, each on its own."""
    told, held = (one.value if isinstance(one.value, tuple) else (one.value,) for one in (new, old))
    pairs = dict(zip(held, told, strict=True)) if len(held) == len(told) > 1 else {}
    for place in places:
        sheet.give(place.field, place.line, pairs.get(place.held) or place.value_of(new), new, corrects=True)


def _keep_from_the_answer(sheet: Sheet, denied: Item) -> None:
    """« 470, et le chirurgien n'est pas à 1600 mais à 1560 »: the practitioner is of what is put right, not of 470."""
    before = [item for item in sheet.items if item.last <= denied.first and not sheet.is_placed(item)]
    if len(before) == 2 and before[0].kind == denied.kind and before[1].kind in ANCHORS:
        sheet.place(before[1])


def _without_what_is_denied(new: Item, denied: Item) -> Item:
    """« pas en céramique, en métal »: the metal under a ceramic is not meant."""
    if new.name is None or denied.name is None:
        return new
    codes = {one["code"] for one in denied.name.candidates}
    left = tuple(one for one in new.name.candidates if one["code"] not in codes)
    return replace(new, name=replace(new.name, candidates=left, is_clear=len(left) == 1)) if left else new


def _move_teeth(sheet: Sheet) -> None:
    """« la 26 et la 27 sont en fait la 16 et la 17 »: as many teeth as the quote has, one in the place of each."""
    _name_all_teeth(sheet, [item for item in sheet.items if item.kind == "teeth" and item.value and not item.is_denied])
    teeth = [item for item in sheet.items if item.kind == "teeth" and len(item.value or ()) > 1]
    for old, new in pairwise(teeth):
        lines = [_lines_on(sheet, tooth) for tooth in old.value]
        becomes = set(sheet.parse.norms(old.last, new.first)) <= _BECOMES
        if not becomes or len(old.value) != len(new.value) or not all(lines):
            continue
        sheet.place(old)
        for numbers, tooth in zip(lines, new.value, strict=True):
            for number in numbers:
                sheet.give("line.tooth", number, tooth, new, corrects=True)


def _name_all_teeth(sheet: Sheet, teeth: list[Item]) -> None:
    """« les dents sont la 16 et la 17 », at the end: as many as there are lines on a tooth, in their order."""
    acts = [item for item in sheet.items if item.kind == "act"]
    lines = [
        number
        for number, line in enumerate(sheet.draft.lines, start=1)
        if line.tooth is not None and all(names_act_of(sheet, act, number) for act in acts)
    ]
    others = {item.kind for item in sheet.items} - {"teeth", "act", "count", "jaw"}
    several = bool(teeth) and (len(teeth[0].value) > 1 or sheet.parse.has("everything"))
    alone = len(teeth) == 1 and several and not others and sheet.situation.asked in (None, "confirm")
    told: tuple[int, ...] = teeth[0].value if alone else ()
    if len(told) == 1 and sheet.parse.has("everything"):  # « tout est sur la 16 »
        told = told * len(lines)
    if not alone or sheet.told.adds or len(told) != len(lines):
        return
    for number, tooth in zip(lines, told, strict=True):
        if sheet.draft.lines[number - 1].tooth != tooth:
            sheet.give("line.tooth", number, tooth, teeth[0], corrects=True)
    for item in (*teeth, *acts):
        sheet.place(item)


def _lines_on(sheet: Sheet, tooth: int) -> list[int]:
    return [number for number, line in enumerate(sheet.draft.lines, start=1) if line.tooth == tooth]


def _of_the_line_named(sheet: Sheet, places: list[Place], beside: set[int]) -> list[Place]:
    """« sur la 26 c'est HBLD038 et pas HBLD734 »: of several places, that of the line named."""
    anchors = [item for item in sheet.items if item.kind in ANCHORS and item.first not in beside and not item.is_denied]
    acts = [item for item in anchors if item.kind == "act"]
    named = [Clause([act]) for act in acts] if len(acts) > 1 else [Clause(anchors)] if anchors else []
    lines = {line_fitting(sheet, clause) for clause in named}
    return [place for place in places if place.line in lines] or places


def _act_denied(sheet: Sheet, item: Item, line: int | None, *, alone: bool) -> Move:
    """« pas d'inlay-core finalement » takes its line out; « ce n'est pas une couronne en céramique » asks which act."""
    if sheet.parse.norms(item.first - 1, item.first) in _NONE_OF_IT:
        return DeleteLine(line)
    return Do("ask_again", "line.act", line) if alone else Do("correct_what")


_NONE_OF_IT = frozenset({("de",), ("d",), ("pas",)})
_BECOMES = frozenset({"c", "est", "en", "fait", "devient", "passe", "a", ">", "=", "plutot", "pour", "ce", "sera",
                      "sont", "deviennent", "la", "le", "les", "dent", "dents", "etait", "etaient"})  # fmt: skip
_NEAR = 2  # tokens between « j'avais mis » and its value


def _says_wrong(sheet: Sheet, tag: Tag) -> bool:
    """« c'est une erreur », « ce n'est pas bon », not the « c'était » of « 650 c'était pour la 27 »."""
    return tag.name == "wrong" or bool({"erreur", "pas", "faux"} & set(sheet.parse.norms(tag.first, tag.last)))


def _was_held(sheet: Sheet, item: Item) -> bool:
    """« j'ai mis 1450 mais c'est 1540 »: what is held already, told before « mais », is what is denied."""
    if item.kind not in ("amount", "nights", "teeth", "date") or not places_of(sheet.draft, item):
        return False
    others = [other for other in sheet.items if other.kind == item.kind and other is not item]
    follows = [other for other in others if other.first > item.first]
    if follows and set(sheet.parse.norms(item.last, follows[0].first)) <= _BECOMES:  # « le 420 c'est 430 »
        return True
    wrong = [tag for tag in sheet.parse.tagged("wrong", "correction") if _says_wrong(sheet, tag)]
    if follows and any(item.last <= tag.first and tag.last <= follows[0].first for tag in wrong):
        return True  # « la 46 ce n'est pas bon, c'est la 47 »
    buts = [tag.first for tag in sheet.parse.tagged("but")]
    if any(item.last <= at and any(at < other.first for other in follows) for at in buts):
        return True
    if _stands_for_another(sheet, item, others):
        return True
    recorded = any(0 <= item.first - tag.last <= _NEAR for tag in sheet.parse.tagged("recorded"))
    return recorded and bool(others)


def _stands_for_another(sheet: Sheet, item: Item, others: list[Item]) -> bool:
    """« 1450 c'était l'ancien tarif, c'est 1520 maintenant »: of two figures of a correction, one is held already."""
    anchored = any(one.kind in ANCHORS for one in sheet.items)
    at_the_end = sheet.told.corrects or sheet.situation.asked in (None, "confirm")
    beside = sheet.parse.has("same", "also", "add")
    if len(others) != 1 or anchored or beside or not at_the_end or places_of(sheet.draft, others[0]):
        return False
    return len(places_of(sheet.draft, item)) == 1


def _role_denied(sheet: Sheet, item: Item) -> None:
    """« il n'y a pas d'anesthésiste » takes the line out; « le chirurgien a l'OPTAM, pas l'anesthésiste » leaves it."""
    if item.kind != "role":
        return
    activity = ACTIVITY_OF.get(item.value)
    lines = [number for number, line in enumerate(sheet.draft.lines, start=1) if activity and line.activity == activity]
    if len(lines) == 1 and any(one.kind == "sector" and one.value == "optam" for one in sheet.items):
        if sheet.draft.lines[lines[0] - 1].sector in ("sector_2_optam", SECTOR_2_EITHER):
            sheet.do(Give("line.sector", lines[0], "sector_2", item.said, corrects=True))
        return
    if len(sheet.items) > 1:
        return
    if len(lines) == 1 and len(sheet.draft.lines) > 1:
        sheet.moves.append(DeleteLine(lines[0]))


def _preferred(sheet: Sheet, places: list[Place]) -> Place | None:
    asking = sheet.situation.asking
    for place in places:
        if asking and (place.field, place.line) == (asking.field, asking.line):
            return place
    return places[-1] if places else None


def _comparable(one: Item, other: Item) -> bool:
    figures = ("amount", "teeth", "nights")
    return one.kind == other.kind or (one.kind in figures and other.kind in figures)
