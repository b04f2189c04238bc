"""Where one line of a quote ends and the next begins: at a practitioner, a tooth, an act, a rank said anew.

A clause gathers what is said of one line. It ends when something comes that it holds already: another practitioner,
another act, a second amount of the same label; an amount that came first waits for the name that follows it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from actions.reading import Parse
from actions.understanding.item import ANCHORS, CUTS, Item

_OF_A_LINE = (*ANCHORS, "amount", "sector", "covered", "condition", "basket", "modifiers", "association", "agreement")


@dataclass
class Clause:
    """What is said of one line, by kind; `amounts` by label (None: not said what it is)."""

    items: list[Item] = field(default_factory=list)

    def of(self, kind: str) -> list[Item]:
        return [item for item in self.items if item.kind == kind]

    def one(self, kind: str) -> Item | None:
        return next((item for item in self.items if item.kind == kind), None)

    @property
    def is_anchored(self) -> bool:
        return any(item.kind in ANCHORS for item in self.items)

    def has_place_for(self, item: Item, parse: Parse | None) -> bool:
        if item.kind == "amount":
            same = [one for one in self.of("amount") if (one.label or "fee") == (item.label or "fee")]
            return not same or item.is_denied != same[-1].is_denied
        if item.kind == "rank" and self.is_anchored and self.of("amount"):  # « le chirurgien 1500, l'autre 450 »
            return False
        held = self.one(item.kind)
        if held is None or held.is_denied != item.is_denied:
            return True
        if item.kind == "act":
            return _same_act(held, item, parse) and (not self.of("amount") or _is_its_code(held, item, parse))
        return bool(held.value == item.value)


def clauses_of(items: Sequence[Item], asked: str | None = None, parse: Parse | None = None) -> list[Clause]:
    """Return the clauses of a sentence, in order; what belongs to the quote as a whole is left out.

    `asked`: a first value that answers the question stands alone when what follows tells another line.
    """
    of_lines = _paired(_one_each_act(_one_each([item for item in items if item.kind in _OF_A_LINE])))
    clauses: list[Clause] = []
    for at, item in enumerate(of_lines):
        begins = not clauses or not clauses[-1].has_place_for(item, parse) or _on_a_new_row(clauses[-1], item, parse)
        begins = begins or _goes_with_what_follows(clauses[-1], item, of_lines[at + 1 :], parse)
        begins = begins or _is_of_the_next_act(clauses[-1], item, of_lines[at + 1 :], parse)
        begins = begins or _has_a_price_of_its_own(clauses, item, of_lines[at + 1 :], parse)
        if begins or (parse is not None and _answers_alone(clauses, item, of_lines[at + 1 :], asked, parse)):
            clauses.append(Clause())
        clauses[-1].items.append(item)
    return [_apart(clause) for clause in clauses]


_JOINED = CUTS | {"et", "puis"}
_OF_A_PERSON = (None, "fee", "overrun")


def _goes_with_what_follows(clause: Clause, item: Item, after: Sequence[Item], parse: Parse | None) -> bool:
    """« NEKA020 à 1450, et l'anesthésiste 420 »: a practitioner told after a comma has the amount that follows.

    So has one told last in a row of names and prices: « 720,00 BR 240,00 anesthésie 260,00 ».
    """
    told = parse is not None and item.kind == "role" and bool(clause.of("amount")) and not clause.of("role")
    if not told or parse is None or not after or after[0].kind != "amount" or after[0].label not in _OF_A_PERSON:
        return False
    before, behind = parse.norms(clause.items[-1].last, item.first), parse.norms(item.last, after[0].first)
    names_first = clause.items[0].kind == "act" and not behind and [one.kind for one in after[1:2]] != ["role"]
    parted = any(norm in CUTS or norm in _PARTS for norm in before)
    return (parted or names_first) and not any(norm in CUTS for norm in behind)


_PARTS = frozenset({"et", "hors", "sans", "("})


def _has_a_price_of_its_own(clauses: list[Clause], item: Item, after: Sequence[Item], parse: Parse | None) -> bool:
    """« couronne 16 500 €, guide chirurgical 300 €, cone beam 120 € »: names come first, so the 300 waits for none."""
    last = clauses[-1]
    if parse is None or item.kind != "act" or last.one("act") or last.items[-1].kind != "amount":
        return False
    named = last if last.is_anchored else clauses[-2] if len(clauses) > 1 else None
    names_first = named is not None and named.items[0].kind in ANCHORS and named.items[-1].kind == "amount"
    apart = any(norm in _JOINED for norm in parse.norms(last.items[-1].last, item.first))
    follows = next((one for one in after if one.kind not in ("act", "teeth", "side", "jaw")), None)
    return names_first and apart and follows is not None and follows.kind == "amount"


def _is_of_the_next_act(clause: Clause, item: Item, after: Sequence[Item], parse: Parse | None) -> bool:
    """« détartrage 40 €, dent 21 : facette 518 €»: a tooth told just before an act, after a line with its price."""
    if parse is None or item.kind != "teeth" or not clause.of("amount") or not clause.is_anchored:
        return False
    leads = bool(after) and after[0].kind == "act" and not _JOINED & set(parse.norms(item.last, after[0].first))
    return leads and bool(_JOINED & set(parse.norms(clause.items[-1].last, item.first)))


_ROWS = frozenset({"\n", ";"})


def _on_a_new_row(clause: Clause, item: Item, parse: Parse | None) -> bool:
    """A name on a new row begins another line once the row before has its price."""
    if parse is None or item.kind not in ANCHORS or not clause.of("amount"):
        return False
    return any(norm in _ROWS for norm in parse.norms(clause.items[-1].last, item.first))


_ANSWERED_BY = {"line.fee": "amount", "line.base": "amount", "line.sector": "sector", "line.tooth": "teeth"}


def _answers_alone(clauses: list[Clause], item: Item, after: Sequence[Item], asked: str | None, parse: Parse) -> bool:
    """« secteur 1, l'anesthésiste aussi à 229,90 »: the sector answers, and the rest tells another line."""
    told = clauses[0].items if len(clauses) == 1 else []
    kind = _ANSWERED_BY.get(asked or "")
    if len(told) != 1 or told[0].kind != kind or item.kind not in ANCHORS:
        return False
    follows = {one.kind for one in after} & {"amount", "sector"}
    said_apart = any(
        tag.name in ("also", "other", "same", "add") and told[0].last <= tag.first and tag.last <= item.first
        for tag in parse.tags
    )
    return said_apart or (bool(follows) and any(norm in CUTS for norm in parse.norms(told[0].last, item.first)))


