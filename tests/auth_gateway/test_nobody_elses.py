"""Every address with an id, generated from the routes: for whom it is not theirs, it is not there (404)."""

import itertools
import re
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from starlette.testclient import TestClient

from auth_gateway.accounts import AccountRole
from tests.support import uploads
from tests.support.desk import CASES, CONSOLE, act, opened, sent
from tests.support.people import member
from tests.support.talks import Talks, estimated

Json = dict[str, Any]

OF_THE_DESK = ("/api/v1/console/", "/conseiller/dossiers/", "/conseiller/conversations/", "/conseiller/relecture/")
OF_A_MEMBER = (
    "/api/v1/cases/", "/api/v1/documents/", "/api/v1/analyses/", "/api/v1/conversations/",
    "/espace/echanges/", "/espace/documents/", "/espace/devis/",
)  # fmt: skip
NOBODYS = {"reply_id"}  # a canned reply belongs to the whole desk
A_BODY: Json = {"json": {"text": "x"}}  # of a call that also takes a form
A_REVIEW: Json = {"data": {"avis": "good", "message": "1", "intention": "greet", "phrase": "x"}}
GIVEN: dict[tuple[str, str], Json] = {
    ("POST", "/api/v1/conversations/{conversation_id}/messages"): {"json": {"client_message_id": "m", "text": "x"}},
    ("POST", "/api/v1/conversations/{conversation_id}/documents"): {"files": {"file": ("a.pdf", uploads.pdf())}},
    ("POST", "/api/v1/console/cases/{case_id}/messages"): A_BODY,
    ("POST", "/conseiller/relecture/{conversation_id}/avis"): A_REVIEW,
    ("POST", "/conseiller/relecture/{conversation_id}/exemple"): A_REVIEW,
}
"""What is sent where the description alone does not tell it."""


def exchange_of(talks: Talks) -> dict[str, str]:
    """Make a member's exchange with everything in it; return the value of each parameter of an address."""
    talker, desk = talks.member(), talks.advisor("mnh")
    analysis = estimated(talks, talker)
    case = sent(talker)
    talker.client.post(f"{CASES}/{case}/messages", data={"text": "x"}, files={"file": ("a.pdf", uploads.pdf())})
    document = act(desk, case, "answer", text="Voici.").json()["document"]
    return {
        "case_id": case,
        "conversation_id": talker.id,
        "file_id": opened(desk, case)["files"][0]["id"],
        "document_id": document,
        "analysis_id": analysis,
        "document": document,
        "number": "1",
    }


def routes(app: FastAPI, prefixes: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield method and path of every call to an object by its id."""
    for route in iter_route_contexts(app.routes):
        path = route.path or ""
        named = set(re.findall(r"\{(\w+)", path))
        if path.startswith(prefixes) and named and not named & NOBODYS:
            yield from itertools.product(sorted(route.methods or ()), [path])


def bodies(app: FastAPI) -> dict[tuple[str, str], Json]:
    """Return the smallest body that each call accepts, from the published description."""
    document = app.openapi()
    found = {}
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            content = operation.get("requestBody", {}).get("content", {})
            if "application/json" in content:
                found[method.upper(), path] = {"json": smallest(document, content["application/json"]["schema"])}
    return found | GIVEN


def smallest(document: Json, schema: Json) -> Any:
    if "$ref" in schema:
        return smallest(document, document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]])
    if "anyOf" in schema:
        return smallest(document, schema["anyOf"][0])
    if schema.get("type") == "object":
        return {name: smallest(document, schema["properties"][name]) for name in schema.get("required", ())}
    if schema.get("type") == "array":
        return [smallest(document, schema["items"])] * schema.get("minItems", 0)
    plain = {"boolean": True, "integer": 1, "date": "2026-12-24"}
    kind = str(schema.get("format", schema.get("type")))
    return schema["enum"][0] if "enum" in schema else plain.get(kind, "x")


def statuses(
    client: TestClient, app: FastAPI, prefixes: tuple[str, ...], values: dict[str, str]
) -> dict[tuple[str, str], int]:
    given, found = bodies(app), {}
    for method, path in routes(app, prefixes):
        address = re.sub(r"\{(\w+)(?::\w+)?\}", lambda name: values[name[1]], path)
        takes_body = path.startswith("/api/") and method not in {"GET", "DELETE"}
        sending = given.get((method, path), A_BODY if takes_body else {})
        found[method, path] = client.request(method, address, **sending).status_code
    return found


@pytest.mark.parametrize("role", [AccountRole.ADVISOR, AccountRole.SUPERVISOR])
def test_a43_no_address_of_the_desk_shows_a_case_of_another_mutuelle(talks: Talks, role: AccountRole) -> None:
    values = exchange_of(talks)
    stranger = talks.advisor("mnt", role=role)

    found = statuses(stranger, talks.gateway.app, OF_THE_DESK, values)

    assert len(found) > 30
    assert {call: status for call, status in found.items() if status != 404} == {}


def test_no_address_of_a_member_shows_what_is_anothers(talks: Talks) -> None:
    values = exchange_of(talks)
    stranger = talks.member(member(), opened=False)

    found = statuses(stranger.client, talks.gateway.app, OF_A_MEMBER, values)

    assert len(found) > 20
    assert {call: status for call, status in found.items() if status != 404} == {}


@pytest.mark.parametrize("prefixes", [OF_THE_DESK, OF_A_MEMBER], ids=["desk", "member"])
def test_an_id_that_nobody_has_is_not_found_either(talks: Talks, prefixes: tuple[str, ...]) -> None:
    client = talks.advisor() if prefixes is OF_THE_DESK else talks.member(opened=False).client
    values = dict.fromkeys(exchange_of(talks), "0" * 32) | {"number": "1"}

    found = statuses(client, talks.gateway.app, prefixes, values)

    assert {call: status for call, status in found.items() if status != 404} == {}


def test_the_same_addresses_lead_the_advisor_of_the_mutuelle_to_the_case(talks: Talks) -> None:
    values, desk = exchange_of(talks), talks.advisor("mnh")

    for address in (f"{CONSOLE}/{values['case_id']}", f"/api/v1/console/files/{values['file_id']}"):
        assert desk.get(address).status_code == 200
