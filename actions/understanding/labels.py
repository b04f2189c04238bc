"""What an amount is, by the words said before or after it: « base 459,80 », « 400 de dépassement »."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from actions.reading import Kind, Mention, Parse, words_of
from actions.understanding.item import CUTS, Item

_LABEL_BEFORE = 7  # tokens between a label and the amount that it governs: « base de remboursement est de : 459,80 »
_LABEL_AFTER = 4


def labelled(item: Item, parse: Parse, items: Sequence[Item]) -> Item:
    """Find the label of an amount: the nearest before it with no other amount between, else one just after it."""
    amounts = [one for one in items if one.kind == "amount"]
    labels = [one for one in parse.of(Kind.LABEL) if not _is_of_an_act(one, items) and not _is_of_a_share(one, parse)]
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
    before = [label for label in before if not _is_taken(label, parse, amounts)]
    telling = [label for label in before if label.value != "fee"]
    said = own or telling[-1:] or before[-1:] or after[:1]
    if not said:
        return replace(item, label="member", label_said=_LEFT) if _is_a_column_of_what_is_left(item, parse) else item
    is_without = said[0].value == "overrun" and any(tag.last == said[0].first for tag in parse.tagged("excluding"))
    return replace(item, label="base" if is_without else str(said[0].value), label_said=said[0].text)


def _is_of_a_share(label: Mention, parse: Parse) -> bool:
    """« remise de 10 %, donc 990 »: what the words say is the share just after them."""
    if label.value == "deposit":  # « acompte 30 %, soit 420 € »
        return False
    return any(0 <= share.first - label.last <= 1 for share in parse.of(Kind.PERCENT))


def _is_of_an_act(label: Mention, items: Sequence[Item]) -> bool:
    """« réduction mammaire 2800 € », « retrait du matériel 300 € »: a word of the act says nothing of the amount."""
    acts = (one for one in items if one.name is not None and one.name.candidates)
    return any(
        act.first <= label.first and label.last <= act.last and act.last - act.first > label.last - label.first
        for act in acts
    )


def _comes_with_it(label: Mention, item: Item, parse: Parse) -> bool:
    """« 120 avec la télé » is the price of the room, the television in it."""
    return str(label.value).startswith("charge.") and "avec" in parse.norms(item.last, label.first)


_LEFT = "reste"
_LEFT_TO = (("il",), ("me",), ("nous",))
_IS_LEFT = ((_LEFT,), ("restera",), ("resterait",), ("restait",), ("resteront",), ("resteraient",))


def _is_a_column_of_what_is_left(item: Item, parse: Parse) -> bool:
    """« sécu 103,68, reste 146,32 », but not « chirurgien 1500, le reste 400 » nor « je reste 5 nuits »."""
    at = item.first - (parse.norms(item.first - 1, item.first) == (":",))
    before = parse.norms(max(0, at - 2), at)
    after_somebody = before[:1] in _LEFT_TO and before[-1:] in _IS_LEFT
    return after_somebody or (before[-1:] == (_LEFT,) and (len(before) == 1 or before[0] in CUTS | {"|", "-"}))


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


def with_what_is_not_repaid(items: list[Item]) -> list[Item]:
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


def with_overruns_of_each(items: list[Item], parse: Parse) -> list[Item]:
    """« que les dépassements : 850 € pour le chirurgien, 320 € pour l'anesthésiste »: what is announced is of each."""
    for label in parse.of(Kind.LABEL):
        announces = label.value == "overrun" and words_of(label.text)[-1:] in _SEVERAL
        if announces and parse.norms(label.last, label.last + 1) == (":",):
            return [
                replace(item, label="overrun", label_said=label.text) if _is_a_price_after(item, label) else item
                for item in items
            ]
    return items


_SEVERAL = (("depassements",), ("supplements",))


def _is_a_price_after(item: Item, label: Mention) -> bool:
    return item.kind == "amount" and item.label is None and item.first >= label.last


def with_overruns_added_up(items: list[Item]) -> list[Item]:
    """« 700 € de dépassement et l'anesthésiste 230 €, soit 930 € de dépassements »: the sum says what its parts are."""
    sums = [one for one in items if one.label == "overrun" and isinstance(one.value, int)]
    for whole in sums:
        before = [one for one in items if one.kind == "amount" and one.first < whole.first]
        parts = [one for one in before if one.label in (None, "overrun") and isinstance(one.value, int)]
        if len(parts) > 1 and any(one in sums for one in parts) and sum(one.cents for one in parts) == whole.cents:
            return [replace(one, label="overrun") if one in parts else one for one in items if one is not whole]
    return items
