"""Fictitious quotes as documents, with what they say: made by a seed, in layouts of several kinds.

`LAYOUTS` may be looked at when the reading is mended; `HELD_OUT` are for measuring alone.
"""

from tests.support.papers.layouts import HELD_OUT, LAYOUTS, Paper, paper
from tests.support.papers.making import Truth
from tests.support.papers.photographs import FORMS, photographed

__all__ = ["FORMS", "HELD_OUT", "LAYOUTS", "Paper", "Truth", "paper", "photographed"]
