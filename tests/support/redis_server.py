"""A real Redis of the tests' own: loopback, a free port, nothing written to disk."""

import contextlib
import pathlib
import subprocess
import time
from collections.abc import Iterator

import redis

from ops.stack import free_port, redis_command

STARTS_WITHIN = 20.0


class RedisServer:
    """One server that a test may stop and start again on the same port."""

    def __init__(self, folder: pathlib.Path) -> None:
        self._folder = folder
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        options = {"--port": str(self.port), "--bind": "127.0.0.1", "--save": "", "--dir": str(self._folder)}
        arguments = [part for option in options.items() for part in option]
        self._process = subprocess.Popen([redis_command(), *arguments], stdout=subprocess.DEVNULL)
        deadline = time.monotonic() + STARTS_WITHIN
        with redis.Redis.from_url(self.url) as client:
            while True:
                with contextlib.suppress(redis.ConnectionError):
                    client.ping()
                    return
                if time.monotonic() > deadline:
                    message = f"Redis did not answer within {STARTS_WITHIN} s"
                    raise TimeoutError(message)
                time.sleep(0.05)

    def stop(self) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait(timeout=10)
            self._process = None


@contextlib.contextmanager
def running_redis(folder: pathlib.Path) -> Iterator[RedisServer]:
    server = RedisServer(folder)
    server.start()
    try:
        yield server
    finally:
        server.stop()
