"""What a new password must be (A14, A15, C4): four classes, and not a common one under its disguise.

A list of common passwords is useless as it is: almost none of them has four classes. So the disguise is taken off
first: case, accents, digits and signs that stand for letters, what is glued before and after, a word written twice or
backwards. What is left is looked up among common passwords, French and English words, first names, and the words that
belong to the person or to the service. Then zxcvbn judges the whole.
"""

import functools
import itertools
import pathlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spellchecker import SpellChecker
from zxcvbn import zxcvbn
from zxcvbn.frequency_lists import FREQUENCY_LISTS

from wording.yaml_text import load_yaml

SHORTEST, LONGEST = 8, 128  # code points, after normalisation (NFC)
GUESSES = 10**8  # zxcvbn's score 3
CURRENT_WORD = 90  # occurrences in the French corpus of the spelling dictionary; about 38,000 words
GLUED_UNITS = 6  # what may be glued to a word and still be a disguise: « 2026 » or « 123 » count as one
PERSONAL_LETTERS = 4  # a shorter name says nothing: it occurs in any word
OWN_LETTERS = 5  # what must be left of the letters once the personal words are taken away

_LIST = pathlib.Path(__file__).with_name("common_words.yml")
_STANDS_FOR = {"0": "o", "3": "e", "€": "e", "4": "a", "@": "a", "5": "s", "$": "s", "7": "t", "+": "t"}
_STANDS_FOR |= {"8": "b", "9": "g", "6": "g", "2": "z", "(": "c"}
_DISGUISES = tuple(str.maketrans({**_STANDS_FOR, **dict.fromkeys("1!|", one)}) for one in "il")
_YEAR_OR_RUN = re.compile(r"(?:19|20)\d\d|(.)\1+")


@dataclass(frozen=True)
class Personal:
    """What is known of whoever chooses: names, e-mail address, member number, and the date of birth as digits."""

    words: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()


def faults(password: str, personal: Personal) -> list[str]:
    """Return what is wrong, as the keys of `accounts.password_refused` in the wording; nothing when it is good."""
    text = unicodedata.normalize("NFC", password)
    found = [name for name, present in _classes(text).items() if not present]
    if len(text) < SHORTEST:
        found.append("too_short")
    if len(text) > LONGEST:
        return [*found, "too_long"]
    if _is_personal(text, personal):
        found.append("personal")
    elif _is_common(text, personal):
        found.append("common")
    return found


def _classes(text: str) -> dict[str, bool]:
    return {
        "no_upper": any(char.isupper() for char in text),
        "no_lower": any(char.islower() for char in text),
        "no_digit": any(char.isdecimal() for char in text),
        "no_special": any(not char.isalnum() for char in text),
    }


def _is_personal(text: str, personal: Personal) -> bool:
    """Whether little is left of it without the words of the person and of the service, or a birth date is in it."""
    digits = "".join(char for char in text if char.isdecimal())
    if any(date in digits for date in personal.dates):
        return True
    own = [_letters(part) for word in personal.words for part in (word, *re.split(r"[\W\d_]+", word))]
    words = sorted({*own, *_lists().context}, key=len, reverse=True)
    for letters in _undisguised(text):
        left = letters
        for word in words:
            if len(word) >= PERSONAL_LETTERS or word in _lists().context:
                left = left.replace(word, "")
        if left != letters and len(left) < OWN_LETTERS:
            return True
    return False


def _is_common(text: str, personal: Personal) -> bool:
    core = text.strip("".join({char for char in text if not char.isalpha()}))
    glued = text.replace(core, "", 1) if core else text
    units = len(_YEAR_OR_RUN.sub("x", _runs_as_one(glued)))
    if units <= GLUED_UNITS and any(word in _lists().words for word in _undisguised(text)):
        return True
    known = [*personal.words, *_lists().context]
    return bool(zxcvbn(text, user_inputs=known, max_length=LONGEST)["guesses"] < GUESSES)


def _undisguised(text: str) -> Iterator[str]:
    """Give the letters that the text may stand for, in each way of reading it."""
    for part in _without_edges(_plain(text)):
        for reading in (part, *(part.translate(each) for each in _DISGUISES)):
            letters = "".join(char for char in reading if "a" <= char <= "z")
            if letters:
                yield letters
                yield letters[::-1]
                yield _period(letters)


def _without_edges(plain: str) -> Iterator[str]:
    """Take away what is glued before and after, one sign after the other: the last ones may stand for letters."""
    edges = "".join({char for char in plain if not "a" <= char <= "z"})
    before = len(plain) - len(plain.lstrip(edges))
    after = len(plain.rstrip(edges)) if before < len(plain) else len(plain)
    for start in range(before + 1):
        for end in range(after, len(plain) + 1):
            yield plain[start:end]


def _period(letters: str) -> str:
    """`bonjourbonjour` → `bonjour`."""
    return letters[: (letters + letters).find(letters, 1)]


def _runs_as_one(glued: str) -> str:
    """`12345!` → `1!`: a run of digits that follow one another counts as one."""
    kept = glued[:1]
    for before, char in itertools.pairwise(glued):
        if not (before.isdecimal() and char.isdecimal() and abs(int(before) - int(char)) == 1):
            kept += char
    return kept


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def _letters(text: str) -> str:
    return "".join(char for char in _plain(text) if "a" <= char <= "z")


@dataclass(frozen=True)
class _Lists:
    words: frozenset[str]
    context: frozenset[str]


@functools.cache
def _lists() -> _Lists:
    """Read the lists once a process, at the first password that is chosen: 0.3 s, 12 MB."""
    own = load_yaml(_LIST.read_text(encoding="utf-8"))
    french = SpellChecker(language="fr", distance=1).word_frequency.dictionary
    words: set[str] = set()
    sources: tuple[Iterable[str], ...] = (
        *FREQUENCY_LISTS.values(),
        (word for word, times in french.items() if times >= CURRENT_WORD),
        own["words"].split(),
    )
    for source in sources:
        words.update(_letters(word) for word in source)
    return _Lists(frozenset(word for word in words if len(word) > 2), frozenset(own["context"].split()))
