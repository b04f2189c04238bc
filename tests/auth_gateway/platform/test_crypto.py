"""Sealing: what is read back is what was written, there and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auth_gateway.platform.crypto import Cipher, UnsealError, new_token, token_hash
from tests.support.people import SECRET_KEY

CIPHER = Cipher(SECRET_KEY)


@given(st.text(), st.text())
def test_a_sealed_text_opens_in_its_place(text: str, row: str) -> None:
    assert CIPHER.unseal_text(CIPHER.seal_text(text, f"messages.text:{row}"), f"messages.text:{row}") == text


def test_a_sealed_text_does_not_open_in_another_row_or_with_another_key() -> None:
    sealed = CIPHER.seal_text("un secret", "messages.text:1")

    with pytest.raises(UnsealError, match="does not open"):
        CIPHER.unseal(sealed, "messages.text:2")
    with pytest.raises(UnsealError):
        Cipher("another key, just as long as the tests' own one").unseal(sealed, "messages.text:1")
    with pytest.raises(UnsealError):
        CIPHER.unseal(sealed[:-1] + bytes([sealed[-1] ^ 1]), "messages.text:1")
    with pytest.raises(UnsealError, match="only"):
        CIPHER.unseal(b"\x02" + sealed[1:], "messages.text:1")


def test_the_same_text_never_seals_alike() -> None:
    assert CIPHER.seal_text("a", "t.c:1") != CIPHER.seal_text("a", "t.c:1")


def test_a_keyed_hash_depends_on_its_purpose_and_key() -> None:
    hashes = {
        CIPHER.keyed_hash("email", "a@example.org"),
        CIPHER.keyed_hash("number", "a@example.org"),
        Cipher("another key, just as long as the tests' own one").keyed_hash("email", "a@example.org"),
    }

    assert len(hashes) == 3
    assert CIPHER.keyed_hash("email", "a@example.org") in hashes


def test_a_token_has_256_bits_and_is_stored_as_a_hash() -> None:
    token = new_token()

    assert len(token) == 43
    assert token_hash(token) != token
    assert new_token() != token
