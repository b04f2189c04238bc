"""Nothing but loopback is listened on: the bot, the actions and Redis cannot be reached from another address."""

import psutil
import pytest

from ops.stack import Stack

pytestmark = pytest.mark.rasa


def test_every_listening_socket_of_every_process_is_on_loopback(stack: Stack) -> None:
    listening: dict[str, set[str]] = {}
    for name, process in stack.processes.items():
        parent = psutil.Process(process.pid)
        for one in (parent, *parent.children(recursive=True)):
            for connection in one.net_connections(kind="inet"):
                if connection.status == psutil.CONN_LISTEN:
                    listening.setdefault(name, set()).add(connection.laddr.ip)

    assert set(listening) == {"redis", "actions", "bot", "gateway"}
    assert {address for addresses in listening.values() for address in addresses} == {"127.0.0.1"}
