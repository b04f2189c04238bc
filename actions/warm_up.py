"""Loads before the first turn what the first turn would load: the words, the matcher, the acts, the parameters.

Reading French needs spaCy and estimating needs the dated tables; together they take seconds on a busy machine, more
than a turn may last. The service says that it is ready only afterwards.
"""

from __future__ import annotations

from typing import Any

from actions.estimate import estimate_draft
from actions.turn import take_turn

SENTENCES = ("une prothèse de hanche à 1 200 euros le 10 décembre, secteur 2", "je ne sais pas")
TODAY = "2026-01-01"


def warm_up() -> None:
    """Take a few turns of a conversation that nobody has."""
    record: dict[str, Any] = {"today": TODAY, "log": [], "asked": {"field": "line.act", "line": 1}, "cover": None}
    for sentence in SENTENCES:
        outcome = take_turn(record, {"text": sentence})
        estimate_draft(outcome.draft, outcome.context)
