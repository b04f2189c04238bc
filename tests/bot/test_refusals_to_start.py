"""What is missing is said in one sentence, with exit status 2, before anything heavy is loaded."""

import json
from pathlib import Path

import pytest

from tests.support.rasa import run_in_bot_environment

pytestmark = pytest.mark.rasa

SETTINGS = {
    "BOT_PORT": "5005",
    "TURN_SECRET": "a",
    "ACTIONS_URL": "http://127.0.0.1:1/webhook",
    "ACTIONS_SECRET": "b",
}


@pytest.mark.parametrize("name", sorted(SETTINGS))
def test_a_missing_setting_is_named(name: str) -> None:
    result = run_in_bot_environment("-m", "bot", **{**SETTINGS, name: ""})

    assert result.returncode == 2
    assert result.stderr.count("\n") == 1
    assert f"missing setting: {name} (" in result.stderr


def test_nothing_heavy_is_loaded_before_a_refusal() -> None:
    start = (
        "import runpy, sys\ntry: runpy.run_module('bot', run_name='__main__')\nfinally: print('rasa' in sys.modules)"
    )

    result = run_in_bot_environment("-c", start, **{**SETTINGS, "BOT_PORT": ""})

    assert (result.returncode, result.stdout) == (2, "False\n")


def test_a_port_that_is_none_is_refused() -> None:
    result = run_in_bot_environment("-m", "bot", **{**SETTINGS, "BOT_PORT": "cinq mille"})

    assert (result.returncode, result.stderr) == (2, "bot: BOT_PORT is not a port number\n")


def test_a_missing_model_says_how_to_train(tmp_path: Path) -> None:
    result = run_in_bot_environment("-m", "bot", **SETTINGS, BOT_MODEL=str(tmp_path))

    assert result.returncode == 2
    assert "no trained model at" in result.stderr
    assert "python -m bot.train" in result.stderr


def test_a_model_that_training_did_not_write_is_not_loaded(tmp_path: Path) -> None:
    (tmp_path / "assistant.tar.gz").write_bytes(b"somebody else's")
    (tmp_path / "assistant.tar.gz.json").write_text(json.dumps({"inputs": "0" * 64, "model": "0" * 64}))

    result = run_in_bot_environment("-m", "bot", **SETTINGS, BOT_MODEL=str(tmp_path))

    assert result.returncode == 2
    assert "is not the file that training wrote" in result.stderr
