"""A disk that takes no more: a member's file is kept whole or refused, and a refusal leaves nothing behind."""

import contextlib
import io
import resource
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from PIL import Image

from ops.stack import Process, Stack
from tests.support.client import Client

pytestmark = [pytest.mark.rasa, pytest.mark.postgresql]

ROOM = 100_000  # bytes that a file may still have; its log goes on


@contextlib.contextmanager
def almost_no_room(process: Process) -> Iterator[None]:
    """Let the system refuse every file of the process beyond a size, as a full disk does; the database is elsewhere."""
    before = resource.prlimit(process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (process.log.stat().st_size + ROOM, before[1]))
    try:
        yield
    finally:
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, before)


def photograph() -> bytes:
    picture = io.BytesIO()  # below a megabyte, from which a form is spooled on the disk of temporary files
    Image.effect_noise((950, 950), 90).save(picture, "PNG")
    return picture.getvalue()


def test_a_full_disk_refuses_a_file_whole_and_takes_it_once_there_is_room(stack_on_postgresql: Stack) -> None:
    stack, client = stack_on_postgresql, Client(stack_on_postgresql.base_url)
    account = client.account(about="deux enfants", mutuelle="mnt")
    client.sign_in(account["email"], account["password"])
    storage, file = Path(stack.settings["OXYCCAM_STORAGE_DIR"]), photograph()
    assert len(file) > stack.processes["gateway"].log.stat().st_size + ROOM
    storage.mkdir(exist_ok=True)
    before = (client.get("/api/v1/cases").json(), sorted(storage.iterdir()))

    with almost_no_room(stack.processes["gateway"]):
        refused = client.post("/api/v1/cases", files={"file": ("devis.png", file, "image/png")})
        after = (client.get("/api/v1/cases").json(), sorted(storage.iterdir()))
    accepted = client.post("/api/v1/cases", files={"file": ("devis.png", file, "image/png")})

    assert refused.status_code == httpx.codes.SERVICE_UNAVAILABLE
    assert after == before
    assert accepted.status_code == httpx.codes.CREATED
