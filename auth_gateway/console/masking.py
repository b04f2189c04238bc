"""A member's words without what names somebody: names of the contract, titles with their name, addresses, figures.

What is kept keeps its form (« 850,00 € » becomes « 000,00 € »): it is still a phrase to try the assistant on.
"""

import re
from collections.abc import Iterable

from auth_gateway.conversations.names import hide
from auth_gateway.members import Person
from wording import say, words

_ADDRESS = re.compile(r"\S+@\S+")
_TITLED = re.compile(
    r"\b(docteur|dr|professeur|pr|madame|mme|monsieur|m)\b(\.?\s+)(?!\d)[^\W\d_][\w’'-]*", re.IGNORECASE
)
_MARKUP = re.compile(r"[\[\]{}()<>\\`]")


def without_names(text: str, persons: Iterable[Person]) -> str:
    """Replace every first and last name of the contract's persons, whatever the case and the accents."""
    masks = words("review", "masks")
    for person in persons:
        for name, instead in ((person.first_name, masks["first_name"]), (person.last_name, masks["last_name"])):
            text = hide(text, {instead: name}).replace(f"{{{instead}}}", instead)
    return text


def masked(text: str, persons: Iterable[Person]) -> str:
    """Return a phrase that is nobody's, on one line, without what the examples' format would read as markup."""
    text = _ADDRESS.sub(say("review", "masks", "address"), text)
    text = without_names(text, persons)
    text = _TITLED.sub(rf"\1\g<2>{say('review', 'masks', 'last_name')}", text)
    text = re.sub(r"\d", "0", text)
    return " ".join(_MARKUP.sub(" ", text).split())
