"""Which field of which line each thing said belongs to: what is named wins over what is asked.

Every clause finds its line by what names it (a rank, an act, a practitioner, a tooth, the value that it denies), then
each of its values finds its field by its label, the field named beside it, its kind, and last by the question asked.
What finds no place is said back; every figure ends in a move, once (the laws are in docs/understanding.md).
"""

from actions.understanding.assign.assignment import assign
from actions.understanding.assign.charges import names_a_charge, without_charges
from actions.understanding.assign.compared import name_lines_compared
from actions.understanding.assign.lines import line_fitting
from actions.understanding.assign.sheet import Sheet, Told, events_of

__all__ = [
    "Sheet",
    "Told",
    "assign",
    "events_of",
    "line_fitting",
    "name_lines_compared",
    "names_a_charge",
    "without_charges",
]
