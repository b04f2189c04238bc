"""The action server: rasa_sdk's executor behind our own small app, on loopback, with a shared secret.

rasa_sdk's own server listens on every interface, asks for no secret, and answers an error with the whole request, that
is with a member's health data. Here an error names itself and nothing else, and no message text reaches a log.
"""

from __future__ import annotations

import hmac
import logging
from typing import Any

from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from actions.logs import bind_request
from actions.rasa_turn import Turn
from tracing import SpanKind, Traces

logger = logging.getLogger(__name__)

MOST_BYTES = 4_000_000


def create_app(secret: str, traces: Traces | None = None) -> Starlette:
    """Return the app that serves the custom actions to whoever knows the secret."""
    traces = traces or Traces()
    if not secret:
        raise ValueError("the actions need a secret (ACTIONS_SECRET): an empty one would let anybody in")
    executor = ActionExecutor()
    executor.register_action(Turn())

    async def health(_request: Request) -> JSONResponse:
        return JSONResponse({"status": "ready"})

    async def webhook(request: Request) -> JSONResponse:
        request_id, given = (request.headers.get(name, "") for name in ("x-request-id", "x-actions-secret"))
        bind_request(request_id)
        if not hmac.compare_digest(given.encode(), secret.encode()):
            logger.warning("action call refused: wrong secret")
            return JSONResponse({"error": "wrong_secret"}, status_code=401)
        with traces.span("action", SpanKind.SERVER, request.headers) as span:
            span.set_attribute("request", request_id)
            return await _run(executor, request)

    return Starlette(routes=[Route("/webhook", webhook, methods=["POST"]), Route("/health", health)])


async def _run(executor: ActionExecutor, request: Request) -> JSONResponse:
    if int(request.headers.get("content-length") or 0) > MOST_BYTES:
        return JSONResponse({"error": "too_large"}, status_code=413)
    try:
        call: dict[str, Any] = await request.json()
        name = str(call.get("next_action"))
        call["domain"] = call.get("domain") or {}  # no action here reads it, so that Rasa need not send it
        result = await executor.run(call)
    except ActionNotFoundException as error:
        return JSONResponse({"error": "no_such_action", "action_name": error.action_name}, status_code=404)
    except ActionExecutionRejection as error:
        return JSONResponse({"error": "rejected", "action_name": error.action_name}, status_code=400)
    except Exception as error:  # noqa: BLE001  whatever fails, nothing of the request goes back or into a log
        where = error.__traceback__
        while where and where.tb_next:
            where = where.tb_next
        place = f"{where.tb_frame.f_code.co_filename}:{where.tb_lineno}" if where else "unknown place"
        logger.error("action failed: %s at %s", type(error).__name__, place)  # noqa: TRY400  a traceback shows values
        return JSONResponse({"error": "action_failed"}, status_code=500)
    if result is None:
        return JSONResponse({"error": "no_action"}, status_code=400)
    logger.info("action %s answered", name)
    return JSONResponse(result.model_dump())
