"""What of a sentence can take a place in a quote: its values and the acts that it names, in order, each once.

Two things are settled here because only the quote's context tells: a bare number that is a tooth or how many of an act
there are, and an amount's label, said before or after it (« base 459,80 », « 400 de dépassement »).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from actions.reading import Exactness, Kind, Mention, Parse, along_the_arch, words_of
from actions.understanding.act_names import ActName
from quote_draft import TEETH

ANCHORS = ("rank", "act", "role", "teeth", "side", "jaw")
"""What says which line is meant."""
_OF_A_KIND = {
    Kind.RANK: "rank",
    Kind.CODE: "act",
    Kind.ROLE: "role",
    Kind.TEETH: "teeth",
    Kind.MONEY: "amount",
    Kind.NUMBER: "amount",
}
_LABEL_BEFORE = 7  # tokens between a label and the amount that it governs: « base de remboursement est de : 459,80 »
_LABEL_AFTER = 4


@dataclass(frozen=True, slots=True)
class Item:
    """One thing said, tokens first…last.

    `kind` is rank, act, role, teeth, side, jaw, amount, count, sector, covered, condition, choice, date, nights or
    person, modifiers, association or agreement.
    """

    kind: str
    first: int
    last: int
    value: Any
    mention: Mention | None = None
    name: ActName | None = None
    label: str | None = None
    label_said: str | None = None
    quantity: int | None = None

    @property
    def is_denied(self) -> bool:
        return self.name.denied if self.name is not None else self.mention is not None and self.mention.denied

    @property
    def is_about(self) -> bool:
        return self.mention is not None and self.mention.exactness == Exactness.ABOUT

    @property
    def cents(self) -> int:
        """An amount in cents: a bare number counts euros."""
        is_money = self.mention is not None and self.mention.kind == Kind.MONEY
        return int(self.value) if is_money else int(self.value) * 100

    @property
    def said(self) -> str | None:
        """The member's words for it."""
        if self.mention is not None:
            return self.mention.text
        return self.name.words if self.name else None


def items_of(parse: Parse, names: Sequence[ActName], *, dental: bool, asks_tooth: bool) -> list[Item]:
    """Return the items of a sentence, in order. `dental`: the quote or the sentence is about teeth."""
    items = [
        Item(kind := _kind(mention, parse), mention.first, mention.last, _value(kind, mention), mention)
        for mention in parse.mentions
        if mention.kind not in (Kind.LABEL, Kind.FIELD, Kind.ANSWER, Kind.OTHER, Kind.PERCENT)
        and not (mention.kind == Kind.CHOICE and _field_of(mention) != "line.covered" and _is_within(mention, names))
    ]
    items = _without_titles([item for item in items if not _is_ruled_out(item, parse)], parse)
    counted = [item for item in items if item.kind in ("amount", "count") and _name_around(item, names) is not None]
    items = [item for item in items if item not in counted]
    items += [_named(name, counted, parse) for name in names]
    items.sort(key=lambda item: (item.first, item.last))
    items = _with_quantities(items)
    items = _with_replacements(items, parse)
    if asks_tooth:
        items = _with_spelt_teeth(items)
    if dental:
        items = _with_teeth(items, parse, asks_tooth=asks_tooth)
    items = [_labelled(item, parse, items) if item.kind == "amount" else item for item in items]
    return _with_what_is_not_repaid(items)


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


_WAYS_TO_SLEEP = frozenset({("locale",), ("generale",), ("loco",), ("locoregionale",), ("regionale",), ("legere",)})
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


def _kind(mention: Mention, parse: Parse) -> str:
    if mention.kind == Kind.CHOICE and (kind := _CHOSEN_OF_A_LINE.get(_field_of(mention) or "")):
        return kind
    is_times = parse.norms(max(0, mention.first - 1), mention.first) in _TIMES  # « couronne x2 »
    if mention.kind == Kind.NUMBER and (mention.unit is not None or is_times):
        return "count"
    return _OF_A_KIND.get(mention.kind, str(mention.kind))


def _name_around(item: Item, names: Sequence[ActName]) -> ActName | None:
    bare = item.mention is not None and item.mention.kind == Kind.NUMBER
    return next((name for name in names if bare and name.first <= item.first and item.last <= name.last), None)


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


