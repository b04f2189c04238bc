"""What holds for every route: who may call, what surrounds the answer, how large a call may be, what failure says."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from fastapi import FastAPI
from redis.exceptions import ConnectionError as RedisConnectionError
from starlette.testclient import TestClient

from auth_gateway.app import BODY_BYTES, create_app
from auth_gateway.cases.written import FORM_BYTES
from auth_gateway.dependencies import FORM_FIELDS
from auth_gateway.platform.errors import MEDIA_TYPE
from auth_gateway.platform.settings import Mode
from tests.support.gateway import BASE_URL, Gateway
from tests.support.people import member

OPEN_TO_ALL = {
    "/api/v1/auth/login",
    "/api/v1/auth/otp",
    "/api/v1/health/live",
    "/api/v1/health/ready",
    "/api/v1/password-resets",
    "/api/v1/password-resets/complete",
    "/api/v1/registrations",
    "/api/v1/activations",
    "/api/v1/closings/confirm",
    "/api/v1/email-changes/confirm",
    "/api/v1/email-changes/undo",
    "/api/v1/terms",
    "/api/v1/terms/{version}",
}
UNSAFE = {"post", "put", "patch", "delete"}


def api_calls(app: FastAPI) -> Iterator[tuple[str, str]]:
    """Yield method and path of every call of the interface, with a value for each path parameter."""
    for path, methods in app.openapi()["paths"].items():
        if path.startswith("/api/v1") and path not in OPEN_TO_ALL:
            for method in methods:
                yield method, re.sub(r"\{[^}]+\}", "0" * 32, path)


def test_every_call_but_signing_in_and_health_wants_a_session(gateway: Gateway) -> None:
    calls = list(api_calls(gateway.app))
    client = gateway.client()

    refused = {call: client.request(*call).json()["code"] for call in calls}

    assert ("get", "/api/v1/me") in calls
    assert {call: code for call, code in refused.items() if code != "not_signed_in"} == {}


def test_every_unsafe_call_wants_the_csrf_token(gateway: Gateway) -> None:
    client = gateway.signed_in_member(member())
    del client.headers["X-CSRF-Token"]
    calls = [call for call in api_calls(gateway.app) if call[0] in UNSAFE]

    refused = {call: client.request(*call).json()["code"] for call in calls}

    assert ("post", "/api/v1/auth/logout") in calls
    assert {call: code for call, code in refused.items() if code != "csrf_token"} == {}


@pytest.mark.parametrize(
    "path", ["/api/v1/health/live", "/api/v1/me", "/nothing", "/openapi.json", "/demo/accounts.json"]
)
def test_a67_every_answer_has_the_security_headers(gateway: Gateway, path: str) -> None:
    headers = gateway.client().get(path).headers

    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] == "no-store"
    assert headers["strict-transport-security"] == "max-age=31536000"
    assert "server" not in headers


@pytest.mark.parametrize("path", ["/connexion", "/espace", "/api/v1/me", "/conseiller"])
def test_a44_no_page_may_send_anything_to_anybody_but_the_service(gateway: Gateway, path: str) -> None:
    policy = gateway.signed_in_member(member()).get(path).headers["content-security-policy"]
    told = dict(directive.strip().split(" ", 1) for directive in policy.split(";"))

    assert told["default-src"] == "'none'"
    assert {source for sources in told.values() for source in sources.split()} <= {"'none'", "'self'", "data:", "blob:"}


def test_a_body_beyond_the_limit_is_refused(gateway: Gateway) -> None:
    def chunks() -> Iterator[bytes]:
        for _ in range(2):
            yield b"x" * BODY_BYTES

    declared = gateway.client().post("/api/v1/auth/login", content=b"x" * (BODY_BYTES + 1))
    streamed = gateway.client().post("/api/v1/auth/login", content=chunks())

    for answer in (declared, streamed):
        assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")
        assert "content-security-policy" in answer.headers


def test_a_body_refused_for_its_size_has_no_effect_whichever_the_call(gateway: Gateway) -> None:
    client = gateway.signed_in_member(member())

    def too_much(path: str) -> Iterator[bytes]:
        of_desk = path.startswith("/api/v1/console/cases/") and path.endswith(("/messages", "/ask", "/answer"))
        takes_files = path.startswith("/api/v1/cases") or path.endswith("/documents") or of_desk
        most = FORM_BYTES if takes_files else BODY_BYTES
        for _ in range(most // BODY_BYTES + 2):
            yield b"x" * BODY_BYTES

    kinds = ("application/json", "text/plain", "application/x-www-form-urlencoded")
    refused = {
        (*call, kind): client.request(*call, content=too_much(call[1]), headers={"Content-Type": kind}).status_code
        for call in api_calls(gateway.app)
        if call[0] in UNSAFE
        for kind in kinds
    }

    assert ("post", "/api/v1/auth/logout", "text/plain") in refused
    assert {call: status for call, status in refused.items() if status != 413} == {}
    assert client.get("/api/v1/me").status_code == 200


def test_a_form_has_five_files_at_most_and_few_fields_however_they_are_named(gateway: Gateway) -> None:
    client = gateway.signed_in_member(member())
    token = client.headers.pop("X-CSRF-Token")
    path, content = "/api/v1/auth/logout", b"%PDF-1.4"

    six_files = client.post(path, data={"csrf_token": token}, files=[(name, (name, content)) for name in "abcdef"])
    many_fields = client.post(path, data={"csrf_token": token} | {f"f{n}": "" for n in range(FORM_FIELDS)})

    assert (six_files.status_code, six_files.json()["code"]) == (422, "too_many_files_at_once")
    assert many_fields.status_code == 400
    assert client.get("/api/v1/me").status_code == 200


def test_every_integer_of_the_interface_fits_its_column(gateway: Gateway) -> None:
    document = gateway.app.openapi()
    parameters = [
        (path, parameter["name"], schema)
        for path, methods in document["paths"].items()
        for operation in methods.values()
        for parameter in operation.get("parameters", [])
        for schema in parameter["schema"].get("anyOf", [parameter["schema"]])
        if schema.get("type") == "integer"
    ]
    client = gateway.signed_in_member(member())
    answer = client.get(f"/api/v1/conversations/{'0' * 32}/messages?after={2**63}")

    assert parameters
    assert [each for each in parameters if each[2].get("maximum", 2**31) >= 2**31 or "minimum" not in each[2]] == []
    assert answer.status_code == 422


def test_a_method_that_an_address_has_not_is_told_all_that_it_has(gateway: Gateway) -> None:
    client = gateway.client()

    conversations = client.put("/api/v1/conversations")
    draft = client.post(f"/api/v1/conversations/{'0' * 32}/draft")
    page = client.delete("/connexion")

    assert [each.status_code for each in (conversations, draft, page)] == [405] * 3
    assert [each.headers["allow"] for each in (conversations, draft, page)] == ["GET, POST", "GET, PATCH", "GET, POST"]


def test_no_answer_repeats_the_host_that_the_caller_named(gateway: Gateway) -> None:
    client = gateway.client()
    for path in ("/connexion/", "/api/v1/me/", "/espace/", "/", "/espace"):
        answer = client.get(path, headers={"Host": "evil.example.net"}, follow_redirects=False)

        assert "evil.example.net" not in str(answer.headers) + answer.text


def test_production_answers_to_its_own_names_only(gateway: Gateway) -> None:
    settings = gateway.services.settings.model_copy(update={"mode": Mode.PRODUCTION})
    client = TestClient(create_app(settings, replace(gateway.services, settings=settings)), base_url=BASE_URL)

    foreign = client.get("/connexion", headers={"Host": "evil.example.net"})

    assert (foreign.status_code, foreign.json()["code"]) == (421, "misdirected_request")
    assert client.get("/connexion").status_code == 200
    assert client.get("/api/v1/health/live", headers={"Host": "10.0.0.7"}).status_code == 200


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/nothing", 404, "not_found"),
        ("DELETE", "/api/v1/me", 405, "method_not_allowed"),
        ("GET", "/docs", 404, "not_found"),
        ("GET", "/integration.js", 404, "not_found"),  # until an operator names a page that may hold the space
    ],
)
def test_the_frameworks_own_errors_are_problem_documents(
    gateway: Gateway, method: str, path: str, status: int, code: str
) -> None:
    answer = gateway.client().request(method, path)

    assert (answer.status_code, answer.json()["code"], answer.headers["content-type"]) == (status, code, MEDIA_TYPE)
    assert answer.json()["title"]


def test_malformed_json_is_a_problem_document(gateway: Gateway) -> None:
    headers = {"Content-Type": "application/json"}

    answer = gateway.client().post("/api/v1/auth/login", content=b"{", headers=headers)

    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_request")
    assert answer.json()["errors"][0]["message"] == "Le contenu n’est pas du JSON valide."


def test_an_unexpected_error_says_nothing_of_itself_and_keeps_the_headers(gateway: Gateway) -> None:
    def explode() -> None:
        message = "canari"
        raise RuntimeError(message)

    gateway.app.get("/explode")(explode)

    answer = gateway.client().get("/explode")

    assert (answer.status_code, answer.json()["code"]) == (500, "unexpected_error")
    assert "canari" not in answer.text
    assert "content-security-policy" in answer.headers


@pytest.mark.parametrize("path", ["/api/v1/analyses/%00", "/espace/documents/%00", "/api/v1/me/accesses?after=%00"])
def test_a_value_that_no_column_can_hold_is_the_callers_mistake(each_gateway: Gateway, path: str) -> None:
    client = each_gateway.signed_in_member(member())

    answer = client.get(path, headers={"Accept": "text/html"})

    assert answer.status_code in {404, 422}  # SQLite looks for it and finds nothing


def test_a_dependency_that_fails_is_a_503(gateway: Gateway) -> None:
    def fail() -> None:
        raise RedisConnectionError

    gateway.app.get("/fail")(fail)

    answer = gateway.client().get("/fail")

    assert (answer.status_code, answer.json()["code"], answer.headers["retry-after"]) == (
        503,
        "service_unavailable",
        "5",
    )


def test_the_interface_is_published_as_openapi_3_1(gateway: Gateway) -> None:
    document = gateway.client().get("/openapi.json").json()

    assert document["openapi"].startswith("3.1")
    assert {"/api/v1/auth/login", "/api/v1/auth/otp", "/api/v1/auth/logout", "/api/v1/me"} <= set(document["paths"])
    assert not any(path.startswith("/demo") for path in document["paths"])
    for methods in document["paths"].values():
        for operation in methods.values():
            assert MEDIA_TYPE in operation["responses"]["default"]["content"]
            assert "422" not in operation["responses"]  # the framework's own error body, which is never sent


def test_ready_means_database_redis_and_assistant(gateway: Gateway) -> None:
    client = gateway.client()
    ready = client.get("/api/v1/health/ready")
    gateway.bot.is_ready = False
    not_ready = client.get("/api/v1/health/ready")

    assert (ready.status_code, ready.json()) == (200, {"status": "ready"})
    assert not_ready.status_code == 503
    assert "bot" not in not_ready.text
    assert client.get("/api/v1/health/live").status_code == 200


def test_a67_without_tls_no_promise_of_tls_is_made(gateway: Gateway) -> None:
    settings = gateway.services.settings.model_copy(update={"base_url": "http://127.0.0.1:8000"})
    client = TestClient(create_app(settings, replace(gateway.services, settings=settings)), base_url=BASE_URL)

    assert "strict-transport-security" not in client.get("/api/v1/health/live").headers
