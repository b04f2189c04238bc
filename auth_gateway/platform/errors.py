"""Every error as `application/problem+json` (RFC 9457): a stable `code` for programs, a French `title` for people.

The title is found by the code in `wording/problems.yml`; a code told in several ways is given its title.

A ProblemError raised in a transaction rolls it back. Where a refusal must leave a trace (a wrong code has been
charged), the caller leaves its transaction first and raises after.
"""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from redis.exceptions import RedisError
from sqlalchemy.exc import DataError
from starlette.exceptions import HTTPException
from starlette.routing import Match

from auth_gateway.platform.db import UNABLE_NOW
from auth_gateway.platform.storage import NotKeptError
from wording import say, words

MEDIA_TYPE = "application/problem+json"
RETRY_SECONDS = 5
METHODS = ("DELETE", "GET", "HEAD", "PATCH", "POST", "PUT")

# What every call may answer, for the published interface.
DOCUMENTED: dict[int | str, dict[str, Any]] = {
    "default": {
        "description": "Refused: a problem document (RFC 9457)",
        "content": {
            MEDIA_TYPE: {
                "schema": {
                    "title": "Problem",
                    "type": "object",
                    "properties": {
                        "type": {"type": "string", "const": "about:blank"},
                        "status": {"type": "integer"},
                        "code": {"type": "string", "description": "stable, for programs"},
                        "title": {"type": "string", "description": "in French, for people"},
                    },
                    "required": ["type", "status", "code", "title"],
                    "additionalProperties": True,
                }
            }
        },
    }
}

log = structlog.get_logger()


class ProblemError(Exception):
    """A refusal with its HTTP status; extensions are further members of the problem document."""

    def __init__(
        self,
        status: int,
        code: str,
        *,
        title: str | None = None,
        headers: Mapping[str, str] | None = None,
        **extensions: Any,
    ) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.title = say("problems", code) if title is None else title
        self.headers = dict(headers or {})
        self.extensions = extensions

    def response(self) -> JSONResponse:
        body = {"type": "about:blank", "status": self.status, "code": self.code, "title": self.title, **self.extensions}
        return JSONResponse(body, self.status, headers=self.headers, media_type=MEDIA_TYPE)


def not_found(what: str = "anything") -> ProblemError:
    """Refuse what does not exist, or not for this reader: the two are never told apart."""
    return ProblemError(404, "not_found", title=say("problems", "not_found", what))


def unavailable() -> ProblemError:
    return ProblemError(503, "service_unavailable", headers={"Retry-After": str(RETRY_SECONDS)})


def unexpected() -> ProblemError:
    return ProblemError(500, "unexpected_error")


def misdirected() -> ProblemError:
    return ProblemError(421, "misdirected_request")


def too_large() -> ProblemError:
    return ProblemError(413, "body_too_large")


_BY_STATUS = {
    400: "bad_request",
    401: "not_signed_in",
    403: "forbidden",
    405: "method_not_allowed",
    415: "unsupported_media_type",
}


def install(app: FastAPI) -> None:
    """Make every error of the application a problem document, the framework's own included."""
    app.add_exception_handler(ProblemError, _problem)
    app.add_exception_handler(RequestValidationError, _validation)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RedisError, _dependency_down)
    for unable in (*UNABLE_NOW, NotKeptError):
        app.add_exception_handler(unable, _dependency_down)
    app.add_exception_handler(DataError, _value_refused)
    app.add_exception_handler(Exception, _unexpected)


def _problem(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, ProblemError)  # noqa: S101  narrows the type that the registration promises
    return error.response()


def _validation(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)  # noqa: S101  as above
    messages = words("problems", "invalid_value")
    problems = [
        {"path": _path(each["loc"]), "message": messages.get(str(each["type"]), messages["other"])}
        for each in error.errors()
    ]
    return ProblemError(422, "invalid_request", errors=problems).response()


def _path(location: Sequence[object]) -> str:
    parts = [str(part) for part in location]
    return ".".join(parts[1:] if len(parts) > 1 and parts[0] in {"body", "query", "path", "header"} else parts)


def _http(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)  # noqa: S101  as above
    headers = error.headers
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        headers = {"Allow": ", ".join(_allowed_methods(request))}  # the framework names the first route's only
    if error.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        return too_large().response()
    if error.status_code == HTTPStatus.NOT_FOUND:
        return not_found().response()
    code = _BY_STATUS.get(error.status_code, f"http_{error.status_code}")
    title = None if error.status_code in _BY_STATUS else say("problems", "other")
    return ProblemError(error.status_code, code, title=title, headers=headers).response()


def _allowed_methods(request: Request) -> list[str]:
    """Return every method that some route answers at this address."""
    routes = request.app.router.routes
    return [
        method
        for method in METHODS
        if any(route.matches({**request.scope, "method": method})[0] is Match.FULL for route in routes)
    ]


def _dependency_down(_request: Request, error: Exception) -> JSONResponse:
    log.error("dependency_down", kind=type(error).__name__)
    return unavailable().response()


def _value_refused(_request: Request, error: Exception) -> JSONResponse:
    """Refuse what the database can hold in no column, such as a null character in an identifier."""
    log.warning("value_refused", kind=type(error).__name__)
    return ProblemError(422, "invalid_request", errors=[]).response()


def _unexpected(_request: Request, _error: Exception) -> JSONResponse:
    return unexpected().response()
