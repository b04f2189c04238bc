"""How well words name an act of an imported version, whose labels are official and long.

The words count as people say them or as the official labels write them (words.yml), whole or by their root. What the
label says the act is (before « avec », « pour », « par »…) weighs more than how it is done; a supplement, a
complementary gesture or the removal of a device comes after the act itself.
"""

import functools
import itertools
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quote_engine.data_files import read_yaml, short_name
from quote_engine.errors import DataFileError
from quote_engine.nomenclature.acts import FOLDER
from quote_engine.nomenclature.lexicon import tokens

Way = tuple[str, ...]
LIGHT_WORDS = frozenset({"anesthesie", "generale", "locale", "total", "totale", "complet", "complete"})
"""Said of many acts without choosing one."""
LIGHT_WEIGHT = 0.5
UNKNOWN_WEIGHT = 3.0
"""Of a word that no act has: enough to doubt, not enough to hide what the other words say."""
FAMILY_WORDS = {"dental": ("dent", "dentaire", "dentiste"), "medical": ()}
LEAST_COVER = 0.5
SHORTEST_PREFIX = 5
NAMED_SHARE = 0.2
"""Of the score: how much of the label the words name. The rest: how much of the words the label has."""
OTHERWISE = 0.95
"""Of a word found only in how the act is done."""
WORDING = 0.93
"""Of a word found in the official wording rather than as it was said."""
KIN = 0.7
SHORTEST_ROOT, LONGEST_ENDING = 5, 4
LESS_LIKELY = 0.02
"""Taken from an act that counts in addition to others, and from one without price."""
AFTER = 0.08
"""Taken from an act that people seldom mean when they do not say so."""
QUALIFIER = re.compile(r"\b(?:avec|sans|selon|pour|par|pendant|après|au cours|lors|sous|chez)\b", re.IGNORECASE)
ABSENT = re.compile(r"\bsans\b[^,]*", re.IGNORECASE)
ALIAS = re.compile(r"\[([^\]]+)\]")
NEUTRAL = LIGHT_WORDS | {"unilateral", "unilaterale", "bilateral", "bilaterale", "segment"}
"""Words of a label that take nothing from its likeness when they are not said."""
SECONDARY = frozenset(
    {"ablation", "adjonction", "biopsie", "changement", "desobstruction", "preparation", "supplement"}
)
"""First words of labels: what is done to a device once it is there, or to look before the act itself."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word asked: what it weighs, and the ways to say it, its own first."""

    word: str
    weight: float
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    code: str
    label: str
    words: frozenset[str]
    family: str
    in_addition: bool
    priced: bool


@functools.cache
def official_wording() -> Mapping[str, tuple[Way, ...]]:
    """Read words.yml, once."""
    file = FOLDER / "words.yml"
    wording: dict[str, tuple[Way, ...]] = {}
    for word, phrases in read_yaml(file).items():
        key = tokens(str(word))
        ways = tuple(tuple(tokens(phrase)) for phrase in phrases) if isinstance(phrases, list) else ()
        if len(key) != 1 or not ways or not all(ways):
            raise DataFileError(short_name(file), str(word), "one word, and a list of phrases that say something")
        wording[key[0]] = ways
    return wording


def ways_of(word: str) -> tuple[Way, ...]:
    """Give the official wordings of a word, even with a slip in it."""
    wording = official_wording()
    return wording.get(word) or next((ways for key, ways in wording.items() if is_slip(word, key)), ())


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of a version's labels, with the number of acts that have each."""

    counts: Mapping[str, int]
    acts: int
    beginnings: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, counts: Mapping[str, int], acts: int) -> "Vocabulary":
        families = itertools.groupby(sorted(counts), key=lambda word: word[:SHORTEST_ROOT])
        return cls(counts, acts, {beginning: tuple(words) for beginning, words in families})

    def weight(self, word: str) -> float | None:
        """Tell how much a word chooses: the rarer it or its family, the more. None when no label has them."""
        count = self.counts.get(word) or self._family(word)
        return 1 + math.log(self.acts / count) if count else None

    def _family(self, word: str) -> int:
        family = self.beginnings.get(word[:SHORTEST_ROOT], ()) if len(word) >= SHORTEST_ROOT else ()
        return max((self.counts[known] for known in family if close(word, known)), default=0)

    def slips(self, word: str) -> list[str]:
        return [known for known in self.counts if is_slip(word, known)]

    def terms(self, asked: Sequence[str]) -> list[Term]:
        """Describe each word asked, with its other spellings (« intra vitréen ») and official wordings."""
        pairs = [a + b for a, b in itertools.pairwise(asked)]
        joined = [(word,) if word in self.counts or word in official_wording() else () for word in pairs]
        found = []
        for n, word in enumerate(asked):
            spelt = () if word in self.counts else self.slips(word)
            others = [*itertools.chain(*joined[max(n - 1, 0) : n + 1]), *spelt]
            ways = [(word,), *((one,) for one in others), *(way for one in (word, *others) for way in ways_of(one))]
            weights = (self.weight(one) for way in ways for one in way)
            weight = self.weight(word) or max(filter(None, weights), default=UNKNOWN_WEIGHT)
            light = word in LIGHT_WORDS
            found.append(Term(word, LIGHT_WEIGHT if light else weight, tuple(dict.fromkeys(ways))))
        return found


