"""The words by which people find a case again: its reference, and those of the member's name and number."""

import secrets
import unicodedata

from auth_gateway.members import Person
from auth_gateway.platform.crypto import Vault

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # nothing that is misread on paper or on the telephone
PREFIX = "LC-"
LENGTH = 8


def new_reference() -> str:
    """Return `LC-` and eight letters or digits: 30^8, so that a hundred thousand cases hardly ever meet."""
    return PREFIX + "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def words_of(text: str) -> list[str]:
    """`Lévêque-Bréal` → `["leveque", "breal"]`: letters and digits, without case nor accents."""
    decomposed = unicodedata.normalize("NFD", text.casefold())
    letters = "".join(char for char in decomposed if not unicodedata.combining(char))
    return "".join(char if char.isalnum() else " " for char in letters).split()


def word_hash(vault: Vault, word: str) -> str:
    """Return what is kept of a word by which the desk may search."""
    return vault.keyed_hash("cases.word", word)


def search_words(person: Person) -> set[str]:
    """Return the words that find the cases of a person: civil names and member number."""
    return {*words_of(person.last_name), *words_of(person.first_name), *words_of(person.member_number)}