def _with_quantities(items: list[Item]) -> list[Item]:
    """« deux couronnes »: a small number just before an act says how many, not how much."""
    kept: list[Item] = []
    for item in items:
        before = kept[-1] if kept else None
        counts = (
            item.name is not None
            and before is not None
            and before.last == item.first
            and before.mention is not None
            and before.kind in ("amount", "count")
            and before.mention.kind == Kind.NUMBER
            and isinstance(before.value, int)
            and before.value <= MOST_OF_AN_ACT
        )
        if counts and before is not None:
            kept[-1] = replace(item, quantity=before.value, first=before.first, mention=before.mention)
        else:
            kept.append(item)
    return kept


MOST_OF_AN_ACT = 16


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


def _with_spelt_teeth(items: list[Item]) -> list[Item]:
    """« deux six » is the 26."""
    kept: list[Item] = []
    for item in items:
        before = kept[-1] if kept else None
        digits = (before.value, item.value) if before is not None and before.last == item.first else ()
        beside = before is not None and before.kind == item.kind == "amount" and all(d in range(1, 9) for d in digits)
        if digits and beside and before is not None and (tooth := digits[0] * 10 + digits[1]) in TEETH:
            kept[-1] = replace(before, kind="teeth", value=(tooth,), last=item.last)
        else:
            kept.append(item)
    return kept


def _with_teeth(items: list[Item], parse: Parse, *, asks_tooth: bool) -> list[Item]:
    """Take a bare number for a tooth where a tooth stands: after an act, before a sum, or when the tooth is asked."""
    kept: list[Item] = []
    for at, item in enumerate(items):
        mention = item.mention
        before = next((one for one in reversed(kept) if one.kind != "count"), None)  # « couronne x2, 36 et 37 »
        after = items[at + 1] if at + 1 < len(items) else None
        if item.kind != "amount" or mention is None:
            kept.append(item)
            continue
        if before is not None and before.kind == "teeth":
            listed = mention.kind == Kind.NUMBER and item.value in TEETH and _is_list(parse, before.last, item.first)
            listed = listed or (_is_bare_tooth(item) and _follows_bare(before, item, after, asks_tooth=asks_tooth))
            listed = listed and item.is_denied == before.is_denied
            recorded = any(0 <= item.first - tag.last <= _NEAR_WHAT_IS_NOTED for tag in parse.tagged("recorded"))
            if listed and isinstance(before.value, tuple):
                kept[-1] = replace(before, last=item.last, value=(*before.value, item.value))
            elif (recorded or item.is_denied or before.is_denied) and _is_bare_tooth(item):
                # « c'est la 28, j'avais mis 27 »
                kept.append(replace(item, kind="teeth", value=(item.value,)))
            else:
                kept.append(item)
            continue
        if (pair := _pair_of_teeth(item, before, after, asks_tooth=asks_tooth)) is not None:
            kept.append(replace(item, kind="teeth", value=pair, mention=replace(mention, splits=())))
            continue
        if along := _teeth_from_to(item, before, items[at + 1 :]):
            kept.append(replace(item, kind="teeth", value=along, mention=replace(mention, doubt=None, alternatives=())))
            continue
        split = next((one for one in mention.splits if one[0] in TEETH and one[1] not in TEETH), None)
        split = None if parse.norms(item.first - 1, item.first) == ("a",) else split  # « détartrage à 43,38 »
        in_a_row = before is not None and before.kind == "act"
        in_a_row = in_a_row or [one.kind for one in kept[-2:]] == ["teeth", "amount"]  # « 26 500 27 520 »
        if split is not None and in_a_row:
            kept += [
                replace(item, kind="teeth", value=(split[0],), mention=replace(mention, splits=())),
                replace(item, value=split[1], mention=replace(mention, kind=Kind.MONEY, value=split[1], splits=())),
            ]
            continue
        is_bare = _is_bare_tooth(item) and parse.norms(item.first - 1, item.first) != ("a",)  # « un détartrage à 45 »
        is_bare = is_bare or (asks_tooth and _is_bare_tooth(item))
        after_same = any(tag.last == item.first for tag in parse.tagged("same"))  # « idem 27 »
        is_bare = is_bare and not _counts_teeth(item, parse)
        given_way = _tell_teeth_that_give_way(items)
        beside_a_sum = after is not None and after.kind == "amount" and after.value not in TEETH
        before_an_act = _leads_to_an_act(items[at + 1 :], item.last, parse)
        opens_a_row = parse.norms(item.last, item.last + 1) == (":",)
        if is_bare and (
            asks_tooth
            or (before is not None and before.kind == "act")
            or beside_a_sum
            or before_an_act
            or opens_a_row
            or after_same
            or given_way
        ):
            kept.append(replace(item, kind="teeth", value=(item.value,)))
        else:
            kept.append(item)
    return kept


