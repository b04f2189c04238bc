"""Whose date it is, when it is not the care's: the quote's, the end of its validity, somebody's birth."""

from actions.reading.sentence import Sentence

_OWNERS = {"calendar.quote": "quote", "calendar.birth": "birth", "calendar.valid": "validity"}
_LEADS = frozenset({"le", "du", "de", ":"})
_MOST_LEADS = 2
_OF_A_NUMBER = frozenset({"n", "°", "numero", "-", "/", "du"})
_LONGEST_NUMBER = 7  # tokens


def owner_of(sentence: Sentence, at: int) -> str | None:
    """Return the unit that says whose date begins at a token; None for the care."""
    if _after_the_number_of_the_quote(sentence, at):
        return "quote"
    for place in range(at, at - _MOST_LEADS - 1, -1):
        for name, owner in _OWNERS.items():
            if sentence.ending(place, name):
                return owner
        if not sentence.norm_in(place - 1, _LEADS):
            return None
    return None


def _after_the_number_of_the_quote(sentence: Sentence, at: int) -> bool:
    """« devis n° 2026-1234 du 2 novembre »."""
    place = at - 1
    while at - place < _LONGEST_NUMBER and (sentence.is_number(place) or sentence.norm_in(place, _OF_A_NUMBER)):
        place -= 1
    return place < at - 2 and sentence.norm(place) == "devis"
