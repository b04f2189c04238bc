"""The e-mailed code: 1000 to 9999, each as likely, always computable again."""

import collections
import itertools

import pyotp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from auth_gateway.signin.codes import CODES, EVEN_UP_TO, LOWEST, code_at, is_well_formed, same_code

SECRET = bytes(range(20))


@given(st.binary(min_size=20, max_size=20), st.integers(min_value=0, max_value=10**6))
def test_a27_a_code_has_four_digits_and_is_the_same_when_computed_again(secret: bytes, sign_in: int) -> None:
    code = code_at(secret, sign_in)

    assert LOWEST <= int(code) <= 9999
    assert code == code_at(secret, sign_in)
    assert is_well_formed(code)
    assert same_code(f" {code}\n", code)


def test_a27_codes_are_spread_evenly() -> None:
    tens = collections.Counter(int(code_at(SECRET, sign_in)) // 1000 for sign_in in range(9000))

    assert set(tens) == set(range(1, 10))
    assert sum((count - 1000) ** 2 / 1000 for count in tens.values()) < 26.1  # chi-square, 8 degrees, p = 0.001


def test_a_value_of_the_last_incomplete_block_is_skipped(monkeypatch: pytest.MonkeyPatch) -> None:
    values = itertools.chain([str(EVEN_UP_TO), str(2**31 - 1)], itertools.repeat(str(CODES + 5)))
    monkeypatch.setattr(pyotp.HOTP, "at", lambda _hotp, _count: next(values))

    assert EVEN_UP_TO % CODES == 0
    assert code_at(SECRET, 1) == str(LOWEST + 5)


@pytest.mark.parametrize("code", ["１２３４", "٣٤٥٦", "1 234", "123", "12345", "", "12a4", "+123"])
def test_only_four_ascii_digits_can_be_a_code(code: str) -> None:
    assert not is_well_formed(code)
    assert not same_code(code, "1234")
