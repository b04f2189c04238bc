"""Logs that cannot hold what a member wrote: set up before Rasa is imported.

Left alone, Rasa prints every message, slot and tracker through structlog, and exceptions carry request bodies. So
- structlog, used by Rasa only, is silenced as a whole;
- a record of the standard library from any module but ours says where it comes from and how grave it is, not its text;
- an exception is shown by its types and the lines of code that it went through, without its message.
Our own modules log fixed sentences with ids and figures.
"""

import json
import logging
import os
import re
import sys
import time
import traceback
import warnings
from contextvars import ContextVar
from pathlib import Path
from typing import Any, List, Optional

OWN_LOGGER = "bot"
REQUEST_ID = re.compile(r"[A-Za-z0-9_-]{1,32}")
W3C_SPAN = re.compile(r"00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}")

REQUEST: "ContextVar[str]" = ContextVar("request", default="")
"""The request of the gateway that is being answered, as all processes log it."""

SPAN: "ContextVar[str]" = ContextVar("span", default="")
"""The gateway's open span, as the header `traceparent` has it; empty unless traces are on."""


class TextlessFormatter(logging.Formatter):
    """One JSON object a line; see the module's docstring for what it leaves out."""

    def format(self, record: logging.LogRecord) -> str:
        entry = {
            "time": time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created)) + f".{int(record.msecs):03d}Z",
            "level": record.levelname.lower(),
            "logger": record.name,
        }
        if REQUEST.get():
            entry["request"] = REQUEST.get()
        if record.name.split(".")[0] == OWN_LOGGER:
            entry["message"] = record.getMessage()
        else:
            entry["place"] = f"{record.module}.{record.funcName}:{record.lineno}"
        if record.exc_info and record.exc_info[1] is not None:
            entry["error"] = " < ".join(_error_places(record.exc_info[1]))
        return json.dumps(entry, ensure_ascii=False)


def configure_logs() -> None:
    """Send everything to standard output through the textless formatter; nothing below a warning but our own."""
    import structlog  # noqa: PLC0415  must be configured before Rasa, and only the server needs it

    structlog.configure(
        processors=[_drop], wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL),
        cache_logger_on_first_use=True,
    )  # fmt: skip
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(TextlessFormatter())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger(OWN_LOGGER).setLevel(logging.INFO)
    warnings.showwarning = lambda *_: None  # Rasa words some of its own with the message at hand


def bind_request(given: Optional[str], span: Optional[str]) -> None:
    """Log this request's id from here on, and keep the gateway's span for the actions; what is none is dropped."""
    REQUEST.set(given if given and REQUEST_ID.fullmatch(given) else "")
    SPAN.set(span if span and W3C_SPAN.fullmatch(span) else "")


def quiet_libraries() -> None:
    """Say no to telemetry and to the chatter of the libraries that Rasa brings; before importing any of them."""
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    os.environ["SQLALCHEMY_SILENCE_UBER_WARNING"] = "1"
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
    os.environ["LOG_LEVEL"] = "ERROR"  # Rasa's: progress bars and structlog


def _drop(_logger: Any, _method: str, _event: Any) -> Any:
    import structlog  # noqa: PLC0415

    raise structlog.DropEvent


def _error_places(error: BaseException) -> List[str]:
    places: List[str] = []
    seen: "BaseException | None" = error
    while seen is not None:
        frames = traceback.extract_tb(seen.__traceback__)
        lines = ", ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames[-6:])
        places.append(f"{type(seen).__module__}.{type(seen).__qualname__} ({lines})")
        seen = seen.__cause__ or seen.__context__
    return places
