"""The gateway's fixtures: databases made by the real migrations, once a run and copied for each test."""

import dataclasses
import pathlib
import shutil
from collections.abc import Iterator

import pytest

from auth_gateway.app import create_app
from auth_gateway.migrate import migrate
from auth_gateway.platform.settings import Settings
from tests.support.gateway import Gateway, build_gateway
from tests.support.postgresql import PostgresqlServer
from tests.support.redis_server import RedisServer, running_redis
from tests.support.talks import Talks, talking
from tests.web.assistant import LocalAssistant


@pytest.fixture(scope="session")
def redis_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    with running_redis(tmp_path_factory.mktemp("redis")) as server:
        yield server


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    file = tmp_path_factory.mktemp("sqlite") / "migrated.sqlite3"
    migrate(Settings.for_demonstration(database_url=f"sqlite:///{file}"))
    return file


@pytest.fixture(scope="session")
def migrated_postgresql(postgresql_server: PostgresqlServer) -> str:
    name = postgresql_server.create()
    migrate(Settings.for_demonstration(database_url=postgresql_server.url(name)))
    return name


@pytest.fixture
def sqlite_url(migrated_sqlite: pathlib.Path, tmp_path: pathlib.Path) -> str:
    return f"sqlite:///{shutil.copy(migrated_sqlite, tmp_path / 'gateway.sqlite3')}"


@pytest.fixture
def gateway(sqlite_url: str, redis_server: RedisServer, tmp_path: pathlib.Path) -> Iterator[Gateway]:
    built = build_gateway(sqlite_url, redis_server.url, tmp_path)
    yield built
    built.services.close()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def each_gateway(
    request: pytest.FixtureRequest, redis_server: RedisServer, tmp_path: pathlib.Path
) -> Iterator[Gateway]:
    """The same on SQLite, then on PostgreSQL."""
    if request.param == "sqlite":
        url: str = request.getfixturevalue("sqlite_url")
    else:
        server: PostgresqlServer = request.getfixturevalue("postgresql_server")
        url = server.url(server.create(request.getfixturevalue("migrated_postgresql")))
    built = build_gateway(url, redis_server.url, tmp_path)
    yield built
    built.services.close()


@pytest.fixture
def assisted(gateway: Gateway) -> Gateway:
    """The assistant's real turn behind the gateway."""
    services = dataclasses.replace(gateway.services, bot=LocalAssistant())
    return dataclasses.replace(gateway, services=services, app=create_app(services.settings, services))


@pytest.fixture
def talks(gateway: Gateway) -> Iterator[Talks]:
    with talking(gateway) as running:
        yield running


@pytest.fixture
def each_talks(each_gateway: Gateway) -> Iterator[Talks]:
    """The same on SQLite, then on PostgreSQL."""
    with talking(each_gateway) as running:
        yield running
