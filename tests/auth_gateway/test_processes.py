"""The gateway's own processes, started as an operator does: migrate, seed-demo, serve, worker; ended by SIGTERM."""

import os
import pathlib
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx

from ops.stack import free_port
from tests.support.client import Client
from tests.support.redis_server import RedisServer


@contextmanager
def running(command: str, environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen([sys.executable, "-m", "auth_gateway", command], env=environment)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(timeout=15)


def wait_until_live(url: str) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            httpx.get(f"{url}/api/v1/health/live", trust_env=False)
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return
    message = "the gateway did not start within 30 s"
    raise TimeoutError(message)


def test_a_fictitious_member_signs_in_through_the_real_processes(
    tmp_path: pathlib.Path, redis_server: RedisServer
) -> None:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("OXYCCAM_")},
        "OXYCCAM_MODE": "demonstration",
        "OXYCCAM_PORT": str(port),
        "OXYCCAM_BASE_URL": url,
        "OXYCCAM_DATABASE_URL": f"sqlite:///{tmp_path / 'new' / 'oxyccam.sqlite3'}",
        "OXYCCAM_REDIS_URL": redis_server.url,
        "OXYCCAM_SECRET_KEY": "a secret of the tests, of more than 32 characters",
        "OXYCCAM_INDEX_KEY": "yet another secret of the tests, as long as it takes",
        "OXYCCAM_TURN_SECRET": "another secret of the tests, as long as it takes",
        "OXYCCAM_STORAGE_DIR": str(tmp_path / "storage"),
        "OXYCCAM_MAIL_TRANSPORT": "sink",
        "OXYCCAM_MAIL_SINK_DIR": str(tmp_path / "mail"),
    }
    for command in ("migrate", "seed-demo", "migrate", "seed-demo"):
        subprocess.run([sys.executable, "-m", "auth_gateway", command], env=environment, check=True)

    figures = {name: f"127.0.0.1:{free_port()}" for name in ("serve", "worker")}
    with (
        running("serve", {**environment, "OXYCCAM_METRICS": figures["serve"]}) as server,
        running("worker", {**environment, "OXYCCAM_METRICS": figures["worker"]}) as worker,
    ):
        wait_until_live(url)
        client = Client(url)
        account = client.account(about="deux enfants", mutuelle="lmg")
        client.sign_in(account["email"], account["password"])
        me = client.get("/api/v1/me").json()
        client.http.close()
        told = {name: httpx.get(f"http://{address}/metrics", trust_env=False).text for name, address in figures.items()}

    assert me["first_name"] == "Camille"
    assert len(me["beneficiaries"]) == 3
    assert 'route="/api/v1/me",status="200"' in told["serve"]
    assert "oxyccam_database_up 1.0" in told["worker"]
    assert account["email"] not in "".join(told.values())
    assert (server.returncode, worker.returncode) == (0, 0)
