"""Where the parts of a message begin: at the end of a sentence, at a question, an order or a story after a value."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from actions.reading import Kind, Parse, Tag
from actions.understanding.hearing import is_a_question, is_a_story, is_in_brackets
from actions.understanding.part import ENDS, ORDERS, VALUES

_JOINTS = frozenset({"mais", "et", ",", "puis", "sinon", "alors", "donc", "par", "contre", "ensuite", "apres", ":"})
_TELLS_ANEW = ("put", "change", "add", "correction")
"""What follows an order and tells something again: « annule et mets 900 »."""


def says_something(parse: Parse, first: int, last: int) -> bool:
    return any(norm not in ENDS and norm != "," for norm in parse.norms(first, last))


def cuts_of(parse: Parse) -> list[int]:
    inside = {at for mention in parse.mentions for at in range(mention.first + 1, mention.last)}
    ends = (at for at, token in enumerate(parse.tokens) if token.norm in ENDS and at not in inside)
    cuts = {at + 1 for at in ends if not is_in_brackets(parse, at)}  # a decimal point ends nothing
    opening = [tag for tag in parse.tags if tag.name in ("interrogative", "hypothesis", *ORDERS, *_TELLS_ANEW)]
    governs_what_precedes = ("hypothesis", "delete")  # « …, juste pour voir », « la chambre, supprime »
    opening = [
        tag
        for tag in opening
        if tag.name not in governs_what_precedes or says_something(parse, tag.last, len(parse.tokens))
    ]
    orders = [tag for tag in parse.tags if tag.name in ORDERS]
    opening = [
        tag for tag in opening if tag.name not in _TELLS_ANEW or any(order.last <= tag.first for order in orders)
    ]
    cuts |= _around_orders(parse, orders, inside)
    for tag in opening:
        at = tag.first
        joints = 0
        while at - joints > 0 and parse.tokens[at - joints - 1].norm in _JOINTS:
            joints += 1
        if joints and at - joints > 0 and at not in inside:
            cuts.add(at - joints)
    asks = [at for at, norm in enumerate(parse.norms()) if norm == "pourquoi"]
    cuts |= {
        at
        for at in asks
        if any(one.last == at and one.kind in VALUES and one.value is not None for one in parse.mentions)
    }
    cuts |= _the_own_after_a_story(parse, inside)
    cuts |= _stories_after_a_value(parse, sorted({0, *cuts, len(parse.tokens)}), inside)
    cuts |= _questions_after_a_value(parse, sorted({0, *cuts, len(parse.tokens)}), inside)
    return sorted(cut for cut in cuts if 0 < cut < len(parse.tokens))


_ASIDE = ("order.worry",)
"""What is said in passing: « on me remplace la hanche, j'ai peur, c'est le 14 janvier »."""
_NEAR_AN_ORDER = 6
_NAMING = (Kind.ROLE, Kind.FIELD, Kind.TEETH, Kind.NIGHTS, Kind.DATE, Kind.CHOICE)
"""What names something else after the line that goes: « enlevez l'anesthésiste, et le chirurgien est à 1600 »."""


def _around_orders(parse: Parse, orders: Sequence[Tag], inside: set[int]) -> set[int]:
    """« corrigez le montant à 1540 et je veux parler à quelqu'un », « annulez, et le montant c'est 1500 »."""
    values = [mention for mention in parse.mentions if mention.kind in (*VALUES, Kind.ANSWER)]
    found = set()
    for tag in orders:
        for at in range(tag.first - 1, max(0, tag.first - _NEAR_AN_ORDER) - 1, -1):
            if any(mention.first <= at < mention.last for mention in values):
                break
            told = tag.name in _ASIDE or any(one.last <= at for one in values)
            if parse.tokens[at].norm in _JOINTS and at not in inside and told:
                found.add(at)
                break
        for at in range(tag.last, min(len(parse.tokens), tag.last + _NEAR_AN_ORDER)):
            if parse.tokens[at].norm in _JOINTS and at not in inside:
                after = [one for one in parse.mentions if one.first > at]
                tells = any(one.kind in VALUES for one in after)
                if tells and (tag.name != "delete" or any(one.kind in _NAMING for one in after)):
                    found.add(at)
                break
    return found


def _questions_after_a_value(parse: Parse, bounds: Sequence[int], inside: set[int]) -> set[int]:
    """« 1450, c'est cher pour ça ? »: where a value is told first and what follows asks, the question begins there."""
    found = set()
    for first, last in pairwise(bounds):
        for at in range(first + 1, last - 1):
            if parse.tokens[at].norm not in _JOINTS or at in inside:
                continue
            told = (*VALUES, Kind.ANSWER)
            holds = any(
                first <= mention.first and mention.last <= at and mention.kind in told for mention in parse.mentions
            )
            supposes = any(at < tag.first and tag.last <= last for tag in parse.tagged("hypothesis"))
            if supposes:  # « avec la 27 à 600, vous arrivez à combien ? » supposes it all
                continue
            if holds and is_a_question(parse, at + 1, last) and not is_a_question(parse, first, at):
                found.add(at)
                break
    return found


def _stories_after_a_value(parse: Parse, bounds: Sequence[int], inside: set[int]) -> set[int]:
    """« 1420 euros, ma sœur avait payé 1100 »: the quote is told first, and then somebody else's."""
    found = set()
    for first, last in pairwise(bounds):
        for at in range(last - 2, first, -1):
            but = any(tag.first == at for tag in parse.tagged("but"))
            if not (but or parse.tokens[at].norm in {",", "mais", "et"}) or at in inside:
                continue
            if is_a_story(parse, at + 1, last) and not is_a_story(parse, first, at):
                found.add(at)
                break
    return found


def _the_own_after_a_story(parse: Parse, inside: set[int]) -> set[int]:
    """« ma voisine a payé 2100, moi c'est 1390 »: somebody else's case first, and then the quote's."""
    before = {tag.first: tag.first - 1 for tag in parse.tagged("own") if tag.first > 1}
    return {
        at
        for at in before.values()
        if parse.tokens[at].norm in _JOINTS
        and at not in inside
        and (is_a_story(parse, 0, at) or _is_somebody_elses(parse, at))
    }


def _is_somebody_elses(parse: Parse, at: int) -> bool:
    """« une amie m'a parlé de vous, moi c'est 690 euros »: nothing of the story is told, but that it is one."""
    mine = parse.norms(at + 1, at + 2) == ("moi",) or "moi" in parse.norms(at + 1, at + 4)
    return mine and any(tag.last <= at for tag in parse.tagged("reported"))
