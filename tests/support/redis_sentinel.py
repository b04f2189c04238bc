"""Two real Redis servers of which the second follows, and three Sentinels that watch them, all behind passwords."""

import contextlib
import pathlib
import signal
import subprocess
import time
from collections.abc import Callable, Iterator

import redis

from ops.stack import free_port, redis_command

NAME = "oxyccam"
PASSWORD, OF_SENTINELS = "of the servers: /?@", "of the Sentinels"  # what an address must escape
STARTS_WITHIN = 30.0
DOWN_AFTER = 700  # milliseconds of silence
LOOPBACK = "127.0.0.1"


class Server:
    """One process of Redis, whose settings are in a file as an operator would have them; it may die and come back."""

    def __init__(self, folder: pathlib.Path, password: str, settings: list[str], *, sentinel: bool = False) -> None:
        folder.mkdir()
        self.port = free_port()
        self._file = folder / "redis.conf"
        own = [f"bind {LOOPBACK}", f"port {self.port}", f"dir {folder}", f'requirepass "{password}"', *settings]
        self._file.write_text("\n".join(own) + "\n")
        self._sentinel = ["--sentinel"] if sentinel else []
        self._client = redis.Redis(LOOPBACK, self.port, password=password, socket_timeout=2, decode_responses=True)
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        argv = [redis_command(), str(self._file), *self._sentinel]
        self._process = subprocess.Popen(argv, stdout=subprocess.DEVNULL)
        wait_until(self.answers)

    def answers(self) -> bool:
        try:
            return bool(self._client.ping())
        except redis.RedisError:
            return False

    def ask(self, *command: str) -> object:
        return self._client.execute_command(*command)  # type: ignore[no-untyped-call]

    def takes_writes(self) -> bool:
        try:
            return bool(self._client.info("replication")["role"] == "master")
        except redis.RedisError:
            return False

    def followed(self) -> bool:
        """Return whether what is written here goes on to the other server."""
        return bool(self._client.info("replication").get("slave0", {}).get("state") == "online")

    def kill(self) -> None:
        """End it at once, as a machine that fails; nothing happens when it is down already."""
        self.signal(signal.SIGKILL)
        if self._process is not None:
            self._process.wait(timeout=10)
            self._process = None

    def signal(self, number: signal.Signals) -> None:
        if self._process is not None:
            self._process.send_signal(number)

    def close(self) -> None:
        self.signal(signal.SIGCONT)
        self.kill()
        self._client.close()


class WatchedRedis:
    """`url` is what the gateway is told: it names the Sentinels, never a server."""

    def __init__(self, folder: pathlib.Path) -> None:
        in_memory = ['save ""', "appendonly no", f'masterauth "{PASSWORD}"', "repl-diskless-sync-delay 0"]
        first = Server(folder / "first", PASSWORD, in_memory)
        second = Server(folder / "second", PASSWORD, [*in_memory, f"replicaof {LOOPBACK} {first.port}"])
        self.servers = (first, second)
        watch = [
            f"sentinel monitor {NAME} {LOOPBACK} {first.port} 2",
            f'sentinel auth-pass {NAME} "{PASSWORD}"',
            f'sentinel sentinel-pass "{OF_SENTINELS}"',
            f"sentinel down-after-milliseconds {NAME} {DOWN_AFTER}",
            f"sentinel failover-timeout {NAME} 4000",
        ]
        self.sentinels = [
            Server(folder / f"sentinel-{number}", OF_SENTINELS, watch, sentinel=True) for number in range(3)
        ]
        places = ",".join(f"{LOOPBACK}:{each.port}" for each in self.sentinels)
        password, of_sentinels = "of%20the%20servers%3A%20%2F%3F%40", "of%20the%20Sentinels"
        self.url = f"redis+sentinel://:{password}@{places}/{NAME}?sentinel_password={of_sentinels}"

    def start(self) -> None:
        for each in (*self.servers, *self.sentinels):
            each.start()
        wait_until(self._ready)

    def _ready(self) -> bool:
        """Return whether the second follows, and each Sentinel knows of it and of both others."""
        state = [_state(each) for each in self.sentinels]
        known = all(each["num-slaves"] == "1" and each["num-other-sentinels"] == "2" for each in state)
        return known and any(each.followed() for each in self.servers if each.takes_writes())

    def first(self) -> Server:
        """Return the server that a majority of the Sentinels call the first."""
        named = [_state(each)["port"] for each in self.sentinels if each.answers()]
        port = max(set(named), key=named.count)
        return next(each for each in self.servers if str(each.port) == port)

    def wait_promoted(self, former: Server) -> Server:
        """Return the server that has taken over, once it takes writes."""
        other = next(each for each in self.servers if each is not former)
        wait_until(lambda: self.first() is other and other.takes_writes())
        return other

    def wait_whole(self) -> None:
        """Return once there is a second again that follows, and could take over."""
        wait_until(self._ready)

    def close(self) -> None:
        for each in (*self.sentinels, *self.servers):
            each.close()


def _state(sentinel: Server) -> dict[str, str]:
    flat = sentinel.ask("SENTINEL", "MASTER", NAME)
    if isinstance(flat, dict):
        return {str(key): str(value) for key, value in flat.items()}
    assert isinstance(flat, list)
    return {str(key): str(value) for key, value in zip(flat[::2], flat[1::2], strict=True)}


def wait_until(true: Callable[[], bool], within: float = STARTS_WITHIN) -> None:
    until = time.monotonic() + within
    while not true():
        if time.monotonic() > until:
            message = f"not within {within} s"
            raise TimeoutError(message)
        time.sleep(0.05)


@contextlib.contextmanager
def watched_redis(folder: pathlib.Path) -> Iterator[WatchedRedis]:
    watched = WatchedRedis(folder)
    try:
        watched.start()
        yield watched
    finally:
        watched.close()
