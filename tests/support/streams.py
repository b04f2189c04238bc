"""Server-sent events as a browser hears them: over a real server, one after the other, comments left out."""

import contextlib
import json
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import httpx
import uvicorn
from fastapi import FastAPI
from starlette.testclient import TestClient

from auth_gateway.platform.sessions import COOKIE


@contextlib.contextmanager
def served(app: FastAPI) -> Iterator[str]:
    """Serve an application for as long as the block lasts; give its address."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        config = uvicorn.Config(app, log_config=None, access_log=False, lifespan="off", timeout_graceful_shutdown=1)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join(timeout=10)


@contextlib.contextmanager
def watching(address: str, client: TestClient, path: str, **headers: str) -> Iterator[Iterator[dict[str, Any]]]:
    """Open a stream with the session of a signed-in client; give its events as they come."""
    cookie = {"Cookie": f"{COOKIE}={client.cookies[COOKIE]}"}
    with (
        httpx.Client(timeout=30, trust_env=False) as http,
        http.stream("GET", f"{address}{path}", headers={**cookie, **headers}) as stream,
    ):
        assert stream.status_code == 200
        assert stream.headers["content-type"].startswith("text/event-stream")
        lines = stream.iter_lines()
        assert next(lines) == "retry: 3000"  # from here on the stream is listening
        yield events(lines)


def events(lines: Iterator[str]) -> Iterator[dict[str, Any]]:
    event: dict[str, Any] = {}
    for line in lines:
        if not line and event:
            yield event
            event = {}
        elif not line.startswith(":") and line:
            name, _, value = line.partition(": ")
            event[name] = json.loads(value) if name == "data" else value
