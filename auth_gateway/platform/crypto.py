"""Sealing what rests in the database and in files, and making hashes for what is only looked up.

AES-256-GCM with a random 96-bit nonce; the associated data names the table, column and row, so that a sealed value
copied to another row does not open. A sealed value begins with a version and the key's mark: a former key still opens
what it closed, until it is sealed again.

No key is in the database, but for the accounts' data keys, and those are sealed themselves (C15):

    OXYCCAM_SECRET_KEY  the master key   → data keys of the accounts; persons, e-mails to be sent, jobs
    a data key          of one account   → all that its member wrote, and all that was answered
    OXYCCAM_INDEX_KEY   keyed hashes     → blind indexes (C16), the pepper of passwords, known browsers
"""

import functools
import hashlib
import hmac
import secrets
from collections.abc import Iterable

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

VERSION = b"\x02"
MARK_BYTES = 4
NONCE_BYTES = 12
KEY_BYTES = 32


class UnsealError(ValueError):
    """The value was not sealed by this key for this place, or was altered."""


class Cipher:
    """Seals with one key of 32 bytes; opens what this key or a `former` one has sealed."""

    def __init__(self, key: bytes, former: Iterable[bytes] = ()) -> None:
        self.mark = _mark(key)
        self._keys = {_mark(each): AESGCM(each) for each in (key, *former)}

    def opens(self, mark: bytes) -> bool:
        """Whether the key of this mark is one of those given."""
        return mark in self._keys

    def seal(self, value: bytes, place: str) -> bytes:
        """Seal bytes for one place, written `table.column:row_id`."""
        header, nonce = VERSION + self.mark, secrets.token_bytes(NONCE_BYTES)
        return header + nonce + self._keys[self.mark].encrypt(nonce, value, header + place.encode())

    def unseal(self, sealed: bytes, place: str) -> bytes:
        """Open what `seal` closed for the same place; raise UnsealError otherwise."""
        header, rest = sealed[: 1 + MARK_BYTES], sealed[1 + MARK_BYTES :]
        if header[:1] != VERSION:
            raise UnsealError(f"sealed with version {header[:1]!r}, only {VERSION!r} is known")
        if header[1:] not in self._keys:
            raise UnsealError(f"sealed with the key {header[1:].hex()}, which is not given")
        try:
            return self._keys[header[1:]].decrypt(rest[:NONCE_BYTES], rest[NONCE_BYTES:], header + place.encode())
        except InvalidTag:
            raise UnsealError(f"the value does not open as {place.split(':', maxsplit=1)[0]}") from None

    def seal_text(self, text: str, place: str) -> bytes:
        return self.seal(text.encode(), place)

    def unseal_text(self, sealed: bytes, place: str) -> str:
        return self.unseal(sealed, place).decode()


class Vault:
    """The keys that a process is given from outside the database."""

    def __init__(self, secret_key: str, index_key: str, former_secret_keys: Iterable[str] = ()) -> None:
        self.master = Cipher(_derive(secret_key, "seal"), (_derive(each, "seal") for each in former_secret_keys))
        self._index_key_of = functools.cache(functools.partial(_derive, index_key))

    def new_data_key(self, place: str) -> bytes:
        """Return a new data key, sealed by the master key for the place where it is kept."""
        return self.master.seal(secrets.token_bytes(KEY_BYTES), place)

    def data_cipher(self, sealed_key: bytes, place: str) -> Cipher:
        """Return what seals and opens under a data key."""
        return Cipher(self.master.unseal(sealed_key, place))

    def keyed_hash(self, purpose: str, value: str) -> str:
        """HMAC-SHA-256 under a key of its own per purpose, in hexadecimal: for look-ups that must reveal nothing."""
        return hmac.digest(self._index_key_of(f"hash:{purpose}"), value.encode(), "sha256").hex()


def _derive(secret: str, purpose: str) -> bytes:
    key = HKDF(algorithm=hashes.SHA256(), length=KEY_BYTES, salt=b"oxyccam", info=purpose.encode())
    return key.derive(secret.encode())


def _mark(key: bytes) -> bytes:
    """Return what tells a key from another without telling anything of it."""
    return hashlib.sha256(b"oxyccam mark" + key).digest()[:MARK_BYTES]


def new_token() -> str:
    """Return 256 random bits as URL-safe text: sessions, challenges, links."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """Return what is stored of a token: enough to recognise it, useless to present it."""
    return hashlib.sha256(token.encode()).hexdigest()
