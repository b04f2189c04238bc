"""The only way to the assistant: signed turns over loopback.

The signature covers the instant and the raw body (HMAC-SHA-256), so that nobody else on the machine can speak for a
member. An incomplete answer is a failure: the caller stores nothing and the member may try again.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Protocol

import httpcore
from structlog import contextvars

from auth_gateway.platform import metrics
from auth_gateway.platform.clock import Clock
from tracing import SpanKind, Traces, pass_on

TURN_SECONDS = 8.0  # longer than the actions' own limit, shorter than a member's patience
READY_SECONDS = 1.0
CONNECTIONS, IDLE_SECONDS = 100, 60.0  # less than the assistant keeps an idle connection
FAILURES = (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError)


class BotUnavailableError(Exception):
    """The assistant did not give a whole answer: unreachable, too slow, refused, or incomplete."""


class Bot(Protocol):
    def take_turn(self, turn: Mapping[str, Any]) -> dict[str, Any]:
        """Send one turn with its record; return the whole answer or raise BotUnavailableError."""
        ...

    def ready(self) -> bool:
        """Whether the assistant has its model loaded and answers."""
        ...

    def close(self) -> None:
        """Let the connections go."""
        ...


class HttpBot:
    def __init__(self, url: str, secret: str, clock: Clock, traces: Traces | None = None) -> None:
        self._secret = secret.encode()
        self._clock = clock
        self._traces = traces or Traces()
        self._url = url.rstrip("/")
        self._pool = httpcore.ConnectionPool(max_connections=CONNECTIONS, keepalive_expiry=IDLE_SECONDS)

    def take_turn(self, turn: Mapping[str, Any]) -> dict[str, Any]:
        with metrics.timed(metrics.TURN_SECONDS), self._traces.span("assistant", SpanKind.CLIENT):
            return self._answer_to(turn)

    def _answer_to(self, turn: Mapping[str, Any]) -> dict[str, Any]:
        body = json.dumps(turn, ensure_ascii=False).encode()
        timestamp = str(int(self._clock.now().timestamp()))
        signature = hmac.new(self._secret, f"{timestamp}.".encode() + body, hashlib.sha256).hexdigest()
        headers = {
            "Content-Type": "application/json",
            "X-Turn-Timestamp": timestamp,
            "X-Turn-Signature": signature,
            "X-Request-Id": contextvars.get_contextvars().get("request", ""),  # the same in the logs of all processes
        }
        pass_on(headers)
        try:
            response = self._call("POST", "/webhooks/gateway/turn", TURN_SECONDS, headers, body)
            answer = json.loads(response.content) if response.status == HTTPStatus.OK else None
        except (*FAILURES, ValueError) as error:
            raise BotUnavailableError(type(error).__name__) from error
        if not isinstance(answer, dict):
            raise BotUnavailableError(f"status {response.status}")
        return answer

    def ready(self) -> bool:
        try:
            return self._call("GET", "/webhooks/gateway/health", READY_SECONDS).status == HTTPStatus.OK
        except FAILURES:
            return False

    def _call(
        self, method: str, path: str, seconds: float, headers: Mapping[str, str] | None = None, body: bytes = b""
    ) -> httpcore.Response:
        """Call without redirections, cookies or proxies of the environment: httpx would cost as much as the call."""
        limits = dict.fromkeys(("connect", "read", "write", "pool"), seconds)
        return self._pool.request(
            method,
            f"{self._url}{path}",
            headers=[*(headers or {}).items()],
            content=body or None,  # an empty one is announced, and the assistant then misses it in its log
            extensions={"timeout": limits},
        )

    def close(self) -> None:
        self._pool.close()
