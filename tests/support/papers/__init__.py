"""Fictitious quotes as documents, with what they say: made by a seed, in layouts of several kinds.

`LAYOUTS` may be looked at when the reading is mended; `APART`, `HELD_OUT`, `SET_ASIDE` and
`SET_ASIDE_SINCE` are for measuring alone.
"""

import pytest

from quote_reading.paper.sheets import OCR_PYTHON
from tests.support.papers.apart import APART
from tests.support.papers.held_out import HELD_OUT
from tests.support.papers.layouts import LAYOUTS, Paper, paper
from tests.support.papers.making import Truth
from tests.support.papers.photographs import FORMS, photographed
from tests.support.papers.set_aside import SET_ASIDE
from tests.support.papers.set_aside_since import SET_ASIDE_SINCE

needs_ocr = pytest.mark.skipif(not OCR_PYTHON.exists(), reason="the environment that reads pictures is not installed")

__all__ = [
    "APART",
    "FORMS",
    "HELD_OUT",
    "LAYOUTS",
    "SET_ASIDE",
    "SET_ASIDE_SINCE",
    "Paper",
    "Truth",
    "needs_ocr",
    "paper",
    "photographed",
]
