"""The shipped proxy: TLS, no address that a caller claims, and slow callers let go while others are served."""

import contextlib
import json
import os
import pathlib
import select
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest

from ops.proxy import haproxy
from ops.stack import free_port
from tests.support.certificates import write_certificate

CONFIGURATION = pathlib.Path(__file__).parents[2] / "deploy" / "haproxy.cfg"
SHARE, MORE = 400, 100  # connections that one address may hold, and how many more are tried
HALF_OPEN = 150  # below what one address may have open
HEAD_SECONDS = 10  # `timeout http-request`

PROGRAM = haproxy()

pytestmark = pytest.mark.skipif(PROGRAM is None, reason="HAProxy is not installed")


@dataclass
class Proxy:
    port: int
    context: ssl.SSLContext

    @property
    def url(self) -> str:
        return f"https://localhost:{self.port}"

    def client(self) -> httpx.Client:
        return httpx.Client(base_url=self.url, verify=self.context, trust_env=False, timeout=10)

    def half_a_request(self) -> ssl.SSLSocket:
        connection = self.context.wrap_socket(
            socket.create_connection(("127.0.0.1", self.port), timeout=30), server_hostname="localhost"
        )
        connection.sendall(b"POST /api/v1/auth/login HTTP/1.1\r\nHost: localhost\r\nX-Slow: ")
        return connection


class Echo(BaseHTTPRequestHandler):
    """Stands behind the proxy and says what reached it."""

    def do_GET(self) -> None:
        body = json.dumps([self.path, list(self.headers.items())]).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the name is the standard library's
        """Say nothing: the test reads the answer."""


@pytest.fixture(scope="module")
def behind() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Echo) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def proxy(behind: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    certificate, port = tmp_path_factory.mktemp("proxy") / "certificate.pem", free_port()
    write_certificate(certificate)
    environment = {
        **os.environ,
        "PROXY_BIND": f"127.0.0.1:{port}",
        "PROXY_CERTIFICATE": str(certificate),
        "GATEWAYS": behind,
    }
    process = subprocess.Popen(
        [str(PROGRAM), "-db", "-f", str(CONFIGURATION)], env=environment, stdout=subprocess.DEVNULL
    )
    built = Proxy(port, ssl.create_default_context(cafile=str(certificate)))
    try:
        _wait_until_it_answers(built)
        yield built
    finally:
        process.terminate()
        process.wait(timeout=15)


def _wait_until_it_answers(proxy: Proxy) -> None:
    """Wait for the port first: a client that fails in the middle of its handshake leaves a socket behind."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", proxy.port), timeout=5).close()
            break
        except ConnectionRefusedError:
            time.sleep(0.1)
    with proxy.client() as client:
        while time.monotonic() < deadline:
            if client.get("/").status_code == httpx.codes.OK:
                return
            time.sleep(0.1)
    message = "the proxy did not answer within 30 s"
    raise TimeoutError(message)


def test_what_a_caller_claims_to_be_does_not_pass(proxy: Proxy) -> None:
    claims = {"X-Forwarded-For": "203.0.113.7", "X-Request-Id": "forged", "X-Forwarded-Proto": "http"}
    with proxy.client() as client:
        answer = client.get("/espace?a=1", headers=claims)

    path, headers = answer.json()
    told = [(name.lower(), value) for name, value in headers]
    assert path == "/espace?a=1"
    assert [value for name, value in told if name == "x-forwarded-for"] == ["127.0.0.1"]
    assert [value for name, value in told if name == "x-forwarded-proto"] == ["https"]
    assert "forged" not in str(told)
    assert answer.headers["strict-transport-security"] == "max-age=31536000"


def test_an_old_protocol_is_refused(proxy: Proxy) -> None:
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.set_ciphers("ALL:@SECLEVEL=0")
    with pytest.deprecated_call():
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    with socket.create_connection(("127.0.0.1", proxy.port), timeout=10) as plain, pytest.raises(ssl.SSLError):
        context.wrap_socket(plain)


def test_half_open_requests_are_let_go_and_hold_nobody_else(proxy: Proxy) -> None:
    slow = [proxy.half_a_request() for _ in range(HALF_OPEN)]
    try:
        with proxy.client() as client:
            meanwhile = client.get("/").status_code
        began = time.monotonic()
        answers = [connection.recv(4096) for connection in slow]
    finally:
        for connection in slow:
            connection.close()

    assert meanwhile == httpx.codes.OK
    assert {answer.split(b"\r\n")[0] for answer in answers} == {b"HTTP/1.1 408 Request Time-out"}
    assert time.monotonic() - began < 3 * HEAD_SECONDS


def test_one_address_cannot_hold_more_than_its_share(proxy: Proxy) -> None:
    with contextlib.ExitStack() as closing:
        tried = [_connect(proxy, closing) for _ in range(SHARE + MORE)]
        held = [connection for connection in tried if connection is not None]
        let_go, _, _ = select.select(held, [], [], HEAD_SECONDS)
        told = [_last_word(connection) for connection in let_go]

    refused = len(tried) - len(held) + len(told)
    assert set(told) <= {b""}
    assert 0 < refused <= MORE


def _connect(proxy: Proxy, closing: contextlib.ExitStack) -> socket.socket | None:
    """Open a connection; None where the proxy refused it before it stood."""
    try:
        return closing.enter_context(socket.create_connection(("127.0.0.1", proxy.port), timeout=10))
    except ConnectionResetError:
        return None


def _last_word(connection: socket.socket) -> bytes:
    """Return what the proxy said before it closed: nothing, when the connection was refused as such."""
    try:
        return connection.recv(4096)
    except ConnectionResetError:
        return b""
