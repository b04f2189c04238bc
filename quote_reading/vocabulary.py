"""The words that quotes are written with (`vocabulary.yml`), and one spelling for what is compared with them."""

import functools
import pathlib
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import yaml

Tables = Mapping[str, Mapping[str, Sequence[str]] | Sequence[str]]
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


def says(table: str, text: str) -> bool:
    return next(_said(table, text), None) is not None


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
    with pathlib.Path(__file__).with_name("vocabulary.yml").open(encoding="utf-8") as file:
        found: Tables = yaml.safe_load(file)
    return found
