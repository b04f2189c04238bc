"""Fictitious quotes in several layouts: every line exact, from the text layer."""

from dataclasses import asdict

import pytest

from quote_reading import read_bytes
from tests.support.papers import HELD_OUT, LAYOUTS, SET_ASIDE, paper
from tests.support.papers.making import TODAY
from tests.support.papers.scoring import Score

HELD_OUT_EXACT = 0.9
"""Of the lines of layouts of which only the score has been looked at: the floor is below it."""


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_line_of_a_text_pdf_is_exact_and_none_is_invented(layout: str) -> None:
    made = paper(layout, 1)

    read = [line.as_json() for line in read_bytes(made.pdf, TODAY).lines]

    wanted = asdict(made.truth)["lines"]
    assert [{name: line[name] for name in one} for one, line in zip(wanted, read, strict=True)] == wanted


def test_layouts_held_out_are_read_exactly_and_nothing_of_them_is_sure_and_wrong() -> None:
    score = Score()
    for layout in HELD_OUT:
        made = paper(layout, 2)

        score.add(asdict(made.truth), read_bytes(made.pdf, TODAY))

    assert score.right >= HELD_OUT_EXACT * score.lines
    assert (score.invented, score.sure_and_wrong) == (0, 0)


@pytest.mark.parametrize("layout", SET_ASIDE)
def test_of_a_layout_that_nothing_was_mended_with_what_is_wrong_is_in_doubt(layout: str) -> None:
    score, made = Score(), paper(layout, 1)

    score.add(asdict(made.truth), read_bytes(made.pdf, TODAY))

    assert (score.invented, score.sure_and_wrong) == (0, 0)
