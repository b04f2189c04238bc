"""A correction typed while a paper waits takes the paper in, put right: no line is there twice."""

from __future__ import annotations

import pytest

from tests.support.talk import Talk


def waiting() -> Talk:
    """Return a conversation where two crowns were read of a paper, which waits."""
    told = Talk().describe("couronne zircone 26 à 600 €, inlay-core HBLD090 dent 26 à 150 €")
    events = [event for turn in told.log for event in turn["events"] if not event.get("preset")]
    paper = {"document": "d1", "events": [*events, {"kind": "paper_settled"}]}
    talk = Talk(paper=paper)
    talk.read_paper({"document": "d1", "lines": 2, "found": "quote"})
    assert talk.asking == "confirm_read"
    return talk


@pytest.mark.parametrize(
    "say",
    ["non la couronne c'est 550", "la couronne est à 550", "ligne 1 : 550 €", "le montant de la ligne 1 c'est 550 €"],
)
def test_a_price_put_right_is_that_of_the_line_read(say: str) -> None:
    talk = waiting()

    talk.say(say)

    assert [(line.code, line.fee) for line in talk.draft.lines] == [("HBLD073", "550.00"), ("HBLD090", "150.00")]
    assert talk.draft.paper is None


@pytest.mark.parametrize("say", ["supprime l'inlay", "enlève la ligne 2", "retirez l'inlay-core"])
def test_a_line_read_goes(say: str) -> None:
    talk = waiting()

    talk.say(say)

    assert [line.code for line in talk.draft.lines] == ["HBLD073"]
    assert talk.draft.paper is None


def test_one_undo_brings_the_paper_back() -> None:
    talk = waiting()
    talk.say("supprime l'inlay")

    talk.say("annule")

    assert talk.draft.lines == ()
    assert talk.draft.paper == "d1"


@pytest.mark.parametrize("say", ["c'est quoi un inlay-core ?", "bonjour", "je ne sais pas"])
def test_what_puts_nothing_right_leaves_the_paper_waiting(say: str) -> None:
    talk = waiting()

    talk.say(say)

    assert talk.draft.paper == "d1"
    assert talk.asking == "confirm_read"
