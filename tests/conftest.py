"""What every test shares: the whole product, started once a run; and, in continuous integration, no silent skip."""

import os
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from playwright.sync_api import Browser
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling

from ops.stack import BOT_PYTHON, Stack
from tests.support.browser import chromium
from tests.support.postgresql import PostgresqlServer, running_postgresql
from tests.support.shared import ABSENT

BUSINESS_DATE = "2026-11-21"
TOGETHER = {
    "tests/journey/": "the stack",
    "tests/browser/": "the stack",
    "tests/chaos/": "the stack",
    "tests/bot/": "the bot",
    "tests/web/": "the site",
    "tests/nlu/": "the intent model",
    "tests/understanding/test_held_out.py": "the intent model",
    "tests/understanding/test_emergency.py": "the intent model",
}
"""What takes long to start: of several workers one runs all the tests that share it."""

hypothesis.settings.register_profile("tests", deadline=None)  # no assertion on the clock
hypothesis.settings.load_profile("tests")
os.environ["QUOTE_ENGINE_CCAM"] = ""  # the built-in acts alone, whatever this machine has imported


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """Real Redis, actions, Rasa, gateway and worker on free ports, with fictitious people, on SQLite."""
    if not BOT_PYTHON.exists():
        pytest.skip("bot/.venv is not here: run `make train` first")
    with Stack(tmp_path_factory.mktemp("stack"), today=BUSINESS_DATE) as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[PostgresqlServer]:
    with running_postgresql() as server:
        yield server


@pytest.fixture(scope="session")
def stack_on_postgresql(
    stack: Stack, postgresql_server: PostgresqlServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stack]:
    """A second gateway with a database server of its own, on the same assistant."""
    url = postgresql_server.url(postgresql_server.create())
    folder = tmp_path_factory.mktemp("stack-on-postgresql")
    with Stack(folder, today=BUSINESS_DATE, database_url=url, assistant_of=stack) as running:
        yield running


class WholeFiles(LoadFileScheduling):  # type: ignore[misc]  # xdist has no types
    """Give a worker (`pytest -n`) a file at a time, or all the files that share what takes long to start."""

    def _split_scope(self, nodeid: str) -> str:
        shared = (name for place, name in TOGETHER.items() if nodeid.startswith(place))
        return next(shared, nodeid.partition("::")[0])


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> WholeFiles:
    return WholeFiles(config, log)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Alone: fast tests first, a mistake in a rule shows before any server has started. Among workers: slow ones first.

    What is long and cannot be shared out must not begin when the other workers have nothing left to do.
    """
    if "chaos" not in config.option.markexpr:  # minutes of faults: by their own command only
        items[:] = [item for item in items if item.get_closest_marker("chaos") is None]
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):  # it looks at a page that still loads: decision 156
            item.add_marker(pytest.mark.flaky(reruns=1))
    weight = {"postgresql": 1, "rasa": 2, "browser": 3}
    items.sort(
        key=lambda item: max((weight.get(mark.name, 0) for mark in item.iter_markers()), default=0),
        reverse=hasattr(config, "workerinput"),
    )


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Under CI=true a skip is a failure: the machine must run everything. Only the research folder may be absent."""
    if os.environ.get("CI") != "true" or exitstatus not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
        return
    reporter = session.config.pluginmanager.getplugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    unexpected = [report for report in skipped if ABSENT not in str(report.longrepr)]
    if unexpected:
        reporter.write_line(f"\n{len(unexpected)} tests skipped where CI=true allows none:", red=True)
        for report in unexpected:
            reporter.write_line(f"  {report.nodeid}: {report.longrepr}")
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell the scores that tests have recorded, from whichever worker."""
    reports = [report for some in terminalreporter.stats.values() for report in some]
    for report in reports:
        for name, value in getattr(report, "user_properties", ()):
            if name == "score" and report.when == "call":
                terminalreporter.write_line(value)


@pytest.fixture(scope="session")
def repository() -> Path:
    return Path(__file__).resolve().parents[1]
