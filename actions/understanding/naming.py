"""Which acts a message names, with the tooth that is known or told beside each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from actions.reading import Kind, Mention, Parse, words_of
from actions.situation import Situation
from actions.understanding.act_names import ActName, family_of, is_on_the_quote, of_its_tooth
from actions.understanding.details import names_of_materials
from actions.understanding.named_acts import names_in
from actions.understanding.told_twice import each_act_once
from actions.understanding.unknown_names import is_a_visit, name_alone
from quote_draft import TEETH
from quote_engine import is_orthodontics


def acts_named(parse: Parse, situation: Situation) -> list[ActName]:
    """Find the acts named, with the tooth that is known or told beside them."""
    if situation.asked == "line.tooth" and not (parse.has("add", "also", "correction") or parse.of(Kind.MONEY)):
        return []
    told = _teeth_told(parse)
    tooth = told[0][1] if told else situation.tooth or _tooth_of_the_quote(situation)
    names, family = _names_of_the_family(parse, situation, tooth)
    names = [name for name in names if name.candidates or not _names_a_charge(name, parse)]
    names = each_act_once(parse, names)
    if not names and situation.asked in ("describe", "line.act") and (alone := name_alone(parse)) is not None:
        return [alone]
    names = _with_materials(names, _of_a_material(parse, situation, tooth))
    if len(told) > 1:
        names = [_for_its_tooth(name, names, parse, situation.day_of_care, family) for name in names]
    families = [one for one in parse.of(Kind.CHOICE) if one.value and one.value[0] == "family"]
    names = [one for one in names if _says_more_than_the_family(one, families, parse)]
    if situation.names_freely or situation.asked == "choose_act" or parse.has("add", "whole", "also"):
        return names
    told_anew = parse.has("correction", "denial", "instead_of")
    return [
        name
        for name in names
        if name.is_plain
        or (told_anew and name.is_clear)
        or is_on_the_quote(name, situation.draft)
        or _is_sold_beside(name, parse)
        or is_a_visit(name)
    ]


def _is_sold_beside(name: ActName, parse: Parse) -> bool:
    """« suivi diététique 400 € NR », whatever is asked: what is not repaid and has its price is a line by its words."""
    not_repaid = any(one.value == ("line.covered", False) for one in parse.of(Kind.CHOICE))
    priced = any(0 <= price.first - name.last <= _BEFORE_ITS_PRICE for price in parse.of(Kind.MONEY))
    return not_repaid and priced


_BEFORE_ITS_PRICE = 2  # tokens: « à », « : »


def _names_of_the_family(parse: Parse, situation: Situation, tooth: int | None) -> tuple[list[ActName], str | None]:
    """Find the acts named, and the family: of the quote, else the one that the message tells of."""
    family, day = situation.draft.family, situation.day_of_care
    if family is None and _tells_an_operation(parse):
        names = names_in(parse, day, "medical", tooth)
        if any(name.candidates for name in names):
            return names, "medical"
    names = names_in(parse, day, family, tooth)
    if family is None and _is_of_a_dentist(names, parse, situation):
        return names_in(parse, day, "dental", tooth), "dental"
    return names, family


def _tells_an_operation(parse: Parse) -> bool:
    """« le chirurgien veut enlever la plaque »: who is paid and where one sleeps, with no tooth and no dentist."""
    roles = {mention.value for mention in parse.of(Kind.ROLE)}
    medical = roles & {"surgeon", "anaesthetist"} or parse.of(Kind.NIGHTS) or parse.has("side.left", "side.right")
    return bool(medical) and "dentist" not in roles and not parse.of(Kind.TEETH) and not parse.has("tooth.noun")


def _is_of_a_dentist(names: Sequence[ActName], parse: Parse, situation: Situation) -> bool:
    """Tell whether a sentence is about teeth where one of its names may mean something else: « deux implants »."""
    families = [{family_of(one["code"], situation.day_of_care) for one in name.candidates} for name in names]
    sure = {"dental"} in families or (bool(parse.of(Kind.TEETH)) and not any(one == {"medical"} for one in families))
    return sure and any(len(one) > 1 for one in families)


def _says_more_than_the_family(name: ActName, families: Sequence[Mention], parse: Parse) -> bool:
    """« de l'orthodontie » says what kind of quote it is; « orthodontie, 720 € le semestre » is what is paid."""
    inside = any(family.first <= name.first and name.last <= family.last for family in families)
    treatment = bool(name.candidates) and all(is_orthodontics(one["code"]) for one in name.candidates)
    return not inside or (treatment and bool(parse.of(Kind.MONEY)))


