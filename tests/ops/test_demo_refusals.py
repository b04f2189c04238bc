"""What `make demo` says when it cannot start: one clear sentence, never a traceback."""

import os
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from ops import demo, setup


def test_a_taken_port_is_named_and_another_one_proposed(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        monkeypatch.setenv("PORT", str(port))

        with pytest.raises(demo.DemoError, match=rf"{port} est déjà pris.*PORT={port + 1}"):
            demo.chosen_port()


@pytest.mark.parametrize("received", ["zero", "0", "70000", "-1", "8000 "])
def test_a_port_that_is_no_port_is_refused_with_what_is_accepted(
    received: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PORT", received)

    with pytest.raises(demo.DemoError, match=f"PORT={re.escape(received)} .*1 à 65535"):
        demo.chosen_port()


def test_a_business_date_that_is_no_date_is_refused_with_an_example(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TODAY", "21/11/2026")

    with pytest.raises(demo.DemoError, match=r"TODAY=21/11/2026 .*TODAY=2026-11-21"):
        demo.chosen_today()


def test_a_refusal_ends_with_status_2_and_one_sentence(repository: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "ops.demo"],
        cwd=repository,
        env={**os.environ, "PORT": "none"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert ended.returncode == 2
    assert "La démonstration ne peut pas démarrer. PORT=none" in ended.stdout
    assert "Traceback" not in ended.stdout + ended.stderr


def test_a_full_disk_is_said_before_anything_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    nearly_full = shutil.disk_usage("/")._replace(free=1_000_000_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: nearly_full)

    with pytest.raises(setup.SetupError, match=r"Il reste 1\.0 Go .* demande 6"):
        setup.check_disk()


def test_no_lock_file_names_an_address(repository: Path) -> None:
    for locked in sorted((repository / "requirements").glob("*.txt")):
        text = locked.read_text()
        assert "://" not in text, locked.name
        assert text.count("--hash=sha256:") >= text.count("=="), locked.name
