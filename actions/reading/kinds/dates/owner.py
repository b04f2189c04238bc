"""Whose date it is, when it is not the care's: a document's, the end of its validity, a birth, something else's."""

from collections.abc import Iterator

from actions.reading.mentions import Kind
from actions.reading.sentence import Sentence

_OWNERS = {"calendar.quote": "quote", "calendar.birth": "birth", "calendar.valid": "validity"}
_LEADS = frozenset({"le", "du", "de", ":"})
_MOST_LEADS = 2
_OF_A_NUMBER = frozenset({"n", "°", "numero", "-", "/", "du"})
_LONGEST_NUMBER = 7  # tokens
_FARTHEST = 8  # tokens between a date and the words that say what it is of
_ENDS = frozenset({",", ";", ".", "\n", "!", "?", "mais", "donc"})


def owner_of(sentence: Sentence, at: int) -> str | None:
    """Return the unit that says whose date begins at a token; None for the care."""
    if _after_the_number_of_the_quote(sentence, at):
        return "quote"
    for place in range(at, at - _MOST_LEADS - 1, -1):
        for name, owner in _OWNERS.items():
            if sentence.ending(place, name):
                return owner
        if not sentence.norm_in(place - 1, _LEADS):
            break
    return "leaving" if _leaves(sentence, at) else _told_before(sentence, at)


def _leaves(sentence: Sentence, at: int) -> bool:
    """« sortie le 18 », « jusqu'au 18 »: the end of a stay."""
    place = at - 1 if sentence.norm_in(at - 1, _LEADS) else at
    until = sentence.norms[max(0, at - 2) : at] == ("jusqu", "au")
    return until or sentence.ending(place, "calendar.leaving") is not None


def has_happened(sentence: Sentence, at: int) -> bool:
    """« j'ai été opéré le 3 novembre » is of the past."""
    return any(sentence.ending(place, "calendar.happened") for place in _back(sentence, at))


def _told_before(sentence: Sentence, at: int) -> str | None:
    """« le papier a été établi le 6 novembre », « je vous rappelle le 8 »: the nearest words say of what it is."""
    made = False
    for place in _back(sentence, at):
        if sentence.ending(place, "care") or sentence.ending(place, "calendar.happened"):
            return None
        made = made or sentence.ending(place, "calendar.made") is not None
        if made and sentence.ending(place, "calendar.document"):
            return "quote"
        if sentence.ending(place, "calendar.elsewhere"):
            return "elsewhere"
    return None


def _back(sentence: Sentence, at: int) -> Iterator[int]:
    """Yield the places before a token, the nearest first, within its clause."""
    for place in range(at, max(0, at - _FARTHEST), -1):
        taken = sentence.mention_at(place - 1)
        if sentence.norm_in(place - 1, _ENDS) or (taken is not None and taken.kind is not Kind.ROLE):
            return  # « je vois l'anesthésiste le 9 »: who is seen parts nothing
        yield place


def _after_the_number_of_the_quote(sentence: Sentence, at: int) -> bool:
    """« devis n° 2026-1234 du 2 novembre »."""
    place = at - 1
    while at - place < _LONGEST_NUMBER and (sentence.is_number(place) or sentence.norm_in(place, _OF_A_NUMBER)):
        place -= 1
    return place < at - 2 and sentence.norm(place) == "devis"
