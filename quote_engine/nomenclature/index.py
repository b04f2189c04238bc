"""The built-in acts by the words of their labels and keywords, a bit an act: to find those that have several is an AND.

Most words must be had by an act for it to be meant. Some only rule acts out: « pose » those that remove something,
« total » those that are partial, « molaire » those of other teeth.
"""

import datetime as dt
import fnmatch
import functools
import itertools
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from quote_engine.nomenclature.acts import Act, all_acts
from quote_engine.nomenclature.cutting import WITHOUT, Kind, Word, cut
from quote_engine.nomenclature.lexicon import fold, lexicon, stem, stems
from quote_engine.nomenclature.spelling import Spelling

DENT = "dent"
FAMILY_STEMS: Mapping[str, str] = {"dental": DENT}
NATURE_STEMS: Mapping[str, str] = {"dental_prosthesis": stem("prothese")}
"""What any act of a family, of a nature may be called."""
SEVERAL = stem("plusieurs")
ONE_SIDE, BOTH_SIDES = stem("unilateral"), stem("deux")
LIGHT_WEIGHT = 0.5
COUNT_WEIGHT = 2.0
QUALIFIERS = frozenset(map(stem, ("avec", "par", "sous", "contre", "pour", "chez", "apres", ",", "(")))
"""What ends the part of a label that says what is done."""


@dataclass(frozen=True, slots=True)
class Name:
    """One name of an act: its stems that weigh something, those without which it is not said, what joins its parts."""

    stems: frozenset[str]
    required: frozenset[str]
    joins: frozenset[str]


@dataclass(frozen=True, slots=True)
class Naming:
    """How an act is named: its label, then each keyword; `implied` is what may be said beside any of them.

    What is done, as the label says it: putting something in, or removing; `taking_out` what was put in.
    """

    names: tuple[Name, ...]
    said: frozenset[str]
    implied: frozenset[str]
    putting: bool
    with_device: bool
    removing: bool
    taking_out: bool

    @property
    def label(self) -> frozenset[str]:
        return self.names[0].stems