def _tell_teeth_that_give_way(items: Sequence[Item]) -> bool:
    """« 16 et 17 au lieu de 26 et 27 »: nothing but figures that are teeth, as many that stand as that are denied."""
    figures = [item for item in items if item.kind == "amount"]
    denied = [item for item in figures if item.is_denied]
    return len(denied) > 1 and len(figures) == 2 * len(denied) and all(_is_bare_tooth(item) for item in figures)


def _pair_of_teeth(item: Item, before: Item | None, after: Item | None, *, asks_tooth: bool) -> tuple[int, ...] | None:
    """« couronnes 26,27 à 500 »: what is written like 26,27 € is two teeth where the price follows."""
    pair = next((one for one in item.mention.splits if set(one) <= TEETH), None) if item.mention else None
    priced = after is not None and after.kind == "amount" and before is not None and before.kind == "act"
    return pair if asks_tooth or priced else None


def _teeth_from_to(item: Item, before: Item | None, after: Sequence[Item]) -> tuple[int, ...]:
    """« bridge 24 à 26, 1800 € »: two figures that are teeth, just after an act and with a price to come."""
    ends = item.mention.alternatives if item.mention is not None and item.mention.doubt == "between" else ()
    beside = before is not None and before.kind == "act" and before.last == item.first
    priced = any(one.kind == "amount" for one in after)
    return along_the_arch(*ends) if beside and priced and len(ends) == 2 and set(ends) <= TEETH else ()


def _follows_bare(before: Item, item: Item, after: Item | None, *, asks_tooth: bool) -> bool:
    """« couronnes 26 27 28 à 290 », « 16 17 » where the tooth is asked: figures side by side list teeth."""
    beside = before.last == item.first and before.mention is not None and before.mention.kind == Kind.NUMBER
    return beside and (asks_tooth or (after is not None and after.kind in ("amount", "act")))


def _counts_teeth(item: Item, parse: Parse) -> bool:
    """« un stellite de 12 dents » is told by how many teeth it has."""
    return parse.norms(item.last, item.last + 1) == ("dents",)


_NEAR_WHAT_IS_NOTED = 2  # tokens between « j'avais mis » and its value


def _is_bare_tooth(item: Item) -> bool:
    mention = item.mention
    return mention is not None and mention.kind == Kind.NUMBER and item.value in TEETH and mention.doubt is None


def _leads_to_an_act(after: Sequence[Item], last: int, parse: Parse) -> bool:
    """« 46 couronne », « 36 et 37 en HBLD734 »: figures listed just before an act are its teeth."""
    for item in after:
        if item.kind == "act":
            return item.first - last <= 1
        if not (_is_bare_tooth(item) and _is_list(parse, last, item.first)):
            return False
        last = item.last
    return False


_JOINTS = frozenset({"et", ",", "/", "puis", "la", "le", "dent", "&", "+"})


def _is_list(parse: Parse, first: int, last: int) -> bool:
    between = parse.norms(first, last)
    return bool(between) and all(norm in _JOINTS for norm in between)


