"""Sealed files under random names, in a folder that no web server knows; each under the key of its owner."""

import os
import pathlib

from auth_gateway.platform.crypto import Cipher
from auth_gateway.platform.db import new_id


class NotKeptError(Exception):
    """The disk took no file: it is full, or away."""


class Storage:
    def __init__(self, folder: pathlib.Path) -> None:
        self._folder = folder

    def keep(self, content: bytes, cipher: Cipher) -> str:
        """Seal and write a file, on the disk before this returns; return its name, or raise NotKeptError."""
        name = new_id()
        path = self._folder / name
        unfinished = path.with_suffix(".part")
        sealed = cipher.seal(content, f"storage:{name}")
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(sealed)
                file.flush()
                os.fsync(file.fileno())
            unfinished.rename(path)
        except OSError as error:
            unfinished.unlink(missing_ok=True)  # what was begun must not fill the disk
            raise NotKeptError(type(error).__name__) from error
        return name

    def read(self, name: str, cipher: Cipher) -> bytes:
        return cipher.unseal((self._folder / name).read_bytes(), f"storage:{name}")

    def drop(self, name: str) -> None:
        (self._folder / name).unlink(missing_ok=True)