def _with_materials(names: list[ActName], materials: list[ActName]) -> list[ActName]:
    """« les deux couronnes sont en métal »: the material says which act, unless a name has it among its words."""
    told = [one for one in materials if not any(name.first < one.first < name.last for name in names)]
    if not told:
        return names
    places = {one.first for one in told}
    others = [
        name
        for name in names
        if name.first not in places and (name.is_clear or not any(0 <= at - name.last <= _NEAR for at in places))
    ]
    return sorted([*others, *told], key=lambda name: name.first)


_NEAR = 3
"""Tokens between a name and the material that makes it another: « les couronnes sont en métal »."""


def _names_a_charge(name: ActName, parse: Parse) -> bool:
    """« la télévision », « aide opératoire à payer » is no act that is not known."""
    beside = (tag for tag in parse.tags if tag.first < name.last and name.first < tag.last)
    return any(tag.name.startswith("label.charge.") for tag in beside)


def _for_its_tooth(name: ActName, names: Sequence[ActName], parse: Parse, on: date, family: str | None) -> ActName:
    """« couronne métal 47, couronne zircone 46 », « dent 47 couronne »: each name is of the tooth told beside it."""
    acts = [(one.first, one.last) for one in names] + [(one.first, one.last) for one in parse.of(Kind.CODE)]
    before = max((last for _, last in acts if last <= name.first), default=0)
    following = min((first for first, _ in acts if first >= name.last), default=len(parse.tokens))
    told = _teeth_told(parse)
    after = [tooth for at, tooth in told if name.last <= at < following]
    after = after or [tooth for at, tooth in told if before <= at <= name.first][-1:]
    after = after or [tooth for at, tooth in told if at >= name.last]
    if not after:
        return name
    return of_its_tooth(name, on, family, after[0])


def _of_a_material(parse: Parse, situation: Situation, tooth: int | None) -> list[ActName]:
    """« celle en métal », « c'est de la zircone »: what a tooth is made of names the act of that kind on the quote."""
    if situation.draft.family != "dental":
        return []
    heads = dict.fromkeys(words_of(line.label or "")[:1] for line in situation.draft.lines)
    for head in heads:
        if named := names_of_materials(parse, head, situation.day_of_care, tooth):
            return named
    return []


def _teeth_told(parse: Parse) -> list[tuple[int, int]]:
    """Return the teeth told and where, of a list its first: « couronne 26 500 euros » tells one as « la 26 » does."""
    told = []
    for mention in parse.of(Kind.TEETH, Kind.MONEY, Kind.NUMBER):
        if mention.kind == Kind.TEETH:
            number = mention.value[0] if mention.value else None
        else:
            number = next((one[0] for one in mention.splits), mention.value if mention.kind == Kind.NUMBER else None)
        if number in TEETH:
            told.append((mention.first, int(number)))
    return told


def _tooth_of_the_quote(situation: Situation) -> int | None:
    """Return a tooth of the quote where what is noted is put right: « les deux couronnes sont en métal »."""
    teeth = [line.tooth for line in situation.draft.lines if line.tooth]
    return teeth[0] if teeth and situation.asked in (None, "confirm") else None
