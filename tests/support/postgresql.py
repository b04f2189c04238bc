"""A real PostgreSQL of the tests' own: loopback, a free port, a temporary folder; skips where none is installed."""

import contextlib
import os
import pathlib
import shutil
import subprocess
import tempfile
from collections.abc import Iterator

import psutil
import psycopg
import pytest

from ops.stack import free_port

ALMOST_NOTHING = 64 * 1024  # bytes of a file


def binaries() -> pathlib.Path:
    """Return the folder of the newest installed version; skip the calling test without one."""
    found = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    if on_path is None:
        pytest.skip("PostgreSQL is not installed (no initdb)")
    return pathlib.Path(on_path).resolve().parent


def _run(*command: str) -> None:
    """Run as the account `postgres` when root: PostgreSQL refuses to be started by root."""
    user = "postgres" if os.geteuid() == 0 else None
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, user=user, cwd="/")


class PostgresqlServer:
    def __init__(self, port: int, control: list[str], data: pathlib.Path) -> None:
        self.port = port
        self._admin = f"postgresql://postgres@127.0.0.1:{port}/postgres"
        self._base = f"postgresql+psycopg://postgres@127.0.0.1:{port}"
        self._control = control
        self._data = data
        self._made = 0

    def crash(self) -> None:
        """End every one of its processes at once, as a failing machine would, and start it again: it recovers."""
        _run(*self._control, "-m", "immediate", "-w", "restart")

    @contextlib.contextmanager
    def log_disk_full(self) -> Iterator[None]:
        """Let no file of it grow, its write-ahead log first, as a full disk does; then make room and start it again.

        It gives itself up at the first commit that it cannot write, and so do those that it starts meanwhile.
        """
        server = psutil.Process(self._pid())
        for each in (server, *server.children()):
            with contextlib.suppress(subprocess.CalledProcessError):  # ended meanwhile
                _run("prlimit", "--pid", str(each.pid), f"--fsize={ALMOST_NOTHING}:")
        try:
            yield
        finally:
            self.crash()

    @contextlib.contextmanager
    def standby(self) -> Iterator["PostgresqlServer"]:
        """Give a standby that follows; from here on a commit is acknowledged once both have it on disk."""
        tools = pathlib.Path(self._control[0]).parent
        with _folder() as folder:
            data, port = folder / "data", free_port()
            _run(str(tools / "pg_basebackup"), "-d", self._admin, "-D", str(data), "-R", "-c", "fast")
            following = PostgresqlServer(port, _control(tools, folder, port), data)
            with following.running():
                self.execute("ALTER SYSTEM SET synchronous_standby_names = '*'")
                self.execute("SELECT pg_reload_conf()")
                yield following

    def promote(self) -> None:
        """Make the standby the one that writes."""
        _run(*self._control, "-w", "promote")

    @contextlib.contextmanager
    def running(self) -> Iterator[None]:
        _run(*self._control, "-w", "start")
        try:
            yield
        finally:
            self.kill()

    def kill(self) -> None:
        """End every one of its processes at once; nothing happens when it is down already."""
        with contextlib.suppress(subprocess.CalledProcessError):
            _run(*self._control, "-m", "immediate", "-w", "stop")

    def _pid(self) -> int:
        return int((self._data / "postmaster.pid").read_text().splitlines()[0])

    def execute(self, statement: str) -> None:
        """Run one statement of an administrator's, outside every transaction."""
        with psycopg.connect(self._admin, autocommit=True) as connection:
            connection.execute(statement.encode())

    def cut_connections(self, database: str) -> None:
        """End every connection to a database, whatever it is doing."""
        with psycopg.connect(self._admin, autocommit=True) as connection:
            connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [database])

    def query(self, database: str, statement: str) -> list[tuple[object, ...]]:
        """Return the rows of one statement on a database."""
        with psycopg.connect(self.url(database).replace("+psycopg", ""), autocommit=True) as connection:
            return connection.execute(statement.encode()).fetchall()

    def create(self, template: str = "template0") -> str:
        """Create a database, empty or copied from another, and return its name."""
        self._made += 1
        name = f"oxyccam_{self._made}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE {template} ENCODING 'UTF8'")
        return name

    def url(self, name: str, standby: "PostgresqlServer | None" = None) -> str:
        """Return the address of a database: of whichever of the two takes writes, where there is a standby."""
        if standby is None:
            return f"{self._base}/{name}"
        hosts = "&".join(f"host=127.0.0.1:{each.port}" for each in (self, standby))
        return f"postgresql+psycopg://postgres@/{name}?{hosts}&target_session_attrs=read-write"


@contextlib.contextmanager
def running_postgresql() -> Iterator[PostgresqlServer]:
    tools = binaries()
    with _folder() as folder:
        data, port = folder / "data", free_port()
        _run(str(tools / "initdb"), "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
        server = PostgresqlServer(port, _control(tools, folder, port), data)
        with server.running():
            yield server


@contextlib.contextmanager
def _folder() -> Iterator[pathlib.Path]:
    folder = pathlib.Path(tempfile.mkdtemp(prefix="oxyccam-pg-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _control(tools: pathlib.Path, folder: pathlib.Path, port: int) -> list[str]:
    options = f"-p {port} -h 127.0.0.1 -k {folder} -c fsync=off -c max_connections=120"
    return [str(tools / "pg_ctl"), "-D", str(folder / "data"), "-l", str(folder / "log"), "-o", options]
