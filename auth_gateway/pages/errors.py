"""Refusals as pages, for a browser that asked for one: the JSON problem is made first, then dressed.

A page asked for without a session leads to the sign-in page, which says why when there was one.
"""

import contextlib
import json
from collections.abc import Callable
from typing import cast

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse, Response
from redis.exceptions import RedisError
from sqlalchemy.exc import DataError
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from auth_gateway.dependencies import read_signed_in
from auth_gateway.pages.frame import anonymous_shell, shell_of
from auth_gateway.pages.rendering import Shell
from auth_gateway.platform.db import UNABLE_NOW
from auth_gateway.platform.errors import ProblemError, unexpected
from auth_gateway.platform.sessions import COOKIE
from auth_gateway.platform.storage import NotKeptError
from wording import words

KINDS: tuple[type[Exception], ...] = (
    ProblemError, RequestValidationError, HTTPException, RedisError, NotKeptError, DataError, *UNABLE_NOW,
)  # fmt: skip

log = structlog.get_logger()

Handler = Callable[[Request, Exception], Response]


def asks_for_page(request: Request) -> bool:
    path = request.url.path
    data = path.startswith(("/api/", "/static/")) or path.endswith(".json")
    return not data and "text/html" in request.headers.get("accept", "")


def install(app: FastAPI) -> None:
    """Dress the answers of the error handlers, which are there already, and of what no handler expects."""
    for kind in KINDS:
        app.add_exception_handler(kind, _dressed(cast("Handler", app.exception_handlers[kind])))
    app.add_middleware(_UnexpectedAsPage)


class _UnexpectedAsPage:
    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun = False

        async def note_beginning(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self.app(scope, receive, note_beginning)
        except Exception:
            if begun or scope["type"] != "http" or not asks_for_page(Request(scope)):
                raise
            log.exception("unexpected_error")
            await _page(Request(scope), unexpected().response())(scope, receive, send)


def _dressed(handler: Handler) -> Handler:
    def handle(request: Request, error: Exception) -> Response:
        answer = handler(request, error)
        if not asks_for_page(request):
            return answer
        if answer.status_code == 401:
            return RedirectResponse("/connexion?motif=session" if COOKIE in request.cookies else "/connexion", 303)
        if _code(answer) == "terms_to_accept":
            return RedirectResponse("/conditions/accepter", 303)
        return _page(request, answer)

    return handle


def _code(answer: Response) -> str:
    return str(json.loads(bytes(answer.body))["code"])


def _shell(request: Request, status: int) -> Shell:
    """Keep the menu of whoever is signed in, unless the service itself is at fault."""
    services = request.app.state.services
    session = services.sessions.find(request.cookies.get(COOKIE)) if status < 500 else None
    with contextlib.suppress(ProblemError):
        if session is not None:
            return shell_of(services, read_signed_in(services, session))
    return anonymous_shell(services)


def _page(request: Request, answer: Response) -> Response:
    title = str(json.loads(bytes(answer.body))["title"])
    headings, explanations = words("pages", "errors", "headings"), words("pages", "errors", "explanations")
    page: Response = request.app.state.pages.render(
        "error.html",
        _shell(request, answer.status_code),
        answer.status_code,
        number=answer.status_code,
        heading=headings.get(str(answer.status_code), headings["other"]),
        explanation=explanations.get(str(answer.status_code), title),
    )
    return page
