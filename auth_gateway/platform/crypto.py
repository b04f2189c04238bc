"""Sealing what rests in the database and making keys for what is only looked up.

AES-256-GCM with a random 96-bit nonce; the associated data names the table, column and row, so that a sealed value
copied to another row does not open. Keys are derived from OXYCCAM_SECRET_KEY, one per purpose.
"""

import hashlib
import hmac
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

VERSION = b"\x01"
NONCE_BYTES = 12


class UnsealError(ValueError):
    """The value was not sealed by this key for this place, or was altered."""


class Cipher:
    def __init__(self, secret_key: str) -> None:
        self._secret = secret_key.encode()
        self._aes = AESGCM(self._derive("seal"))

    def _derive(self, purpose: str) -> bytes:
        return HKDF(algorithm=hashes.SHA256(), length=32, salt=b"oxyccam", info=purpose.encode()).derive(self._secret)

    def seal(self, value: bytes, place: str) -> bytes:
        """Seal bytes for one place, written `table.column:row_id`."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        return VERSION + nonce + self._aes.encrypt(nonce, value, VERSION + place.encode())

    def unseal(self, sealed: bytes, place: str) -> bytes:
        """Open what `seal` closed for the same place; raise UnsealError otherwise."""
        version, nonce, body = sealed[:1], sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
        if version != VERSION:
            raise UnsealError(f"sealed with version {version!r}, only {VERSION!r} is known")
        try:
            return self._aes.decrypt(nonce, body, VERSION + place.encode())
        except InvalidTag:
            raise UnsealError(f"the value does not open as {place.split(':', maxsplit=1)[0]}") from None

    def seal_text(self, text: str, place: str) -> bytes:
        return self.seal(text.encode(), place)

    def unseal_text(self, sealed: bytes, place: str) -> str:
        return self.unseal(sealed, place).decode()

    def keyed_hash(self, purpose: str, value: str) -> str:
        """HMAC-SHA-256 under a key of its own per purpose, in hexadecimal: for look-ups that must reveal nothing."""
        return hmac.new(self._derive(f"hash:{purpose}"), value.encode(), hashlib.sha256).hexdigest()


def new_token() -> str:
    """Return 256 random bits as URL-safe text: sessions, challenges, links."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """Return what is stored of a token: enough to recognise it, useless to present it."""
    return hashlib.sha256(token.encode()).hexdigest()
