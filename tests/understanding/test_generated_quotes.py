"""Whole quotes told in one message, made up from their parts: what the draft holds is what the message says.

The words are drawn anew for each seed. An act whose words fit several is asked, and what is asked is not wrong.
"""

from __future__ import annotations

import copy

import pytest

from tests.support.generated_quotes import faults_of, quotes
from tests.support.talk import SELF, Talk

EACH = 30
MOST_LACKING = 2
"""Quotes of a seed of which something may have to be asked again."""


@pytest.mark.parametrize("seed", range(1, 7))
def test_a_quote_told_in_one_message_leaves_its_draft(seed: int) -> None:
    opened = Talk(SELF)

    wrong: dict[str, list[str]] = {}
    lacking: dict[str, list[str]] = {}
    for quote in quotes(seed, EACH):
        talk = copy.copy(opened)
        talk.log = list(opened.log)
        talk.say(quote.message)
        faults = faults_of(quote, talk.draft)
        wrong |= {quote.message: faults.wrong} if faults.wrong else {}
        lacking |= {quote.message: faults.lacking} if faults.lacking else {}

    assert wrong == {}
    assert len(lacking) <= MOST_LACKING, lacking
