"""What surrounds every answer: security headers, and one log line with the route's template, never its parameters."""

import time

import structlog
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from auth_gateway.platform.crypto import new_token
from auth_gateway.platform.errors import unexpected

CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
KEPT_PREFIX = "/static/"  # the only answers that a cache may keep

log = structlog.get_logger()


class AroundEveryAnswer:
    def __init__(self, app: ASGIApp, *, over_tls: bool) -> None:
        self.app = app
        self._headers = dict(HEADERS)
        if over_tls:
            self._headers["Strict-Transport-Security"] = "max-age=31536000"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = time.perf_counter()
        status, answering = 500, False
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request=new_token()[:16])

        async def send_with_headers(message: Message) -> None:
            nonlocal status, answering
            if message["type"] == "http.response.start":
                status, answering = message["status"], True
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
                if not scope["path"].startswith(KEPT_PREFIX):
                    headers.setdefault("Cache-Control", "no-store")
            await send(message)

        try:
            await self.app(scope, receive, send_with_headers)
        except Exception:
            log.exception("unexpected_error")
            if answering:
                raise  # half an answer has left: only a broken connection tells the truth now
            await unexpected().response()(scope, receive, send_with_headers)
        log.info(
            "request",
            method=scope["method"],
            route=getattr(scope.get("route"), "path", "none"),
            status=status,
            milliseconds=round((time.perf_counter() - started) * 1000, 1),
        )
