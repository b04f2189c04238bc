"""Every sentence is French that a member understands, with the typography of French."""

import re
from typing import Any

import pytest

from quote_engine import estimate
from quote_engine.explanation.facts import modifiers_named
from quote_engine.explanation.sentences import NOTES, STEPS
from quote_engine.money import to_french
from quote_engine.parameters import all_sources
from quote_engine.terminal.text import as_text
from tests.support.engine_quotes import (
    cover,
    estimated,
    first,
    inpatient,
    line,
    outpatient,
    percent,
    refusal,
    stay_item,
)
from wording import in_sentence, say

NARROW = "\u202f"
HIP = inpatient(
    line("NEKA020", "1200.00"),
    stay={"nights": 3, "private_room_per_day": "80.00"},
    guarantee_id="mnh-confort",
    top_up_id="mnh-surco",
)


def test_a_step_has_a_rule_a_sentence_an_amount_and_a_source() -> None:
    for share in (*estimated(HIP)["lines"], *estimated(HIP)["stay"]):
        for step in share["steps"]:
            assert step["rule"] in STEPS
            assert step["text"].endswith(".")
            assert re.fullmatch(r"\d+\.\d\d", step["amount"])
            assert step["source"]


def test_sentences_end_and_spaces_before_signs_are_narrow() -> None:
    for sentence in (*STEPS.values(), *NOTES.values()):
        assert sentence.endswith((".", "?"))
    assert not re.search(r" [;:!?€%»]|« |'", as_text(estimate(HIP)))


def test_the_text_shows_every_payer_and_the_range() -> None:
    text = as_text(estimate(HIP))

    assert f"Prothèse totale de hanche{NARROW}: 1{NARROW}200,00{NARROW}€" in text
    for words in ("Assurance Maladie", "Mutuelle", "Surcomplémentaire", "Reste à payer", "le cas"):
        assert words in text


def test_the_text_shows_each_sector_the_line_of_a_warning_and_the_version_of_the_values() -> None:
    result = estimate(inpatient(line("KCFA005", "1200.00"), guarantee_id="mnh-essentielle"))
    text = as_text(result)

    for hypothesis in result["hypotheses"]:
        sector = in_sentence(say("fields", "choices", "line.sector", hypothesis["sector"]))
        left = to_french(int(hypothesis["total"]["member"].replace(".", "")))
        assert f"{sector}{NARROW}: {left}" in text
    assert "- Ligne 1, " in text
    assert "Selon le cas, entre" in text
    assert text.endswith(f"Valeurs du {result['parameters_version']}\n")


def test_a_sector_that_changes_nothing_is_said_so() -> None:
    assert "Dans tous les cas" in as_text(estimate(outpatient(line("BFGA427", "600.00"))))


def test_a_refusal_and_an_error_are_told_in_a_sentence() -> None:
    assert "n’existe plus" in as_text(estimate(outpatient(line("BFGA004"))))
    assert "lines[0].fee" in as_text(estimate(outpatient({"id": "1", "code": "BFGA427"})))


def sources_of(quote: Any, rule: str) -> set[str]:
    result = estimated(quote)
    return {s["source"] for item in (*result["lines"], *result["stay"]) for s in item["steps"] if s["rule"] == rule}


@pytest.mark.parametrize(
    ("date", "shown"),
    [
        ("2026-06-01", "CCAM, version 81 du 1er janvier 2026"),
        ("2025-06-01", "CCAM, version 78 du 1er février 2025"),
        ("2025-01-15", "CCAM, version 78 du 1er février 2025"),
        ("2022-06-01", "CCAM, version 67 du 26 avril 2021"),
    ],
)
def test_a_tariff_is_shown_with_the_version_of_the_nomenclature_that_has_it(date: str, shown: str) -> None:
    assert sources_of(outpatient(line("JKFA026", sector="sector_1"), date=date), "base") == {shown}


def test_a_tariff_older_than_every_version_read_is_shown_with_the_history() -> None:
    quote = outpatient(line("HBLD038", tooth=26), date="2019-06-01")

    assert sources_of(quote, "base") == {"CCAM, historique des tarifs"}


def test_a_member_is_shown_words_and_never_the_short_names_of_our_files() -> None:
    quotes = (HIP, outpatient(line("HBLD038", "800.00", tooth=26), guarantee_id="lmg-confort"))
    shown = {s["source"] for q in quotes for i in (*estimated(q)["lines"], *estimated(q)["stay"]) for s in i["steps"]}

    assert not shown & set(all_sources())
    assert {"MNH Confort (fictive)", "votre devis, moins les remboursements"} <= shown
    for source in all_sources().values():
        assert not re.search(r" [;:!?]|'", source.shown)


def test_the_flat_fee_and_the_full_rate_of_a_heavy_stay_are_shown_with_their_article() -> None:
    for rule in ("amo_stay_full", "flat_fee_stay"):
        assert sources_of(HIP, rule) == {"Code de la sécurité sociale, art. R160-16"}


def test_who_pays_the_daily_fee_is_named_with_the_right_article() -> None:
    quote = inpatient(line("AHPA009", sector="sector_1"), patient={"exemption": "css"})
    fee = stay_item(quote, "daily_hospital_fee")

    assert fee is not None
    assert fee["steps"][1]["text"] == "Le forfait journalier est pris en charge par la Complémentaire santé solidaire."
    assert fee["steps"][1]["source"] == "Code de la sécurité sociale, art. L861-3"


def test_one_modifier_and_several_are_named_in_correct_french() -> None:
    assert modifiers_named(("J",)) == "le modificateur J"
    assert modifiers_named(("J", "K"), usual=True) == "les lettres J et K, habituelles pour cet acte"


def test_the_fee_ceiling_is_told_with_the_ceiling_and_with_what_is_paid() -> None:
    text = next(
        s["text"]
        for s in first(outpatient(line("HBLD038", "300.00", tooth=26), guarantee_id="mnh-confort"))["steps"]
        if s["rule"] == "fee_ceiling"
    )

    assert f"plafonné à 298,70{NARROW}€" in text
    assert f"verse 226,70{NARROW}€" in text


def test_an_expense_that_the_cover_does_not_mention_is_named_in_french() -> None:
    quote = outpatient(line("HBLD038", tooth=26), guarantee=cover(percent(100, "dental_care")))

    assert refusal(quote)["message"].endswith("pour cette dépense\u202f: prothèse dentaire.")


@pytest.mark.parametrize(("fee", "said"), [("30.00", "Il ne reste rien"), ("31.00", "Il reste 1,00")])
def test_what_is_left_is_the_last_step_of_every_line_whether_something_is_or_not(fee: str, said: str) -> None:
    child = {"birth_date": "2020-01-01"}  # no participation
    visit = line(fee=fee, nature="consultation", base="30.00", sector="sector_1")
    last = first(outpatient(visit, patient=child, guarantee=cover(percent(100))))["steps"][-1]

    assert last["rule"] == "member"
    assert last["text"].startswith(said)
