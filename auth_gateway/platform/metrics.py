"""What a process counts and times, for Prometheus: names and routes, never an identifier or a word of anybody.

Each process serves its figures on an address of its own (`OXYCCAM_METRICS`), which is never the one that members reach:
how much is going on is nobody else's business. What each figure is for: docs/operations.md, « What to watch ».
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from prometheus_client import Counter, Gauge, Histogram, start_http_server

from auth_gateway.platform.settings import SettingsError

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)

REQUESTS = Counter("oxyccam_requests", "Answers given, by route and status.", ("method", "route", "status"))
REQUEST_SECONDS = Histogram(
    "oxyccam_request_seconds", "From the request's head to its last byte.", ("route",), buckets=SECONDS
)
TURN_SECONDS = Histogram(
    "oxyccam_turn_seconds", "One turn of the assistant, as the gateway waits for it.", ("outcome",), buckets=SECONDS
)
LOCK_WAIT_SECONDS = Histogram(
    "oxyccam_lock_wait_seconds", "How long a turn waited for the one before it.", ("outcome",), buckets=SECONDS
)
STREAMS = Gauge("oxyccam_streams", "Event streams open in this process.")
CONNECTIONS = Gauge("oxyccam_database_connections", "Connections of this process that are in use.")


@contextmanager
def timed(histogram: Histogram) -> Iterator[None]:
    """Time what the block does, under the outcome `done`, or `failed` when it raises."""
    started, outcome = time.perf_counter(), "failed"
    try:
        yield
        outcome = "done"
    finally:
        histogram.labels(outcome).observe(time.perf_counter() - started)


def serve(address: str) -> None:
    """Serve `GET /metrics` on `host:port` from a thread that ends with the process; without an address do nothing.

    Raise SettingsError when the address is taken or not this machine's.
    """
    if not address:
        return
    host, _, port = address.rpartition(":")
    try:
        start_http_server(int(port), host.strip("[]"))
    except OSError as error:
        raise SettingsError(f"OXYCCAM_METRICS={address} cannot be listened on: {error.strerror}.") from None
