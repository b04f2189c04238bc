"""Make the environments: `.venv` for the services (Python 3.11 to 3.13), `bot/.venv` for Rasa (Python 3.10).

A third, `var/reading-venv`, reads pictures of quotes; a machine without a Redis server gets one in `var/redis-venv`,
on Rasa's Python, for which it is published built. The services run on the first served Python that is found; Rasa
on `PYTHON310`, on the machine's own 3.10, or else on one that the installer fetches into `var/python`, said first.

Runs with the standard library alone.
An environment is made again only when its locked requirements changed. Errors are one sentence, exit status 2.
"""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SERVICE = ROOT / ".venv"
BOT = ROOT / "bot" / ".venv"
READING = ROOT / "var" / "reading-venv"
REDIS = ROOT / "var" / "redis-venv"
REDIS_SERVERS = ("redis-server", "valkey-server")
REQUIREMENTS = ROOT / "requirements"
STAMP = "installed-requirements.sha256"
BENCH = ROOT / "var" / "bench-venv"
FREE_BYTES_NEEDED = 6_000_000_000  # the environments take 3.7 GB; the wheels pass through the cache first
SERVED = ("3.11", "3.12", "3.13")  # Pythons that the locks and the tests cover
RASA = "3.10"
FETCHED = ROOT / "var" / "python"
AUDIT = ROOT / "var" / "audit-venv"
NEWEST = ROOT / "var" / "newest-venv"
IN_A_CONTAINER = "docker build -f deploy/demo.Dockerfile -t oxyccam/demo . && docker run --rm -p 8000:8000 oxyccam/demo"


class SetupError(Exception):
    """Something on the machine prevents the set-up; the text says what and what to do."""


def say(text: str) -> None:
    print(text, flush=True)  # noqa: T201  this is a terminal program


def find_python(*versions: str) -> str | None:
    """Return a command that really runs one of these versions, the first that is found; None when there is none.

    A shim may exist for a version that is not installed: each candidate is asked.
    """
    for version in versions:
        pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions"
        own = [str(path) for path in sorted(pyenv.glob(f"{version}.*/bin/python"))]
        for command in (f"python{version}", "python3", "python", *own):
            path = shutil.which(command)
            found = _asked(path) if path else None
            if found and found[0] == version:
                return found[1]
    return None


def _asked(path: str) -> tuple[str, str] | None:
    """Return the version and the true place of an interpreter; None when it does not run."""
    asked = [path, "-c", "import sys; print('%d.%d' % sys.version_info[:2], sys.executable)"]
    answer = subprocess.run(asked, capture_output=True, text=True, check=False, cwd=ROOT)
    version, _, place = answer.stdout.strip().partition(" ")
    return (version, place) if answer.returncode == 0 else None


def _version(path: str) -> str | None:
    found = _asked(path)
    return found[0] if found else None


def service_python() -> str:
    found = find_python(*SERVED)
    if found is None:
        accepted = ", ".join(SERVED[:-1]) + f" ou {SERVED[-1]}"
        message = (
            f"Python {accepted} est introuvable : installez l'un d'eux puis recommencez. Ou bien : {IN_A_CONTAINER}"
        )
        raise SetupError(message)
    return found


def rasa_python() -> str:
    """Return a Python 3.10: the one that is given, the machine's, or one that the installer fetches."""
    given = os.environ.get("PYTHON310")
    if given:
        found = _asked(given) if shutil.which(given) else None
        if found is None or found[0] != RASA:
            message = f"PYTHON310={given} n'est pas un Python {RASA} : donnez le chemin d'un interpréteur {RASA}."
            raise SetupError(message)
        return found[1]
    return find_python(RASA) or _fetched_python()


