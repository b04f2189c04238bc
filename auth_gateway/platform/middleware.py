"""What surrounds every answer: security headers, and one log line with the route's template, never its parameters."""

import time
from collections.abc import Sequence

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from auth_gateway.platform import metrics
from auth_gateway.platform.crypto import new_token
from auth_gateway.platform.errors import MEDIA_TYPE, misdirected, too_large
from tracing import SpanKind, Traces

CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors "
)
NOBODY = "'none'"
HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY + NOBODY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
TOO_LARGE = 413
REQUEST_ID_LENGTH = 16
HEALTH_PREFIX = "/api/v1/health/"  # supervisors call by address
EMBEDDED = ("/connexion", "/espace", "/conditions", "/inscription", "/mot-de-passe-oublie")
"""Where members go: what a page of their mutuelle may hold, when an operator has named it. Never the desk."""
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
EVENT_STREAM = "text/event-stream"
KEPT_PREFIX = "/static/"  # the only answers that a cache may keep

log = structlog.get_logger()


class AroundEveryAnswer:
    """The outermost layer, so that no answer of the framework escapes it, its own refusals of large bodies included."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        over_tls: bool,
        hosts: frozenset[str] | None,
        traces: Traces,
        embedders: Sequence[str] = (),
    ) -> None:
        """`hosts`: the only names answered to, so that no link and no origin is read from a name that was forged.

        `embedders`: the origins whose pages may hold a member's page in a frame.
        """
        self.app = app
        self._hosts = hosts
        self._traces = traces
        self._headers = dict(HEADERS)
        self._embeddable = CONTENT_POLICY + " ".join(embedders or (NOBODY,))
        if over_tls:
            self._headers["Strict-Transport-Security"] = "max-age=31536000"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = time.perf_counter()
        structlog.contextvars.clear_contextvars()
        request = new_token()[:REQUEST_ID_LENGTH]
        structlog.contextvars.bind_contextvars(request=request)
        headers = self._headers
        if any(scope["path"] == path or scope["path"].startswith(f"{path}/") for path in EMBEDDED):
            headers = {**headers, "Content-Security-Policy": self._embeddable}
        answer = _Answer(scope, receive, send, headers)
        host = Headers(scope=scope).get("host", "")
        known = self._hosts is None or host in self._hosts or scope["path"].startswith(HEALTH_PREFIX)
        with self._traces.span(_method(scope), SpanKind.SERVER) as span:
            try:
                await (self.app if known else misdirected().response())(scope, receive, answer.send)
            except Exception:
                log.exception("unexpected_error")
                if not answer.complete:
                    raise  # half an answer has left: only a broken connection tells the truth now
            route = getattr(scope.get("route"), "path", "none")
            span.update_name(f"{_method(scope)} {route}")
            span.set_attributes({"http.route": route, "http.response.status_code": answer.status, "request": request})
        seconds = time.perf_counter() - started
        metrics.REQUESTS.labels(_method(scope), route, answer.status).inc()
        if not answer.is_stream:  # one lasts as long as somebody looks
            metrics.REQUEST_SECONDS.labels(route).observe(seconds)
        log.info(
            "request",
            method=scope["method"],
            route=route,
            status=answer.status,
            milliseconds=round(seconds * 1000, 1),
        )


def _method(scope: Scope) -> str:
    """Return the method as a label: one that a caller invents must not make a figure of its own."""
    method: str = scope["method"]
    return method if method in METHODS else "other"


class _Answer:
    """One answer on its way out."""

    def __init__(self, scope: Scope, receive: Receive, send: Send, headers: dict[str, str]) -> None:
        self._scope, self._receive, self._send, self._headers = scope, receive, send, headers
        self._replaced = False
        self.status = 0
        self.complete = False
        self.is_stream = False

    async def send(self, message: Message) -> None:
        if self._replaced:
            return
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            if message["status"] == TOO_LARGE and headers.get("content-type") != MEDIA_TYPE:
                await too_large().response()(self._scope, self._receive, self.send)  # Starlette's is a line of text
                self._replaced = True
                return
            self.status = message["status"]
            self.is_stream = headers.get("content-type", "").startswith(EVENT_STREAM)
            for name, value in self._headers.items():
                headers.setdefault(name, value)
            if not self._scope["path"].startswith(KEPT_PREFIX):
                headers.setdefault("Cache-Control", "no-store")
        elif message["type"] == "http.response.body":
            self.complete = not message.get("more_body", False)
        await self._send(message)
