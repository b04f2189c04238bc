"""Logs: one JSON object a line, on standard error; names of events and identifiers, never bodies, codes or tokens."""

import logging
import sys
from typing import Any, TextIO

import structlog


def without_exception_texts(_logger: Any, _name: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """Keep the kind and the place of an exception: its text may quote what a member wrote, or a row of the database."""
    for exception in event.get("exception", []):
        exception.pop("exc_value", None)
        exception.pop("exc_notes", None)
    return event


def configure(stream: TextIO | None = None) -> None:
    """Send structlog and the libraries' own loggers through one JSON renderer, from INFO on."""
    stream = stream or sys.stderr
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.ExceptionRenderer(structlog.tracebacks.ExceptionDictTransformer(show_locals=False)),
        without_exception_texts,
    ]
    render = structlog.processors.JSONRenderer(ensure_ascii=False)
    structlog.configure(
        processors=[*shared, render],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(stream),
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, render],
        )
    )
    logging.basicConfig(handlers=[handler], level=logging.INFO, force=True)
    logging.getLogger("httpx").setLevel(logging.WARNING)  # it writes every address that it calls
