"""Whether what was typed is what the mutuelle's file says (A9, K19).

Compared after composition (NFC), in one case, apostrophes and hyphens alike; accents count. What differs by accents
only is not enough to open an account, and too much to be dismissed: a person looks.
"""

import datetime as dt
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from auth_gateway.members import Person

_APOSTROPHES = dict.fromkeys(map(ord, "’‘ʼ`´"), "'")
_HYPHENS = dict.fromkeys(map(ord, "-‐‑–—_"), " ")


class Match(StrEnum):
    NONE = "none"
    BUT_ACCENTS = "but_accents"
    WHOLE = "whole"


@dataclass(frozen=True)
class Asked:
    """The six fields (A7) as typed."""

    mutuelle_id: str
    member_number: str
    last_name: str
    first_name: str
    birth_date: dt.date
    email: str


def match(asked: Asked, person: Person) -> Match:
    if asked.birth_date != person.birth_date:
        return Match.NONE
    typed = folded(asked.last_name), folded(asked.first_name)
    known = folded(person.last_name), folded(person.first_name)
    if typed == known:
        return Match.WHOLE
    if tuple(map(_without_accents, typed)) == tuple(map(_without_accents, known)):
        return Match.BUT_ACCENTS
    return Match.NONE


def folded(name: str) -> str:
    text = unicodedata.normalize("NFC", name).casefold().translate(_APOSTROPHES | _HYPHENS)
    return " ".join(text.replace("' ", "'").replace(" '", "'").split())


def _without_accents(name: str) -> str:
    decomposed = unicodedata.normalize("NFD", name)
    return "".join(char for char in decomposed if not unicodedata.combining(char)).replace("œ", "oe").replace("æ", "ae")
