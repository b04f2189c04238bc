"""Logs of the actions: one JSON object a line, with the request that the gateway answers; never what a member wrote."""

from __future__ import annotations

import logging
import re

import structlog

REQUEST_ID = re.compile(r"[A-Za-z0-9_-]{1,32}")


def configure() -> None:
    """Send the standard library's loggers, ours and uvicorn's, through one JSON renderer, from INFO on."""
    handler = logging.StreamHandler()
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[
                structlog.contextvars.merge_contextvars,
                structlog.stdlib.add_log_level,
                structlog.stdlib.add_logger_name,
                structlog.processors.TimeStamper(fmt="iso", utc=True),
            ],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        )
    )
    logging.basicConfig(handlers=[handler], level=logging.INFO, force=True)
    logging.getLogger("rasa_sdk").setLevel(logging.WARNING)


def bind_request(given: str) -> None:
    """Log this request's id with all that follows; what is none is not logged."""
    structlog.contextvars.clear_contextvars()
    if REQUEST_ID.fullmatch(given):
        structlog.contextvars.bind_contextvars(request=given)
