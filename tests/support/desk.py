"""Gestures of a member who hands a quote over and of an advisor who answers it, over the interface."""

from typing import Any

from starlette.testclient import TestClient

from tests.support.talks import Talker

Json = dict[str, Any]

CASES, CONSOLE = "/api/v1/cases", "/api/v1/console/cases"


def sent(talker: Talker, comment: str = "Merci de relire.", **fields: str) -> str:
    """Hand the member's conversation over, if there is one; return the case's id."""
    given = {"comment": comment, **({"conversation_id": talker.id} if talker.id else {}), **fields}
    answer = talker.client.post(CASES, data=given)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def mine(talker: Talker, case: str) -> Json:
    answer = talker.client.get(f"{CASES}/{case}")
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def act(advisor: TestClient, case: str, step: str, **body: Any) -> Any:
    return advisor.post(f"{CONSOLE}/{case}/{step}", json=body)


def opened(advisor: TestClient, case: str) -> Json:
    answer = advisor.get(f"{CONSOLE}/{case}")
    assert answer.status_code == 200, answer.text
    return dict(answer.json())
