"""The keys in one sealed file: they come back by their passphrase, and by nothing else."""

import argparse
import pathlib

import pytest

from auth_gateway import key_file
from auth_gateway.__main__ import main
from auth_gateway.platform.settings import Settings

PASSPHRASE = "une longue phrase de passe que personne ne devine"


@pytest.fixture
def settings() -> Settings:
    return Settings.for_demonstration(former_secret_keys="f" * 40)


def asked(folder: pathlib.Path, passphrase: str = PASSPHRASE) -> argparse.Namespace:
    said = folder / "passphrase"
    said.write_text(passphrase + "\n")
    return argparse.Namespace(file=folder / "keys.json", passphrase_file=said)


def test_the_keys_come_back_as_the_settings_that_they_are(
    settings: Settings, tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = asked(tmp_path)
    sealed = key_file.seal(given, settings)
    capsys.readouterr()

    opened = main(["keys", "unseal", str(given.file), "--passphrase-file", str(given.passphrase_file)])

    lines = dict(line.split("=", 1) for line in capsys.readouterr().out.splitlines())
    assert (sealed, opened) == (0, 0)
    assert lines == {f"OXYCCAM_{name.upper()}": getattr(settings, name).get_secret_value() for name in key_file.KEPT}
    assert given.file.stat().st_mode & 0o077 == 0
    assert settings.secret_key.get_secret_value() not in given.file.read_text()


def test_another_passphrase_and_an_altered_file_open_nothing(
    settings: Settings, tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = asked(tmp_path)
    key_file.seal(given, settings)
    capsys.readouterr()

    wrong = key_file.unseal(asked(tmp_path, PASSPHRASE + "!"))
    given.file.write_text(given.file.read_text().replace('"sealed": "', '"sealed": "00'))
    altered = key_file.unseal(asked(tmp_path))
    given.file.write_text("{}")
    none = key_file.unseal(asked(tmp_path))

    told = capsys.readouterr()
    assert (wrong, altered, none) == (3, 3, 2)
    assert told.out == ""
    assert told.err.count("the passphrase is not the one of this file, or the file was altered") == 2


@pytest.mark.parametrize(("passphrase", "there"), [("courte", False), (PASSPHRASE, True)])
def test_a_short_passphrase_and_a_file_that_is_there_are_refused(
    settings: Settings, tmp_path: pathlib.Path, passphrase: str, *, there: bool
) -> None:
    given = asked(tmp_path, passphrase)
    if there:
        given.file.write_text("kept")

    assert key_file.seal(given, settings) == 2
    assert given.file.exists() == there
