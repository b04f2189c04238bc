"""The virus scanner, where an operator has set one: ClamAV's daemon over its socket, by INSTREAM.

A scanner that is away, answers something else, or whose signatures are too old has not said that a file is clean: the
caller keeps the file apart until one has.
"""

import contextlib
import datetime as dt
import socket
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

SECONDS = 20.0
CHUNK = 64 * 1024
OLDEST_SIGNATURES = dt.timedelta(days=7)


class Verdict(StrEnum):
    CLEAN = "clean"
    INFECTED = "infected"
    UNKNOWN = "unknown"  # nobody has said anything that can be relied on


class Scanner(Protocol):
    def scan(self, content: bytes, now: dt.datetime) -> Verdict:
        """Say what a file is, as of an instant by which the age of the signatures is told."""
        ...


class NoScanner:
    """None was set: the pages painted again are all that is relied on."""

    def scan(self, content: bytes, now: dt.datetime) -> Verdict:  # noqa: ARG002  the Protocol's signature
        return Verdict.CLEAN


@dataclass(frozen=True)
class ClamAv:
    """`address` is `host:port`, or the path of a socket."""

    address: str

    def scan(self, content: bytes, now: dt.datetime) -> Verdict:
        try:
            if self._signatures_are_old(now):
                return Verdict.UNKNOWN
            answer = self._ask(b"zINSTREAM\0", content)
        except (OSError, ValueError):
            return Verdict.UNKNOWN
        if answer.endswith(b"FOUND") or b"size limit exceeded" in answer:
            return Verdict.INFECTED  # what it was not allowed to see whole is refused, not trusted
        return Verdict.CLEAN if answer == b"stream: OK" else Verdict.UNKNOWN

    def _signatures_are_old(self, now: dt.datetime) -> bool:
        """Read `ClamAV 1.4.6/27810/Sat Nov 21 09:32:11 2026`: a daemon without a dated base has none."""
        dated = self._ask(b"zVERSION\0").decode("ascii").rsplit("/", 1)
        made = (
            dt.datetime.strptime(dated[1].strip(), "%a %b %d %H:%M:%S %Y").replace(tzinfo=dt.UTC) if dated[1:] else None
        )
        return made is None or now - made > OLDEST_SIGNATURES

    def _ask(self, command: bytes, content: bytes | None = None) -> bytes:
        with self._connected() as connection:
            connection.sendall(command)
            if content is not None:
                for start in range(0, len(content), CHUNK):
                    piece = content[start : start + CHUNK]
                    with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # it has its answer already
                        connection.sendall(len(piece).to_bytes(4) + piece)
                with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                    connection.sendall(bytes(4))
            answer = b""
            while piece := connection.recv(4096):
                answer += piece
                if answer.endswith(b"\0"):
                    break
        return answer.rstrip(b"\0\n").strip()

    def _connected(self) -> socket.socket:
        host, _, port = self.address.rpartition(":")
        if host and port.isdecimal():
            return socket.create_connection((host, int(port)), timeout=SECONDS)
        connection = socket.socket(socket.AF_UNIX)
        connection.settimeout(SECONDS)
        try:
            connection.connect(self.address)
        except OSError:
            connection.close()
            raise
        return connection


def scanner_at(address: str) -> Scanner:
    return ClamAv(address) if address else NoScanner()
