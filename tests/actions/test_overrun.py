"""An overrun told in place of the price."""

from __future__ import annotations

import pytest

from quote_draft import changes_to_events, to_quote
from quote_engine import estimate
from tests.support.drafts import CONTEXT, drafted, lines, set_
from tests.support.talk import Talk


@pytest.mark.parametrize("said", ["complément d'honoraires 400 €", "400 euros de dépassement", "DH 400"])
def test_an_overrun_stands_in_place_of_the_fee(said: str) -> None:
    talk = Talk()
    talk.say("NEKA020")

    outcome = talk.say(said)

    assert (talk.draft.get("line.overrun", 1), talk.draft.get("line.fee", 1)) == ("400.00", None)
    assert outcome.asking is not None
    assert outcome.asking.field == "line.sector"


def test_the_whole_price_told_afterwards_takes_its_place() -> None:
    talk = Talk()
    talk.say("NEKA020")
    talk.say("400 euros de dépassement")

    talk.say("le montant est 900 euros")

    assert (talk.draft.get("line.overrun", 1), talk.draft.get("line.fee", 1)) == (None, "900.00")


def test_the_fee_is_the_base_and_the_overrun() -> None:
    hip = drafted(*lines("NEKA020"), set_("line.sector", "sector_2", 1), set_("line.fee", "900.00", 1))
    draft = hip.after(changes_to_events(hip, [{"field": "line.overrun", "line": 1, "value": "400.00"}], CONTEXT))

    (line,) = estimate(to_quote(draft, CONTEXT))["lines"]

    assert (line["charged"], line["overrun"]) == ("859.80", "400.00")
