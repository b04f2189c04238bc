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

from actions.reading import vocabulary
from actions.reading.normalise import View
from actions.reading.numbers import digits_of

_PART = re.compile(r"\(|\)\??|[^\s()]+")
_FOLDER = Path(__file__).parent
_TOKEN = re.compile(r"[a-z]+|\d+|[?%]|[^\sa-z0-9'\".,;:!()\-]")
_DIGITS = {"deux": "2", "trois": "3", "quatre": "4", "cinq": "5", "six": "6", "zero": "0"}
_KEYBOARD = ("azertyuiop", "qsdfghjklm", "wxcvbn")
_LONGEST = 14  # tokens of the longest pattern, gaps included
Token = dict[str, object]


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
    """The patterns, grouped by the words that they can begin with: a text only meets the groups of its own words."""

    def __init__(self) -> None:
        self._nlp = spacy.blank("fr")
        self._patterns: dict[int, _Pattern] = {}
        self._lexicon: dict[str, set[str]] = {}
        self._groups: dict[str, dict[str, list[list[Token]]]] = {}
        self._matchers: dict[str, Matcher] = {}
        words: set[str] = set()
        for number, (pattern, spelling) in enumerate(_patterns()):
            name = f"p{number}"
            self._patterns[self._nlp.vocab.strings.add(name)] = pattern
            words.update(re.findall(r"[a-z]{5,}", spelling))
            for parts in _expanded(spelling):
                tokens = [_token(part) for part in parts]
                for word in _first_words(parts):
                    self._groups.setdefault(word, {}).setdefault(name, []).append(tokens)
        self._words = words | vocabulary.words("not_misspelt")
        for word in words:
            self._lexicon.setdefault(word[0], set()).add(word)

    def _matcher_of(self, word: str) -> Matcher | None:
        if word not in self._groups:
            return None
        if word not in self._matchers:
            matcher = Matcher(self._nlp.vocab)
            for name, alternatives in self._groups[word].items():
                matcher.add(name, alternatives)
            self._matchers[word] = matcher
        return self._matchers[word]

    def read(self, text: str) -> Phrases:
        view = digits_of(text)
        places, words = [], []
        for match in _TOKEN.finditer(view.key):
            places.append(match.span())
            words.append(self._repaired(match[0]))
        if not words:
            return Phrases(view, (), (), ())
        openers, closers = vocabulary.words("openers"), vocabulary.words("closers")
        opened = next((at for at, word in enumerate(words) if word not in openers), len(words))
        closed = next((at + 1 for at in range(len(words) - 1, -1, -1) if words[at] not in closers), 0)
        found = []
        for pattern, first, last in self._matches(words):
            if (pattern.at_start and first > opened) or (pattern.at_end and last < closed):
                continue
            start, end = places[first][0], places[last - 1][1]
            found.append(Phrase(pattern.topic, pattern.label, first, last, start, end, pattern.order))
        return Phrases(view, tuple(words), tuple(places), tuple(found))

    def _matches(self, words: list[str]) -> Iterator[tuple[_Pattern, int, int]]:
        doc = Doc(self._nlp.vocab, words=words)
        for at, word in enumerate(words):
            matcher = self._matcher_of(word)
            if matcher is None:
                continue
            for key, first, last in matcher(doc[at : at + _LONGEST]):
                if first == 0:
                    yield self._patterns[key], at, at + last

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
    """Return the sequences that a pattern stands for: its groups chosen, its optional parts in or out."""
    sequences, rest = _alternatives(_PART.findall(spelling))
    if rest:
        raise ValueError(f"unbalanced parentheses in the pattern {spelling!r}")
    return sequences


def _alternatives(parts: list[str]) -> tuple[list[list[str]], list[str]]:
    every: list[list[str]] = []
    current: list[list[str]] = [[]]
    while parts:
        part, *parts = parts
        if part in {")", ")?"}:
            return _merged([*every, *current]), [part, *parts]
        if part == "|":
            every, current = [*every, *current], [[]]
            continue
        if part == "(":
            options, (closing, *parts) = _alternatives(parts)
            if closing == ")?":
                options = _optional(options)
        else:
            options = [[part]]
        current = [[*before, *option] for before, option in itertools.product(current, options)]
    return [*every, *current], []


def _optional(options: list[list[str]]) -> list[list[str]]:
    if len(options) == 1 and len(options[0]) == 1 and not _is_optional(options[0][0]):
        return [[f"{options[0][0]}?"]]
    return [*options, []]


def _merged(options: list[list[str]]) -> list[list[str]]:
    """Alternatives of one word each are one token that may be any of them."""
    single = [option[0] for option in options if len(option) == 1 and not option[0].endswith("?") and option != [".."]]
    others = [option for option in options if len(option) != 1 or option[0].endswith("?") or option == [".."]]
    return [["|".join(single)], *others] if single else others


def _token(part: str) -> Token:
    if part == "..":
        return {"OP": "{0,3}"}
    if part == "any":
        return {}
    words = _words_of(part)
    token: Token = {"ORTH": words[0]} if len(words) == 1 else {"ORTH": {"IN": words}}
    return {**token, "OP": "?"} if _is_optional(part) else token


def _is_optional(part: str) -> bool:
    return part.endswith("?") and part != "?"


def _words_of(part: str) -> list[str]:
    return [_DIGITS.get(word, word) for word in (part[:-1] if _is_optional(part) else part).split("|")]


def _first_words(parts: list[str]) -> set[str]:
    words: set[str] = set()
    for part in parts:
        if part in {"any", ".."}:
            raise ValueError(f"a pattern begins with a word, not with {part!r}: {' '.join(parts)}")
        words.update(_words_of(part))
        if not _is_optional(part):
            break
    return words


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
