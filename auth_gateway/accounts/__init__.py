"""The accounts that sign in, their data keys, and their passwords."""

from auth_gateway.accounts.models import (
    Account,
    AccountRole,
    AccountStatus,
    canonical_email,
    cipher_of,
    ciphers_of,
    email_index,
    has_email,
)

__all__ = [
    "Account",
    "AccountRole",
    "AccountStatus",
    "canonical_email",
    "cipher_of",
    "ciphers_of",
    "email_index",
    "has_email",
]
