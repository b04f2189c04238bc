"""Sums as quotes print them, alone and side by side."""

import pytest

from quote_reading.printed.amounts import amounts_in


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("1 881,50", [188150]),
        ("12 345,60 €", [1234560]),
        ("1.250,00 eur", [125000]),
        ("165€70", [16570]),
        ("165 € 70 €", [16500, 7000]),
        ("515,00 120,00 443,00", [51500, 12000, 44300]),
        ("1 200,00 459,80 740,20", [120000, 45980, 74020]),
        ("330,00€", [33000]),
    ],
)
def test_sums_are_told_from_their_thousands(text: str, cents: list[int]) -> None:
    assert [amount.cents for amount in amounts_in(text)] == cents


def test_a_small_number_before_a_sum_without_thousands_is_a_number_of_its_own() -> None:
    small, written = amounts_in("1 1323,00 eur")

    assert (small.written, written.cents) == (False, 132300)
