"""Sealing: what is read back is what was written, there and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auth_gateway.platform.crypto import Cipher, UnsealError, Vault, new_token, token_hash
from tests.support.people import INDEX_KEY, SECRET_KEY

KEY, OTHER_KEY = bytes(range(32)), bytes(range(1, 33))
OTHER_SECRET = "another key, just as long as the tests' own one"
CIPHER = Cipher(KEY)
VAULT = Vault(SECRET_KEY, INDEX_KEY)


@given(st.text(), st.text())
def test_a_sealed_text_opens_in_its_place(text: str, row: str) -> None:
    assert CIPHER.unseal_text(CIPHER.seal_text(text, f"messages.text:{row}"), f"messages.text:{row}") == text


def test_a_sealed_text_does_not_open_in_another_row_or_with_another_key() -> None:
    sealed = CIPHER.seal_text("un secret", "messages.text:1")

    with pytest.raises(UnsealError, match="does not open"):
        CIPHER.unseal(sealed, "messages.text:2")
    with pytest.raises(UnsealError, match="which is not given"):
        Cipher(OTHER_KEY).unseal(sealed, "messages.text:1")
    with pytest.raises(UnsealError):
        CIPHER.unseal(sealed[:-1] + bytes([sealed[-1] ^ 1]), "messages.text:1")
    with pytest.raises(UnsealError, match="only"):
        CIPHER.unseal(b"\x01" + sealed[1:], "messages.text:1")


def test_a_former_key_opens_what_it_sealed_and_seals_nothing_more() -> None:
    sealed = CIPHER.seal_text("un secret", "t.c:1")
    renewed = Cipher(OTHER_KEY, [KEY])

    assert renewed.unseal_text(sealed, "t.c:1") == "un secret"
    with pytest.raises(UnsealError, match="which is not given"):
        CIPHER.unseal(renewed.seal_text("un secret", "t.c:1"), "t.c:1")


def test_the_same_text_never_seals_alike() -> None:
    assert CIPHER.seal_text("a", "t.c:1") != CIPHER.seal_text("a", "t.c:1")


def test_a_data_key_opens_only_where_it_was_kept() -> None:
    key = VAULT.new_data_key("accounts.key:1")
    sealed = VAULT.data_cipher(key, "accounts.key:1").seal_text("un secret", "t.c:1")

    assert VAULT.data_cipher(key, "accounts.key:1").unseal_text(sealed, "t.c:1") == "un secret"
    with pytest.raises(UnsealError):
        VAULT.data_cipher(key, "accounts.key:2")
    with pytest.raises(UnsealError):
        VAULT.data_cipher(VAULT.new_data_key("accounts.key:1"), "accounts.key:1").unseal(sealed, "t.c:1")


def test_a_keyed_hash_depends_on_its_purpose_and_on_the_index_key_alone() -> None:
    hashes = {
        VAULT.keyed_hash("email", "a@example.org"),
        VAULT.keyed_hash("number", "a@example.org"),
        Vault(SECRET_KEY, OTHER_SECRET).keyed_hash("email", "a@example.org"),
    }

    assert len(hashes) == 3
    assert Vault(OTHER_SECRET, INDEX_KEY).keyed_hash("email", "a@example.org") in hashes


def test_a_token_has_256_bits_and_is_stored_as_a_hash() -> None:
    token = new_token()

    assert len(token) == 43
    assert token_hash(token) != token
    assert new_token() != token
