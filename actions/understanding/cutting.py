"""Where one line of a quote ends and the next begins: the cut that costs least.

A sentence that lists lines can be cut in many ways. Each clause costs by how unlike one line it is (a price of nobody,
a name without a price, a name that comes when the line is whole), each cut by how little the sentence parts there, each
joint by how much it does. What no line can hold twice (two acts, two prices of one label) no clause holds, whatever the
cost.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import inf

from actions.reading import Parse
from actions.understanding.clause import Clause
from actions.understanding.item import ANCHORS, PRICES, Item

PRICE_OF_NOBODY = 3.0
NAME_WITHOUT_PRICE = 1.0
BEGINS_WITH_NEITHER = 1.0
NAME_AFTER_THE_WHOLE, NAME_RIGHT_AFTER_THE_WHOLE = 1.2, 0.1
PRICE_FIRST = 0.25
PARTED_AT_A_TIE, PARTED_NOWHERE, PARTED_AT_A_JOINT = 1.2, 0.6, 0.1
JOINED_ACROSS_ROWS, JOINED_ACROSS_SENTENCES, JOINED_ACROSS_A_JOINT = 0.8, 0.5, 0.2

_ENDS = frozenset({"\n", ";", ".", "!", "?"})
_JOINTS = frozenset({",", "+", "et", "puis", "plus", "avec", "ensuite", "aussi", "hors", "sans", "/", "–", "-"})
_TIES = frozenset({
    ":", "=", "(", "a", "au", "pour", "de", "d", "du", "des", "sur",
    "est", "prend", "demande", "coute", "depassement", "depassements", "honoraires",
})  # fmt: skip
_ARTICLES = frozenset({"la", "le", "les", "l", "un", "une", "mon", "ma", "son", "sa", "c", "il", "elle"})
_ROWS = frozenset({"\n", ";"})
_EPSILON = 1e-9


def cut(items: Sequence[Item], parse: Parse | None, said: Mapping[int, int]) -> tuple[float, list[Clause]]:
    """Return the clauses that cost least, and their cost; of equals the one that holds most first.

    `said` are the places of the items in the sentence, by their first token: two that do not follow one another there
    were put together (« told two by two »), and neither parting nor joining them costs.
    """
    reached: list[tuple[float, int]] = [(0.0, 0), *((inf, 0) for _ in items)]
    for start, first in enumerate(items):
        clause, cost = Clause(), reached[start][0]
        if start and _follows(items[start - 1], first, said):
            cost += _of_parting(items[start - 1], first, parse)
        for end, item in enumerate(items[start:], start=start):
            if clause.items:
                if not clause.has_place_for(item, parse) or _is_on_a_new_row(clause, item, parse):
                    break
                if _follows(items[end - 1], item, said):
                    cost += _of_joining(items[end - 1], item, parse)
            clause.items.append(item)
            whole = cost + _of_clause(clause, parse)
            if whole <= reached[end + 1][0] + _EPSILON:
                reached[end + 1] = (whole, start)
    cuts = [len(items)]
    while cuts[-1]:
        cuts.append(reached[cuts[-1]][1])
    return reached[-1][0], [Clause(list(items[start:end])) for start, end in pairwise(reversed(cuts))]


def _of_clause(clause: Clause, parse: Parse | None) -> float:
    """Say how unlike one line of a quote a clause is: a line has a name and a price, the name first."""
    names = [item for item in clause.items if item.kind in ANCHORS]
    prices = [item for item in clause.items if _is_price(item)]
    cost = 0.0 if clause.items[0] in (*names, *prices) else BEGINS_WITH_NEITHER
    if not names:
        return cost + (PRICE_OF_NOBODY if prices else 0.0)
    if not prices:
        return cost + NAME_WITHOUT_PRICE
    if prices[0].first < names[0].first and not _is_tied(prices[0], names[0], parse):
        cost += PRICE_FIRST
    whole_from = max(names[0].first, prices[0].first)
    return cost + sum(
        _of_another_name(before, item, parse)
        for before, item in pairwise(clause.items)
        if item.kind in ANCHORS and item.first > whole_from and not _is_code_of(clause, item)
    )


def _is_code_of(clause: Clause, item: Item) -> bool:
    """« 4 facettes à 650 € pièce, HBMD048 »: the code of the act named."""
    named = (act.name for act in clause.of("act") if act.name is not None)
    return (
        item.kind == "act"
        and item.name is None
        and any(item.value == one["code"] for act in named for one in act.candidates)
    )


def _of_another_name(before: Item, name: Item, parse: Parse | None) -> float:
    """Say what a name costs that comes when its line is whole: « couronne 26 650 €, la 27 »."""
    is_its_code = before.kind == name.kind == "act"
    if parse is None or is_its_code or _is_tied(before, name, parse):
        return 0.0
    apart = set(parse.norms(before.last, name.first)) - _ARTICLES
    return NAME_AFTER_THE_WHOLE if apart else NAME_RIGHT_AFTER_THE_WHOLE


def _is_price(item: Item) -> bool:
    return item.kind == "amount" and item.label in PRICES and not item.is_denied and not item.is_by_the_day


def _follows(before: Item, item: Item, said: Mapping[int, int]) -> bool:
    return said.get(item.first) == said.get(before.first, -1) + 1


def _of_parting(before: Item, item: Item, parse: Parse | None) -> float:
    between = set(parse.norms(before.last, item.first)) if parse is not None else set()
    if between & _ENDS:
        return 0.0
    if between & _JOINTS:
        return PARTED_AT_A_JOINT
    return PARTED_AT_A_TIE if _is_tied(before, item, parse) else PARTED_NOWHERE


def _of_joining(before: Item, item: Item, parse: Parse | None) -> float:
    if parse is None or before.kind == item.kind == "act":  # an act told by its words and by its code
        return 0.0
    between = set(parse.norms(before.last, item.first))
    if "\n" in between:
        return JOINED_ACROSS_ROWS
    if between & _ENDS:
        return JOINED_ACROSS_SENTENCES
    return JOINED_ACROSS_A_JOINT if between & _JOINTS else 0.0


def _is_tied(before: Item, item: Item, parse: Parse | None) -> bool:
    """« 650 € pour la couronne », « la couronne : 650 € »."""
    between = set(parse.norms(before.last, item.first)) if parse is not None else set()
    return bool(between & _TIES) and between <= _TIES | _ARTICLES


def _is_on_a_new_row(clause: Clause, item: Item, parse: Parse | None) -> bool:
    """A name on a new row begins another line once the row before has its price."""
    if parse is None or item.kind not in ANCHORS or not clause.of("amount"):
        return False
    return any(norm in _ROWS for norm in parse.norms(clause.items[-1].last, item.first))
