"""Fictitious quotes in several layouts: every line exact, from the text layer."""

from dataclasses import asdict

import pytest

from quote_reading import read_bytes
from tests.support.papers import LAYOUTS, paper
from tests.support.papers.making import TODAY


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_line_of_a_text_pdf_is_exact_and_none_is_invented(layout: str) -> None:
    made = paper(layout, 1)

    read = [line.as_json() for line in read_bytes(made.pdf, TODAY).lines]

    wanted = asdict(made.truth)["lines"]
    assert [{name: line[name] for name in one} for one, line in zip(wanted, read, strict=True)] == wanted
