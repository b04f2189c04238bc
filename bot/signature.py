"""The gateway's signature on a turn: HMAC-SHA256 over the time and the exact bytes of the body.

Loopback is shared by everything on the machine; without the secret, reaching the port is not enough to speak as a
member. The time keeps a captured request from being played again later.
"""

import hashlib
import hmac
import time
from typing import Optional

MAX_AGE_S = 60


def sign(secret: str, timestamp: str, body: bytes) -> str:
    return hmac.new(secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def is_signed(
    secret: str, timestamp: Optional[str], signature: Optional[str], body: bytes, now: Optional[float] = None
) -> bool:
    """Say whether `signature` is the gateway's for this body and not older, or younger, than a minute."""
    if not timestamp or not signature or not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= 12):
        return False
    if abs((time.time() if now is None else now) - int(timestamp)) > MAX_AGE_S:
        return False
    return hmac.compare_digest(sign(secret, timestamp, body).encode(), signature.encode("utf-8", "replace"))