class Index:
    """Acts by their words; the act at a place of `acts` is the bit of that place in every mask."""

    def __init__(self, acts: Iterable[Act]) -> None:
        self.acts = tuple(acts)
        self.naming = tuple(_naming(act) for act in self.acts)
        self._every = (1 << len(self.acts)) - 1
        self._having: dict[str, int] = {}
        self._beginning: dict[str, dict[frozenset[str], int]] = {}
        for place, naming in enumerate(self.naming):
            for one in naming.said:
                self._having[one] = self._having.get(one, 0) | 1 << place
            for name in naming.names:
                for one in name.required:
                    names = self._beginning.setdefault(one, {})
                    names[name.stems] = names.get(name.stems, 0) | 1 << place
        self._implied = {one: self._those(one in naming.implied for naming in self.naming) for one in lexicon().implied}
        self._putting = self._those(naming.putting for naming in self.naming)
        self._removing = self._those(naming.removing for naming in self.naming)
        known = lexicon()
        frequencies = {one: self._having.get(one, 0).bit_count() for one in {*self._having, *known.spelt}}
        self.spelling = Spelling(frequencies, known.endings)
        self._left = {one: self._left_by(one) for one in {*self._having, *known.known}}
        self._left[ONE_SIDE] &= ~(self._those(act.is_bilateral for act in self.acts) & self._having.get(BOTH_SIDES, 0))
        self._weights = {one: self._weight(one) for one in self._left}

    def _those(self, chosen: Iterable[bool]) -> int:
        return sum(1 << place for place, is_one in enumerate(chosen) if is_one)

    def _left_by(self, one: str) -> int:
        """Give the acts that a stem leaves possible."""
        known, having = lexicon(), self._having.get(one, 0) | self._implied.get(one, 0)
        if one in known.weightless:
            return self._left_by_doing(one)
        if one in known.light:
            return self._every & ~(self._having.get(known.presumed.get(one, ""), 0) & ~having)
        if one in known.jaws:
            return having | self._those(
                act.family == "dental" and known.jaws.isdisjoint(naming.said)
                for act, naming in zip(self.acts, self.naming, strict=True)
            )
        if one in known.counts:
            return self._every
        if one in known.teeth:
            return self._those(act.family == "dental" and _treats(act, known.teeth[one]) for act in self.acts)
        return having

    def _left_by_doing(self, one: str) -> int:
        if one in lexicon().put:
            return self._those(not naming.removing or naming.with_device for naming in self.naming)
        if one in lexicon().remove:
            return self._every & ~(self._putting & ~self._removing)
        return self._those(act.nature != "imaging" for act in self.acts)

    def left_by(self, stems: Iterable[str], mask: int) -> int:
        """Give the acts of a mask that every stem leaves possible."""
        for one in stems:
            mask &= self._without(one.removeprefix(WITHOUT)) if one.startswith(WITHOUT) else self._left.get(one, 0)
        return mask

    def _without(self, one: str) -> int:
        """Give the acts that deny a stem, and those that do not say it: « hernie sans plaque »."""
        return self._having.get(WITHOUT + one, 0) | self._every & ~self._having.get(one, 0)

    def not_denying(self, stems: Iterable[str], mask: int) -> int:
        """Keep the acts that deny none of the stems: « scanner du pied, sans injection » is no scan with one."""
        for one in stems:
            mask &= ~self._having.get(WITHOUT + one, 0)
        return mask

    def doing(self, stems: Iterable[str], mask: int) -> int:
        """Keep the acts that put in or remove, where a stem says so and any of the mask does."""
        for one in stems:
            if one in lexicon().put:
                mask = mask & self._putting or mask
            elif one in lexicon().remove:
                mask = mask & self._removing or mask
        return mask

    def numbered(self, count: str | None = None) -> int:
        """Give the acts that say a number of times, or several; those that say any without `count`."""
        counts = lexicon().counts if count is None else {count}
        having = functools.reduce(int.__or__, (self._having.get(one, 0) for one in counts), 0)
        return having or self._having.get(SEVERAL, 0)

    def weight(self, stems: Iterable[str]) -> float:
        """Tell how much stems choose together: the rarer, the more."""
        return sum(self._weights.get(one, 0.0) for one in stems)

    def _weight(self, one: str) -> float:
        if one in lexicon().weightless:
            return 0.0
        if one in lexicon().light | lexicon().jaws or one == DENT:
            return LIGHT_WEIGHT
        if one in lexicon().counts:
            return COUNT_WEIGHT
        return 1 + math.log(len(self.acts) / max(self._having.get(one, 0).bit_count(), 1))

    def names_in(self, stems: frozenset[str]) -> Iterator[tuple[frozenset[str], int]]:
        """Give the names that stems hold whole, each with the acts so named."""
        for one in stems:
            for name, acts in self._beginning.get(one, {}).items():
                if name <= stems:
                    yield name, acts

    def has(self, one: str) -> bool:
        """Tell whether a stem is in the label or a keyword of an act."""
        return one in self._having

    def within(self, mask: int) -> Iterator[int]:
        """Give the places of the acts of a mask."""
        while mask:
            lowest = mask & -mask
            yield lowest.bit_length() - 1
            mask ^= lowest


def _naming(act: Act) -> Naming:
    known = lexicon()
    label, *keywords = (cut(fold(phrase), lambda typed: typed) for phrase in (act.label, *act.keywords))
    names = [(_units(words), _joins(words)) for words in (label, *keywords)]
    phrases = [units for units, _ in names]
    done = _units(itertools.takewhile(lambda word: word.stem not in QUALIFIERS, label))
    first = next((one for one in done if one not in known.light), "")
    called = (FAMILY_STEMS.get(act.family), NATURE_STEMS.get(act.nature))
    baskets = (" ".join(stems(window.value)) for window in act.baskets)
    removing = not known.remove.isdisjoint(done)
    said = frozenset((*itertools.chain(*phrases), *filter(None, called), *baskets))
    implied = (
        one for one, codes in known.implied.items() if any(fnmatch.fnmatchcase(act.code, like) for like in codes)
    )
    return Naming(
        names=tuple(_name(units, joins) for units, joins in names if not known.weightless.issuperset(units)),
        said=said,
        implied=frozenset(implied),
        putting=not known.put.isdisjoint(done) or first in known.devices,
        with_device=not (known.put | known.devices).isdisjoint(phrases[0]),
        removing=removing,
        taking_out=removing and not known.devices.isdisjoint(done),
    )


def _name(units: list[str], joins: frozenset[str]) -> Name:
    """Read a name: its first word, and what it says is done, are required."""
    known = lexicon()
    telling = [one for one in units if one not in known.heading_nothing]
    found = frozenset(units) - known.weightless
    return Name(found, frozenset(telling[:1]) | (found & known.acting) or found, joins)


def _units(words: Iterable[Word]) -> list[str]:
    return [word.stem for word in words if word.kind is Kind.UNIT]


def _joins(words: Iterable[Word]) -> frozenset[str]:
    return frozenset(word.stem for word in words if word.kind is Kind.JOIN)


def _treats(act: Act, kinds: frozenset[str]) -> bool:
    return act.teeth is None or bool(act.teeth & kinds)


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
