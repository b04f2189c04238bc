"""What a message does: its parts, the place of each thing said, the moves that the turn carries out."""

from actions.understanding.moves import Do, Move
from actions.understanding.presses import moves_of_button
from actions.understanding.understand import understand

__all__ = ["Do", "Move", "moves_of_button", "understand"]
