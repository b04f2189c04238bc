"""Checking passwords: argon2id over a peppered value, one at a time, and no difference for an unknown address.

The pepper is an HMAC key outside the database: a stolen table cannot be attacked alone. A flood of sign-ins waits in a
short queue and is then told to come back; the thread that computes steps back behind those that serve the chat.
"""

import os
import threading
import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TypeVar

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from argon2.low_level import hash_secret_raw

from auth_gateway.platform.crypto import Vault, new_token
from auth_gateway.platform.errors import ProblemError

MEMORY_KIB, TIME_COST, LANES = 47104, 1, 1
SALT_BYTES, TRACE_BYTES = 16, 32
PARALLEL_CHECKS = 1  # of the two cores that the service is measured on, one stays with the chat
WAITING_CHECKS = 10  # about a second of work
STEP_BACK = 5  # added to its niceness
LONGEST_PASSWORD = 128  # code points, counted after normalisation
PEPPER = "v1"

Result = TypeVar("Result")


class Passwords:
    """`memory_kib`: what a check costs. No setting lowers it; the tests that are about something else do."""

    def __init__(self, vault: Vault, memory_kib: int = MEMORY_KIB) -> None:
        self._vault = vault
        self._memory_kib = memory_kib
        self._hasher = PasswordHasher(time_cost=TIME_COST, memory_cost=memory_kib, parallelism=LANES)
        self._workers = ThreadPoolExecutor(PARALLEL_CHECKS, "passwords", _step_back)
        self._places = threading.BoundedSemaphore(PARALLEL_CHECKS + WAITING_CHECKS)
        self._nobodys_hash = self.hash(new_token())  # the same work for an address that has no account

    def hash(self, password: str) -> str:
        """Return what is stored: the pepper's version, then argon2id's own string."""
        return f"{PEPPER}:{self._hasher.hash(self._peppered(password))}"

    def hash_in_turn(self, password: str) -> str:
        """Hash a password that someone chooses: in the same queue as the checks."""
        return self._in_turn(lambda: self.hash(password))

    def trace(self, account_id: str, password: str) -> str:
        """Return what recognises a former password of this account: argon2id with a salt of the account's own."""
        salt = bytes.fromhex(self._vault.keyed_hash("former passwords", account_id))[:SALT_BYTES]
        given = self._peppered(password).encode()
        cost = (TIME_COST, self._memory_kib, LANES, TRACE_BYTES)
        return self._in_turn(lambda: hash_secret_raw(given, salt, *cost, Type.ID)).hex()

    def check(self, password: str, stored: str | None) -> bool:
        """Tell whether the password is the stored one; takes the same work when there is none to compare with."""
        version, _, argon = (stored or self._nobodys_hash).partition(":")
        given = self._peppered(password)
        try:
            self._in_turn(lambda: self._hasher.verify(argon, given))
        except (VerifyMismatchError, InvalidHashError):
            return False
        return stored is not None and version == PEPPER and len(_normal(password)) <= LONGEST_PASSWORD

    def needs_rehash(self, stored: str) -> bool:
        """Whether the cost has been raised since this hash was made."""
        return self._hasher.check_needs_rehash(stored.partition(":")[2])

    def _peppered(self, password: str) -> str:
        return self._vault.keyed_hash(f"password:{PEPPER}", _normal(password))

    def _in_turn(self, compute: Callable[[], Result]) -> Result:
        if not self._places.acquire(blocking=False):
            raise ProblemError(503, "sign_in_busy", headers={"Retry-After": "2"})
        try:
            return self._workers.submit(compute).result()
        finally:
            self._places.release()


def _step_back() -> None:
    """Give this thread alone a lower priority, where the system has one for each thread (Linux)."""
    own = threading.get_native_id()
    with suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, own, os.getpriority(os.PRIO_PROCESS, own) + STEP_BACK)


def _normal(password: str) -> str:
    """Two keyboards may compose « é » differently: compare the same characters (NFC)."""
    return unicodedata.normalize("NFC", password)
