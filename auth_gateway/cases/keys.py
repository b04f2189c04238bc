"""Which key opens what is kept of a case: one place for everything that members and the desk write about it."""

from sqlalchemy.orm import Session

from auth_gateway.platform.crypto import Cipher
from auth_gateway.services import ServiceSet


def cipher_of(_db: Session, services: ServiceSet, _person_id: str) -> Cipher:
    """Return what seals and opens all that concerns a member."""
    return services.cipher


def word_hash(services: ServiceSet, word: str) -> str:
    """Return what is kept of a word by which the desk may search."""
    return services.cipher.keyed_hash("cases.word", word)
