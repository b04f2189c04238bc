"""`python -m bench.sign_in`: whether a refusal tells who has an account, and what a year of guessing one code brings.

In this process, on SQLite and a Redis of its own. Times are medians of interleaved samples: read their difference.
"""

import datetime as dt
import statistics
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from starlette.testclient import TestClient

from auth_gateway.accounts.passwords import Passwords
from auth_gateway.app import create_app
from auth_gateway.migrate import migrate
from auth_gateway.platform.errors import ProblemError
from auth_gateway.platform.settings import Settings
from auth_gateway.signin import codes, steps
from tests.support.gateway import BASE_URL, Gateway, build_gateway
from tests.support.people import PASSWORD, account_of, member
from tests.support.redis_server import running_redis

SAMPLES = 200
GUESSES = 10_000
WRONG = "0999"  # below every code
YEAR = dt.timedelta(days=365)


def say(text: str) -> None:
    print(text, flush=True)  # noqa: T201  this is a terminal program


def refusals(gateway: Gateway) -> dict[str, float]:
    """Give the median milliseconds of a refused sign-in: a wrong password, an address that nobody has."""
    services = replace(gateway.services, passwords=Passwords(gateway.services.vault))  # at the real cost
    person = member()
    gateway.save(person, account_of(person, email="quelquun@example.org", password_hash=services.passwords.hash("x")))
    client = TestClient(create_app(services.settings, services), base_url=BASE_URL)
    taken: dict[str, list[float]] = {"quelquun@example.org": [], "personne@example.org": []}
    for _ in range(SAMPLES):
        for email, samples in taken.items():
            gateway.clock.advance(days=1)  # no allowance is used up
            started = time.perf_counter()
            answer = client.post("/api/v1/auth/login", json={"email": email, "password": "Faux-2026!"})
            samples.append((time.perf_counter() - started) * 1000)
            if answer.status_code != 401:
                raise SystemExit(answer.text)
    return {email: statistics.median(samples) for email, samples in taken.items()}


def compared_in_a_year(gateway: Gateway) -> int:
    """Guess codes for a year, knowing the password, a new one whenever one is over; return how many were compared."""
    compared = 0
    really = codes.same_code

    def counting(given: str, expected: str) -> bool:
        nonlocal compared
        compared += 1
        return really(given, expected)

    account = gateway.save_with_account(member(), password_set_at=gateway.clock.now() + YEAR)
    codes.same_code = counting
    token = ""
    for guess in range(GUESSES):
        gateway.clock.at += YEAR / GUESSES
        address = f"10.{guess >> 8}.{guess & 255}.1"
        token = token or _code_sent(gateway, account.email, address)
        token = _still_alive(gateway, token, address)
    codes.same_code = really
    return compared


def _code_sent(gateway: Gateway, email: str, address: str) -> str:
    """Give the right password; return the challenge, or nothing when that is refused."""
    try:
        token = steps.log_in(gateway.services, email, PASSWORD, address).token
    except ProblemError:
        return ""
    gateway.deliver()
    return token


def _still_alive(gateway: Gateway, token: str, address: str) -> str:
    """Send a wrong code; return the challenge while it takes another."""
    try:
        steps.enter_code(gateway.services, token, WRONG, address, None)
    except ProblemError as refused:
        return token if refused.code == "wrong_code" else ""
    raise SystemExit("a wrong code opened a session")


def main() -> int:
    folder = Path(tempfile.mkdtemp(prefix="oxyccam-bench-"))
    url = f"sqlite:///{folder / 'gateway.sqlite3'}"
    migrate(Settings.for_demonstration(database_url=url))
    with running_redis(folder) as redis:
        gateway = build_gateway(url, redis.url, folder)
        known, nobody = refusals(gateway).values()
        say(
            f"refused: {known:.1f} ms with an account, {nobody:.1f} ms without; difference {abs(known - nobody):.1f} ms"
        )
        say(f"of {GUESSES:,} wrong codes in a year, {compared_in_a_year(gateway)} were compared")
        gateway.services.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
