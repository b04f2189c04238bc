"""What it never uses is not in the assistant's memory."""

from pathlib import Path

import psutil
import pytest

from tests.support.rasa import Bot

pytestmark = pytest.mark.rasa

HEAVY = ("tensorflow", "keras", "botocore", "pymongo", "matplotlib")


def test_no_file_of_a_library_that_it_does_without_is_in_its_memory(bot: Bot) -> None:
    files = {mapped.path for mapped in psutil.Process(bot.process.pid).memory_maps()}

    assert files
    assert not [file for file in files if set(Path(file).parts) & set(HEAVY)]