def _labelled(item: Item, parse: Parse, items: Sequence[Item]) -> Item:
    """Find the label of an amount: the nearest before it with no other amount between, else one just after it."""
    amounts = [one for one in items if one.kind == "amount"]
    labels = [mention for mention in parse.mentions if mention.kind == Kind.LABEL]
    before = [
        label
        for label in labels
        if label.last <= item.first
        and item.first - label.last <= _LABEL_BEFORE
        and not any(label.last <= other.first < item.first for other in amounts)
        and not any(one.kind == "act" and label.last <= one.first < item.first for one in items)
        and (not _is_cut(parse, label.last, item.first) or _is_a_charge_alone(label, item, parse, items))
    ]
    after = [
        label
        for label in labels
        if item.last <= label.first
        and label.first - item.last <= _LABEL_AFTER
        and not any(item.last <= other.first < label.first for other in amounts)
        and not _is_cut(parse, item.last, label.first)
        and (_is_of(parse, item.last, label.first) or not _governs_another(label, parse, amounts))
        and not _comes_with_it(label, item, parse)
    ]
    if not after and not before and _is_left_to_me(item, parse, labels):
        return replace(item, label="member", label_said=None)
    own = [label for label in after if _is_of(parse, item.last, label.first) or _comes_on_top(label, item)]
    telling = [label for label in before if label.value != "fee" and not _is_taken(label, parse, amounts)]
    said = own or telling[-1:] or before[-1:] or after[:1]
    return replace(item, label=str(said[0].value), label_said=said[0].text) if said else item


def _comes_with_it(label: Mention, item: Item, parse: Parse) -> bool:
    """« 120 avec la télé » is the price of the room, the television in it."""
    return str(label.value).startswith("charge.") and "avec" in parse.norms(item.last, label.first)


def _is_left_to_me(item: Item, parse: Parse, labels: Sequence[Mention]) -> bool:
    """« sécu 459, mutuelle 500 et 241 pour moi »: beside what others pay, what is for me is no price."""
    return parse.norms(item.last, item.last + 2) == ("pour", "moi") and any(
        one.value in ("amo", "amc") for one in labels
    )


_ON_TOP = frozenset({",", ":", "en", "plus", "aussi"})


def _is_a_charge_alone(label: Mention, item: Item, parse: Parse, items: Sequence[Item]) -> bool:
    """« la télévision, 8 euros par jour », « des frais administratifs, vingt euros »."""
    by_the_day = item.mention is not None and item.mention.per in ("day", "night")
    alone = by_the_day or all(one.kind == "amount" for one in items)
    return str(label.value).startswith("charge.") and alone and set(parse.norms(label.last, item.first)) <= _ON_TOP


def _with_what_is_not_repaid(items: list[Item]) -> list[Item]:
    """« remboursé 84 €, non remboursé 206 €» are two columns of one line, and say nothing of whether it is covered."""
    kept: list[Item] = []
    for item in items:
        before = kept[-1] if kept else None
        is_column = before is not None and (before.kind, before.value, before.last) == ("covered", False, item.first)
        repaid = next((at for at, one in enumerate(kept) if one.label == "amo" or _is_plainly_repaid(one)), None)
        if item.kind == "amount" and is_column and repaid is not None:
            kept[repaid] = replace(kept[repaid], label="amo")
            kept[-1] = replace(item, label="not_repaid")
        else:
            kept.append(item)
    return kept


def _is_plainly_repaid(item: Item) -> bool:
    """« remboursé 84 € », of nobody in particular: the mutuelle’s part, but beside what is not repaid."""
    return item.label == "amc" and words_of(item.label_said or "")[:1] in (("rembourse",), ("rembourses",))


def _comes_on_top(label: Mention, item: Item) -> bool:
    """« il prend 250 euros de plus que le tarif »: the words just after say what the amount is."""
    return label.value == "overrun" and label.first == item.last


_OF = frozenset({"de", "d", "en", "du"})


def _is_of(parse: Parse, first: int, last: int) -> bool:
    """« 459,80 de base », « 300 de dépassement »: the label is the amount's own."""
    return last - first == 1 and parse.norms(first, last)[0] in _OF


def _is_taken(label: Mention, parse: Parse, amounts: Sequence[Item]) -> bool:
    return any(_is_of(parse, amount.last, label.first) for amount in amounts)


def _governs_another(label: Mention, parse: Parse, amounts: Sequence[Item]) -> bool:
    """« 1200 euros, base 459,80 »: the label belongs to the amount that follows it."""
    following = next((one for one in amounts if one.first >= label.last), None)
    return (
        following is not None
        and following.first - label.last <= _LABEL_AFTER
        and not _is_cut(parse, label.last, following.first)
    )


def _is_cut(parse: Parse, first: int, last: int) -> bool:
    return any(norm in CUTS for norm in parse.norms(first, last))


CUTS = frozenset({",", ";", ".", "\n", "!", "?", "+"})
"""Signs at which one thing said ends and another may begin."""
