"""What of a sentence can take a place in a quote: its values and the acts that it names, in order, each once.

Two things are settled here because only the quote's context tells: a bare number that is a tooth or how many of an act
there are, and an amount's label, said before or after it (« base 459,80 », « 400 de dépassement »).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from actions.reading import Kind, Mention, Parse
from actions.understanding.act_names import ActName
from actions.understanding.bare_teeth import with_spelt_teeth, with_teeth
from actions.understanding.bridges import with_teeth_of_bridges
from actions.understanding.item import MOST_OF_AN_ACT, Item
from actions.understanding.labels import (
    labelled,
    with_overruns_added_up,
    with_overruns_of_each,
    with_what_is_not_repaid,
)
from quote_draft import TEETH

_OF_A_KIND = {
    Kind.RANK: "rank",
    Kind.CODE: "act",
    Kind.ROLE: "role",
    Kind.TEETH: "teeth",
    Kind.MONEY: "amount",
    Kind.NUMBER: "amount",
}


def items_of(parse: Parse, names: Sequence[ActName], *, dental: bool, asks_tooth: bool) -> list[Item]:
    """Return the items of a sentence, in order. `dental`: the quote or the sentence is about teeth."""
    items = [
        Item(kind := _kind(mention, parse), mention.first, mention.last, _value(kind, mention), mention)
        for mention in parse.mentions
        if mention.kind not in (Kind.LABEL, Kind.FIELD, Kind.ANSWER, Kind.OTHER, Kind.PERCENT)
        and not (mention.kind == Kind.CHOICE and _field_of(mention) != "line.covered" and _is_within(mention, names))
    ]
    items = _without_titles([item for item in items if not _is_ruled_out(item, parse)], parse)
    names = [_after_its_tooth(name, items, parse) for name in names]
    counted = [item for item in items if item.kind in ("amount", "count") and _name_around(item, names) is not None]
    items = [item for item in items if item not in counted and not _is_a_word_of_a_name(item, names)]
    items += [_named(name, counted, parse) for name in names]
    items.sort(key=lambda item: (item.first, item.last))
    items = _with_quantities(items, parse)
    items = _with_replacements(items, parse)
    if asks_tooth:
        items = with_spelt_teeth(items)
    if dental:
        items = with_teeth_of_bridges(with_teeth(items, parse, asks_tooth=asks_tooth), parse)
    items = [labelled(item, parse, items) if item.kind == "amount" else item for item in items]
    items = with_overruns_of_each(with_overruns_added_up(with_what_is_not_repaid(items)), parse)
    return items if dental else _with_things_to_pay(items)


def _is_a_word_of_a_name(item: Item, names: Sequence[ActName]) -> bool:
    """« consultation de l'anesthésiste 60 € »: a person within a name that no nomenclature has is paid nothing."""
    return item.kind == "role" and any(
        name.first < item.first and item.last <= name.last and not name.candidates for name in names
    )


def _with_things_to_pay(items: list[Item]) -> list[Item]:
    """« soutien-gorge de contention 75 € à ma charge »: beside an operation, what no nomenclature has is a charge."""
    kept: list[Item] = []
    for item in items:
        before = kept[-1] if kept else None
        is_thing = before is not None and before.name is not None and not before.name.candidates
        if is_thing and before is not None and item.label == "member" and len(kept) > 1:
            kept[-1] = replace(item, label="charge.other", label_said=before.said)
        else:
            kept.append(item)
    return kept


_TITLES = frozenset({"docteur", "dr", "medecin", "praticien"})
_NEAR_A_TITLE = 4


def _without_titles(items: list[Item], parse: Parse) -> list[Item]:
    """« le docteur qui endort », « docteur pour l'anesthésie »: the title says nothing beside what the person does."""
    roles = [item for item in items if item.kind == "role"]
    titles = [
        role
        for role in roles
        if _TITLES & set(parse.norms(role.first, role.last))
        and any(other.value != role.value and _is_beside_a_title(role, other, parse) for other in roles)
        and not any(item.kind == "amount" and role.last <= item.first for item in items[: items.index(role) + 2])
    ]
    return [item for item in items if item not in titles]


