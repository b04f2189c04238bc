"""The first minute on a machine of today: which Python is taken, and what is said when there is none."""

import pathlib
import stat
import sys

import pytest

from ops import setup

NEWER, OLDER = "3.13", "3.10"


@pytest.fixture
def machine(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> pathlib.Path:
    """A machine that has no Python but those that the test puts there."""
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "pyenv"))
    monkeypatch.delenv("PYTHON310", raising=False)
    monkeypatch.setattr(setup, "FETCHED", tmp_path / "fetched")
    return tmp_path


def install(file: pathlib.Path, version: str) -> str:
    """Put a command that answers as the interpreter of this version would; without a version one that fails."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"#!/bin/sh\necho '{version} {file}'\n" if version else "#!/bin/sh\nexit 127\n")
    file.chmod(file.stat().st_mode | stat.S_IXUSR)
    return str(file)


@pytest.mark.parametrize("name", ["python3.13", "python3", "python"])
def test_the_services_run_on_whatever_served_python_is_found(machine: pathlib.Path, name: str) -> None:
    place = install(machine / "bin" / name, NEWER)

    assert setup.service_python() == place


def test_a_shim_of_a_version_that_is_not_installed_is_passed_over(machine: pathlib.Path) -> None:
    install(machine / "bin" / "python3.11", "")
    place = install(machine / "pyenv" / "versions" / "3.12.1" / "bin" / "python", "3.12")

    assert setup.service_python() == place


@pytest.mark.parametrize("version", ["", "3.9", "3.14"])
def test_a_machine_without_a_served_python_is_told_which_and_the_way_by_docker(
    machine: pathlib.Path, version: str
) -> None:
    install(machine / "bin" / "python3", version)

    with pytest.raises(setup.SetupError, match=r"3\.11, 3\.12 ou 3\.13 est introuvable.*docker build"):
        setup.service_python()


def test_rasa_runs_on_the_python_that_is_given(machine: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(machine / "bin" / "python3.10", OLDER)
    place = install(machine / "elsewhere" / "python", OLDER)
    monkeypatch.setenv("PYTHON310", place)

    assert setup.rasa_python() == place


@pytest.mark.parametrize("given", ["/nowhere/python3.10", sys.executable])
def test_what_is_given_for_rasa_and_is_no_3_10_is_refused(
    machine: pathlib.Path, monkeypatch: pytest.MonkeyPatch, given: str
) -> None:
    install(machine / "bin" / "python3.10", OLDER)
    monkeypatch.setenv("PYTHON310", given)

    with pytest.raises(setup.SetupError, match=f"PYTHON310={given} n'est pas un Python 3.10"):
        setup.rasa_python()


def test_a_3_10_that_is_missing_is_fetched_after_a_sentence_and_once(
    machine: pathlib.Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    calls = []

    def installer(argv: list[str], failed: str) -> None:
        calls.append((argv, failed))
        install(machine / "fetched" / "cpython-3.10.19-linux-x86_64-gnu" / "bin" / "python3.10", OLDER)

    monkeypatch.setattr(setup, "uv", lambda: "uv")
    monkeypatch.setattr(setup, "run", installer)
    monkeypatch.setattr(setup, "ROOT", machine)

    first, said, second = setup.rasa_python(), capsys.readouterr().out, setup.rasa_python()

    assert first == second == str(machine / "fetched" / "cpython-3.10.19-linux-x86_64-gnu" / "bin" / "python3.10")
    assert [argv[1:3] for argv, _failed in calls] == [["python", "install"]]
    for fact in ("CPython 3.10", "30 Mo", "python-build-standalone", "github.com"):
        assert fact in said
    assert "PYTHON310=/chemin/vers/python3.10 make demo" in calls[0][1]
    assert "docker build" in calls[0][1]


@pytest.mark.parametrize("server", ["redis-server", "valkey-server", ""])
def test_a_machine_without_a_redis_server_gets_one_and_another_does_not(
    machine: pathlib.Path, monkeypatch: pytest.MonkeyPatch, server: str
) -> None:
    made = []
    monkeypatch.setattr(setup, "make_environment", lambda folder, _python, names: made.append((folder.name, names)))
    monkeypatch.setattr(sys, "argv", ["setup.py"])
    if server:
        install(machine / "bin" / server, "7.0")

    assert setup.main() == 0
    assert (("redis-venv", ("redis",)) in made) is (server == "")


def test_a_newest_python_that_the_services_run_on_already_is_not_tried_again(
    machine: pathlib.Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    install(machine / "bin" / "python3.13", NEWER)
    monkeypatch.setattr(setup, "SERVICE", machine / "services")
    install(machine / "services" / "bin" / "python", NEWER)

    setup.make_newest()

    assert "rien à essayer de plus" in capsys.readouterr().out