def _fetched_python() -> str:
    fetched = sorted(FETCHED.glob(f"*{RASA}*/bin/python{RASA}"))
    if not fetched:
        say(
            f"Rasa a besoin de Python {RASA}, absent de cette machine : l'installeur télécharge CPython {RASA} (30 Mo "
            "environ, du projet python-build-standalone, sur releases.astral.sh ou github.com) dans "
            f"{FETCHED.relative_to(ROOT)}."
        )
        failed = (
            f"Python {RASA} n'a pas pu être téléchargé : la raison est au-dessus. Donnez le vôtre : "
            f"PYTHON310=/chemin/vers/python{RASA} make demo. Ou bien : {IN_A_CONTAINER}"
        )
        run([uv(), "python", "install", "--no-bin", "--install-dir", str(FETCHED), RASA], failed)
        fetched = sorted(FETCHED.glob(f"*{RASA}*/bin/python{RASA}"))
    return str(fetched[-1])


def redis_server() -> str | None:
    """Return the machine's own server; None when there is none."""
    return next(filter(None, map(shutil.which, REDIS_SERVERS)), None)


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
        failed = (
            "L'installeur n'a pas pu être installé : vérifiez l'accès au registre de paquets Python et, sur Debian ou "
            "Ubuntu, que le paquet python3-venv est là."
        )
        run([service_python(), "-m", "venv", str(folder)], failed)
        requirements = str(REQUIREMENTS / "bootstrap.txt")
        pip = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        run([*pip, "--require-hashes", "-r", requirements], failed)
        stamp.write_text(wanted)
    return str(command)


def make_environment(folder: Path, python: Callable[[], str], names: tuple[str, ...]) -> None:
    """Bring the environment in `folder` to the requirement files `names`; the last one is installed, whole.

    `python` finds the interpreter of an environment that is not there yet.
    """
    stamp = folder / STAMP
    wanted = locked(names)
    if stamp.exists() and wanted in stamp.read_text().split():
        return
    check_disk()
    started = time.monotonic()
    say(f"Environnement {folder.relative_to(ROOT)} : installation des paquets verrouillés…")
    if not (folder / "bin" / "python").exists():
        failed = f"L'environnement {folder} n'a pas pu être créé."
        run([uv(), "venv", "--quiet", "--python", python(), str(folder)], failed)
    requirements = str(REQUIREMENTS / f"{names[-1]}.txt")
    target = ["--python", str(folder / "bin" / "python")]
    failed = f"L'installation de {requirements} a échoué : le message de l'installeur est au-dessus."
    run([uv(), "pip", "sync", "--require-hashes", *target, requirements], failed)
    # The tests' environment holds the service's: what asks for the service alone finds it there too.
    stamp.write_text("\n".join(locked(names[: n + 1]) for n in range(len(names))))
    say(f"Environnement {folder.relative_to(ROOT)} prêt en {time.monotonic() - started:.0f} s.")


def make_newest() -> None:
    """Make the environment that the tests run in on the newest Python served, where the machine has a newer one."""
    newest = find_python(*reversed(SERVED))
    if newest is None or _version(newest) == _version(str(SERVICE / "bin" / "python")):
        say("Pas de Python plus récent que celui des services : rien à essayer de plus.")
        return
    make_environment(NEWEST, lambda: newest, ("service", "dev"))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dev", action="store_true", help="with the tests' and the checkers' packages")
    parser.add_argument("--audit", action="store_true", help="no service, but what lists and audits the packages")
    parser.add_argument("--newest", action="store_true", help="no Rasa, but the newest Python served, for the tests")
    parser.add_argument("--bench", action="store_true", help="no Rasa, but the engine's yardstick")
    arguments = parser.parse_args()
    try:
        if arguments.bench:
            make_environment(SERVICE, service_python, ("service",))
            make_environment(BENCH, service_python, ("bench",))
        elif arguments.audit:
            make_environment(AUDIT, service_python, ("audit",))
        elif arguments.newest:
            make_newest()
        else:
            make_environment(SERVICE, service_python, ("service", "dev") if arguments.dev else ("service",))
            make_environment(BOT, rasa_python, ("bot",))
            make_environment(READING, service_python, ("reading",))
            if redis_server() is None:
                make_environment(REDIS, rasa_python, ("redis",))
    except (SetupError, OSError) as error:
        say(f"\nInstallation interrompue. {error}")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
