"""Words put right: one keystroke away from a word of the lexicon, or number words as they are heard."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import cache

from rapidfuzz import process
from rapidfuzz.distance import OSA, Prefix
from spellchecker import SpellChecker

from actions.reading import lexicon
from actions.reading.mentions import Token
from quote_engine import is_word_of_acts

_SHORTEST = 5  # letters: a shorter word has too many neighbours
_LONGEST = 20
_LONGEST_GLUED = 60
_TELLING = 7  # letters from which any one letter may be wrong
_SCALES_HEARD = frozenset({"mil", "mile", "mill", "cen", "cens"})
_KEYBOARD = ("azertyuiop", "qsdfghjklm", "wxcvbn")


def put_right(tokens: Sequence[Token]) -> list[Token]:
    """Return the tokens with their norms put right."""
    done: dict[str, tuple[str, ...]] = {}  # of this text alone
    right: list[Token] = []
    for token in tokens:
        norm = token.norm
        if norm not in done:
            done[norm] = _misspelt().get(norm) or _unglued(norm) or _elided(norm) or (_right(norm),)
        right += [token if word == norm else replace(token, norm=word) for word in done[norm]]
    return _heard_beside_numbers(right)


@cache
def _misspelt() -> dict[str, tuple[str, ...]]:
    return {word: tuple(right.split()) for word, right in lexicon.table("numbers")["misspelt"].items()}


def _unglued(word: str) -> tuple[str, ...]:
    """« huitcentcinquante » is three number words; nothing when it is not made of them."""
    if not _SHORTEST < len(word) <= _LONGEST_GLUED or word in _words()["right"] or word in _words()["numbers"]:
        return ()
    return _cut(word)


def _cut(word: str) -> tuple[str, ...]:
    for piece in _pieces():
        if word.startswith(piece):
            rest = word[len(piece) :]
            if not rest:
                return (piece,)
            if (others := _cut(rest)) or rest in {"un", "une"}:
                return (piece, *(others or (rest,)))
    return ()


@cache
def _pieces() -> list[str]:
    return sorted((*(set(_words()["numbers"]) - {"un", "une"}), "et"), key=len, reverse=True)


def _right(word: str) -> str:
    if (single := _undoubled(word)) is not None:
        return single
    if not _SHORTEST <= len(word) <= _LONGEST or _known(word) or not word.isalpha():
        return word
    near = [
        candidate
        for length in (len(word) - 1, len(word), len(word) + 1)
        for candidate, _distance, _place in process.extract(
            word, _neighbours().get((word[0], length), ()), scorer=OSA.distance, score_cutoff=1, limit=3
        )
        if _slip(word, candidate) and (not is_everyday(word) or _inflects(word, candidate))
    ]
    return min(near) if near else word


def _elided(word: str) -> tuple[str, ...]:
    """« loperation », « lanestesiste »: an article glued to a word that is known, slips aside."""
    if word[:1] not in _ELIDED or word[1:2] not in _VOWELS or _known(word) or is_everyday(word):
        return ()
    rest = word[1:]
    right = rest if _known(rest) else _right(rest)
    return (word[0], right) if len(rest) >= _TELLING and _known(right) and _right(word) == word else ()


_ELIDED = frozenset("ld")
_VOWELS = frozenset("aeiouyh")


def _undoubled(word: str) -> str | None:
    """« marss » is « mars »."""
    if _is_of_the_lexicon(word) or not _SHORTEST <= len(word) <= _LONGEST:
        return None
    for at in range(1, len(word)):
        if word[at] == word[at - 1]:
            single = word[:at] + word[at + 1 :]
            right = _is_of_the_lexicon(single) or (_known(single) and not _known(word))
            return single if right and single not in _words()["right"] else None
    return None


def _known(word: str) -> bool:
    return _is_of_the_lexicon(word) or is_word_of_acts(word)


def _is_of_the_lexicon(word: str) -> bool:
    return word in lexicon.phrases().words or word in _words()["numbers"] or word in _words()["right"]


def _slip(word: str, plain: str) -> bool:
    """Tell a slip of the finger from another word: a letter more, less, doubled, swapped, or the key beside it."""
    if len(word) != len(plain):
        return True
    wrong = [(one, other) for one, other in zip(word, plain, strict=True) if one != other]
    if len(wrong) == 2 or len(word) >= _TELLING:
        return True
    one, other = wrong[0]
    return any(one in row and other in row and abs(row.index(one) - row.index(other)) == 1 for row in _KEYBOARD)


def _inflects(word: str, plain: str) -> bool:
    """« prochaines » is « prochaine »; « preuve » is a word of its own, and not « prévue »."""
    return Prefix.similarity(word, plain) >= max(len(word), len(plain)) - _ENDING


_ENDING = 2
_EVERYDAY = 200
"""Times that the dictionary met a word, from which it is no slip of somebody's finger."""


def is_everyday(word: str) -> bool:
    """Tell whether a word, without accents, is one of everyday French: no slip for another."""
    return word in _of_french()


@cache
def _of_french() -> frozenset[str]:
    """Return the everyday words of French, without accents, as the dictionary of pyspellchecker counts them."""
    counted = SpellChecker(language="fr").word_frequency.dictionary
    everyday = (word for word, times in counted.items() if times >= _EVERYDAY)
    return frozenset(norm for word in everyday for norm in lexicon.words_of(word))


@cache
def _words() -> dict[str, Collection[str]]:
    numbers = lexicon.table("numbers")
    return {
        "right": frozenset((*lexicon.table("spelling")["right"], *numbers["no_number"], *numbers["round"])),
        "numbers": frozenset(numbers["worth"]),
    }


@cache
def _neighbours() -> dict[tuple[str, int], list[str]]:
    """Return the words that may be meant, by first letter and length."""
    groups: dict[tuple[str, int], list[str]] = {}
    for word in sorted(lexicon.phrases().words | set(_words()["numbers"]) | {"virgule"}):
        if word.isalpha() and len(word) >= _SHORTEST:
            groups.setdefault((word[0], len(word)), []).append(word)
    return groups


def _heard_beside_numbers(tokens: list[Token]) -> list[Token]:
    """« mile », « sent », « vin » are numbers beside a number, or side by side; « vingt é un » is « vingt et un »."""
    heard = lexicon.table("numbers")["misspelt_beside_a_number"]
    for order in (range(len(tokens)), range(len(tokens) - 1, -1, -1)):
        for at in order:
            norm = tokens[at].norm
            if norm in heard and _beside_a_number(tokens, at, order.step, heard):
                tokens[at] = replace(tokens[at], norm=heard[norm])
    for at in range(1, len(tokens) - 1):
        if tokens[at].norm == "e" and _is_number(tokens[at - 1].norm) and tokens[at + 1].norm in {"un", "une", "onze"}:
            tokens[at] = replace(tokens[at], norm="et")
    return tokens


def _beside_a_number(tokens: Sequence[Token], at: int, step: int, heard: Collection[str]) -> bool:
    norm, beside = tokens[at].norm, at - step
    before = tokens[beside].norm if 0 <= beside < len(tokens) else ""
    if before in heard and before != norm:
        return True
    if step > 0 and before.isdigit() and len(before) < 3 and norm in _SCALES_HEARD:
        return True  # « 2 mil 500 »
    if before and not _known(before) and 0 <= beside - step < len(tokens):
        before = tokens[beside - step].norm  # « mile xatre cent »: the word between is a number that cannot be read
    return _is_number(before)


def _is_number(norm: str) -> bool:
    return norm in _words()["numbers"] and norm not in {"un", "une"}
