"""Without the libraries that it never uses the assistant understands as before, and holds none of them."""

import json
from pathlib import Path

import psutil
import pytest

from tests.support.rasa import Bot, run_in_bot_environment, train_when_needed

pytestmark = pytest.mark.rasa

TEXTS = [
    "un implant",
    "le 5 décembre",
    "c'est quoi un dépassement ?",
    "850 €",
    "non merci",
    "je veux parler à quelqu'un",
]
HEAVY = ("tensorflow", "keras", "botocore", "pymongo", "matplotlib")


def ranked(*arguments: str) -> object:
    script = "tests/bot/in_bot_environment/rank_intents.py"
    done = run_in_bot_environment(script, *arguments, stdin=json.dumps(TEXTS) + "\n")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_it_ranks_as_with_everything_that_rasa_imports() -> None:
    train_when_needed()

    assert ranked() == ranked("--whole")


def test_no_file_of_a_library_that_it_does_without_is_in_its_memory(bot: Bot) -> None:
    files = {mapped.path for mapped in psutil.Process(bot.process.pid).memory_maps()}

    assert files
    assert not [file for file in files if set(Path(file).parts) & set(HEAVY)]
