"""What the YAML files of this folder hold, read once: plain tables, and phrases found in a text by spaCy.

A file of phrases maps names to lists of phrases; the name of a phrase is its path in the file after the file's own
name (`choices.yml`, `setting`, `day_case` is `choice.setting.day_case`). Nothing is loaded before the first text.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from actions.reading.mentions import Tag, Token
from actions.reading.text import split
from wording.yaml_text import load_yaml

_FOLDER = Path(__file__).parent
# A file of phrases, and what the names of its entries begin with.
_PHRASES = {
    "qualifiers": "",
    "speech": "",
    "orders": "order.",
    "roles": "role.",
    "labels": "label.",
    "fields": "field.",
    "choices": "choice.",
    "people": "person.",
    "calendar": "calendar.",
    "units": "unit.",
    "teeth": "tooth.",
    "sides": "side.",
}
_SKIPPED = frozenset(",:()-")  # signs that a phrase may have between its words
_UNKNOWN = "_"  # stands for any word that no phrase has: what members write never enters spaCy's store of words


@cache
def table(name: str) -> Mapping[str, Any]:
    """Return a file of plain tables."""
    content: Mapping[str, Any] = load_yaml((_FOLDER / f"{name}.yml").read_text(encoding="utf-8"))
    return content


@cache
def shorthand() -> Mapping[str, Sequence[str]]:
    return {short: str(words).split() for short, words in table("shorthand").items()}


def words_of(phrase: str) -> tuple[str, ...]:
    """Return the words of a phrase of a lexicon, split and written out as a member's text is."""
    return tuple(token.norm for token in split(phrase, shorthand()))


class Phrases:
    """Every phrase of the lexicon, and its words."""

    def __init__(self) -> None:
        self._vocab = Vocab()
        self._matcher = PhraseMatcher(self._vocab)
        self.words: set[str] = set()
        for name, phrases in _named_phrases():
            said = [_in_digits(words_of(phrase)) for phrase in phrases]
            self.words.update(word for words in said for word in words)
            self._matcher.add(name, [Doc(self._vocab, words=list(words)) for words in said])

    def found_in(self, tokens: Sequence[Token]) -> tuple[Tag, ...]:
        """Return the phrases of a text in their order; of one name, the longest ones only."""
        places = [at for at, token in enumerate(tokens) if token.norm not in _SKIPPED]
        words = _in_digits(tuple(tokens[at].norm for at in places))
        if not words:
            return ()
        doc = Doc(self._vocab, words=[word if word in self.words else _UNKNOWN for word in words])
        strings = self._vocab.strings
        found = sorted((first, -last, strings[name]) for name, first, last in self._matcher(doc))
        done: dict[str, int] = {}
        tags: list[Tag] = []
        for first, minus_last, name in found:
            if -minus_last > done.get(name, 0):
                done[name] = -minus_last
                tags.append(Tag(name, places[first], places[-minus_last - 1] + 1))
        return tuple(tag for tag in tags if tag.name not in _ALONE or not _is_within(tag, tags))


_ALONE = frozenset({"correction", "help"})
"""What says nothing within a longer phrase: « attends » corrects, « j'attends le devis » does not."""


def _is_within(tag: Tag, tags: Sequence[Tag]) -> bool:
    return any(
        other.first <= tag.first and tag.last <= other.last and other.last - other.first > tag.last - tag.first
        for other in tags
    )


@cache
def phrases() -> Phrases:
    return Phrases()


def _named_phrases() -> Iterator[tuple[str, list[str]]]:
    for file, prefix in _PHRASES.items():
        yield from _flattened(prefix, table(file))


def _flattened(prefix: str, content: Mapping[str, Any]) -> Iterator[tuple[str, list[str]]]:
    for name, entry in content.items():
        if isinstance(entry, Mapping):
            yield from _flattened(f"{prefix}{name}.", entry)
        else:
            yield f"{prefix}{name}", [said for phrase in entry for said in _each(str(phrase))]


def _each(phrase: str) -> list[str]:
    """Return the phrases that one with alternatives stands for: « (ne|) (garde|gardez) que » is four."""
    parts = [part.split("|") for part in re.split(r"[()]", phrase)]
    return [" ".join(" ".join(chosen).split()) for chosen in product(*parts)]


@cache
def _digits() -> Mapping[str, str]:
    return {word: str(worth) for word, worth in table("numbers")["worth"].items() if 1 < worth < 17}


def _in_digits(words: tuple[str, ...]) -> tuple[str, ...]:
    """« secteur deux » is « secteur 2 »."""
    digits = _digits()
    return tuple(digits.get(word, word) for word in words)
