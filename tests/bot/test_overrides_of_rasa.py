"""What we replace in Rasa behaves as Rasa does, except where we say so."""

import pytest

from tests.support.rasa import run_in_bot_environment, train_when_needed


@pytest.mark.rasa
def test_our_replacements_agree_with_rasa() -> None:
    result = run_in_bot_environment("tests/bot/in_bot_environment/check_overrides.py")

    assert result.returncode == 0, result.stderr


@pytest.mark.rasa
def test_what_follows_in_a_turn_is_what_rasa_says_and_asked_once() -> None:
    train_when_needed()

    result = run_in_bot_environment("tests/bot/in_bot_environment/check_predictions.py")

    assert result.returncode == 0, result.stderr
