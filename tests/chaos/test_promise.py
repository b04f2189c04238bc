"""The delivery promise of docs/operations.md, held while processes die, stores fail and clients insist.

A plan made from a seed says at which step of the members' conversations which fault begins; the same conversations held
in peace say how each must end. `make chaos` runs every fault; the test command those that are over soon.
"""

import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from ops.stack import Stack
from tests.chaos.faults import ALL, QUICK, Site
from tests.chaos.promise import BUSINESS_DATE, hold
from tests.support.postgresql import PostgresqlServer, running_postgresql
from tests.support.quotes import CROWN, HIP_REPLACEMENT

pytestmark = [pytest.mark.rasa, pytest.mark.postgresql]

LONGEST = 6.0  # seconds that a fault lasts
SECONDS_OF_QUICK = 1.0


@pytest.fixture
def own_postgresql() -> Iterator[PostgresqlServer]:
    """A server that may be crashed: nobody else uses it."""
    with running_postgresql() as server:
        yield server


def test_the_promise_holds_through_faults_that_are_over_soon(
    stack: Stack, own_postgresql: PostgresqlServer, tmp_path: Path
) -> None:
    database = own_postgresql.create()
    url = own_postgresql.url(database)
    with Stack(tmp_path, today=BUSINESS_DATE, database_url=url, assistant_of=stack) as running:
        hold(
            Site(running, own_postgresql, database), QUICK, [CROWN], members=2, seed=20261130, longest=SECONDS_OF_QUICK
        )


@pytest.mark.chaos
@pytest.mark.timeout(3600)
def test_the_promise_holds_through_every_fault(own_postgresql: PostgresqlServer, tmp_path: Path) -> None:
    seed = int(os.environ.get("CHAOS_SEED") or random.SystemRandom().randrange(10**6))
    database = own_postgresql.create()
    with Stack(tmp_path, today=BUSINESS_DATE, database_url=own_postgresql.url(database)) as running:
        hold(
            Site(running, own_postgresql, database),
            ALL,
            [HIP_REPLACEMENT, CROWN],
            members=6,
            seed=seed,
            longest=LONGEST,
        )
