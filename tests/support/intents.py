"""What the trained assistant thinks of many texts, in one process of the bot environment for a whole run.

Kept in var/ by model and text: the texts are those of the tests, never a member's.
"""

import atexit
import functools
import hashlib
import json
import os
import pathlib
import subprocess
from collections.abc import Collection

from bot.model_file import DEFAULT_FOLDER, MODEL_NAME
from ops.stack import ROOT
from tests.support.rasa import bot_environment, bot_python, train_when_needed

RANK_INTENTS = "tests/bot/in_bot_environment/rank_intents.py"
_KEPT = ROOT / "var" / "intents"


def intents_of(texts: Collection[str]) -> dict[str, list[tuple[str, float]]]:
    """Return the ranking of each text as a turn is given it: intents with their confidence, best first.

    `nlu_fallback` comes first where the model is not sure. The assistant is trained when its data have changed; the
    calling test is skipped where there is no bot environment.
    """
    train_when_needed()
    model = hashlib.sha256((DEFAULT_FOLDER / MODEL_NAME).read_bytes()).hexdigest()
    kept = _KEPT / f"{model}.json"
    known = _read(kept)
    unknown = sorted(set(texts) - known.keys())
    if unknown:
        known |= _ranked_by(model, unknown)
        _KEPT.mkdir(parents=True, exist_ok=True)
        whole = kept.with_suffix(f".{os.getpid()}")  # another worker may be reading
        whole.write_text(json.dumps(_read(kept) | known), encoding="utf-8")
        whole.replace(kept)
    return {text: known[text] for text in texts}


def _read(kept: pathlib.Path) -> dict[str, list[tuple[str, float]]]:
    if not kept.exists():
        return {}
    ranked = json.loads(kept.read_text(encoding="utf-8"))
    return {text: [(name, confidence) for name, confidence in ranking] for text, ranking in ranked.items()}


def _ranked_by(model: str, texts: list[str]) -> dict[str, list[tuple[str, float]]]:
    process = _assistant(model)
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(json.dumps(texts) + "\n")
    process.stdin.flush()
    line = process.stdout.readline()
    assert line, f"the assistant ended with status {process.wait()}"
    return dict(json.loads(line))


@functools.cache
def _assistant(model: str) -> subprocess.Popen[str]:  # noqa: ARG001  another model, another process
    """Start the process that has loaded the model, which takes longer than a thousand texts; it ends with the run."""
    process = subprocess.Popen(
        [bot_python(), RANK_INTENTS],
        cwd=ROOT,
        env=bot_environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    atexit.register(process.communicate)
    return process
