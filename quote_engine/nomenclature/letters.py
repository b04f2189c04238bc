"""Orthodontics by everyday words: its letters (TO90, TO75…) stand in no nomenclature of acts."""

import functools
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from quote_engine.data_files import read_yaml
from quote_engine.nomenclature.acts import FOLDER
from quote_engine.nomenclature.lexicon import Stems, fold, stem, stems
from wording import words


class LetterSpan(NamedTuple):
    """Tokens `first` to `last` (the one after) that name orthodontics, and the letters that they may mean."""

    first: int
    last: int
    codes: tuple[str, ...]


def find_letters_in(tokens: Sequence[str]) -> list[LetterSpan]:
    """Find what folded tokens name of orthodontics, in order; where phrases overlap, the longest words stand."""
    typed = [stem(token) for token in tokens]
    found: list[LetterSpan] = []
    for length in range(max(map(len, _called())), 0, -1):
        for at in range(len(typed) - length + 1):
            said = tuple(typed[at : at + length])
            if said in _called() and all(at + length <= one.first or one.last <= at for one in found):
                found.append(LetterSpan(at, at + length, _called()[said]))
    return sorted(found)


def search_letters(text: str) -> tuple[str, ...]:
    """Give the letters that everyday words may mean."""
    longest = max(find_letters_in(fold(text)), key=lambda span: span.last - span.first, default=None)
    return longest.codes if longest else ()


def letter_label(code: str) -> str:
    """Name a letter, one that has no name of its own too."""
    labels = words("estimate", "orthodontics")
    return labels.get(code, labels["other"])


@functools.cache
def _called() -> Mapping[Stems, tuple[str, ...]]:
    """Read letters.yml, once: the letters that each phrase may mean."""
    found: dict[Stems, tuple[str, ...]] = {}
    for code, phrases in read_yaml(FOLDER / "letters.yml").items():
        for phrase in phrases:
            found[stems(phrase)] = (*found.get(stems(phrase), ()), code)
    return found
