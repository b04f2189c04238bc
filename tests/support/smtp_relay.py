"""A small real SMTP server for one test: it speaks the protocol over a socket and keeps what it is given."""

import contextlib
import socketserver

from tests.support.loopback import running


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    refuse_with: bytes | None = None
    dies_before_yes = False  # it has the message, and its connection ends before it says so

    def __init__(self) -> None:
        self.messages: list[bytes] = []
        super().__init__(("127.0.0.1", 0), _Session)


class _Session(socketserver.StreamRequestHandler):
    server: _Server

    def handle(self) -> None:
        self.wfile.write(b"220 relay.example.org\r\n")
        for line in self.rfile:
            verb = line[:4].upper()
            if verb == b"DATA":
                self._data()
                if self.server.dies_before_yes:
                    return
            elif verb == b"QUIT":
                self.wfile.write(b"221 bye\r\n")
                return
            elif verb == b"RCPT" and self.server.refuse_with:
                self.wfile.write(self.server.refuse_with)
            else:
                self.wfile.write(b"250 ok\r\n")

    def _data(self) -> None:
        self.wfile.write(b"354 go on\r\n")
        lines = []
        for line in self.rfile:
            if line == b".\r\n":
                break
            lines.append(line)
        self.server.messages.append(b"".join(lines))
        if not self.server.dies_before_yes:
            self.wfile.write(b"250 taken\r\n")


def running_relay() -> contextlib.AbstractContextManager[_Server]:
    return running(_Server())
