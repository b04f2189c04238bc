"""The built-in acts by the words of their labels and keywords, a bit an act: to find those that have several is an AND.

Most words must be had by an act for it to be meant. Some only rule acts out: « pose » those that remove something,
« total » those that are partial, « deux » those of another number, « molaire » those of other teeth.
"""

import datetime as dt
import functools
import itertools
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from quote_engine.nomenclature.acts import Act, all_acts, one_slip
from quote_engine.nomenclature.cutting import Kind, Word, cut
from quote_engine.nomenclature.lexicon import fold, lexicon, stem, stems

DENT = "dent"
FAMILY_STEMS: Mapping[str, str] = {"dental": DENT}
NATURE_STEMS: Mapping[str, str] = {"dental_prosthesis": stem("prothese")}
"""What any act of a family, of a nature may be called."""
SEVERAL = stem("plusieurs")
LIGHT_WEIGHT = 0.5
COUNT_WEIGHT = 2.0
SHORTEST_SLIP = 5
QUALIFIERS = frozenset(map(stem, ("avec", "par", "sous", "contre", "pour", "chez", "apres", ",", "(")))
"""What ends the part of a label that says what is done."""


@dataclass(frozen=True, slots=True)
class Naming:
    """How an act is named: the stems that weigh something of its label, then of each keyword.

    `heads` has the first word of each, without which it is not that name; `joins` what joins the parts of its label.
    """

    names: tuple[frozenset[str], ...]
    heads: frozenset[str]
    joins: frozenset[str]

    @property
    def label(self) -> frozenset[str]:
        return self.names[0]


class Index:
    """Acts by their words; the act at a place of `acts` is the bit of that place in every mask."""

    def __init__(self, acts: Iterable[Act]) -> None:
        self.acts = tuple(acts)
        self.places = {act.code: place for place, act in enumerate(self.acts)}
        self.every = (1 << len(self.acts)) - 1
        self.naming: list[Naming] = []
        self._having: dict[str, int] = {}
        self._putting = self._removing = self._with_device = self._imaging = 0
        for place, act in enumerate(self.acts):
            self._add(act, 1 << place)
        self._teeth = {
            said: sum(1 << n for n, act in enumerate(self.acts) if act.family == "dental" and _treats(act, kinds))
            for said, kinds in lexicon().teeth.items()
        }
        self._slips: dict[str, list[str]] = {}
        for known in {*self._having, *lexicon().spelt}:
            if len(known) >= SHORTEST_SLIP and " " not in known:
                for shorter in _shortened(known):
                    self._slips.setdefault(shorter, []).append(known)
        self.repaired = functools.lru_cache(10_000)(self._repaired)
        self.left_by = functools.cache(self._left_by)
        self.weight = functools.cache(self._weight)

    def _add(self, act: Act, bit: int) -> None:
        label, *keywords = (cut(fold(phrase), _as_typed) for phrase in (act.label, *act.keywords))
        known = lexicon()
        names, heads = [], set()
        for said in map(_units, (label, *keywords)):
            names.append(frozenset(said) - known.weightless)
            heads.add(next((one for one in said if one not in known.heading_nothing), ""))
            for one in said:
                self._have(one, bit)
        baskets = {" ".join(stems(window.value)) for window in act.baskets}
        for called in (FAMILY_STEMS.get(act.family), NATURE_STEMS.get(act.nature), *baskets):
            if called is not None:
                self._have(called, bit)
        if act.nature == "imaging":
            self._imaging |= bit
        joins = frozenset(word.stem for word in label if word.kind is Kind.JOIN)
        self.naming.append(Naming(tuple(filter(None, names)), frozenset(heads), joins))
        done = _units(itertools.takewhile(lambda word: word.stem not in QUALIFIERS, label))
        first = next((one for one in done if one not in known.light), None)
        if known.put & {*done} or first in known.devices:
            self._putting |= bit
        if (known.put | known.devices) & {*_units(label)}:
            self._with_device |= bit
        if known.remove & {*done}:
            self._removing |= bit

    def _have(self, one: str, bit: int) -> None:
        self._having[one] = self._having.get(one, 0) | bit

    def _left_by(self, one: str) -> int:
        """Give the acts that a stem leaves possible."""
        known, having = lexicon(), self._having.get(one, 0)
        if one in known.generic:
            return self.every & ~self._imaging
        if one in known.put:
            return self.every & ~(self._removing & ~self._with_device)
        if one in known.remove:
            return self.every & ~(self._putting & ~self._removing)
        if one in known.light:
            return self.every & ~(self._having.get(known.presumed.get(one, ""), 0) & ~having)
        if one in known.counts:
            return self.every
        return self._teeth.get(one, having)

    def meant(self, stems: Iterable[str], mask: int) -> int:
        """Narrow the acts left possible to those that say what is done, and how many times where that tells them apart.

        « Deux dents de sagesse » are those of two, since others are of one or four; two crowns are twice any crown.
        """
        known = lexicon()
        for one in stems:
            if one in known.put:
                mask = mask & self._putting or mask
            elif one in known.remove:
                mask = mask & self._removing or mask
            elif one in known.counts and mask & self._any(known.counts):
                mask &= self._having.get(one, 0) or self._having.get(SEVERAL, 0)
        return mask

    def _any(self, stems: Iterable[str]) -> int:
        return functools.reduce(int.__or__, (self._having.get(one, 0) for one in stems), 0)

    def _weight(self, one: str) -> float:
        """Tell how much a stem chooses: the rarer, the more."""
        if one in lexicon().weightless:
            return 0.0
        if one in lexicon().light or one == DENT:
            return LIGHT_WEIGHT
        if one in lexicon().counts:
            return COUNT_WEIGHT
        return 1 + math.log(len(self.acts) / max(self._having.get(one, 0).bit_count(), 1))

    def within(self, mask: int) -> Iterator[int]:
        """Give the places of the acts of a mask."""
        while mask:
            lowest = mask & -mask
            yield lowest.bit_length() - 1
            mask ^= lowest

    def _repaired(self, typed: str) -> str | None:
        """Give the stem that is meant, one slip away at most; None when nothing is like it nor ends as care does."""
        if typed in self._having or typed in lexicon().known:
            return typed
        if len(typed) < SHORTEST_SLIP - 1 or not typed.isalpha():
            return None
        forms = {typed, typed.removesuffix("e")}
        near = {known for form in forms for shorter in _shortened(form) for known in self._slips.get(shorter, ())}
        found = [known for known in near if any(one_slip(form, known) for form in forms)]
        cared = typed if typed.endswith(lexicon().endings) else None
        return max(found, key=lambda known: (self._having.get(known, 0).bit_count(), known), default=cared)


def _units(words: Iterable[Word]) -> list[str]:
    return [word.stem for word in words if word.kind is Kind.UNIT]


def _as_typed(typed: str) -> str:
    return typed


def _treats(act: Act, kinds: frozenset[str]) -> bool:
    return act.teeth is None or bool(act.teeth & kinds)


def _shortened(word: str) -> Iterator[str]:
    """Give a word, and it less each of its letters: two words one slip apart share one of these."""
    yield word
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]


@functools.cache
def built_in() -> Index:
    """Index the built-in acts, once."""
    return Index(all_acts().values())


@functools.lru_cache
def possible(on: dt.date, family: str | None, tooth: int | None) -> int:
    """Give the acts in force that day, of a family, that may be done on a tooth, when these are known."""
    return sum(
        1 << place
        for place, act in enumerate(built_in().acts)
        if (family is None or act.family == family) and (tooth is None or act.allows_tooth(tooth)) and act.known_on(on)
    )
