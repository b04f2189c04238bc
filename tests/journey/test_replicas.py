"""Two of each process behind a proxy, without sticky sessions: whichever answers, the member sees one service."""

import threading
import uuid
from collections.abc import Iterator

import httpx
import pytest

from ops.proxy import haproxy
from ops.stack import BOT_PYTHON, Stack
from tests.support.client import Client, Talk
from tests.support.postgresql import PostgresqlServer
from tests.support.quotes import CROWN

pytestmark = [pytest.mark.rasa, pytest.mark.postgresql]

GATEWAYS = {"gateway", "gateway-2"}


@pytest.fixture(scope="module")
def replicas(postgresql_server: PostgresqlServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    if haproxy() is None:
        pytest.skip("HAProxy is not installed")
    if not BOT_PYTHON.exists():
        pytest.skip("bot/.venv is not here: run `make train` first")
    url = postgresql_server.url(postgresql_server.create())
    folder = tmp_path_factory.mktemp("replicas")
    with Stack(folder, today="2026-11-21", database_url=url, replicas=2) as running:
        yield running


@pytest.fixture
def client(replicas: Stack) -> Client:
    client = Client(replicas.base_url)
    account = client.account(about="deux enfants", mutuelle="lmg")
    return client.sign_in(account["email"], account["password"])


def gateway_alone(replicas: Stack, name: str, client: Client) -> Client:
    """Return the same session on one gateway, past the proxy."""
    own = Client(f"http://127.0.0.1:{replicas.processes[name].environment['OXYCCAM_PORT']}")
    own.cookies, own.csrf = dict(client.cookies), client.csrf
    return own


def test_a_quote_is_described_over_both_gateways_and_both_bots(replicas: Stack, client: Client) -> None:
    talk = client.conversation(fresh=True)
    answered_by = set()
    for asked, said in CROWN:
        assert talk.asking == asked, talk.text
        answered = talk.send({"text": said})
        answered_by.add(answered.headers["X-Served-By"])
        talk.answer = answered.json()

    assert talk.estimate["total"]["member"] == "135.50"
    assert answered_by == GATEWAYS
    for name in ("bot", "bot-2"):
        assert " answered in " in replicas.processes[name].log.read_text()


def test_a_stream_on_one_gateway_shows_a_turn_taken_on_the_other(replicas: Stack, client: Client) -> None:
    talk = client.conversation(fresh=True)
    watching, speaking = (gateway_alone(replicas, name, client) for name in sorted(GATEWAYS))
    headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in watching.cookies.items())}
    listening, seen = threading.Event(), []

    def watch() -> None:
        with watching.http.stream("GET", f"{talk.path}/events", headers=headers) as stream:
            for line in stream.iter_lines():
                listening.set()
                seen.append(line)
                if "Inlay-core" in line:
                    return

    thread = threading.Thread(target=watch)
    thread.start()
    assert listening.wait(30)
    said = speaking.post(f"{talk.path}/messages", json={"client_message_id": str(uuid.uuid4()), "text": "HBLD090"})
    thread.join(30)

    assert said.status_code == httpx.codes.OK
    assert not thread.is_alive()
    assert any("Inlay-core" in line for line in seen)


@pytest.mark.parametrize("name", ["gateway-2", "actions", "bot"])
def test_a_replica_that_is_gone_is_missed_by_nobody(replicas: Stack, client: Client, name: str) -> None:
    talk = client.conversation(fresh=True)

    replicas.kill(name)
    try:
        for said in ("HBLD090", "la 14", "175 euros"):
            insisted(talk, said)
    finally:
        replicas.revive(name)

    assert talk.draft["lines"][0]["fee"] == "175.00"
    assert [each["text"] for each in transcript(talk) if each["from"] == "member"] == ["HBLD090", "la 14", "175 euros"]


def insisted(talk: Talk, text: str) -> None:
    """Send as a client does, under one id: the proxy needs a moment to see that a replica is gone."""
    body = {"client_message_id": str(uuid.uuid4()), "text": text}
    for _ in range(10):
        answered = talk.client.post(f"{talk.path}/messages", json=body)
        if answered.status_code == httpx.codes.OK:
            talk.answer = answered.json()
            return
    raise AssertionError(answered.text)


def transcript(talk: Talk) -> list[dict[str, str]]:
    return list(talk.client.get(f"{talk.path}/messages?after=0").json()["messages"])
