"""What the trained intent model makes of many texts, in one start of its environment.

The rankings are kept under var/ by the model's and the texts' digest: a suite asks for the same ones again and again.
Only texts of the tests are kept there, never a member's.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Sequence

from ops.stack import BOT_PYTHON, ROOT
from tests.support.rasa import run_in_bot_environment

Ranking = list[tuple[str, float]]

_KEPT = ROOT / "var" / "intents-of-tests"
_PROGRAM = "tests/bot/in_bot_environment/rank_intents.py"


def intents_of(texts: Sequence[str]) -> dict[str, Ranking]:
    """Return the model's ranking of each text, best first; trains the model when its data changed."""
    trained = run_in_bot_environment("-m", "bot.train")
    assert trained.returncode == 0, trained.stdout + trained.stderr
    asked = json.dumps(sorted(set(texts)))
    model = (ROOT / "bot" / "models" / "assistant.tar.gz").read_bytes()
    kept = _KEPT / f"{hashlib.sha256(model + asked.encode()).hexdigest()}.json"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(_ranked(asked), encoding="utf-8")
    found: dict[str, list[list[object]]] = json.loads(kept.read_text(encoding="utf-8"))
    return {text: [(str(name), float(str(value))) for name, value in ranking] for text, ranking in found.items()}


def _ranked(asked: str) -> str:
    done = subprocess.run(
        [str(BOT_PYTHON), _PROGRAM],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT), "PATH": sys.exec_prefix, "RASA_TELEMETRY_ENABLED": "false"},
        input=asked,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
