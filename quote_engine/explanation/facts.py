"""Facts as a sentence tells them: modifiers, lists of names, days."""

import functools
from collections.abc import Sequence

from quote_engine.money import REMEMBERED
from wording import say


@functools.lru_cache(REMEMBERED)
def modifiers_named(letters: tuple[str, ...], *, usual: bool = False) -> str:
    """Name modifiers: « le modificateur J », « les modificateurs J et K, habituels »."""
    name = "usual_modifiers" if usual else "modifiers"
    return say("estimate", "facts", name, count=len(letters), letters=listed(letters))


def listed(names: Sequence[str]) -> str:
    """Enumerate: « J », « J et K », « J, K et 7 »."""
    *first, last = names
    return say("estimate", "facts", "enumerated", first=", ".join(first), last=last) if first else last


@functools.lru_cache(REMEMBERED)
def days_text(count: int) -> str:
    return say("estimate", "facts", "days", count=count)
