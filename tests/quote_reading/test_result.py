"""The reading in the contract's form."""

import datetime as dt

import pytest

from quote_reading import LINE_FIELDS, NotAQuote, read_text
from tests.support.talk import responses
from wording import say

TODAY = dt.date(2026, 11, 21)
PASTED = "dent 45 : Couronne provisoire (HBLD486)   94,25 €\nMontant total   94,25 €"


def test_a_line_shows_what_the_contract_shows_and_the_place_of_each_value() -> None:
    told = read_text(PASTED, TODAY).as_json()

    (line,) = told["lines"]
    assert {"number", *LINE_FIELDS, "doubts", "where"} <= set(line)
    assert (line["act"], line["tooth"], line["fee"]) == ("HBLD486", 45, "94.25")
    assert all(set(value) == {"page", "box", "doubt", "reason"} for value in line["values"].values())
    assert told["left_aside"][0] | {"where": None} == {"text": "Montant total 94,25 €", "why": "total", "where": None}


def test_a_place_is_a_box_in_shares_of_the_page() -> None:
    (line,) = read_text(PASTED, TODAY).lines

    place = line.values["fee"].place
    assert place is not None
    left, top, right, bottom = place.box
    assert 0 <= left < right <= 1
    assert 0 <= top < bottom <= 1
    assert left > 0.5


def test_a_base_that_the_paper_does_not_print_is_the_nomenclatures_and_has_no_place() -> None:
    (line,) = read_text(PASTED, TODAY).lines

    assert (line.values["base"].value, line.values["base"].place) == ("10.00", None)


@pytest.mark.parametrize("kind", NotAQuote)
def test_every_kind_of_paper_that_is_no_quote_has_its_sentence(kind: NotAQuote) -> None:
    assert f"utter_paper_{kind}" in responses()
    assert say("quote_reading", "not_a_quote", kind)