def root(word: str) -> str:
    """Give the beginning that words of the same family share."""
    return word[: max(SHORTEST_ROOT, len(word) - LONGEST_ENDING)]


def alike(asked: str, known: str) -> float:
    """Tell how much two words are the same: one may begin the other, or have a slip."""
    if asked == known:
        return 1.0
    if min(len(asked), len(known)) >= SHORTEST_PREFIX and (asked.startswith(known) or known.startswith(asked)):
        return 0.9
    if len(asked) > SHORTEST_PREFIX and _one_letter_off(asked, known):
        return 0.8
    return 0.0


def _one_letter_off(a: str, b: str) -> bool:
    if abs(len(a) - len(b)) > 1:
        return False
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    return a[start + 1 :] == b[start + 1 :] or a[start + 1 :] == b[start:] or a[start:] == b[start + 1 :]


def is_slip(typed: str, known: str) -> bool:
    return abs(len(typed) - len(known)) <= 1 and alike(typed, known) > 0


@functools.lru_cache(100_000)
def close(asked: str, known: str) -> float:
    """Tell how much two words are the same, or of the same family (« coronarien », « coronaire »)."""
    if likeness := alike(asked, known):
        return likeness
    same = next((n for n, (a, b) in enumerate(zip(asked, known, strict=False)) if a != b), min(len(asked), len(known)))
    longest = max(len(asked), len(known))
    return KIN if same >= SHORTEST_ROOT and longest - same <= LONGEST_ENDING else 0.0


@functools.lru_cache(20_000)
def parts(label: str) -> tuple[frozenset[str], ...]:
    """Give the words that say what the act is, then those of each everyday name between brackets."""
    said = QUALIFIER.split(ALIAS.sub(" ", label), maxsplit=1)[0]
    cut = (frozenset(tokens(part)) - NEUTRAL for part in (said, *ALIAS.findall(label)))
    return tuple(part for part in cut if part)


def score(terms: Sequence[Term], act: Candidate) -> float:
    """Give 0 for an act that the words do not mean, 1 for one whose label they are."""
    names = parts(act.label)
    main: frozenset[str] = frozenset().union(*names)
    named: set[str] = set()
    cover = sum(term.weight * _found(term, act, main, named) for term in terms) / sum(term.weight for term in terms)
    if cover < LEAST_COVER or not named or not names:
        return 0.0
    whole = {word for word in tokens(ABSENT.sub(" ", act.label)) if word not in NEUTRAL and not word.isdigit()} | named
    shares = (len(named & whole) / len(whole), max(len(named & name) / len(name) for name in names))
    result = (1 - NAMED_SHARE) * cover + NAMED_SHARE * sum(shares) / len(shares)
    first = next(iter(tokens(act.label)))
    asked = {word for term in terms for way in term.ways for word in way}
    return (
        result
        - AFTER * (first in SECONDARY and first not in asked)
        - LESS_LIKELY * (act.in_addition + (not act.priced))
    )


def _found(term: Term, act: Candidate, main: frozenset[str], named: set[str]) -> float:
    """Tell how well the label says a word, its own way or another; note the label's words that do."""
    best = max((close(term.word, one) for one in FAMILY_WORDS[act.family]), default=0.0)
    for way in term.ways:
        total, words = 0.0, set()
        for asked in way:
            likeness, word = max((close(asked, one) * (1 if one in main else OTHERWISE), one) for one in act.words)
            if not likeness:
                break
            total += likeness
            words.add(word)
        else:
            named |= words
            best = max(best, total / len(way) * (1 if way == term.ways[0] else WORDING))
    return best
