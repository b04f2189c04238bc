"""What the member sees when a process ends: nothing between two turns, an apology during one, and nothing lost."""

import uuid

import httpx
import pytest

from ops.stack import Stack
from tests.support.client import Client, Talk

pytestmark = pytest.mark.rasa


@pytest.fixture
def talk(stack: Stack) -> Talk:
    client = Client(stack.base_url)
    account = client.account(about="deux enfants", mutuelle="lmg")
    talk = client.sign_in(account["email"], account["password"]).conversation(fresh=True)
    return talk.say("HBLD038")


@pytest.mark.parametrize("name", ["actions", "bot"])
def test_a_process_killed_between_two_turns_changes_nothing(stack: Stack, talk: Talk, name: str) -> None:
    before = talk.draft

    stack.kill(name)
    stack.revive(name)
    talk.say("le 5 décembre 2026")

    understood = {**before["understood"], "care_date": "5 décembre 2026"}
    missing = [one for one in before["missing"] if one["field"] != "care_date"]
    assert talk.draft == {**before, "care_date": "2026-12-05", "understood": understood, "missing": missing}
    assert talk.asking == "line.tooth"


@pytest.mark.parametrize("name", ["actions", "bot"])
def test_a_process_down_during_a_turn_yields_an_apology_and_the_retry_works(
    stack: Stack, talk: Talk, name: str
) -> None:
    body = {"client_message_id": str(uuid.uuid4()), "text": "le 5 décembre 2026"}
    path = f"{talk.path}/messages"
    before = talk.client.get(f"{path}?after=0").json()

    stack.kill(name)
    try:
        refused = talk.client.post(path, json=body)
        meanwhile = talk.client.get(f"{path}?after=0").json()
    finally:
        stack.revive(name)
    retried = talk.client.post(path, json=body)
    repeated = talk.client.post(path, json=body)

    assert refused.status_code == httpx.codes.SERVICE_UNAVAILABLE
    assert refused.json()["code"] == "assistant_unavailable"
    titles = [button["title"] for message in refused.json()["messages"] for button in message["buttons"]]
    assert titles == ["Réessayer", "Envoyer mon devis"]
    assert meanwhile == before
    assert retried.status_code == httpx.codes.OK
    assert retried.json()["draft"]["care_date"] == "2026-12-05"
    assert repeated.json() == retried.json()
