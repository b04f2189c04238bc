"""What is said of one line of a quote."""

from __future__ import annotations

from dataclasses import dataclass, field

from actions.reading import Parse
from actions.understanding.item import ANCHORS, CUTS, Item


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

    @property
    def is_of_each(self) -> bool:
        """« à 135 € l'un »: its price is that of each."""
        return any(one.mention is not None and one.mention.per == "each" for one in self.of("amount"))

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
            beside = held.last == item.first  # « 1410 pour une prothèse NFKA007 »
            return _same_act(held, item, parse) and (not self.of("amount") or beside or _is_its_code(held, item, parse))
        return bool(held.value == item.value)


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
    if parse is None or held.name is None or item.name is not None:
        return False
    stands_alone = item.last == len(parse.tokens) or parse.tokens[item.last].norm in CUTS
    among = item.value in {one["code"] for one in held.name.candidates}  # « 4 facettes à 650 € pièce, HBMD048 »
    return parse.norms(item.first - 1, item.first) in _SAYS_A_CODE or (stands_alone and among)
