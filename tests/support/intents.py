"""What the trained assistant thinks of many texts, in one process of the bot environment.

Kept in var/ by the model and the texts: the texts are those of the tests, never a member's.
"""

import hashlib
import json
from collections.abc import Sequence

from bot.model_file import DEFAULT_FOLDER, MODEL_NAME
from ops.stack import ROOT
from tests.support.rasa import run_in_bot_environment

_KEPT = ROOT / "var" / "intents"


def intents_of(texts: Sequence[str]) -> dict[str, list[tuple[str, float]]]:
    """Return the ranking of each text as a turn is given it: intents with their confidence, best first.

    `nlu_fallback` comes first where the model is not sure. The assistant is trained when its data have changed; the
    calling test is skipped where there is no bot environment.
    """
    trained = run_in_bot_environment("-m", "bot.train")
    assert trained.returncode == 0, trained.stdout + trained.stderr
    asked = json.dumps(sorted(set(texts)))
    model = (DEFAULT_FOLDER / MODEL_NAME).read_bytes()
    kept = _KEPT / f"{hashlib.sha256(model + asked.encode()).hexdigest()}.json"
    if not kept.exists():
        result = run_in_bot_environment("tests/bot/in_bot_environment/rank_intents.py", stdin=asked)
        assert result.returncode == 0, result.stdout + result.stderr
        _KEPT.mkdir(parents=True, exist_ok=True)
        kept.write_text(result.stdout, encoding="utf-8")
    ranked = json.loads(kept.read_text(encoding="utf-8"))
    return {text: [(name, confidence) for name, confidence in ranking] for text, ranking in ranked.items()}
