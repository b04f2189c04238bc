"""Acts that the engine knows, and how a person finds them."""

from quote_engine.nomenclature.acts import Act, Activity, ClosedAct, find_act, nearest_codes, normalise_code
from quote_engine.nomenclature.search import ActMatch, search_acts

__all__ = [
    "Act",
    "ActMatch",
    "Activity",
    "ClosedAct",
    "find_act",
    "nearest_codes",
    "normalise_code",
    "search_acts",
]
