"""An overrun in place of the price, as the panel and the contract give it."""

from __future__ import annotations

import pytest

from quote_draft import Asking, Draft, changes_to_events, next_question, to_quote
from quote_engine import estimate
from tests.support.drafts import CONTEXT, drafted, lines, set_


def patched(draft: Draft, field: str, value: str) -> Draft:
    return draft.after(changes_to_events(draft, [{"field": field, "line": 1, "value": value}], CONTEXT))


@pytest.fixture
def hip() -> Draft:
    return drafted(*lines("NEKA020"), set_("line.sector", "sector_2", 1), set_("line.fee", "900.00", 1))


def test_a_line_has_its_fee_or_its_overrun(hip: Draft) -> None:
    with_overrun = patched(hip, "line.overrun", "400.00")
    with_fee = patched(with_overrun, "line.fee", "900.00")

    assert [one.get("line.fee", 1) for one in (with_overrun, with_fee)] == [None, "900.00"]
    assert [one.get("line.overrun", 1) for one in (with_overrun, with_fee)] == ["400.00", None]


def test_the_fee_is_not_asked_beside_an_overrun(hip: Draft) -> None:
    assert next_question(patched(hip, "line.overrun", "400.00"), CONTEXT) == Asking("line.activity", 1)


def test_the_fee_is_the_base_and_the_overrun(hip: Draft) -> None:
    draft = patched(hip, "line.overrun", "400.00")

    (line,) = estimate(to_quote(draft, CONTEXT))["lines"]

    assert (line["charged"], line["overrun"]) == ("859.80", "400.00")
