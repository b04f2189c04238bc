from collections.abc import Iterator

import pytest

from tests.support.gateway import Gateway
from tests.support.talks import Talks, talking


@pytest.fixture
def talks(gateway: Gateway) -> Iterator[Talks]:
    with talking(gateway) as running:
        yield running


@pytest.fixture
def each_talks(each_gateway: Gateway) -> Iterator[Talks]:
    """The same on SQLite, then on PostgreSQL."""
    with talking(each_gateway) as running:
        yield running
