"""What a quote asks for beside its acts, said, put right and taken out in the chat; the panel and the chat agree."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quote_draft import Draft, changes_to_events, draft_view, to_quote
from quote_engine import CHARGES, estimate
from tests.support.drafts import CONTEXT, drafted, hip, lines, set_
from tests.support.talk import Talk, hip_replacement

Told = tuple[str, str | None, str, str]
"""Kind, label, amount, counted by."""
TELEVISION: Told = ("television", None, "6.00", "day")

SAID: list[tuple[str, list[Told]]] = [
    ("il y a aussi la télé à 6 euros par jour", [TELEVISION]),
    ("lit accompagnant 28 euros la nuit", [("companion", None, "28.00", "night")]),
    ("frais de dossier 50 €", [("administrative", None, "50.00", "stay")]),
    ("lentille premium 400 €", [("device", "Lentille premium", "400.00", "stay")]),
    (
        "wifi 3 euros par jour et parking 12 €",
        [("other", "Wifi", "3.00", "day"), ("other", "Parking", "12.00", "stay")],
    ),
]


def charges_of(talk: Talk) -> list[Told]:
    return [(one["kind"], one["label"], one["amount"], one["per"]) for one in draft_view(talk.draft)["charges"]]


@pytest.fixture
def talk() -> Talk:
    return hip_replacement()


@pytest.mark.parametrize(("said", "charges"), SAID, ids=[said for said, _ in SAID])
def test_a_charge_is_told_in_a_sentence_and_is_no_line(talk: Talk, said: str, charges: list[Told]) -> None:
    lines = talk.draft.lines

    talk.say(said)

    assert charges_of(talk) == charges
    assert talk.draft.lines == lines


def test_a_price_told_anew_takes_the_place_of_the_other_and_keeps_how_it_is_counted(talk: Talk) -> None:
    talk.say("télé 6 € par jour")

    outcome = talk.say("la télé c'est 5 euros")

    assert charges_of(talk) == [("television", None, "5.00", "day")]
    assert "correct" in outcome.kinds


@pytest.mark.parametrize("said", ["enlevez la télé", "finalement je ne prends pas la télé", "pas de télé"])
def test_a_charge_taken_out_leaves_the_lines_and_the_other_charges(talk: Talk, said: str) -> None:
    lines = talk.draft.lines
    talk.say("télé 6 € par jour et frais de dossier 50 €")

    talk.say(said)

    assert charges_of(talk) == [("administrative", None, "50.00", "stay")]
    assert talk.draft.lines == lines


def test_taking_out_a_charge_that_is_not_there_takes_out_nothing(talk: Talk) -> None:
    before = talk.draft

    outcome = talk.say("supprimez le wifi")

    assert outcome.said[0].response == "utter_no_such_charge"
    assert outcome.draft == before


def test_an_undo_brings_a_charge_back(talk: Talk) -> None:
    talk.say("télé 6 € par jour")
    talk.say("enlevez la télé")

    talk.undo()

    assert charges_of(talk) == [TELEVISION]


def test_a_charge_that_is_only_supposed_writes_nothing(talk: Talk) -> None:
    talk.say("et si je prends la télé à 6 euros par jour ?")

    assert charges_of(talk) == []


def test_what_others_ask_is_no_charge(talk: Talk) -> None:
    talk.say("sur internet ils disent 500 euros")

    assert charges_of(talk) == []


def test_what_is_asked_by_the_night_counts_the_nights_and_by_the_day_the_days() -> None:
    told = [{"kind": kind, "amount": "10.00", "per": per} for kind, per in (("companion", "night"), ("meals", "day"))]

    quote = to_quote(hip().after([set_("charges", told)]), CONTEXT)

    assert [(one["per"], one["days"]) for one in quote["charges"]] == [("day", 3), ("day", 4)]
    assert [one["charged"] for one in estimate(quote)["charges"]] == ["30.00", "40.00"]


def test_outside_hospital_what_is_asked_a_day_is_asked_once() -> None:
    told = [{"kind": "meals", "amount": "10.00", "per": "day"}]
    crown = drafted(*lines("HBLD038"), set_("line.fee", "298.70", 1), set_("charges", told))

    answer = estimate(to_quote(crown, CONTEXT))

    assert [one["charged"] for one in answer["charges"]] == ["10.00"]


charge = st.fixed_dictionaries(
    {"kind": st.sampled_from(CHARGES), "amount": st.sampled_from(["5.00", "120.50"])},
    optional={"per": st.sampled_from(["stay", "day", "night"]), "days": st.none() | st.integers(1, 9)},
)


@given(st.lists(charge, max_size=4))
def test_what_the_view_shows_can_be_patched_back_unchanged(charges: list[dict[str, Any]]) -> None:
    def patched(draft: Draft, value: Any) -> Draft:
        return draft.after(changes_to_events(draft, [{"field": "charges", "value": value}], CONTEXT))

    once = patched(hip(), charges)

    shown = draft_view(once)["charges"]

    assert [one["kind"] for one in shown] == [one["kind"] for one in charges]
    assert draft_view(patched(once, shown))["charges"] == shown