def _is_beside_a_title(title: Item, other: Item, parse: Parse) -> bool:
    """« le docteur qui endort », « l'anesthésiste, docteur Pham »."""
    after = parse.norms(other.last, title.first) if other.last <= title.first else None
    return 0 <= other.first - title.last <= _NEAR_A_TITLE or (after is not None and set(after) <= _IN_APPOSITION)


_IN_APPOSITION = frozenset({",", "le", "(", ":"})


def _is_ruled_out(item: Item, parse: Parse) -> bool:
    """« sans anesthésie générale » names nobody to pay, « trois fois le tarif de la Sécu » no sector."""
    before = parse.norms(max(0, item.first - 1), item.first)
    if item.kind == "rank":  # « deuxième aide opératoire 250 € » is no line
        return any(tag.first == item.last and tag.name.startswith("label.charge.") for tag in parse.tags)
    if item.kind == "role":
        described = parse.norms(item.first, item.last) == ("anesthesie",) and (
            before in {("avec",), ("sous",)} or _is_a_way_to_sleep(item, parse)
        )
        apart = any(0 <= item.first - tag.last <= 1 for tag in parse.tagged("excluding", "awaited"))
        apart = apart and not _is_priced(item, parse)
        apart = apart or any(0 <= tag.first - item.last <= 1 for tag in parse.tagged("apart", "to_come"))
        return before == ("sans",) or described or apart  # « une coloscopie avec anesthésie », « sans compter le … »
    return item.kind == "sector" and any(0 <= item.first - tag.last <= 1 for tag in parse.tagged("times"))


def _is_a_way_to_sleep(role: Item, parse: Parse) -> bool:
    """« 480 €, anesthésie locale comprise » says how, and names nobody; « anesthésie générale 350 € » has a price."""
    if parse.norms(role.last, role.last + 1)[0:1] not in _WAYS_TO_SLEEP:
        return False
    sums = [one for one in parse.mentions if one.kind in (Kind.MONEY, Kind.NUMBER)]
    behind = next((one.first for one in sums if one.first >= role.last), len(parse.tokens))
    ahead = max((one.last for one in sums if one.last <= role.first), default=0)
    after, before = parse.norms(role.last, behind), parse.norms(ahead, role.first)
    priced_after = behind < len(parse.tokens) and set(after) <= _BEFORE_ITS_PRICE | {one for (one,) in _WAYS_TO_SLEEP}
    return not priced_after and (ahead == 0 or not set(before) <= _BEHIND_ITS_PRICE)


_WAYS_TO_SLEEP = frozenset(
    {
        ("locale",),
        ("generale",),
        ("loco",),
        ("locoregionale",),
        ("regionale",),
        ("legere",),
        ("topique",),
        ("peridurale",),
        ("rachidienne",),
    }
)
_BEHIND_ITS_PRICE = frozenset({"d", "de", "l", "pour", "en"})


def _is_priced(role: Item, parse: Parse) -> bool:
    """« 1800 € hors anesthésie (420) »: who is left out of one price has another."""
    priced = [one for one in parse.mentions if one.kind in (Kind.MONEY, Kind.NUMBER) and one.first >= role.last]
    return bool(priced) and set(parse.norms(role.last, priced[0].first)) <= _BEFORE_ITS_PRICE


_BEFORE_ITS_PRICE = frozenset({"(", ":", "a", "de"})


def _is_within(mention: Mention, names: Sequence[ActName]) -> bool:
    """The words of an act say nothing else: « consultation » is no place of care, « césarienne » no exemption."""
    return any(name.first <= mention.first and mention.last <= name.last for name in names)


_CHOSEN_OF_A_LINE = {
    "line.sector": "sector",
    "line.covered": "covered",
    "line.condition_met": "condition",
    "line.basket": "basket",
    "line.modifiers": "modifiers",
    "line.association": "association",
    "line.agreement": "agreement",
}


_TIMES = frozenset({("x",), ("*",)})
_BAR = ("|",)


def _kind(mention: Mention, parse: Parse) -> str:
    if mention.kind == Kind.CHOICE and (kind := _CHOSEN_OF_A_LINE.get(_field_of(mention) or "")):
        return kind
    before, after = parse.norms(max(0, mention.first - 1), mention.first), parse.norms(mention.last, mention.last + 1)
    in_a_column = before == after == _BAR and mention.value not in TEETH  # « couronne | 2 | 1300 € »
    is_times = before in _TIMES or in_a_column  # « couronne x2 »
    if mention.kind == Kind.NUMBER and (mention.unit is not None or is_times):
        return "count"
    return _OF_A_KIND.get(mention.kind, str(mention.kind))


