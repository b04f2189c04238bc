"""The keys of an installation in one file under a passphrase.

Kept apart from the backups: without the keys no backup opens, and with them every backup does.
scrypt makes the key from the passphrase (64 MiB, about a fifth of a second), AES-256-GCM seals with it.
"""

import argparse
import getpass
import json
import os
import pathlib
import secrets
import sys

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from auth_gateway.platform.exits import BAD_INPUT, DONE, refused
from auth_gateway.platform.settings import Settings

KEPT = ("secret_key", "former_secret_keys", "index_key", "turn_secret")
MARK = "oxyccam-keys-1"
COST = {"n": 1 << 16, "r": 8, "p": 1}
SHORTEST = 20  # characters: whoever has the file may try as long as they like


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=pathlib.Path, nargs="?", help="seal, unseal: where the sealed keys are")
    parser.add_argument("--passphrase-file", type=pathlib.Path, help="its first line; asked on the terminal without it")


def seal(given: argparse.Namespace, settings: Settings) -> int:
    """Write the keys of these settings into a new file, sealed."""
    if given.file is None or given.file.exists():
        return refused("keys seal needs the name of a new file.", BAD_INPUT)
    passphrase = _passphrase(given, "Passphrase of the key file: ")
    if len(passphrase) < SHORTEST:
        return refused(f"the passphrase has {len(passphrase)} characters, {SHORTEST} are needed.", BAD_INPUT)
    if given.passphrase_file is None and getpass.getpass("Once more: ") != passphrase:
        return refused("the two passphrases differ.", BAD_INPUT)
    values = {name: getattr(settings, name).get_secret_value() for name in KEPT}
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    sealed = AESGCM(_key(passphrase, salt)).encrypt(nonce, json.dumps(values).encode(), MARK.encode())
    written = {"kind": MARK, "salt": salt.hex(), "nonce": nonce.hex(), "sealed": sealed.hex()}
    descriptor = os.open(given.file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(json.dumps(written, indent=1) + "\n")
    sys.stdout.write(f"{given.file}: the keys, sealed; keep it where no backup is, and its passphrase elsewhere\n")
    return DONE


def unseal(given: argparse.Namespace) -> int:
    """Write the settings that a key file holds on standard output, a variable a line."""
    try:
        written = json.loads(given.file.read_text(encoding="utf-8")) if given.file else {}
        kind, salt, nonce, sealed = (written[name] for name in ("kind", "salt", "nonce", "sealed"))
        parts = [bytes.fromhex(each) for each in (salt, nonce, sealed)]
    except (OSError, ValueError, TypeError, KeyError):
        kind, parts = "", []
    if kind != MARK:
        return refused("keys unseal needs a file that `keys seal` wrote.", BAD_INPUT)
    salt, nonce, sealed = parts
    try:
        key = _key(_passphrase(given, "Passphrase of the key file: "), salt)
        values = json.loads(AESGCM(key).decrypt(nonce, sealed, MARK.encode()))
    except InvalidTag:
        return refused("the passphrase is not the one of this file, or the file was altered.")
    for name in KEPT:
        sys.stdout.write(f"OXYCCAM_{name.upper()}={values[name]}\n")
    return DONE


def _passphrase(given: argparse.Namespace, question: str) -> str:
    if given.passphrase_file is None:
        return getpass.getpass(question)
    lines: list[str] = given.passphrase_file.read_text(encoding="utf-8").splitlines()
    return lines[0] if lines else ""


def _key(passphrase: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=32, **COST).derive(passphrase.encode())
