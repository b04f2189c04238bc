"""What a batch writes by hand is what `json` would write, whatever the quote's own words."""

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quote_engine import estimate
from quote_engine.terminal.batch import as_line
from tests.support.engine_quotes import cover, line, outpatient, percent
from tests.support.engine_strategies import quotes
from wording import Tree, tree

Json = dict[str, Any]


def by_json(answer: Json) -> str:
    return json.dumps(answer, ensure_ascii=False) + "\n"


@settings(max_examples=150, deadline=None)
@given(quotes(sectors=("sector_1", "sector_2_optam", "sector_2", None)))
def test_a_line_is_the_one_of_json(quote: Json) -> None:
    answer = estimate(quote)

    assert as_line(copy.deepcopy(answer)) == by_json(answer)


@settings(max_examples=150, deadline=None)
@given(st.text(min_size=1, max_size=30).filter(lambda text: not text.isspace()))
def test_words_of_the_quote_are_escaped(words: str) -> None:
    quote = outpatient(line("BFGA427", "600.00", id=words), guarantee={**cover(percent(150)), "label": words})
    answer = estimate(quote)

    assert as_line(copy.deepcopy(answer)) == by_json(answer)


@pytest.mark.parametrize("words", ['"lines": 0, "stay": 0', '"', "\\", "%s", "{}", "\x00", "\ud800", "é\u202f"])
def test_words_that_look_like_json_are_words(words: str) -> None:
    quote = outpatient(line("BFGA427", "600.00", id=words), guarantee={**cover(percent(150)), "label": words})
    answer = estimate(quote)

    assert answer["status"] == "ok"
    assert as_line(copy.deepcopy(answer)) == by_json(answer)


@pytest.mark.parametrize("quote", [{}, outpatient(line("BFGA004")), None])
def test_an_error_and_a_refusal_are_written_too(quote: Any) -> None:
    answer = estimate(quote)

    assert as_line(copy.deepcopy(answer)) == by_json(answer)


def test_our_own_texts_hold_nothing_to_escape() -> None:
    texts = list(texts_of(tree("estimate")))

    assert len(texts) > 100
    assert [text for text in texts if json.dumps(text, ensure_ascii=False) != f'"{text}"'] == []


def texts_of(table: Tree) -> Iterator[str]:
    for value in table.values():
        yield from [value] if isinstance(value, str) else texts_of(value)
