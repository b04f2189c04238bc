"""ClamAV's own daemon, where the machine has it, with one signature of ours in a dated base: nothing is downloaded."""

import datetime as dt
import hashlib
import io
import os
import pathlib
import shutil
import subprocess
import tarfile
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from auth_gateway.files.scanner import ClamAv
from tests.support import uploads

DAEMON = "clamd"
STARTED_WITHIN = 60.0
HEADER_BYTES = 512


@contextmanager
def running_clamav(folder: pathlib.Path, signed_at: dt.datetime) -> Iterator[ClamAv]:
    """Run the daemon on a socket in the folder; skip the calling test with the reason where there is none."""
    program = shutil.which(DAEMON, path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if program is None:
        pytest.skip("no clamd on this machine: install the system's package clamav-daemon")
    base, address = folder / "base", folder / "clamd.sock"
    base.mkdir()
    (base / "daily.cud").write_bytes(_base(signed_at))
    settings = folder / "clamd.conf"
    settings.write_text(f"LocalSocket {address}\nDatabaseDirectory {base}\nForeground yes\n")
    with (
        (folder / "clamd.log").open("wb") as log,
        subprocess.Popen([program, "-c", str(settings)], stdout=log, stderr=log) as daemon,
    ):
        try:
            deadline = time.monotonic() + STARTED_WITHIN
            while not address.exists():
                assert daemon.poll() is None, (folder / "clamd.log").read_text()
                assert time.monotonic() < deadline, "clamd does not listen"
                time.sleep(0.05)
            yield ClamAv(str(address))
        finally:
            daemon.terminate()


def _base(signed_at: dt.datetime) -> bytes:
    """Return a base of signatures that nobody has signed: its header, then what it holds and their digests."""
    signature = b"Eicar-Test-Signature:0:*:" + uploads.EICAR.hex().encode() + b"\n"
    about = f"{signed_at:%d %b %Y %H-%M %z}:1:1:90:{'0' * 32}:none:tests:{int(signed_at.timestamp())}"
    header = f"ClamAV-VDB:{about}".encode()
    held = f"daily.ndb:{len(signature)}:{hashlib.sha256(signature).hexdigest()}".encode()
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz", format=tarfile.USTAR_FORMAT) as archive:
        for name, content in (("daily.info", b"\n".join((header, held, b""))), ("daily.ndb", signature)):
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return header.ljust(HEADER_BYTES) + packed.getvalue()
