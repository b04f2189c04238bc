"""A backup in one folder, and the way back: the database, the sealed files, and what tells whether both are whole.

    FOLDER/manifest.json   what the backup is: see `Manifest`
    FOLDER/database        PostgreSQL's custom format (pg_dump), or a copy of SQLite's file
    FOLDER/files/…         the sealed files of the storage folder, under their random names

The database comes first, the files after it: a file never changes once it is written, and is written before its row,
so that every row of the copy finds its file, save what was erased in between. Nothing in the folder opens without the
keys, which are not in it: `keys seal` puts them in a file of their own.
"""

import argparse
import hashlib
import json
import os
import pathlib
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import asdict, dataclass

from psycopg.conninfo import make_conninfo
from sqlalchemy import URL, inspect, make_url, text

from auth_gateway import keys
from auth_gateway.platform import audit
from auth_gateway.platform.crypto import Vault
from auth_gateway.platform.db import Database
from auth_gateway.platform.exits import BAD_INPUT, DONE, REFUSED, refused
from auth_gateway.services import ServiceSet

FORMAT = 1
DATABASE, FILES, MANIFEST = "database", "files", "manifest.json"
DEBIAN_TOOLS = pathlib.Path("/usr/lib/postgresql")


class BackupError(Exception):
    """The backup cannot be made or taken back; the text says why, and nothing was changed."""


@dataclass(frozen=True)
class Manifest:
    """`digests`: SHA-256 in hexadecimal by path; `audit_head`: number and digest of an entry that the copy has."""

    format: int
    made_at: str
    backend: str  # postgresql or sqlite
    revision: str  # of the migrations
    audit_head: tuple[int, str]
    index_key: str  # a keyed hash that only the same OXYCCAM_INDEX_KEY makes
    digests: dict[str, str]


def add_backup(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=pathlib.Path, help="a new folder, made by this command")


def add_restore(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=pathlib.Path, help="a folder that `backup` made")
    parser.add_argument("--yes", action="store_true", help="do not ask")


def backup(given: argparse.Namespace, services: ServiceSet, _confirm: Callable[[str], bool]) -> int:
    """Copy database and files while members are served; the folder appears under its name once it is whole."""
    folder: pathlib.Path = given.folder
    if folder.exists():
        return refused(f"{folder} exists already: a backup makes its own folder.", BAD_INPUT)
    unfinished = folder.with_name(f".{folder.name}.part")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True, mode=0o700)
    (unfinished / FILES).mkdir(mode=0o700)
    try:
        manifest = _copied(services, unfinished)
        unfinished.rename(folder)
    except BackupError as error:
        return refused(str(error))
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    files = len(manifest.digests) - 1
    sys.stdout.write(f"{folder}: {manifest.backend} at revision {manifest.revision}, {files} files\n")
    return DONE


def _copied(services: ServiceSet, folder: pathlib.Path) -> Manifest:
    url = make_url(services.settings.database_url)
    with services.db.read() as session:
        head = audit.head_of(session)  # before the copy, so that the copy has this entry
        revision = str(session.execute(text("SELECT version_num FROM alembic_version")).scalar_one())
    _dump(url, folder / DATABASE)
    storage = services.settings.storage_dir
    for file in sorted(storage.glob("*")) if storage.is_dir() else ():
        if not file.suffix:  # one that ends in .part is being written, and has no row yet
            shutil.copyfile(file, folder / FILES / file.name)
    manifest = Manifest(
        format=FORMAT,
        made_at=services.clock.now().isoformat(),
        backend=url.get_backend_name(),
        revision=revision,
        audit_head=head,
        index_key=_index_key(services.vault),
        digests={path: _digest(folder / path) for path in _paths(folder)},
    )
    (folder / MANIFEST).write_text(json.dumps(asdict(manifest), indent=1) + "\n", encoding="utf-8")
    return manifest


def restore(given: argparse.Namespace, services: ServiceSet, confirm: Callable[[str], bool]) -> int:
    """Take a backup into an empty database and an empty storage folder, then verify keys, chain and files."""
    settings = services.settings
    try:
        manifest = _checked(given.folder, services)
        if not confirm(f"Take the backup of {manifest.made_at} into this empty database and {settings.storage_dir}?"):
            return REFUSED
        _load(make_url(settings.database_url), given.folder / DATABASE)
        settings.storage_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        for file in (given.folder / FILES).iterdir():
            shutil.copyfile(file, settings.storage_dir / file.name)
    except BackupError as error:
        return refused(str(error))
    wrong = list(_faults(services.db, manifest))
    for each in wrong:
        sys.stderr.write(f"auth_gateway: {each}\n")
    sys.stdout.write(f"restored the backup of {manifest.made_at}, revision {manifest.revision}; next: migrate\n")
    return REFUSED if wrong else DONE


