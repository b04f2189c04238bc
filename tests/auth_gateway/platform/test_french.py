import pytest
from hypothesis import given
from hypothesis import strategies as st

from auth_gateway.platform.french import cents, euros, percents


@pytest.mark.parametrize(
    ("amount", "printed"),
    [
        ("0.00", "0,00\u202f€"),
        ("0.05", "0,05\u202f€"),
        ("1234.56", "1\u202f234,56\u202f€"),
        ("1234567.00", "1\u202f234\u202f567,00\u202f€"),
        ("-2.00", "−2,00\u202f€"),
        ("-0.50", "−0,50\u202f€"),
    ],
)
def test_an_amount_is_printed_with_narrow_no_break_spaces(amount: str, printed: str) -> None:
    assert euros(amount) == printed


@pytest.mark.parametrize("amount", ["12", "12.5", "12.500", "1,00", "", "a.00", "1e3.00", "١٢.٠٠x"])
def test_money_that_is_not_text_with_two_decimals_is_an_error(amount: str) -> None:
    with pytest.raises(ValueError, match="two decimals"):
        cents(amount)


@given(st.lists(st.integers(min_value=0, max_value=10**9), min_size=1, max_size=6))
def test_whole_percents_add_up_to_100(parts: list[int]) -> None:
    assert sum(percents(parts)) == (100 if sum(parts) else 0)
