"""Make the environments: `.venv` for the services (Python 3.11), `bot/.venv` for Rasa (Python 3.10).

A third, `var/reading-venv` (Python 3.11), reads pictures of quotes.

Runs with the standard library alone, on a machine that has only the two interpreters.
An environment is made again only when its locked requirements changed. Errors are one sentence, exit status 2.
"""

import argparse
import hashlib
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SERVICE = ROOT / ".venv"
BOT = ROOT / "bot" / ".venv"
READING = ROOT / "var" / "reading-venv"
REQUIREMENTS = ROOT / "requirements"
STAMP = "installed-requirements.sha256"
BENCH = ROOT / "var" / "bench-venv"
FREE_BYTES_NEEDED = 6_000_000_000  # the environments take 3.7 GB; the wheels pass through the cache first
MINIMUM_SERVICE_PYTHON = (3, 11)


class SetupError(Exception):
    """Something on the machine prevents the set-up; the text says what and what to do."""


def say(text: str) -> None:
    print(text, flush=True)  # noqa: T201  this is a terminal program


def find_python(version: str) -> str:
    """Return a command that really runs Python `version` (a shim may exist for a version that is not installed)."""
    for command in (f"python{version}", "python3", "python"):
        path = shutil.which(command)
        if path is None:
            continue
        asked = [path, "-c", "import sys; print('%d.%d' % sys.version_info[:2], sys.executable)"]
        answer = subprocess.run(asked, capture_output=True, text=True, check=False, cwd=ROOT)
        if answer.returncode == 0 and answer.stdout.split()[:1] == [version]:
            return answer.stdout.split(maxsplit=1)[1].strip()
    message = f"Python {version} est introuvable : installez-le (commande « python{version} ») puis recommencez."
    raise SetupError(message)


def locked(names: tuple[str, ...]) -> str:
    return hashlib.sha256(b"".join((REQUIREMENTS / f"{name}.txt").read_bytes() for name in names)).hexdigest()


def check_disk() -> None:
    free = shutil.disk_usage(ROOT).free
    if free < FREE_BYTES_NEEDED:
        message = (
            f"Il reste {free / 1e9:.1f} Go sur le disque de {ROOT} ; "
            f"l'installation en demande {FREE_BYTES_NEEDED / 1e9:.0f}. Libérez de la place puis recommencez."
        )
        raise SetupError(message)


def run(argv: list[str], failed: str) -> None:
    if subprocess.run(argv, check=False, cwd=ROOT).returncode != 0:
        raise SetupError(failed)


def uv() -> str:
    """Return the installer; it lives in a small environment of its own so that it can remake the two others."""
    folder = ROOT / "var" / "uv"
    command = folder / "bin" / "uv"
    stamp = folder / STAMP
    wanted = locked(("bootstrap",))
    if not (command.exists() and stamp.exists() and stamp.read_text() == wanted):
        say("Préparation de l'installeur…")
        shutil.rmtree(folder, ignore_errors=True)
        failed = "L'installeur n'a pas pu être installé : vérifiez l'accès au registre de paquets Python."
        run([find_python("3.11"), "-m", "venv", str(folder)], failed)
        requirements = str(REQUIREMENTS / "bootstrap.txt")
        pip = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        run([*pip, "--require-hashes", "-r", requirements], failed)
        stamp.write_text(wanted)
    return str(command)


def make_environment(folder: Path, version: str, names: tuple[str, ...]) -> None:
    """Bring the environment in `folder` to the requirement files `names`; the last one is installed, whole."""
    stamp = folder / STAMP
    wanted = locked(names)
    if stamp.exists() and wanted in stamp.read_text().split():
        return
    check_disk()
    started = time.monotonic()
    say(f"Environnement {folder.relative_to(ROOT)} (Python {version}) : installation des paquets verrouillés…")
    if not (folder / "bin" / "python").exists():
        failed = f"L'environnement {folder} n'a pas pu être créé."
        run([uv(), "venv", "--quiet", "--python", find_python(version), str(folder)], failed)
    requirements = str(REQUIREMENTS / f"{names[-1]}.txt")
    target = ["--python", str(folder / "bin" / "python")]
    failed = f"L'installation de {requirements} a échoué : le message de l'installeur est au-dessus."
    run([uv(), "pip", "sync", "--require-hashes", *target, requirements], failed)
    # The tests' environment holds the service's: what asks for the service alone finds it there too.
    stamp.write_text("\n".join(locked(names[: n + 1]) for n in range(len(names))))
    say(f"Environnement {folder.relative_to(ROOT)} prêt en {time.monotonic() - started:.0f} s.")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dev", action="store_true", help="with the tests' and the checkers' packages")
    parser.add_argument("--bench", action="store_true", help="no Rasa, but the engine's yardstick")
    arguments = parser.parse_args()
    try:
        if sys.version_info < MINIMUM_SERVICE_PYTHON:
            find_python("3.11")
        if arguments.bench:
            make_environment(SERVICE, "3.11", ("service",))
            make_environment(BENCH, "3.11", ("bench",))
            return 0
        find_python("3.10")
        make_environment(SERVICE, "3.11", ("service", "dev") if arguments.dev else ("service",))
        make_environment(BOT, "3.10", ("bot",))
        make_environment(READING, "3.11", ("reading",))
    except (SetupError, OSError) as error:
        say(f"\nInstallation interrompue. {error}")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
