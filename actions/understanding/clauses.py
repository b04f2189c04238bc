"""The clauses of a sentence: what is said of each line, as it was said or told two by two.

« 1200 et 350 pour le chirurgien et l'anesthésiste » can be put in order in two ways: each order is cut where it costs
least, and the cheaper one is taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from actions.reading import Parse, words_of
from actions.understanding.clause import Clause
from actions.understanding.cutting import cut
from actions.understanding.item import ANCHORS, CUTS, PARTS_OF_ONE, Item
from actions.understanding.short_names import with_prices_of_short_names

_OF_A_LINE = (*ANCHORS, "amount", "sector", "covered", "condition", "basket", "modifiers", "association", "agreement")
TOLD_TWO_BY_TWO = 0.4
"""What an order costs that is not that of the sentence."""


def clauses_of(items: Sequence[Item], asked: str | None = None, parse: Parse | None = None) -> list[Clause]:
    """Return the clauses of a sentence, in order; what belongs to the quote as a whole is left out.

    `asked`: a first value that answers the question stands alone when what follows tells another line.
    """
    of_lines = [item for item in items if item.kind in _OF_A_LINE]
    alone = parse is not None and len(of_lines) > 1 and _answers_alone(of_lines, asked, parse)
    parts = [of_lines[:1], of_lines[1:]] if alone else [of_lines]
    clauses = [_apart(clause) for part in parts for clause in _best_cut(part, parse)]
    return clauses if parse is None else _under_their_tooth(clauses, parse)


def _under_their_tooth(clauses: list[Clause], parse: Parse) -> list[Clause]:
    """« Sur la 34 : inlay-core 150 € et couronne 290 € »: what opens a row is the tooth of all that it tells."""
    kept: list[Clause] = []
    heading: Item | None = None
    for told in clauses:
        clause, first = told, told.items[0]
        if heading is not None and _ENDS_A_ROW & set(parse.norms(kept[-1].items[-1].last, first.first)):
            heading = None
        if first.kind == "teeth":
            heading = first if parse.norms(first.last, first.last + 1) == (":",) else None
        elif heading is not None and clause.one("act") is not None and clause.one("teeth") is None:
            clause = Clause([heading, *clause.items])
        kept.append(clause)
    return kept


_ENDS_A_ROW = frozenset({".", ";", "\n", "!", "?"})


def _best_cut(items: list[Item], parse: Parse | None) -> list[Clause]:
    orders = [with_prices_of_short_names(items, parse)]
    for two_by_two in (_one_each, _one_each_act, _paired):
        if (order := two_by_two(orders[-1])) != orders[-1]:
            orders.append(order)
    said = {item.first: at for at, item in enumerate(items)}
    found = [cut(order, parse, said) for order in orders]
    costs = [cost + TOLD_TWO_BY_TWO * number for number, (cost, _) in enumerate(found)]
    return found[costs.index(min(costs))][1]


_ANSWERED_BY = {"line.fee": "amount", "line.base": "amount", "line.sector": "sector", "line.tooth": "teeth"}


def _answers_alone(items: Sequence[Item], asked: str | None, parse: Parse) -> bool:
    """« secteur 1, l'anesthésiste aussi à 229,90 »: the sector answers, and the rest tells another line."""
    told, item, after = items[0], items[1], items[2:]
    if told.kind != _ANSWERED_BY.get(asked or "") or item.kind not in ANCHORS:
        return False
    follows = {one.kind for one in after} & {"amount", "sector"}
    said_apart = any(
        tag.name in ("also", "other", "same", "add") and told.last <= tag.first and tag.last <= item.first
        for tag in parse.tags
    )
    return said_apart or (bool(follows) and any(norm in CUTS for norm in parse.norms(told.last, item.first)))