def _name_around(item: Item, names: Sequence[ActName]) -> ActName | None:
    bare = item.mention is not None and item.mention.kind == Kind.NUMBER
    return next((name for name in names if bare and name.first <= item.first and item.last <= name.last), None)


def _after_its_tooth(name: ActName, items: Sequence[Item], parse: Parse) -> ActName:
    """« 11 couronne zircone » names a crown, of the tooth said before it."""
    first = next((item for item in items if item.first == name.first and item.kind == "amount"), None)
    if first is None or first.last >= name.last:
        return name
    words = parse.text[parse.tokens[first.last].start : parse.tokens[name.last - 1].end]
    rest = replace(name, first=first.last, words=words)
    return rest if _is_tooth_of_one(first, rest) else name


def _named(name: ActName, counted: Sequence[Item], parse: Parse) -> Item:
    """« deux couronnes »: the number among the words of an act says how many; the one before them is none of them."""
    inside = [item for item in counted if name.first <= item.first < name.last and isinstance(item.value, int)]
    quantity = inside[0].value if inside and inside[0].value <= MOST_OF_AN_ACT else None
    if quantity is not None and inside[0].first == name.first and inside[0].last < name.last:
        words = parse.text[parse.tokens[inside[0].last].start : parse.tokens[name.last - 1].end]
        name = replace(name, words=words)
    return Item("act", name.first, name.last, None, None, name, quantity=quantity)


def _value(kind: str, mention: Mention) -> Any:
    return mention.value[1] if kind in _CHOSEN_OF_A_LINE.values() and mention.value is not None else mention.value


def _field_of(mention: Mention) -> str | None:
    """Return the field of a choice; one that is doubtful has it in what it could be."""
    told = mention.value if mention.value is not None else next(iter(mention.alternatives), None)
    return str(told[0]) if told else None


def _with_quantities(items: list[Item], parse: Parse) -> list[Item]:
    """« deux couronnes »: a small number just before an act says how many, not how much."""
    kept: list[Item] = []
    for item in items:
        before = kept[-1] if kept else None
        counts = (
            item.kind == "act"
            and before is not None
            and before.mention is not None
            and before.kind in ("amount", "count")
            and before.mention.kind == Kind.NUMBER
            and isinstance(before.value, int)
            and before.value <= MOST_OF_AN_ACT
            and item.quantity is None  # « 15 deux faces »
            and _leads_to(before, item, parse)
        )
        if counts and before is not None:
            kept[-1] = replace(item, quantity=before.value, first=before.first, mention=item.mention or before.mention)
        else:
            kept.append(item)
    return kept


def _leads_to(count: Item, act: Item, parse: Parse) -> bool:
    """« 2 détartrages », « 2 x HBJD001 »; a bare figure before a code may number the line."""
    times = parse.norms(count.last, act.first) == ("x",)
    if act.name is None:
        return times
    return (times or count.last == act.first) and not _is_tooth_of_one(count, act.name)


def _is_tooth_of_one(number: Item, name: ActName) -> bool:
    """« 14 couronne céramique » tells a tooth, « 14 couronnes » how many."""
    return number.value in TEETH and not name.words.split()[0].lower().endswith(("s", "x"))


def _with_replacements(items: list[Item], parse: Parse) -> list[Item]:
    """« 4 nuits, en fait 5 »: a bare number after a correction is what the figure before it should have been."""
    ends = {tag.last for tag in parse.tagged("correction")}
    kept: list[Item] = []
    for item in items:
        before = kept[-1] if kept else None
        is_bare = item.mention is not None and item.mention.kind == Kind.NUMBER and item.kind == "amount"
        is_bare = is_bare and item.mention is not None and not item.mention.denied
        corrected = is_bare and any(at in ends for at in range(item.first - 1, item.first + 1))
        if (
            corrected
            and before is not None
            and before.kind in ("nights", "amount", "teeth")
            and before.mention is not None
        ):
            kept[-1] = replace(before, mention=replace(before.mention, denied=True))
            value = (item.value,) if before.kind == "teeth" else item.value
            kept.append(replace(item, kind=before.kind, value=value))
        else:
            kept.append(item)
    return kept
