"""The remaining-cost engine: one quote in, one explained estimate out. Standard library and PyYAML only."""

from quote_engine.nomenclature import Act, ActMatch, ClosedAct, find_act, nearest_codes, search_acts

__all__ = ["Act", "ActMatch", "ClosedAct", "find_act", "nearest_codes", "search_acts"]
