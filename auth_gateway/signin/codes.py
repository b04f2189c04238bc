"""The e-mailed code: a number from 1000 to 9999 (A27), made with pyotp, stored nowhere.

pyotp refuses fewer than six digits. Its ten-digit value is the whole 31-bit HOTP number; the last incomplete block of
9000 is skipped by going to the next counter, so every code is equally likely.
"""

import base64
import hmac
import re
import secrets

import pyotp

LOWEST, CODES = 1000, 9000
EVEN_UP_TO = (2**31 // CODES) * CODES
SECRET_BYTES = 20
COUNTERS_PER_SIGN_IN = 64  # far more than will ever be skipped: one value in 800,000 is

_FOUR_DIGITS = re.compile(r"[0-9]{4}", re.ASCII)


def new_secret() -> bytes:
    return secrets.token_bytes(SECRET_BYTES)


def code_at(secret: bytes, sign_in: int) -> str:
    """Return the code of one secret for the account's n-th sign-in."""
    hotp = pyotp.HOTP(base64.b32encode(secret).decode(), digits=10)
    first = sign_in * COUNTERS_PER_SIGN_IN
    values = (int(hotp.at(counter)) for counter in range(first, first + COUNTERS_PER_SIGN_IN))
    return str(LOWEST + next(value for value in values if value < EVEN_UP_TO) % CODES)


def is_well_formed(code: str) -> bool:
    """Tell whether this could be a code at all; spaces around it are forgiven, nothing else."""
    return _FOUR_DIGITS.fullmatch(code.strip()) is not None


def same_code(given: str, expected: str) -> bool:
    return hmac.compare_digest(given.strip().encode(), expected.encode())
