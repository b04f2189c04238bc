"""Loads before the first turn what the first turn would load: the words, the matcher, the acts, the parameters.

Reading French needs spaCy and estimating needs the dated tables; together they take seconds on a busy machine, more
than a turn may last. The service says that it is ready only afterwards.
"""

from __future__ import annotations

from typing import Any

from actions.turn import take_turn

QUOTE = (
    "prothèse totale de hanche, 1 200 euros pour le chirurgien, secteur 2 sans optam, le 10 décembre, 3 nuits, "
    "sans chambre particulière, pas d'ALD, c'est tout"
)
SENTENCES = (QUOTE, "c'est quoi le secteur 2 ?")
TODAY = "2026-01-01"


def warm_up() -> None:
    """Take a few turns of a conversation that nobody has; the first ends with an estimate."""
    record: dict[str, Any] = {"today": TODAY, "log": [], "asked": {"field": "describe", "line": None}, "cover": None}
    for sentence in SENTENCES:
        take_turn(record, {"text": sentence})