def _checked(folder: pathlib.Path, services: ServiceSet) -> Manifest:
    """Return what the backup says of itself; raise BackupError for whatever would make it a bad restore."""
    try:
        given = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        given["audit_head"] = tuple(given["audit_head"])
        manifest = Manifest(**given)
    except (OSError, ValueError, TypeError, KeyError):
        raise BackupError(f"{folder} is no backup: its {MANIFEST} cannot be read.") from None
    if manifest.format != FORMAT:
        raise BackupError(f"the backup has format {manifest.format}, this version reads {FORMAT}.")
    if manifest.digests != {path: _digest(folder / path) for path in _paths(folder)}:
        raise BackupError("the backup is not whole: a file is missing, added or altered.")
    backend = make_url(services.settings.database_url).get_backend_name()
    if manifest.backend != backend:
        raise BackupError(f"the backup is of {manifest.backend}, OXYCCAM_DATABASE_URL is of {backend}.")
    if manifest.index_key != _index_key(services.vault):
        raise BackupError("OXYCCAM_INDEX_KEY is not the one of the backup: nobody could sign in.")
    if inspect(services.db.engine).get_table_names():
        raise BackupError("the database is not empty: a backup goes into a new one.")
    storage = services.settings.storage_dir
    if storage.is_dir() and any(storage.iterdir()):
        raise BackupError(f"{storage} is not empty: a backup goes into a new folder.")
    return manifest


def _faults(database: Database, manifest: Manifest) -> Iterator[str]:
    """Say what of a restored database does not hold."""
    missing = keys.missing(database)
    if missing:
        yield f"values are sealed with the key {', '.join(missing)}: name it in OXYCCAM_FORMER_SECRET_KEYS."
    with database.read() as session:
        verdict = audit.verify(session, manifest.audit_head if manifest.audit_head[0] else None)
    if verdict.broken_at is not None:
        yield f"the audit chain is broken at entry {verdict.broken_at}."


def _dump(url: URL, target: pathlib.Path) -> None:
    if url.get_backend_name() == "sqlite":
        _copy_sqlite(url.database or "", target)
        return
    _run(url, "pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={target}")


def _load(url: URL, source: pathlib.Path) -> None:
    if url.get_backend_name() == "sqlite":
        _copy_sqlite(source, url.database or "")
        return
    _run(url, "pg_restore", "--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges", str(source))


def _copy_sqlite(source: str | pathlib.Path, target: str | pathlib.Path) -> None:
    """Copy page by page through SQLite itself, so that what others have open stays whole on either side."""
    with closing(sqlite3.connect(source)) as kept, closing(sqlite3.connect(target)) as copy:
        kept.backup(copy)


def _run(url: URL, tool: str, *arguments: str) -> None:
    """Run one of PostgreSQL's tools; the password goes through the environment, which other users cannot read."""
    options = {name: str(value) for name, value in url.query.items()}
    place = make_conninfo(host=url.host, port=url.port, user=url.username, dbname=url.database, **options)
    environment = {**os.environ, **({"PGPASSWORD": str(url.password)} if url.password else {})}
    argv = [_tool(tool), f"--dbname={place}", *arguments]
    done = subprocess.run(argv, env=environment, capture_output=True, text=True, check=False)  # noqa: S603  a tool of PostgreSQL's
    if done.returncode != 0:
        raise BackupError(f"{tool} failed: {done.stderr.strip() or 'no reason given'}")


def _tool(name: str) -> str:
    found = sorted(DEBIAN_TOOLS.glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3]))
    tool = str(found[-1]) if found else shutil.which(name)
    if tool is None:
        raise BackupError(f"{name} is not on this machine: install PostgreSQL's client.")
    return tool


def _paths(folder: pathlib.Path) -> list[str]:
    return [DATABASE, *sorted(f"{FILES}/{file.name}" for file in (folder / FILES).iterdir())]


def _digest(path: pathlib.Path) -> str:
    if not path.is_file():
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _index_key(vault: Vault) -> str:
    return vault.keyed_hash("backup", "the same key")
