"""A text cut into the words that acts are named by, the longest phrases first."""

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from quote_engine.nomenclature.lexicon import Stems, lexicon, stem

WITHOUT = "sans "
"""Before the stem of a word that is denied: « sans filet », « non précieux »."""
VERTEBRAE = {"l": "lombaire", "c": "", "d": "", "t": "", "s": ""}
"""Letters of the parts of the spine, before the number of a vertebra; one of the small of the back is named by it."""


class Kind(Enum):
    """What a word does in a sentence that may name an act."""

    UNIT = auto()
    LINK = auto()
    ASIDE = auto()
    JOIN = auto()
    STOP = auto()
    UNKNOWN = auto()


@dataclass(frozen=True, slots=True)
class Word:
    """One idea: what it does, its stem, and its tokens, `first` to `last` (the one after)."""

    kind: Kind
    stem: str
    first: int
    last: int


def never(_token: str) -> bool:
    """Hold no word for one that is spelt right."""
    return False


def cut(
    tokens: Sequence[str], mended: Callable[[str], str | None], is_right: Callable[[str], bool] = never
) -> list[Word]:
    """Cut folded tokens into words.

    `mended` gives the stem that an act or the lexicon has for the one typed; None when there is none. A token that
    `is_right` is no slip for another: it is known as it stands or inflected, or unknown.
    """
    typed = [_spelt(stem(token), mended, inflected=is_right(token)) for token in tokens]
    words: list[Word] = []
    at = 0
    while at < len(typed):
        said = _longest(typed, at)
        last = at + len(said)
        if said in lexicon().without:
            denied = _denied(typed, last, mended)
            words.append(Word(denied.kind, denied.stem, at, denied.last) if denied else Word(Kind.ASIDE, "", at, last))
            at = words[-1].last
            continue
        if typed[at] in VERTEBRAE and typed[at + 1 : at + 2] and typed[at + 1].isdigit():
            place = stem(VERTEBRAE[typed[at]])  # « L5-S1 » says where, and no other act
            words.append(Word(Kind.UNIT if place else Kind.ASIDE, place, at, at + 2))
            at += 2
            continue
        words += [_word(one, at, last, mended) for one in lexicon().phrases.get(said, said)]
        at = last
    return _counting(words, typed)


def _spelt(typed: str, mended: Callable[[str], str | None], *, inflected: bool) -> str:
    known = typed if typed in lexicon().spelt else mended(typed) or typed
    return typed if inflected and not known.startswith(typed[: max(len(typed) - _ENDING, _SHORTEST_ROOT)]) else known


_ENDING = 2
"""Letters that an inflection may change: « précieuse » is « précieux »."""
_SHORTEST_ROOT = 4


def _longest(typed: Sequence[str], at: int) -> Stems:
    """Give the longest phrase that begins here; the word itself when none does."""
    lengths = _lengths().get(typed[at], ())
    phrases = (tuple(typed[at : at + length]) for length in lengths)
    return next((one for one in phrases if one in lexicon().phrases or one in lexicon().without), (typed[at],))


@functools.cache
def _lengths() -> Mapping[str, Sequence[int]]:
    """Give the lengths of the phrases by their first word, the longest first."""
    lengths: dict[str, set[int]] = {}
    for phrase in (*lexicon().phrases, *lexicon().without):
        lengths.setdefault(phrase[0], set()).add(len(phrase))
    return {first: sorted(known, reverse=True) for first, known in lengths.items()}


def _word(typed: str, first: int, last: int, mended: Callable[[str], str | None]) -> Word:
    known = lexicon()
    if typed in known.joins:
        return Word(Kind.JOIN, typed, first, last)
    if typed in known.links:
        return Word(Kind.LINK, typed, first, last)
    if typed in known.asides:
        return Word(Kind.ASIDE, typed, first, last)
    if not typed[0].isalpha():
        return Word(Kind.STOP, typed, first, last)
    return Word(Kind.UNIT if mended(typed) == typed else Kind.UNKNOWN, typed, first, last)


def _denied(typed: Sequence[str], at: int, mended: Callable[[str], str | None]) -> Word | None:
    """Give what « sans » or « non » denies; None when it denies nothing that an act could be made of."""
    while at < len(typed) and (typed[at] in lexicon().links or typed[at] in lexicon().put):
        at += 1
    said = _longest(typed, at) if at < len(typed) else ()
    meant = lexicon().phrases.get(said, said)
    word = _word(meant[0], at, at + len(said), mended) if meant else None
    if word is None or word.kind not in {Kind.UNIT, Kind.UNKNOWN}:
        return None
    if word.kind is Kind.UNKNOWN:  # « sans curage »: without what no act is of, it is the same act
        return Word(Kind.LINK, word.stem, word.first, word.last)
    return Word(word.kind, WITHOUT + word.stem, word.first, word.last)


def _counting(words: list[Word], typed: Sequence[str]) -> list[Word]:
    """Keep a number only where it counts what is named: « deux dents », not « deux jours »."""
    counted = False
    for n in reversed(range(len(words))):
        word = words[n]
        said = typed[word.first] if word.last == word.first + 1 else ""
        if word.stem in lexicon().counts and (said.isdigit() or said == word.stem):
            words[n] = word if counted else Word(Kind.STOP, word.stem, word.first, word.last)
        elif word.kind is not Kind.LINK:
            counted = word.kind in {Kind.UNIT, Kind.UNKNOWN}
    return words
