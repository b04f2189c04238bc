"""The signals of a turn, places to look at: kept readable with it, so that reviews find them without opening words.

`not_understood`, `corrected` (the member said so), `contradicted` (another value for what was told already, without
saying so), `assumed` (the estimate rests on what nobody said).
"""

from typing import Any

Json = dict[str, Any]

NOT_UNDERSTOOD, CORRECTED, CONTRADICTED, ASSUMED = "not_understood", "corrected", "contradicted", "assumed"
SIGNALS = (NOT_UNDERSTOOD, CONTRADICTED, CORRECTED, ASSUMED)


def signals(answer: Json, *, said: bool) -> list[str]:
    """Return the signals of one turn, from the answer that was kept of it; `said` by the member in words."""
    understood = answer["understood"]
    kinds, corrected = understood["kinds"], "correct" in understood["kinds"]
    other_value = any(change.get("from") is not None for change in understood["changes"])
    found = {
        NOT_UNDERSTOOD: said and ("none" in kinds or bool(understood.get("not_placed"))),
        CONTRADICTED: said and other_value and not corrected and "undo" not in kinds,
        CORRECTED: corrected,
        ASSUMED: bool((answer.get("estimate") or {}).get("assumptions")),
    }
    return [name for name in SIGNALS if found[name]]
