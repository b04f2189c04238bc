"""A daemon that speaks the virus scanner's protocol over a real socket, and knows one signature."""

import itertools
import math
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from auth_gateway.files.scanner import ClamAv
from tests.support import uploads

FRESH = "Sat Nov 21 06:00:00 2026"


@contextmanager
def clamd(dated: str = FRESH, *, most: float = math.inf) -> Iterator[ClamAv]:
    """Run a daemon that speaks ClamAV's protocol, knows one signature and takes so many bytes."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=_serve, args=(server, dated, most), daemon=True).start()
        yield ClamAv(f"127.0.0.1:{server.getsockname()[1]}")
        server.shutdown(socket.SHUT_RDWR)


def _serve(server: socket.socket, dated: str, most: float) -> None:
    for _ in itertools.count():
        try:
            connection, _address = server.accept()
        except OSError:
            return
        with connection, connection.makefile("rb") as asked:
            command = b"".join(iter(lambda: asked.read(1), b"\0"))
            if command == b"zVERSION":
                connection.sendall(f"ClamAV 1.4.6/27810/{dated}\0".encode())
                continue
            content = b""
            while size := int.from_bytes(asked.read(4)):
                content += asked.read(size)
            if len(content) > most:
                connection.sendall(b"INSTREAM size limit exceeded. ERROR\0")
            else:
                found = b"Eicar-Test-Signature FOUND" if uploads.EICAR in content else b"OK"
                connection.sendall(b"stream: " + found + b"\0")
