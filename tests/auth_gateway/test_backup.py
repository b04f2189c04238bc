"""The drill: a backup goes into an empty cluster, where members sign in, what is sealed opens and the chain holds."""

import argparse
import json
import pathlib
import stat
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from sqlalchemy import select, text

from auth_gateway import backup, erasing, operators
from auth_gateway.accounts import Account, cipher_of
from auth_gateway.app import create_app
from auth_gateway.data_rights import service as data_rights
from auth_gateway.data_rights.models import RequestKind
from auth_gateway.erasing import Tools
from auth_gateway.members import Person
from auth_gateway.migrate import migrate
from auth_gateway.platform import audit
from auth_gateway.platform.crypto import Vault
from auth_gateway.platform.db import Database
from auth_gateway.platform.exits import BAD_INPUT, DONE, REFUSED
from auth_gateway.services import ServiceSet, build_services
from auth_gateway.worker import Worker
from tests.support.gateway import Gateway
from tests.support.people import SECRET_KEY, member
from tests.support.postgresql import PostgresqlServer

CONTENT = b"%PDF-1.7 the quote of a fictitious member"


@dataclass
class Place:
    """An empty database and an empty storage folder, with the keys of the first."""

    services: ServiceSet

    def restore(self, folder: pathlib.Path) -> int:
        return backup.restore(argparse.Namespace(folder=folder), self.services, lambda _question: True)


@pytest.fixture
def place(each_gateway: Gateway, tmp_path: pathlib.Path, request: pytest.FixtureRequest) -> Iterator[Place]:
    first = each_gateway.services
    if first.db.engine.dialect.name == "sqlite":
        url = f"sqlite:///{tmp_path / 'restored.sqlite3'}"
    else:
        server: PostgresqlServer = request.getfixturevalue("postgresql_server")
        url = server.url(server.create())
    settings = first.settings.model_copy(update={"database_url": url, "storage_dir": tmp_path / "restored"})
    services = build_services(settings, each_gateway.clock, each_gateway.bot, first.passwords)
    yield Place(services)
    services.close()


@dataclass
class Kept:
    """What the first installation has: an account, a sealed file, an entry of the chain."""

    account: Account
    file: str


@pytest.fixture
def kept(each_gateway: Gateway) -> Kept:
    account = each_gateway.save_with_account(member(first_name="Andréa"), email="andrea@example.org")
    services = each_gateway.services
    with services.db.session() as db:
        audit.record(db, at=services.clock.now(), actor=audit.OPERATOR, action="suspend", object_id=account.id)
        assert account.person_id
        name = services.storage.keep(CONTENT, cipher_of(db, account.person_id))
    return Kept(account, name)


def back_up(gateway: Gateway, folder: pathlib.Path) -> int:
    return backup.backup(argparse.Namespace(folder=folder), gateway.services, lambda _question: True)


def test_what_was_backed_up_serves_members_again(
    each_gateway: Gateway, kept: Kept, place: Place, tmp_path: pathlib.Path
) -> None:
    folder = tmp_path / "backup"
    made = back_up(each_gateway, folder)
    each_gateway.save_with_account(member(), email="after@example.org")

    taken = place.restore(folder)
    migrate(place.services.settings)

    assert (made, taken) == (DONE, DONE)
    services = place.services
    restored = replace(
        each_gateway,
        services=services,
        app=create_app(services.settings, services),
        worker=Worker(services, each_gateway.transport),
    )
    assert restored.sign_in(kept.account).get("/api/v1/me").json()["first_name"] == "Andréa"
    with services.db.read() as db:
        assert kept.account.person_id
        assert services.storage.read(kept.file, cipher_of(db, kept.account.person_id)) == CONTENT
        assert audit.verify(db).broken_at is None
        assert db.query(Person).count() == 1


def test_whoever_was_erased_since_the_backup_is_erased_again(
    each_gateway: Gateway, kept: Kept, place: Place, tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]
) -> None:
    list_of_erasures = tmp_path / "erasures"
    stays = each_gateway.save_with_account(member(), email="stays@example.org")
    back_up(each_gateway, tmp_path / "backup")
    first, now = each_gateway.services, each_gateway.clock.now()
    with first.db.session() as db:
        data_rights.ask(db, first.outbox, kept.account.id, RequestKind.ERASURE, now=now)
    each_gateway.clock.advance(days=8)
    for _hour in range(2):
        erasing.run_due(first.db, Tools(first.outbox, first.storage, list_of_erasures), each_gateway.clock.now())
    place.restore(tmp_path / "backup")
    given = argparse.Namespace(action="redo", file=list_of_erasures)

    outcomes = [operators.erasures(given, place.services, lambda _question: True) for _ in range(2)]

    assert outcomes == [DONE, DONE]
    assert capsys.readouterr().out.splitlines()[-2:] == ["1 of 1 erased again", "0 of 1 erased again"]
    with place.services.db.read() as db:
        left = {each.id: each.key_sealed is not None for each in db.scalars(select(Account))}
    assert left == {kept.account.id: False, stays.id: True}
    assert stat.S_IMODE(list_of_erasures.stat().st_mode) == 0o600


