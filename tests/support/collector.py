"""A collector of spans in the test's own process: OTLP over HTTP on loopback, which keeps what it is sent."""

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1.trace_pb2 import Span

from tests.support.loopback import QuietHandler, serving


@dataclass
class Collector:
    url: str = ""
    spans: list[Span] = field(default_factory=list)
    received: bytes = b""

    def named(self, name: str) -> Span:
        """Return the only span of this name."""
        (found,) = (span for span in self.spans if span.name == name)
        return found


@contextmanager
def running_collector() -> Iterator[Collector]:
    collector = Collector()

    class Handler(QuietHandler):
        def do_POST(self) -> None:  # noqa: N802  the base class's name
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if self.headers.get("Content-Encoding") == "gzip":
                body = gzip.decompress(body)
            collector.received += body
            for resource in ExportTraceServiceRequest.FromString(body).resource_spans:
                for scope in resource.scope_spans:
                    collector.spans += scope.spans
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

    with serving(Handler) as server:
        collector.url = f"http://127.0.0.1:{server.server_port}/v1/traces"
        yield collector
