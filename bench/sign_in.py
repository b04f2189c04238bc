"""`python -m bench.sign_in [--guesses N]`: whether a refusal tells who has an account; a year of guessing codes.

In this process, on SQLite and a Redis of its own. Times are medians of interleaved samples: read their difference.
"""

import argparse
import logging
import statistics
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import structlog
from starlette.testclient import TestClient

from auth_gateway.accounts.passwords import Passwords
from auth_gateway.app import create_app
from auth_gateway.migrate import migrate
from auth_gateway.platform.settings import Settings
from bench.terminal import say
from tests.support.gateway import BASE_URL, Gateway, build_gateway
from tests.support.guessing import compared_in_a_year
from tests.support.people import account_of, member
from tests.support.redis_server import running_redis

SAMPLES = 200
GUESSES = 10_000


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


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--guesses", type=int, default=GUESSES)
    guesses = parser.parse_args().guesses
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    folder = Path(tempfile.mkdtemp(prefix="oxyccam-bench-"))
    url = f"sqlite:///{folder / 'gateway.sqlite3'}"
    migrate(Settings.for_demonstration(database_url=url))
    with running_redis(folder) as redis:
        gateway = build_gateway(url, redis.url, folder)
        known, nobody = refusals(gateway).values()
        say(
            f"refused: {known:.1f} ms with an account, {nobody:.1f} ms without; difference {abs(known - nobody):.1f} ms"
        )
        say(f"of {guesses:,} wrong codes in a year, {compared_in_a_year(gateway, guesses)} were compared")
        gateway.services.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
