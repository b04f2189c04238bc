"""Passwords: argon2id over a pepper, one check at a time, a short queue."""

import os
import threading
import unicodedata
from concurrent.futures import ThreadPoolExecutor

import pytest
from argon2 import PasswordHasher

from auth_gateway.accounts import canonical_email
from auth_gateway.accounts.passwords import PARALLEL_CHECKS, STEP_BACK, WAITING_CHECKS, Passwords
from auth_gateway.platform.crypto import Vault
from auth_gateway.platform.errors import ProblemError
from auth_gateway.platform.settings import Settings
from auth_gateway.services import build_services
from tests.support.people import INDEX_KEY, SECRET_KEY, hash_of

FULL_COST = "v1:$argon2id$v=19$m=47104,t=1,p=1$"


@pytest.fixture(scope="module")
def passwords() -> Passwords:
    return Passwords(Vault(SECRET_KEY, INDEX_KEY))


def test_the_stored_hash_names_its_cost_and_its_pepper(passwords: Passwords) -> None:
    assert passwords.hash("Épreuve-2026!").startswith(FULL_COST)


def test_a_gateway_built_from_its_settings_pays_the_full_cost() -> None:
    services = build_services(Settings.for_demonstration(database_url="sqlite://", redis_url="redis://127.0.0.1:1/0"))

    stored = services.passwords.hash("Épreuve-2026!")

    services.close()
    assert stored.startswith(FULL_COST)


def test_the_same_password_composed_by_two_keyboards_is_one_password(passwords: Passwords) -> None:
    stored = passwords.hash(unicodedata.normalize("NFC", "Épreuve-2026!"))

    assert passwords.check(unicodedata.normalize("NFD", "Épreuve-2026!"), stored)
    assert not passwords.check("Epreuve-2026!", stored)


def test_a_stolen_table_is_useless_without_the_pepper() -> None:
    assert not Passwords(Vault(SECRET_KEY, "another key, just as long as the tests' own one")).check("a", hash_of("a"))


def test_nobodys_password_is_never_right(passwords: Passwords) -> None:
    assert not passwords.check("Épreuve-2026!", None)
    assert not passwords.check("x" * 129, passwords.hash("x" * 129))


def test_a_cheaper_hash_is_due_for_renewal(passwords: Passwords) -> None:
    cheap = PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash("x")

    assert passwords.needs_rehash(f"v1:{cheap}")
    assert not passwords.needs_rehash(passwords.hash("x"))


def test_a_flood_is_checked_one_at_a_time_and_the_rest_told_to_come_back(
    passwords: Passwords, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_gate, lock = threading.Event(), threading.Lock()
    running = most = 0

    def slow(_hasher: PasswordHasher, _stored: str, _given: str) -> bool:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        open_gate.wait(10)
        with lock:
            running -= 1
        return True

    monkeypatch.setattr(PasswordHasher, "verify", slow)
    stored = hash_of("a")
    refusals: list[ProblemError] = []

    def check(_: int) -> bool:
        try:
            return passwords.check("a", stored)
        except ProblemError as refused:
            refusals.append(refused)
            if len(refusals) == 8:
                open_gate.set()
            return False

    places = PARALLEL_CHECKS + WAITING_CHECKS
    with ThreadPoolExecutor(places + 8) as pool:
        outcomes = list(pool.map(check, range(places + 8)))

    assert outcomes.count(True) == places
    assert {(refused.status, refused.code, refused.headers["Retry-After"]) for refused in refusals} == {
        (503, "sign_in_busy", "2")
    }
    assert most == PARALLEL_CHECKS


def test_a8_k9_an_address_is_looked_up_without_case_or_spaces() -> None:
    assert canonical_email("  Zoé.Inventée@Example.ORG ") == "zoé.inventée@example.org"


def test_the_thread_that_computes_steps_back_behind_the_others(
    passwords: Passwords, monkeypatch: pytest.MonkeyPatch
) -> None:
    def niceness() -> int:
        return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())

    seen: list[int] = []

    def noting(_hasher: PasswordHasher, _stored: str, _given: str) -> bool:
        seen.append(niceness())
        return True

    monkeypatch.setattr(PasswordHasher, "verify", noting)

    passwords.check("a", hash_of("a"))

    assert seen == [niceness() + STEP_BACK]
