"""The only way to the assistant: signed turns over loopback.

The signature covers the instant and the raw body (HMAC-SHA-256), so that nobody else on the machine can speak for a
member. An incomplete answer is a failure: the caller stores nothing and the member may try again.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any, Protocol

import httpx
from structlog import contextvars

from auth_gateway.platform import metrics
from auth_gateway.platform.clock import Clock

TURN_SECONDS = 8.0  # longer than the actions' own limit, shorter than a member's patience
READY_SECONDS = 1.0


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
    def __init__(self, url: str, secret: str, clock: Clock) -> None:
        self._secret = secret.encode()
        self._clock = clock
        self._client = httpx.Client(base_url=url, timeout=TURN_SECONDS, trust_env=False)

    def take_turn(self, turn: Mapping[str, Any]) -> dict[str, Any]:
        with metrics.timed(metrics.TURN_SECONDS):
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
        try:
            response = self._client.post("/webhooks/gateway/turn", content=body, headers=headers)
            answer = response.json() if response.status_code == httpx.codes.OK else None
        except (httpx.HTTPError, ValueError) as error:
            raise BotUnavailableError(type(error).__name__) from error
        if not isinstance(answer, dict):
            raise BotUnavailableError(f"status {response.status_code}")
        return answer

    def ready(self) -> bool:
        try:
            answer = self._client.get("/webhooks/gateway/health", timeout=READY_SECONDS)
        except httpx.HTTPError:
            return False
        return answer.status_code == httpx.codes.OK

    def close(self) -> None:
        self._client.close()
