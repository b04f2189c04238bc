"""The table itself: what each row says agrees with the others, and values of any kind are accepted or refused."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quote_draft import FIELDS, FieldError, accepts, check_value, fields_json, may_be_unknown
from quote_draft.fields import SECTORS, TABLE
from tests.support.drafts import json_values, well_typed
from wording import words


def test_conditions_name_fields_of_the_table() -> None:
    assert {name for row in TABLE for name in row.when} <= set(FIELDS)


def test_the_form_offers_no_hypothesis() -> None:
    (sector,) = [row for row in fields_json() if row["field"] == "line.sector"]

    assert sector["choices"] == list(SECTORS)


def test_every_field_has_its_name_in_french() -> None:
    assert set(FIELDS) <= set(words("fields", "names"))


def test_every_choice_has_its_words_those_that_are_not_offered_too() -> None:
    choices = {row.name: {str(one).lower() for one in (*row.kind.choices, *row.kind.hypotheses)} for row in TABLE}

    assert {field: set(words("fields", "choices", field)) for field, values in choices.items() if values} == {
        field: values for field, values in choices.items() if values
    }


@pytest.mark.parametrize(
    ("field", "unknown"),
    [("care_date", True), ("line.fee", False), ("stay.private_room.price", True), ("beneficiary", False)],
)
def test_an_estimate_can_be_made_without_some_fields(field: str, unknown: bool) -> None:  # noqa: FBT001  a case
    assert may_be_unknown(field) is unknown


@pytest.mark.parametrize("amount", ["10000000.00", "1e3", "850", "850.0", "-1.00", "８５０.００"])
def test_an_amount_that_the_engine_cannot_count_is_not_accepted(amount: str) -> None:
    assert not accepts("line.fee", amount)


@given(field=st.one_of(st.sampled_from(FIELDS), json_values), value=json_values)
def test_any_value_is_returned_or_refused_with_what_is_accepted(field: Any, value: Any) -> None:
    refused, returned = None, value
    try:
        returned = check_value(field, value)
    except FieldError as error:
        refused = error

    assert returned is value
    assert accepts(field, value) is (refused is None)
    assert refused is None or refused.accepted


@given(well_typed)
def test_a_value_of_its_kind_is_accepted(pair: tuple[str, Any]) -> None:
    assert accepts(*pair)
