"""One price for several lines: told, shown, estimated once, and put right by the price of one of them."""

from __future__ import annotations

from typing import Any

import pytest

from quote_draft import Draft, DraftChangeError, cents, changes_to_events, draft_view, to_quote
from quote_draft.fields import Place
from quote_engine import estimate
from tests.support.drafts import CONTEXT, drafted, lines, set_
from tests.support.talk import Talk

BOTH = [{"lines": ["1", "2"], "fee": "2100.00"}]


def shared_of(talk: Talk) -> Any:
    return draft_view(talk.draft)["shared_fees"]


@pytest.mark.parametrize(
    ("before", "said"),
    [
        ("NEKA020", "2100 euros chirurgien et anesthésiste compris"),
        ("NEKA020", "2100 en comptant l'anesthésiste"),
    ],
)
def test_one_price_for_both_people_makes_both_lines_and_is_theirs_together(before: str, said: str) -> None:
    talk = Talk()
    talk.say(before)

    talk.say(said)

    assert [(line.code, line.activity, line.fee) for line in talk.draft.lines] == [
        ("NEKA020", 1, None),
        ("NEKA020", 4, None),
    ]
    assert shared_of(talk) == BOTH


def test_the_fee_of_lines_that_share_a_price_is_not_asked() -> None:
    talk = Talk()

    outcome = talk.say("NEKA020 2100 euros chirurgien et anesthésiste compris")

    assert outcome.asking is not None
    assert outcome.asking.field == "line.sector"


def test_the_price_of_one_of_them_ends_the_shared_one() -> None:
    talk = Talk()
    talk.say("NEKA020 2100 euros chirurgien et anesthésiste compris")

    outcome = talk.say("finalement le chirurgien c'est 1500")

    assert shared_of(talk) == []
    assert talk.draft.get("line.fee", 1) == "1500.00"
    assert Place(outcome.draft, 2).shared_fee is None


def test_a_price_for_another_act_that_is_still_to_choose_keeps_its_line() -> None:
    talk = Talk()
    talk.say("HBLD038 dent 26")

    outcome = talk.say("avec l'inlay core ça monte à 860 en tout")

    assert shared_of(talk) == [{"lines": ["1", "2"], "fee": "860.00"}]
    assert outcome.asking is not None
    assert (outcome.asking.field, outcome.asking.line) == ("choose_act", 2)


@pytest.fixture
def three() -> Draft:
    return drafted(*lines("NEKA020", "NFKA007", "NFMC003"), set_("line.fee", "500.00", 1))


def shared_in(draft: Draft, *changes: dict[str, Any]) -> Draft:
    return draft.after(changes_to_events(draft, changes, CONTEXT))


def test_a_line_deleted_renumbers_the_others_and_ends_the_price_that_it_had_a_part_of(three: Draft) -> None:
    draft = shared_in(three, {"field": "shared_fees", "value": [{"lines": ["2", "3"], "fee": "2100.00"}]})

    first_gone, second_gone = (shared_in(draft, {"delete_line": number}) for number in (1, 2))

    assert draft_view(first_gone)["shared_fees"] == BOTH
    assert draft_view(second_gone)["shared_fees"] == []


def test_a_line_has_one_price(three: Draft) -> None:
    draft = shared_in(three, {"field": "shared_fees", "value": BOTH})

    assert [draft.get("line.fee", number) for number in (1, 2)] == [None, None]


def test_a_price_for_a_line_that_is_not_there_is_refused(three: Draft) -> None:
    with pytest.raises(DraftChangeError, match=r"changes\[0\]\.value"):
        shared_in(three, {"field": "shared_fees", "value": [{"lines": ["1", "4"], "fee": "10.00"}]})


def test_the_price_is_counted_once(three: Draft) -> None:
    draft = shared_in(
        three, {"field": "shared_fees", "value": BOTH}, {"field": "line.fee", "line": 3, "value": "800.00"}
    )

    answer = estimate(to_quote(draft, CONTEXT))

    assert sum(cents(line["charged"]) for line in answer["lines"]) == cents("2900.00")
