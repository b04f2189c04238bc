"""A small server on a free port of loopback, in a thread of the test's own process."""

import contextlib
import socketserver
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TypeVar

Server = TypeVar("Server", bound=socketserver.BaseServer)


class QuietHandler(BaseHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base class's name
        """Keep the test's output to the test."""


@contextlib.contextmanager
def running(server: Server) -> Iterator[Server]:
    """Serve until the block is left."""
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)


def serving(handler: type[BaseHTTPRequestHandler]) -> contextlib.AbstractContextManager[ThreadingHTTPServer]:
    return running(ThreadingHTTPServer(("127.0.0.1", 0), handler))
