"""How members speak of acts: the words of everyday.yml, each compared by its stem.

A stem is a word in lower case, without accents, plural or feminine.
"""

import functools
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from quote_engine.contract.teeth import TOOTH_KINDS
from quote_engine.data_files import check_keys, read_yaml, short_name
from quote_engine.errors import DataFileError
from quote_engine.nomenclature.acts import FOLDER

Stems = tuple[str, ...]
SHORTEST_PLURAL, SHORTEST_FEMININE = 4, 6
HYPHEN = re.compile(r"(?<=[a-z])[-‐‑](?=[a-z])")
FORMS = re.compile(r"[a-z]+|[0-9]+|\n|[^\s'’\"`´«»]")


def fold(text: str) -> list[str]:
    """Cut a text into words, numbers and signs: lower case, no accents; apostrophes and hyphens only part words."""
    text = text.lower().replace("œ", "oe").replace("æ", "ae")
    plain = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return FORMS.findall(HYPHEN.sub(" ", plain))


def stem(word: str) -> str:
    """« prothèses » and « prothèse », « totale » and « total », « partielle » and « partiel » are one word each."""
    word = _singular(word)
    if len(word) >= SHORTEST_FEMININE and word[-1] == "e":
        word = word[:-1]
        if word[-1] == word[-2]:
            word = word[:-1]
    return word


def stems(phrase: str) -> Stems:
    return tuple(stem(word) for word in fold(phrase))


def tokens(text: str) -> list[str]:
    """Give the words of a text that say something, without their plural: what official labels are searched by."""
    return [_singular(word) for word in fold(text) if word.isalnum() and not is_unsaid(word)]


def is_unsaid(word: str) -> bool:
    """Tell whether a word says nothing of an act: it links others, or is said of any operation."""
    known = lexicon()
    meant = known.phrases.get((stem(word),), (stem(word),))
    return meant[0] in known.links | known.joins | known.generic | known.put


def is_aside(word: str) -> bool:
    """Tell whether a word is only said around acts."""
    return stem(word) in lexicon().asides


def _singular(word: str) -> str:
    return word[:-1] if len(word) >= SHORTEST_PLURAL and word[-1] in "sx" else word


@dataclass(frozen=True)
class Lexicon:
    """The words of everyday.yml, by stem."""

    links: frozenset[str]
    belonging: frozenset[str]
    joins: frozenset[str]
    asides: frozenset[str]
    generic: frozenset[str]
    """Said of any operation. Like `put` and `remove`: one stem, that of the first word listed."""
    light: frozenset[str]
    jaws: frozenset[str]
    put: frozenset[str]
    remove: frozenset[str]
    devices: frozenset[str]
    body: frozenset[str]
    heads: frozenset[str]
    acting: frozenset[str]
    ways: frozenset[str]
    """By what an act is done: said behind its name, they make it no other act."""
    counts: frozenset[str]
    baskets: frozenset[str]
    presumed: Mapping[str, str]
    teeth: Mapping[str, frozenset[str]]
    endings: Stems
    without: frozenset[Stems]
    implied: Mapping[str, Stems]
    """What is said of acts whose names do not say it, with the patterns of their codes."""
    phrases: Mapping[Stems, Stems]
    """What counts as another word, or several words that count as one."""

    @functools.cached_property
    def weightless(self) -> frozenset[str]:
        """The stems that say nothing of which act, once those that they rule out are left aside."""
        return self.generic | self.put | self.remove

    @functools.cached_property
    def heading_nothing(self) -> frozenset[str]:
        return self.weightless | self.light | self.jaws | self.counts | self.baskets

    @functools.cached_property
    def naming_nothing(self) -> frozenset[str]:
        """The stems that tell acts apart without naming one."""
        return (
            self.weightless | self.light | self.jaws | self.counts | self.baskets | self.body | frozenset(self.teeth)
        )  # fmt: skip

    @functools.cached_property
    def spelt(self) -> frozenset[str]:
        """Every stem that everyday.yml has, alone or within a phrase."""
        alone = self.links | self.joins | self.asides | self.known | self.devices
        return alone.union(*self.phrases, *self.without)

    @functools.cached_property
    def known(self) -> frozenset[str]:
        """The stems that say something of care, whether or not an act has them."""
        return self.naming_nothing | self.heads | self.acting


SAME = ("same", "counts")
"""The keys that give other ways to say a word, or several."""
LISTS = (
    "links", "belonging", "joins", "asides", "generic", "light", "jaws", "put", "remove", "devices", "body", "heads",
    "acting", "ways",
)  # fmt: skip


@functools.cache
def lexicon() -> Lexicon:
    """Read everyday.yml, once."""
    file = FOLDER / "everyday.yml"
    raw, name = read_yaml(file), short_name(file)
    others = {"baskets", "presumed", "teeth", "endings", "without", "together", "implied"}
    check_keys(name, "(file)", raw, {*LISTS, *SAME, *others}, set())
    if unknown := {kind for kinds in raw["teeth"].values() for kind in kinds} - TOOTH_KINDS:
        accepted = ", ".join(sorted(TOOTH_KINDS))
        raise DataFileError(name, "teeth", f"{min(unknown)!r} is unknown; accepted: {accepted}")
    if wrong := [
        said for key in (*LISTS, "endings", "without", "together") for said in raw[key] if not isinstance(said, str)
    ]:
        raise DataFileError(name, str(wrong[0]), "a word is expected, between quotes where YAML reads it otherwise")
    phrases = {stems(way): stems(meant) for key in SAME for meant, ways in raw[key].items() for way in ways}
    phrases |= {stems(way): stems(raw[key][0]) for key in ("generic", "put", "remove") for way in raw[key]}
    # « céramo métal » is « céramo métallique », and that « céramo métal » again: each word counts as it does alone
    phrases = {
        way: tuple(one for word in meant for one in phrases.get((word,), (word,))) for way, meant in phrases.items()
    }
    phrases |= {stems(said): (" ".join(stems(said)),) for said in raw["together"]}
    phrases |= {stems(way): (" ".join(stems(basket)),) for basket, ways in raw["baskets"].items() for way in ways}

    def one(said: str) -> str:
        """Give the stem of an entry: several words are one stem."""
        found = stems(said)
        if len(found) > 1:
            phrases[found] = (" ".join(found),)
        return " ".join(phrases.get(found, found))

    return Lexicon(
        **{key: frozenset(map(one, raw[key])) for key in (*LISTS, "counts", "baskets")},
        presumed={one(said): one(otherwise) for said, otherwise in raw["presumed"].items()},
        teeth={one(said): frozenset(kinds) for said, kinds in raw["teeth"].items()},
        implied={one(said): tuple(patterns) for said, patterns in raw["implied"].items()},
        endings=tuple(map(stem, raw["endings"])),
        without=frozenset(map(stems, raw["without"])),
        phrases=phrases,
    )