def _apart(clause: Clause) -> Clause:
    """A code beside its words is one act, told twice: the code says which."""
    acts = clause.of("act")
    with_code = [one for one in acts if one.name is None]
    if len(acts) > 1 and with_code:
        code = with_code[0]
        counting = (one for one in acts if one.name and not PARTS_OF_ONE & set(words_of(one.name.words)))
        counted = next((one.quantity for one in counting if one.quantity), None)  # « 2 détartrages HBJD001 »
        told = replace(code, quantity=code.quantity or counted)
        return Clause([told if item is code else item for item in clause.items if item.kind != "act" or item is code])
    return clause


_BESIDE = 2  # tokens between an act's words and its code


def _one_each(items: list[Item]) -> list[Item]:
    """« sur la 16 et la 17, 440 la première et 460 l'autre »: as many amounts as teeth in a list are one for each."""
    teeth = [item for item in items if item.kind == "teeth"]
    amounts = [item for item in items if item.kind == "amount" and item.label in (None, "fee") and not item.is_denied]
    count = len(teeth[0].value or ()) if len(teeth) == 1 else 0
    acts = [item for item in items if item.kind == "act"]
    of_each = any(item.mention is not None and item.mention.per == "each" for item in amounts)
    if count < 2 or len(amounts) != count or len(acts) > 1 or of_each:
        return items
    others = [item for item in items if item.kind not in ("teeth", "amount", "rank")]
    pairs = zip(teeth[0].value, amounts, strict=True)
    return [*others, *(one for tooth, amount in pairs for one in (replace(teeth[0], value=(tooth,)), amount))]


def _one_each_act(items: list[Item]) -> list[Item]:
    """« inlay-core + couronne sur la 37, 190 et 640 »: as many amounts after the acts as there are acts."""
    acts = _each_once([item for item in items if item.kind == "act"])
    amounts = [item for item in items if item.kind == "amount"]
    others = {item.kind for item in items} - {"act", "amount", "teeth"}
    plain = all(item.label is None and not item.is_denied for item in amounts)
    teeth = [item for item in items if item.kind == "teeth"]
    if len(acts) < 2 or len(acts) != len(amounts) or others or not plain or len(teeth) not in (0, 1, len(acts)):
        return items
    if amounts[0].first < acts[-1].last or (len(teeth) == 1 and teeth[0].first < acts[-1].last):
        return items
    each = [teeth] * len(acts)
    if len(teeth) == len(acts):  # « couronne 36 métal et inlay-core 37, 290 et 150 »
        if not all(_is_before(*pair) for pair in zip(teeth, [*acts[1:], amounts[0]], strict=True)):
            return items
        each = [[tooth] for tooth in teeth]
    return [one for act, of_it, amount in zip(acts, each, amounts, strict=True) for one in (act, *of_it, amount)]


def _is_before(one: Item, other: Item) -> bool:
    return one.first < other.first


def _each_once(acts: list[Item]) -> list[Item]:
    """« inlay-core HBLD245, couronne HBLD734 » are two acts: the words before a code are its own."""
    with_code = {
        act.first for act, code in pairwise(acts) if act.name and not code.name and code.first - act.last < _BESIDE
    }
    return [act for act in acts if act.first not in with_code]


def _paired(items: list[Item]) -> list[Item]:
    """« 1200 et 350 pour le chirurgien et l'anesthésiste »: amounts in a row, then as many names, go two by two."""
    runs = _runs(items)
    paired: list[Item] = []
    at = 0
    while at < len(runs):
        run, following = runs[at], runs[at + 1] if at + 1 < len(runs) else []
        kinds = {run[0].kind, following[0].kind} if following else set()
        if len(run) == len(following) > 1 and "amount" in kinds and kinds & set(ANCHORS):
            names, amounts = (following, run) if run[0].kind == "amount" else (run, following)
            for name, amount in zip(names, amounts, strict=True):
                paired += [name, replace(amount)]
            at += 2
        else:
            paired += run
            at += 1
    return paired


def _runs(items: list[Item]) -> list[list[Item]]:
    runs: list[list[Item]] = []
    for item in items:
        alike = runs and runs[-1][-1].kind == item.kind and runs[-1][-1].label == item.label and not item.is_denied
        if alike and not runs[-1][-1].is_denied:
            runs[-1].append(item)
        else:
            runs.append([item])
    return runs
