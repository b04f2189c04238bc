"""Traces for OpenTelemetry, when an operator names a collector: what a request waited for, in every process.

A span holds a route's template, a status, durations and the request's id as the logs have it: never an address with
its identifiers, never a word of anybody, and of an exception that there was one. Without a collector nothing is made.
"""

from collections.abc import Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from fastapi.telemetry import TelemetryConfig
from opentelemetry.trace import NoOpTracer, Span, SpanKind, StatusCode
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

__all__ = ["NOT_THE_FRAMEWORKS", "SpanKind", "Traces", "pass_on"]

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import TracerProvider

# Its own spans and logs hold addresses with their identifiers, and the texts of exceptions.
NOT_THE_FRAMEWORKS: TelemetryConfig = {"tracing": False, "metrics": False, "logs": False, "auto_configure": False}

_W3C = TraceContextTextMapPropagator()


class Traces:
    """Where the spans of one process go; nowhere without the address of a collector (OTLP over HTTP)."""

    def __init__(self, collector: str = "", process: str = "") -> None:
        """`collector`: the full address, such as `http://127.0.0.1:4318/v1/traces`."""
        self._provider = _provider(collector, process) if collector else None
        self._tracer = self._provider.get_tracer("oxyccam") if self._provider else NoOpTracer()

    @contextmanager
    def span(
        self, name: str, kind: SpanKind = SpanKind.INTERNAL, came_with: Mapping[str, str] | None = None
    ) -> Iterator[Span]:
        """Time what the block does, inside the span that is open, or the caller's when it `came_with` one's headers."""
        context = _W3C.extract(came_with) if came_with is not None else None
        with self._tracer.start_as_current_span(
            name, context, kind, record_exception=False, set_status_on_exception=False
        ) as span:
            try:
                yield span
            except Exception:
                span.set_status(StatusCode.ERROR)  # without its message, which may repeat what a member wrote
                raise

    def close(self) -> None:
        """Send what is left."""
        if self._provider is not None:
            self._provider.shutdown()


def _provider(collector: str, process: str) -> "TracerProvider":
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import (  # noqa: PLC0415  for those who want it alone
        OTLPSpanExporter,
    )
    from opentelemetry.sdk.resources import Resource  # noqa: PLC0415
    from opentelemetry.sdk.trace import TracerProvider  # noqa: PLC0415
    from opentelemetry.sdk.trace.export import BatchSpanProcessor  # noqa: PLC0415

    provider = TracerProvider(resource=Resource({"service.name": f"oxyccam-{process}"}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(collector)))
    return provider


def pass_on(headers: MutableMapping[str, str]) -> None:
    """Add to a call's headers the span that is open, if there is one."""
    _W3C.inject(headers)
