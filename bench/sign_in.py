"""`python -m bench.sign_in [--guesses N]`: whether an answer tells who has an account; a year of guessing codes.

In this process, on SQLite and a Redis of its own. Times are medians of interleaved samples: read their difference.
"""

import argparse
import logging
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

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


@dataclass
class Samples:
    """Milliseconds that a call was waited for, and that the processor worked for it."""

    waited: list[float] = field(default_factory=list)
    worked: list[float] = field(default_factory=list)

    def take(self, call: Callable[[], Any], status: int) -> None:
        started, used = time.perf_counter(), time.process_time()
        answer = call()
        self.worked.append((time.process_time() - used) * 1000)
        self.waited.append((time.perf_counter() - started) * 1000)
        if answer.status_code != status:
            raise SystemExit(answer.text)


def compare(gateway: Gateway) -> None:
    """Say what each call costs for somebody who has an account and for nobody, one after the other, many times."""
    services = replace(gateway.services, passwords=Passwords(gateway.services.vault))  # at the real cost
    person = member()
    gateway.save(person, account_of(person, email="quelquun@example.org", password_hash=services.passwords.hash("x")))
    client = TestClient(create_app(services.settings, services), base_url=BASE_URL)
    card = {"mutuelle": person.mutuelle_id, "birth_date": str(person.birth_date), "last_name": person.last_name}
    card |= {"first_name": person.first_name, "email": "autre@example.org"}
    asked: dict[str, tuple[str, int, list[dict[str, str]]]] = {
        "a refused sign-in": ("auth/login", 401, [
            {"email": f"{who}@example.org", "password": "Faux-2026!"} for who in ("quelquun", "personne")
        ]),
        "a registration": ("registrations", 202, [
            {**card, "member_number": number} for number in (person.member_number, "T9999999")
        ]),
        "a forgotten password": ("password-resets", 202, [
            {"email": f"{who}@example.org"} for who in ("quelquun", "personne")
        ]),
    }  # fmt: skip
    for name, (path, status, bodies) in asked.items():
        known, nobody = Samples(), Samples()
        for _ in range(SAMPLES):
            for samples, body in zip((known, nobody), bodies, strict=True):
                gateway.clock.advance(days=1)  # no allowance is used up,
                services.redis.flushdb()  # nor the calling address's
                samples.take(partial(client.post, f"/api/v1/{path}", json=body), status)
        waited, worked = (
            [statistics.median(getattr(each, what)) for each in (known, nobody)] for what in ("waited", "worked")
        )
        say(
            f"{name:20s} {waited[0]:6.2f} ms for somebody, {waited[1]:6.2f} ms for nobody; "
            f"of the processor {worked[0]:6.2f} ms and {worked[1]:6.2f} ms"
        )


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
        compare(gateway)
        say(f"of {guesses:,} wrong codes in a year, {compared_in_a_year(gateway, guesses)} were compared")
        gateway.services.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
