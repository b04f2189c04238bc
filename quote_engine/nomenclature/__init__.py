"""Acts that the engine knows, and how a person finds them."""

from quote_engine.nomenclature.acts import Act, Activity, ClosedAct, anaesthesia_of, normalise_code
from quote_engine.nomenclature.acts import find_act as built_in_act
from quote_engine.nomenclature.benefit_words import benefit_of_words
from quote_engine.nomenclature.letters import LetterSpan, find_letters_in, letter_label, search_letters
from quote_engine.nomenclature.lookup import find_act, find_acts_in, is_known, nearest_codes, search_acts
from quote_engine.nomenclature.regions import ANYWHERE, LIMBS, region_of
from quote_engine.nomenclature.search import ActMatch, ActSpan, is_word_of_acts, takes_out

__all__ = [
    "ANYWHERE",
    "LIMBS",
    "Act",
    "ActMatch",
    "ActSpan",
    "Activity",
    "ClosedAct",
    "LetterSpan",
    "anaesthesia_of",
    "benefit_of_words",
    "built_in_act",
    "find_act",
    "find_acts_in",
    "find_letters_in",
    "is_known",
    "is_word_of_acts",
    "letter_label",
    "nearest_codes",
    "normalise_code",
    "region_of",
    "search_acts",
    "search_letters",
    "takes_out",
]
