"""What the assistant does with moves: events on the draft, replies, the question asked next, the estimate."""

from actions.answering import paper
from actions.answering.carry_out import carry_out_all
from actions.answering.changes import edited, opened
from actions.answering.state import TurnState, without_supposed
from actions.answering.titles import payload_of

__all__ = ["TurnState", "carry_out_all", "edited", "opened", "paper", "payload_of", "without_supposed"]
