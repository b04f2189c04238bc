"""What we replace in Rasa behaves as Rasa does, except where we say so."""

import pytest

from tests.support.rasa import run_in_bot_environment


@pytest.mark.rasa
def test_our_replacements_agree_with_rasa() -> None:
    result = run_in_bot_environment("tests/bot/in_bot_environment/check_overrides.py")

    assert result.returncode == 0, result.stderr
