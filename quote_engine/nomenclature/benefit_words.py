"""What a line without a code is, by the words of its label."""

import functools
from collections.abc import Mapping

from quote_engine.data_files import read_yaml
from quote_engine.money import REMEMBERED
from quote_engine.nomenclature.acts import FOLDER
from quote_engine.nomenclature.lexicon import stems


@functools.lru_cache(REMEMBERED)
def benefit_of_words(label: str) -> str | None:
    """Give the benefit that a label speaks of: « Couronne sur implant » is one of implants. None: no word tells."""
    said = set(stems(label))
    return next((benefit for benefit, words in _words().items() if not words.isdisjoint(said)), None)


@functools.cache
def _words() -> Mapping[str, frozenset[str]]:
    raw = read_yaml(FOLDER / "benefit_words.yml")
    return {benefit: frozenset(stem for word in words for stem in stems(word)) for benefit, words in raw.items()}
