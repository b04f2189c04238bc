"""The estimate as it is said: the engine's own figures, its hypotheses, its limits, its refusals."""

from __future__ import annotations

import pytest

from actions.answering.wording import money
from quote_draft import estimate_draft
from tests.support.steps import MEDICAL, talk_at
from tests.support.talk import COVER, Talk


def test_every_amount_said_is_the_engines() -> None:
    talk = talk_at("medical", "estimated")

    result = estimate_draft(talk.draft, talk.last.context)

    assert result["status"] == "ok"
    for name in ("member", "charged", "amo", "amc"):
        assert money(result["total"][name]) in talk.text
    for item in (*result["lines"], *result["stay"]):
        assert money(item["member"]) in talk.text


def test_the_card_carries_the_engines_result_whole() -> None:
    talk = talk_at("dental", "estimated")

    cards = [reply.card for reply in talk.said if reply.card]

    assert cards == [{"type": "estimate", "estimate": talk.last.estimate}]
    assert talk.last.estimate == estimate_draft(talk.draft, talk.last.context)


def test_an_unknown_sector_gives_a_range() -> None:
    talk = Talk().describe("NEKA020", "1900", "je ne sais pas", "non", "3", "non", "10 décembre", "non")

    assert talk.last.estimate is not None
    assert "utter_estimate_range" in talk.names
    assert money(talk.last.estimate["range"]["member"]["max"]) in talk.text


@pytest.mark.parametrize(
    ("fee", "told"), [("850", "utter_estimate_same_nothing_left"), ("1900", "utter_estimate_range")]
)
def test_what_changes_nothing_is_told_as_one_figure(fee: str, told: str) -> None:
    talk = Talk().describe("NEKA020", fee, "je ne sais pas", "non", "3", "non", "10 décembre", "non")

    assert talk.last.estimate is not None
    assert told in talk.names
    left = talk.last.estimate["range"]["member"]
    assert (left["min"] == left["max"]) is (told != "utter_estimate_range")


def test_what_was_not_known_is_said_with_the_figure() -> None:
    answers = ("NEKA020", "environ 850", "secteur 1", "non", "je ne sais pas", "oui", "oui", "je ne sais pas",
               "je ne sais pas", "je ne sais pas", "oui")  # fmt: skip
    talk = Talk().describe(*answers)

    for limit in (
        "règles d’aujourd’hui",
        "est faite sans",
        "une seule est comptée",
        "chambre particulière",
        "approximatif",
    ):
        assert limit in talk.text, limit


def test_without_a_cover_the_mutuelle_is_not_counted_and_it_is_said() -> None:
    talk = Talk(family="dental", cover=None).describe("HBLD038", "26", "290", "non", "10 décembre")

    assert talk.last.estimate is not None
    assert "aucune mutuelle n’est comptée" in talk.text


def test_a_refusal_is_a_clear_sentence_and_the_way_to_a_person() -> None:
    talk = Talk().describe("NEKA020", "850", "non conventionné", *MEDICAL["estimated"][3:])

    refused = next(reply for reply in talk.said if reply.response == "utter_refused")

    assert refused.card == {"type": "handover_form"}
    assert "conventionné" in talk.text


def test_a_changed_quote_says_what_it_was_before() -> None:
    talk = Talk(cover=None).describe(*MEDICAL["estimated"])
    before = talk.last.estimate

    after = talk.say("le montant c'est 900").estimate

    assert before is not None
    assert after is not None
    assert "utter_estimate_changed" in talk.names
    assert money(before["total"]["member"]) in talk.text
    assert money(after["total"]["member"]) in talk.text


def test_what_a_surcomplementaire_pays_stands_in_the_row_of_its_line() -> None:
    talk = Talk(family="dental", cover={**COVER, "top_up_id": "mnh-surco"})
    talk.describe("HBLD734 dent 26 à 700, le 10 décembre", "c'est tout")

    assert talk.last.estimate is not None, talk.text
    line = talk.last.estimate["lines"][0]
    row = next(row for row in talk.text.splitlines() if "demandés" in row)
    assert line["top_up"] != "0.00"
    assert all(money(line[payer]) in row for payer in ("charged", "amo", "amc", "top_up", "member"))
