"""One assistant for all the tests of this folder: it takes a quarter of a minute to start."""

from collections.abc import Iterator

import pytest

from tests.support.rasa import Bot, running_bot


@pytest.fixture(scope="session")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    with running_bot(tmp_path_factory.mktemp("bot")) as running:
        yield running
    assert running.process.running is not None
    assert running.process.running.returncode == 0, "SIGTERM must end the assistant cleanly"
