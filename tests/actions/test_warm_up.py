"""What the actions load before they say that they are ready: all that a whole quote needs."""

from actions.warm_up import QUOTE, warm_up
from tests.support.talk import Talk


def test_the_warm_up_reads_a_quote_and_estimates_it() -> None:
    outcome = Talk().say(QUOTE)

    assert outcome.estimate is not None
    assert outcome.estimate["status"] == "ok"
    assert outcome.not_placed == ()


def test_the_warm_up_needs_no_conversation() -> None:
    warm_up()