@pytest.mark.parametrize("content", [b"nonsense\n", b"\xff\n", None])
def test_a_list_of_erasures_that_is_none_is_refused(
    gateway: Gateway, tmp_path: pathlib.Path, content: bytes | None
) -> None:
    if content is not None:
        (tmp_path / "list").write_bytes(content)
    given = argparse.Namespace(action="redo", file=tmp_path / "list")

    assert operators.erasures(given, gateway.services, lambda _question: True) == BAD_INPUT


@pytest.mark.usefixtures("kept")
def test_a_backup_is_readable_by_its_owner_alone_and_holds_no_key_and_no_name(
    each_gateway: Gateway, tmp_path: pathlib.Path
) -> None:
    back_up(each_gateway, tmp_path / "backup")

    files = [path for path in (tmp_path / "backup").rglob("*") if path.is_file()]
    whole = b"".join(path.read_bytes() for path in files)
    assert (tmp_path / "backup").stat().st_mode & 0o077 == 0
    assert len(files) == 3
    for secret in ("Andréa", "andrea@example.org", SECRET_KEY, "quote of a fictitious"):
        assert secret.encode() not in whole


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize("fault", ["altered", "missing", "added", "no manifest", "another format"])
def test_a_backup_that_is_not_whole_changes_nothing(
    each_gateway: Gateway, place: Place, tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str], fault: str
) -> None:
    folder = tmp_path / "backup"
    back_up(each_gateway, folder)
    (file,), manifest = (folder / "files").iterdir(), folder / "manifest.json"
    if fault == "altered":
        file.write_bytes(file.read_bytes()[:-1])
    elif fault == "missing":
        file.unlink()
    elif fault == "added":
        (folder / "files" / "x").write_bytes(b"x")
    elif fault == "no manifest":
        manifest.unlink()
    else:
        manifest.write_text(json.dumps({**json.loads(manifest.read_text()), "format": 2}))

    assert place.restore(folder) == REFUSED
    assert not place.services.settings.storage_dir.exists()
    told = capsys.readouterr().err
    expected = {"no manifest": "is no backup", "another format": "format 2, this version reads 1"}
    assert expected.get(fault, "not whole: a file is missing, added or altered") in told


def test_a_backup_never_goes_over_what_is_there(
    each_gateway: Gateway, tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "backup"
    back_up(each_gateway, folder)

    again = back_up(each_gateway, folder)
    over = backup.restore(argparse.Namespace(folder=folder), each_gateway.services, lambda _question: True)

    assert (again, over) == (BAD_INPUT, REFUSED)
    told = capsys.readouterr().err
    assert "exists already" in told
    assert "the database is not empty" in told


@pytest.mark.usefixtures("kept")
def test_the_keys_of_another_installation_are_said(
    each_gateway: Gateway, place: Place, tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "backup"
    back_up(each_gateway, folder)
    settings = place.services.settings
    other = Vault("an index key of somebody else, of 32 characters", "another index key, of 32 characters or more")
    wrong_index = replace(place.services, vault=other, db=Database(settings.database_url, other))
    index_key = place.services.settings.index_key.get_secret_value()
    lost = Vault("a master key of somebody else, 32 characters", index_key)
    wrong_master = replace(place.services, vault=lost, db=Database(settings.database_url, lost))

    first = Place(wrong_index).restore(folder), capsys.readouterr().err
    second = Place(wrong_master).restore(folder), capsys.readouterr().err

    assert first == (
        REFUSED,
        "auth_gateway: OXYCCAM_INDEX_KEY is not the one of the backup: nobody could sign in.\n",
    )
    assert second[0] == REFUSED
    assert "name it in OXYCCAM_FORMER_SECRET_KEYS" in second[1]
    for each in (wrong_index, wrong_master):
        each.db.dispose()


def test_a_copy_that_fails_leaves_no_folder(
    each_gateway: Gateway, tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with each_gateway.services.db.session() as db:
        db.execute(text("DROP TABLE alembic_version"))

    with pytest.raises(Exception, match="alembic_version"):
        back_up(each_gateway, tmp_path / "backup")

    assert not [path for path in tmp_path.iterdir() if "backup" in path.name]
    assert capsys.readouterr().out == ""
