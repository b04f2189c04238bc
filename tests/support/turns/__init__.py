"""Sentences of members and what each must do to a quote: read from YAML, said, compared, counted by kind."""

from tests.support.turns.files import DEVELOPMENT, FOLDER, HELD_OUT, turns_of
from tests.support.turns.report import report
from tests.support.turns.scoring import Score, score

__all__ = ["DEVELOPMENT", "FOLDER", "HELD_OUT", "Score", "report", "score", "turns_of"]
