"""What is compared of a question: its words without endings or slips, pairs of them, and the ways of asking it shows.

Nothing of what a member writes is kept: every function depends on its arguments and on `topic_words.yml` alone.
"""

from __future__ import annotations

import functools
import pathlib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import OSA

from wording.yaml_text import load_yaml

_FILE = pathlib.Path(__file__).with_name("topic_words.yml")
_SIGNS = str.maketrans({"œ": "oe", "€": " euros ", "%": " pourcent "})
_WHERE = re.compile(  # told from « ou » while the accent is still there; without it, by the verb that follows
    r"\boù\b|^\W*ou(?= (?:est|c|se|sont|puis|peut|dois|faut|trouver|voir)\b"
    r"| (?:je|on) (?:peu[xt]|vois|voit|trouve|lis|mets)\b)"
)
_IT_IS = re.compile(r"\bc (?!est)")  # « c quoi »
_WORD = re.compile(r"[a-z]\d[a-z]\b|[a-z_]+|\d+")  # « c2s » is one word, « 850e » two
_ENDINGS = (  # the longest first
    "ements", "ations", "ement", "ation", "erai", "ees", "ait", "ais", "ent", "era", "ee", "er", "ez", "es",
    "e", "s", "x",
)  # fmt: skip
_SHORTEST_STEM = 4
_PIECE = 3  # letters
_SHORTEST_MENDED = 5  # one letter changed in a shorter word makes another word too often
_ELIDED = frozenset("dljmnst")  # « lanesthesiste », « dhonoraires »: the apostrophe left out
_OF_AGE = 18
_PAIR, _WAY, _FAMILY = " ", "+", "~"  # a feature is a stem; with a space two of them; with a mark a name of the lexicon


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The spellings, ways of asking and families of `topic_words.yml`, by stems."""

    shorthand: Mapping[str, str]
    names: Mapping[tuple[str, ...], str]
    longest: int
    frame: frozenset[str]
    light: frozenset[str]
    ways: frozenset[str]
    asking: frozenset[str]
    spelt: frozenset[str]
    turned: Mapping[str, frozenset[str]]

    def words(self, text: str) -> list[str]:
        """Split a text into words without accents, shorthand written out."""
        lowered = _WHERE.sub("where_", text.lower().translate(_SIGNS))
        plain = "".join(c for c in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(c))
        plain = _IT_IS.sub("c est ", plain)
        return [word for found in _WORD.findall(plain) for word in self.shorthand.get(found, found).split()]

    def stems(self, text: str) -> list[str]:
        """Split a text into stems: `« Les dépassements »` gives `les`, `depass`."""
        return [stem(word) for word in self.words(text)]

    def named(self, stems: list[str]) -> list[tuple[int, int, str]]:
        """Return each phrase of the lexicon with the stems that it spans; phrases may overlap."""
        return [*self._ages(stems), *self._phrases(stems)]

    def _ages(self, stems: list[str]) -> list[tuple[int, int, str]]:
        """An age is a word of the family of children or of that of adults: « ma fille de 24 ans »."""
        return [
            (at, at + 2, _FAMILY + ("child" if int(age) < _OF_AGE else "adult"))
            for at, (age, unit) in enumerate(pairwise(stems))
            if unit == "ans" and age.isdigit()
        ]

    def _phrases(self, stems: list[str]) -> list[tuple[int, int, str]]:
        return [
            (start, end, name)
            for start in range(len(stems))
            for end in range(start + 1, min(start + self.longest, len(stems)) + 1)
            if (name := self.names.get(tuple(stems[start:end]))) is not None
        ]

    def turns(self, text: str) -> bool:
        """Say whether a verb comes before its subject, hyphen or not: « le dentiste doit il », « suis je couvert »."""
        words = ["", *self.words(text)]
        return any(
            before != "c" and subject in self.turned.get(verb, ())  # « c'est ce que » asks nothing
            for before, verb, subject in zip(words, words[1:], words[2:], strict=False)
        )

    def features(self, stems: list[str]) -> set[str]:
        """Return all that can be shared with another sentence."""
        pairs = {first + _PAIR + second for first, second in pairwise(stems)}
        return {*stems, *pairs, *(name for _, _, name in self.named(stems))}


@functools.cache
def lexicon() -> Lexicon:
    """Read `topic_words.yml`, once."""
    data = load_yaml(_FILE.read_text(encoding="utf-8"))
    bare = Lexicon(data["shorthand"], {}, 0, frozenset(), frozenset(), frozenset(), frozenset(), frozenset(), {})
    phrases = [
        (phrase, f"{mark}{name}")
        for part, mark in (("same", _FAMILY), ("ways", _WAY))
        for name, said in data[part].items()
        for phrase in said
    ]
    names = {tuple(bare.stems(phrase)): name for phrase, name in phrases}
    return Lexicon(
        shorthand=data["shorthand"],
        names=names,
        longest=max(map(len, names)),
        frame=frozenset(word for one in data["frame"] for word in bare.stems(one)) | {"where_"},
        light=frozenset(word for part in ("frame", "light") for one in data[part] for word in bare.stems(one)),
        ways=frozenset(_WAY + name for name in data["ways"]),
        asking=frozenset(_WAY + name for name in data["asking"]),
        spelt=frozenset(word for phrase, _ in phrases for word in bare.words(phrase)),
        turned={verb: frozenset(one["subjects"]) for one in data["turned"] for verb in one["verbs"]},
    )


def stem(word: str) -> str:
    """Cut the ending that only agrees or conjugates: `remboursés`, `rembourser`, `remboursement` are one."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word[: -len(ending)]
    return word


def pieces(words: Iterable[str]) -> set[str]:
    """Return the pieces of words, which slips and endings leave mostly alone; a space marks where a word ends."""
    marked = [f" {word} " for word in words]
    return {word[at : at + _PIECE] for word in marked for at in range(len(word) - _PIECE + 1)}


class Mender:
    """Finds the known word that a misspelt one is a single slip away from, its first letter being right."""

    def __init__(self, words: Iterable[str]) -> None:
        self._by_shorter: dict[str, list[str]] = {}
        known = set(words)
        self._stems = {stem(word) for word in known}
        for word in sorted(known):
            if len(word) >= _SHORTEST_MENDED and word.isalpha():
                for shorter in _one_letter_less(word):
                    self._by_shorter.setdefault(shorter, []).append(word)

    def stem(self, word: str) -> str:
        """Return the stem of a word, or of the one that it must be when it is not known."""
        cut = stem(word)
        if cut in self._stems or len(word) < _SHORTEST_MENDED or not word.isalpha():
            return cut
        if word[0] in _ELIDED and stem(word[1:]) in self._stems:
            return stem(word[1:])
        near = {
            known
            for shorter in _one_letter_less(word)
            for known in self._by_shorter.get(shorter, ())
            if known[0] == word[0] and OSA.distance(word, known, score_cutoff=1) <= 1
        }
        return stem(min(near)) if near else cut


def _one_letter_less(word: str) -> set[str]:
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}
