"""A price told of everything, of several lines or of one act of several goes where it is said, and no other is lost."""

from __future__ import annotations

import pytest

from tests.support.talk import Talk

TWO = "couronne HBLD734 26 600 €, inlay-core HBLD745 26 150 €"
SEPTUM = "septoplastie GAMA007 et turbinectomie GAME001, 950 € les deux, chirurgien OPTAM"


def fees(talk: Talk) -> list[str | None]:
    return [line.fee for line in talk.draft.lines]


@pytest.mark.parametrize("said", ["en tout ça fait 750 €", "au total 750 €", "750 € pour les deux"])
def test_the_sum_of_lines_that_have_their_prices_is_acknowledged(said: str) -> None:
    talk = Talk().describe(TWO, said)

    assert "utter_total_agrees" in talk.names
    assert fees(talk) == ["600.00", "150.00"]


def test_another_total_than_the_lines_make_is_said_back() -> None:
    talk = Talk().describe(TWO, "au total 780 €")

    assert "utter_not_placed_total" in talk.names
    assert fees(talk) == ["600.00", "150.00"]


def test_a_whole_price_of_an_act_named_is_that_of_its_line() -> None:
    talk = Talk().describe("HBQK002 80 €, greffe gingivale 450 € NR, surfaçage", "480 € en tout pour le surfaçage")

    assert fees(talk) == ["80.00", "450.00", "480.00"]


def test_what_is_said_of_both_elsewhere_in_the_message_makes_no_price_that_of_both() -> None:
    talk = Talk().describe(
        "hanche NEKA020 base 459,80 dépassement 640,20 total 1100; anesthésie base 135,85 dépassement 164,15 total 300."
        " OPTAM pour les deux."
    )

    assert fees(talk) == ["1100.00", "300.00"]


def test_four_times_a_price_on_four_teeth_is_the_price_of_each() -> None:
    assert fees(Talk().describe("facettes sur 11, 12, 21 et 22, 4 x 650 € HN")) == ["650.00"] * 4


@pytest.mark.parametrize(
    "said",
    [(f"{SEPTUM}, anesthésiste 300 € secteur 2 sans OPTAM",), (SEPTUM, "anesthésiste 300 € secteur 2 sans OPTAM")],
)
def test_the_anaesthetist_comes_beside_two_acts_of_one_price(said: tuple[str, ...]) -> None:
    draft = Talk().describe(*said).draft

    assert [(line.code, line.activity, line.fee) for line in draft.lines][2] == ("GAMA007", 4, "300.00")
    assert draft.get("shared_fees") == [{"lines": ["1", "2"], "fee": "950.00"}]


def test_a_price_for_several_says_which_prices_it_replaces() -> None:
    talk = Talk().describe(TWO, "non, 800 pour les deux")
    talk.press(talk.buttons[-1])

    assert "utter_shared_fee_replaces" in talk.names
