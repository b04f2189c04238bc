"""The word that was meant when one letter slipped."""

from collections.abc import Collection, Iterator, Mapping

from quote_engine.nomenclature.acts import one_slip

SHORTEST = 5
"""Of a word that is mended, in letters; it may be one less as typed."""


class Spelling:
    """Words known, with how many acts have each; those ending as `endings` need not be known."""

    def __init__(self, frequencies: Mapping[str, int], endings: tuple[str, ...]) -> None:
        self._frequencies = frequencies
        self._endings = endings
        self._slips: dict[str, list[str]] = {}
        for known in frequencies:
            if len(known) >= SHORTEST and known.isalpha():
                for shorter in _shortened(known):
                    self._slips.setdefault(shorter, []).append(known)

    def mended(self, typed: str) -> str | None:
        """Give the word known that a stem is, one slip away at most; None when there is none."""
        if typed in self._frequencies:
            return typed
        if len(typed) < SHORTEST - 1 or not typed.isalpha():
            return None
        forms = {typed, typed.removesuffix("e")}  # a short stem keeps its e, the longer one that was meant does not
        near = {known for form in forms for shorter in _shortened(form) for known in self._slips.get(shorter, ())}
        found = [known for known in near if any(one_slip(form, known) for form in forms)]
        cared = typed if typed.endswith(self._endings) else None
        return max(found, key=lambda known: self._likelihood(forms, known), default=cared)

    def _likelihood(self, forms: Collection[str], known: str) -> tuple[bool, int, str]:
        """Rank what a slip may stand for: a letter left out or swapped before another in its place."""
        slipped = any(
            one_slip(form, known) and (len(form) != len(known) or sorted(form) == sorted(known)) for form in forms
        )
        return slipped, self._frequencies[known], known


def _shortened(word: str) -> Iterator[str]:
    """Give a word, and it less each of its letters: two words one slip apart share one of these."""
    yield word
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]
