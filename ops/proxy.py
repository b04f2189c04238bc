"""HAProxy in front of several replicas of each process, on one machine: what the tests of replicas run.

No session sticks to a replica. A call is given to another replica only when the first could not be reached at all: one
that broke off may have taken effect, and it is for the client to send it again.
"""

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

TEMPLATE = """\
global
    maxconn 4000
defaults
    mode http
    timeout connect 2s
    timeout client 70s
    timeout server 70s
    retries 3
    retry-on conn-failure
    option redispatch 1
    option forwardfor
    default-server check inter 500ms fall 2 rise 1 on-marked-down shutdown-sessions
"""
SERVICE = """\
listen {name}
    bind 127.0.0.1:{port}
    balance roundrobin
    option httpchk GET {health}
    http-check expect status 200
    http-response set-header X-Served-By %s
"""


@dataclass(frozen=True)
class Service:
    """What answers under one port: replicas by name, each with its own port, and the path that says whether it can."""

    port: int
    health: str
    replicas: Mapping[str, int]


def haproxy() -> str | None:
    """Return the program, None where it is not installed."""
    return shutil.which("haproxy") or shutil.which("haproxy", path="/usr/sbin")


def configuration(services: Mapping[str, Service]) -> str:
    """Return the configuration file for these services."""
    return TEMPLATE + "".join(
        SERVICE.format(name=name, port=service.port, health=service.health) + _servers(list(service.replicas.items()))
        for name, service in services.items()
    )


def _servers(replicas: Sequence[tuple[str, int]]) -> str:
    return "".join(f"    server {name} 127.0.0.1:{port}\n" for name, port in replicas)
