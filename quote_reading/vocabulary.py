"""The words that quotes are written with (`vocabulary.yml`), and one spelling for what is compared with them."""

import functools
import pathlib
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from quote_engine.nomenclature.acts import all_acts
from wording.yaml_text import load_yaml

Tables = Mapping[str, Mapping[str, Sequence[str]] | Sequence[str]]
SIGNS_TO_A_MISREAD = 6
_WORD = re.compile(r"(?<![a-z0-9])[a-z0-9]{7,}(?![a-z0-9])")
_SAME_AS = str.maketrans({"’": "'", "‘": "'", "–": "-", "—": "-", "\xa0": " ", "\u202f": " ", "º": "°"})


@dataclass(frozen=True, slots=True)
class Said:
    """A phrase of the vocabulary in a text: its name in the table and its part of the text."""

    name: str
    start: int
    end: int


def fold(text: str) -> str:
    """Return lower case without accents, as long as what was given: places stay the same."""
    return "".join(map(_folded, text))


@functools.lru_cache(maxsize=2048)
def _folded(sign: str) -> str:
    plain = unicodedata.normalize("NFKD", sign.translate(_SAME_AS)).lower()
    kept = "".join(one for one in plain if not unicodedata.combining(one))
    return kept if len(kept) == 1 else sign.lower()[:1]


def said_in(table: str, text: str) -> list[Said]:
    """Return the phrases of a table in a folded text, from left to right: the longest first, none in another."""
    return list(_said(table, text))


def put_right(text: str) -> str:
    """Put long words of a folded text that was read on a picture right, when they look like one of the vocabulary."""
    return _WORD.sub(lambda found: _nearest(found.group()), text)


@functools.lru_cache(maxsize=4096)
def _nearest(word: str) -> str:
    """Return the vocabulary's word of the same length with few other signs; the word itself when there is none."""
    known = _long_words().get(len(word), frozenset())
    if word in known or word in _words_of_acts():
        return word
    most = len(word) // SIGNS_TO_A_MISREAD
    near = [other for other in known if sum(a != b for a, b in zip(word, other, strict=True)) <= most]
    return near[0] if len(near) == 1 else word


@functools.cache
def _words_of_acts() -> frozenset[str]:
    """Return the long words of the nomenclature: « comblement » is no « complément » misread."""
    return frozenset(word for act in all_acts().values() for word in _WORD.findall(fold(act.label)))


def share_of_known(words: Sequence[str]) -> float:
    """Tell which share of the words of a text the vocabulary has; 1 when there is no word."""
    told = [word for text in words if (word := fold(text).strip(".,;:()*")).isalpha() and len(word) > 1]
    return sum(word in _words() for word in told) / len(told) if told else 1.0


@functools.cache
def _words() -> frozenset[str]:
    return frozenset(
        word
        for table in _tables().values()
        for group in ([table] if isinstance(table, Sequence) else table.values())
        for phrase in group
        for word in phrase.split()
    )


@functools.cache
def _long_words() -> Mapping[int, frozenset[str]]:
    phrases = (
        phrase
        for table in _tables().values()
        for group in ([table] if isinstance(table, Sequence) else table.values())
        for phrase in group
    )
    words = {word for phrase in phrases for word in _WORD.findall(phrase)}
    return {length: frozenset(word for word in words if len(word) == length) for length in map(len, words)}


def says(table: str, text: str) -> bool:
    return next(_said(table, text), None) is not None


def says_apart(table: str, text: str) -> bool:
    """Tell whether a text begins with a phrase of several words whatever its spaces: « facture pro form a »."""
    closed = "".join(text.split())
    return any(" " in phrase and closed.startswith(phrase.replace(" ", "")) for phrase in _form(table)[1])


def _said(table: str, text: str) -> Iterator[Said]:
    form, names = _form(table)
    for found in form.finditer(text):
        yield Said(names[re.sub(r"\s", " ", found.group())], found.start(), found.end())


@functools.cache
def _form(table: str) -> tuple[re.Pattern[str], Mapping[str, str]]:
    content = _tables()[table]
    named = {table: content} if isinstance(content, Sequence) else content
    names = {phrase: name for name, phrases in named.items() for phrase in phrases}
    longest_first = sorted(names, key=len, reverse=True)
    ways = "|".join(re.escape(phrase).replace(r"\ ", r"\s") for phrase in longest_first)
    return re.compile(rf"(?<![a-z0-9])(?:{ways})(?![a-z0-9])"), names


@functools.cache
def _tables() -> Tables:
    found: Tables = load_yaml(pathlib.Path(__file__).with_name("vocabulary.yml").read_text(encoding="utf-8"))
    return found
