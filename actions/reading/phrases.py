"""The phrase patterns of the YAML files, matched on spaCy tokens.

A blank French pipeline tokenises the key of a text; each word is first put right when it is one keystroke away from a
word that the patterns know. Nothing is loaded before the first text.
"""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import spacy
import yaml
from rapidfuzz.distance import OSA
from spacy.matcher import Matcher
from spacy.tokens import Doc

from actions.reading.normalise import View
from actions.reading.numbers import digits_of

_FOLDER = Path(__file__).parent
_TOKEN = re.compile(r"[a-z]+|\d+|[?%]|[^\sa-z0-9'\".,;:!()\-]")
_DIGITS = {"deux": "2", "trois": "3", "quatre": "4", "cinq": "5", "six": "6", "zero": "0"}
_KEYBOARD = ("azertyuiop", "qsdfghjklm", "wxcvbn")
_OPENERS = frozenset(
    "alors donc euh bah ben beh bon ah oh et mais ok oui hum hmm enfin ba eh heu voila bonjour salut bonsoir svp merci "
    "desole desolee pardon excusez excuse moi attendez attends attend bref".split()
)
_CLOSERS = frozenset("svp merci s il vous te plait stp beaucoup alors donc voila bonne journee quoi hein la ok".split()) | {
    "?", "🙏", "🙂", "😊",
}


@dataclass(frozen=True, slots=True)
class Phrase:
    """A pattern found: what it stands for, its tokens, and the place of those tokens in the key."""

    topic: str
    label: str
    first: int
    last: int  # the token after the last one
    start: int
    end: int
    order: int


@dataclass(frozen=True, slots=True)
class Phrases:
    view: View
    words: tuple[str, ...]
    places: tuple[tuple[int, int], ...]
    found: tuple[Phrase, ...]

    def of(self, topic: str) -> list[Phrase]:
        return [phrase for phrase in self.found if phrase.topic == topic]


@dataclass(frozen=True, slots=True)
class _Pattern:
    topic: str
    label: str
    order: int
    at_start: bool
    at_end: bool


class _Reader:
    def __init__(self) -> None:
        self._nlp = spacy.blank("fr")
        self._matcher = Matcher(self._nlp.vocab)
        self._patterns: dict[int, _Pattern] = {}
        self._lexicon: dict[str, set[str]] = {}
        words: set[str] = set()
        for number, (pattern, spelling) in enumerate(_patterns()):
            name = f"p{number}"
            tokens = [_tokens(part) for part in _expanded(spelling)]
            words.update(re.findall(r"[a-z]{5,}", spelling))
            self._matcher.add(name, [alternative for alternative in tokens if alternative])
            self._patterns[self._nlp.vocab.strings[name]] = pattern
        self._words = words | _KNOWN_WORDS
        for word in words:
            self._lexicon.setdefault(word[0], set()).add(word)

    def read(self, text: str) -> Phrases:
        view = digits_of(text)
        places, words = [], []
        for match in _TOKEN.finditer(view.key):
            places.append(match.span())
            words.append(self._repaired(match[0]))
        if not words:
            return Phrases(view, (), (), ())
        doc = Doc(self._nlp.vocab, words=words)
        opened = next((at for at, word in enumerate(words) if word not in _OPENERS), len(words))
        closed = next((at + 1 for at in range(len(words) - 1, -1, -1) if words[at] not in _CLOSERS), 0)
        found = []
        for key, first, last in self._matcher(doc):
            pattern = self._patterns[key]
            if (pattern.at_start and first > opened) or (pattern.at_end and last < closed):
                continue
            start, end = places[first][0], places[last - 1][1]
            found.append(Phrase(pattern.topic, pattern.label, first, last, start, end, pattern.order))
        return Phrases(view, tuple(words), tuple(places), tuple(found))

    def _repaired(self, word: str) -> str:
        if len(word) < 5 or word in self._words or not word.isalpha():
            return word
        return _repaired(word, frozenset(self._lexicon.get(word[0], ())))


@lru_cache(maxsize=4096)
def _repaired(word: str, lexicon: frozenset[str]) -> str:
    near = [plain for plain in lexicon if OSA.distance(word, plain, score_cutoff=1) <= 1 and _slip(word, plain)]
    return min(near) if near else word


def _slip(word: str, plain: str) -> bool:
    """Tell a slip of the finger from another word: a letter more, less, doubled, swapped, or the key beside it."""
    if len(word) != len(plain):
        return True
    wrong = [(one, other) for one, other in zip(word, plain, strict=True) if one != other]
    if len(wrong) == 2:
        return True
    one, other = wrong[0]
    return len(word) >= 7 or any(
        one in row and other in row and abs(row.index(one) - row.index(other)) == 1 for row in _KEYBOARD
    )


_KNOWN_WORDS = frozenset(
    "charge charges change marche chaque claque compte conte prise prises tombe autre autres entre ligne digne "
    "celle celles cette cettes quelle quelles avant apres devant jamais semaine mars soins coins".split()
)


def _patterns() -> Iterator[tuple[_Pattern, str]]:
    choices = yaml.safe_load((_FOLDER / "phrases.yml").read_text(encoding="utf-8"))["choices"]
    said = yaml.safe_load((_FOLDER / "cues.yml").read_text(encoding="utf-8"))
    topics: dict[str, dict[object, list[str]]] = dict(choices)
    topics |= {"cues": said["cues"], "yes_no": said["yes_no"], "fields": said["fields"]}
    topics["dont_know"] = {"dont_know": said["dont_know"]}
    for topic, labels in topics.items():
        for order, (label, spellings) in enumerate(labels.items()):
            for spelling in spellings:
                parts = str(spelling).split()
                pattern = _Pattern(topic, str(label), order, parts[0] == "^", parts[-1] == "$")
                yield pattern, " ".join(part for part in parts if part not in {"^", "$"})


def _expanded(spelling: str) -> list[list[str]]:
    """Return the pattern without its optional words: each combination is a pattern of its own."""
    options = [(part[:-1], "") if part.endswith("?") and part != "?" else (part,) for part in spelling.split()]
    return [[part for part in parts if part] for parts in itertools.product(*options)]


def _tokens(parts: list[str]) -> list[dict[str, object]]:
    tokens: list[dict[str, object]] = []
    for part in parts:
        if part == "..":
            tokens.append({"OP": "{0,3}"})
        elif part == "_":
            tokens.append({})
        else:
            words = [_DIGITS.get(word, word) for word in part.replace("\\", "").split("|")]
            tokens.append({"ORTH": words[0]} if len(words) == 1 else {"ORTH": {"IN": words}})
    return tokens


@cache
def _reader() -> _Reader:
    return _Reader()


@lru_cache(maxsize=128)
def phrases_of(text: str) -> Phrases:
    return _reader().read(text)


def longest(phrases: list[Phrase]) -> list[Phrase]:
    """Return the phrases that no longer one contains, in their order in the text."""
    kept: list[Phrase] = []
    for phrase in sorted(phrases, key=lambda one: (one.first - one.last, one.order)):
        if not any(other.first <= phrase.first and phrase.last <= other.last for other in kept):
            kept.append(phrase)
    return sorted(kept, key=lambda one: one.first)