def _apart(clause: Clause) -> Clause:
    """A code beside its words is one act, told twice: the code says which."""
    acts = clause.of("act")
    with_code = [one for one in acts if one.name is None]
    if len(acts) > 1 and with_code:
        return Clause([item for item in clause.items if item.kind != "act" or item is with_code[0]])
    return clause


_BESIDE = 2  # tokens between an act's words and its code


def _same_act(held: Item, item: Item, parse: Parse | None) -> bool:
    """A code and words side by side tell one act when the code is among what the words may mean, or they name none."""
    if held.name is None and item.name is None:
        return bool(held.value == item.value)
    if held.name is not None and item.name is not None:
        return False
    if 0 <= item.first - held.last <= _BESIDE:  # « couronne HBLD734 »
        return True
    code, name = (held.value, item.name) if held.name is None else (item.value, held.name)
    becomes = parse is not None and parse.norms(item.first - 1, item.first) == ("en",)  # « la couronne … en HBLD038 »
    return name is not None and (becomes or not name.candidates or code in {one["code"] for one in name.candidates})


_SAYS_A_CODE = frozenset({("code",), ("ccam",), ("acte",), ("cotation",), ("(",)})


def _is_its_code(held: Item, item: Item, parse: Parse | None) -> bool:
    """« couronne sur la 26 à 650 €, code HBLD734 »: the code of the act told before its price."""
    said = parse is not None and parse.norms(item.first - 1, item.first) in _SAYS_A_CODE
    return said and held.name is not None and item.name is None


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
