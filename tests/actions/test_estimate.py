"""The estimate as it is said: the engine's own figures, its hypotheses, its limits, its refusals."""

from __future__ import annotations

from actions.estimate import estimate_draft
from actions.wording import money

from quote_draft import Draft, to_quote
from quote_engine import estimate
from tests.support.steps import MEDICAL
from tests.support.talk import Talk, render, two_crowns


def said(talk: Talk) -> str:
    replies, _result = estimate_draft(talk.draft, talk.last.context)
    return "\n".join(render(reply) for reply in replies)


def test_every_amount_said_is_the_engines() -> None:
    talk = Talk().describe(*MEDICAL["confirm"], "oui")
    result = estimate(to_quote(talk.draft, talk.last.context))

    text = said(talk)

    assert result["status"] == "ok"
    for name in ("member", "charged", "amo", "amc"):
        assert money(result["total"][name]) in text
    for item in (*result["lines"], *result["stay"]):
        assert money(item["member"]) in text


def test_the_card_carries_the_engines_result_whole() -> None:
    talk = two_crowns().describe("non", "oui")

    replies, result = estimate_draft(talk.draft, talk.last.context)

    assert replies[0].card == {"type": "estimate", "estimate": result}
    assert result == estimate(to_quote(talk.draft, talk.last.context))


def test_an_unknown_sector_gives_a_range() -> None:
    talk = Talk().describe(*MEDICAL["line.sector"], "je ne sais pas", "850", "je ne sais pas", "non", "3", "non", "oui")

    replies, result = estimate_draft(talk.draft, talk.last.context)

    assert result is not None
    assert replies[0].response == "utter_estimate_range"
    assert money(result["range"]["member"]["max"]) in render(replies[0])


def test_what_was_not_known_is_said_with_the_figure() -> None:
    answers = ("médical", "je ne sais pas", "hospitalisation", "je ne sais pas", "NEKA020", "chirurgien", "secteur 1",
               "environ 850", "je ne sais pas", "non", "je ne sais pas", "oui", "je ne sais pas", "oui")  # fmt: skip
    talk = Talk().describe(*answers)

    text = said(talk)

    for limit in (
        "règles d’aujourd’hui",
        "sans prise en charge à 100",
        "une seule nuit",
        "chambre particulière",
        "approximatives",
    ):
        assert limit in text, limit


def test_without_a_cover_the_mutuelle_is_not_counted_and_it_is_said() -> None:
    talk = Talk(family="dental", cover=None).describe("10 décembre", "HBLD038", "26", "290", "non", "oui")

    assert "je ne connais pas votre garantie" in said(talk)


def test_a_refusal_is_a_clear_sentence_and_the_way_to_a_person() -> None:
    talk = Talk().describe(*MEDICAL["line.sector"], "non conventionné", "850", "non", "non", "3", "non", "oui")

    replies, result = estimate_draft(talk.draft, talk.last.context)

    assert result is None
    assert replies[0].response == "utter_refused"
    assert replies[0].card == {"type": "handover_form"}
    assert "conventionné" in render(replies[0])


def test_an_empty_draft_is_refused_and_does_not_fail() -> None:
    replies, result = estimate_draft(Draft(), Talk().last.context)

    assert (result, replies[0].response) == (None, "utter_refused")
