"""Loads before the first turn what the first turn would load: the words, the topics, the acts, the parameters.

Reading French needs its lexicon and estimating needs the dated tables; together they take seconds on a busy machine,
more than a turn may last. The service says that it is ready only afterwards.
"""

from __future__ import annotations

from typing import Any

from actions.turn import take_turn

SENTENCES = (
    "une prothèse de hanche à 1 200 euros le 10 décembre, secteur 2 optam",
    "c’est quoi le ticket modérateur ?",
    "non c’est tout",
    "3 nuits sans chambre particulière",
    "je ne sais pas",
)
TODAY = "2026-01-01"


def warm_up() -> None:
    """Take the turns of a whole quote that nobody has, its estimate included."""
    log: list[dict[str, Any]] = []
    asked: Any = None
    messages: list[dict[str, Any]] = [{"open": {}}, *({"text": one} for one in SENTENCES)]
    for turn, message in enumerate(messages):
        outcome = take_turn({"today": TODAY, "log": log, "asked": asked, "cover": None}, message).to_json()
        log.append({"turn": str(turn), "events": outcome["events"]})
        asked = outcome["asking"]
