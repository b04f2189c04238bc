"""Acts covered on a condition: never counted as covered in silence, and shown both ways when nothing is known."""

import csv

import pytest

from quote_engine import estimate
from quote_engine.nomenclature.acts import all_acts
from quote_engine.terminal.text import as_text
from tests.support.engine_quotes import cover, estimated, first, line, outpatient, percent, warnings_of
from tests.support.shared import needs_shared, shared_file

CIRCUMCISION = line("JHFA009", "400.00", sector="sector_1")


def test_a_condition_that_is_met_or_not_gives_one_estimate() -> None:
    met, not_met = (outpatient({**CIRCUMCISION, "condition_met": known}) for known in (True, False))

    assert (first(met)["base"], first(met)["amo_gross"]) == ("78.33", "54.83")
    assert (first(not_met)["base"], first(not_met)["amo"], first(not_met)["covered"]) == ("0.00", "0.00", False)
    assert "hypotheses" not in estimated(met) | estimated(not_met)


def test_a_condition_of_which_nothing_is_known_gives_both_the_range_and_a_sentence() -> None:
    result = estimated(outpatient(CIRCUMCISION))

    assert [(case["label"], case["total"]["amo"]) for case in result["hypotheses"]] == [
        ("condition non remplie", "0.00"),
        ("condition remplie", "52.83"),
    ]
    assert result["range"] == {"member": {"min": "347.17", "max": "400.00"}}
    assert result["total"]["member"] == "400.00"
    (warning,) = result["warnings"]
    assert (warning["code"], warning["line"]) == ("conditional_cover", "1")
    assert "un phimosis cause des troubles" in warning["text"]


def test_a_condition_is_crossed_with_the_sectors_that_it_could_be() -> None:
    untold = line("JHFA009", "400.00", sector_among=["sector_1", "sector_2"])

    cases = estimated(outpatient(untold))["hypotheses"]

    told = [(case["sector"], case["favourable"], case["total"]["amo"]) for case in cases]
    assert told == [
        ("sector_1", False, "0.00"), ("sector_1", True, "52.83"),
        ("sector_2", False, "0.00"), ("sector_2", True, "48.24"),
    ]  # fmt: skip
    assert cases[3]["label"] == "secteur 2 sans OPTAM, condition remplie"


def test_the_paper_that_says_not_covered_leaves_nothing_open() -> None:
    assert "hypotheses" not in estimated(outpatient({**CIRCUMCISION, "covered": False}))


def test_an_implant_is_paid_by_the_assurance_maladie_only_when_its_condition_is_met() -> None:
    pays = cover({"for": "implant", "cover": {"amount": "500.00", "per": "act"}}, percent(100))
    implant = line("LBLD015", "1200.00")

    result = estimated(outpatient(implant, guarantee=pays))

    by_case = {case["favourable"]: case["total"] for case in result["hypotheses"]}
    assert (by_case[False]["amo"], by_case[False]["amc"]) == ("0.00", "500.00")
    assert by_case[True]["amo"] == "390.18"  # 422.18, less the flat fee of acts of 120.00 or more


def test_an_agreement_that_is_refused_means_not_covered() -> None:
    agreed = next(act for act in all_acts().values() if act.prior_agreement and act.covered and not act.condition)
    quote = outpatient(line(agreed.code, "900.00", sector="sector_1", prior_agreement=False))

    assert (first(quote)["covered"], first(quote)["amo"]) == (False, "0.00")
    assert "prior_agreement" not in warnings_of(quote)


def test_the_text_names_both_cases() -> None:
    text = as_text(estimate(outpatient(CIRCUMCISION)))

    for words in ("condition remplie", "condition non remplie", "Selon le cas, entre"):
        assert words in text


@needs_shared
def test_every_built_in_act_has_the_condition_that_the_nomenclature_marks() -> None:
    with shared_file("data", "ccam", "ccam_v81_normalised.csv").open(encoding="utf-8") as file:
        marked = {row["code"] for row in csv.DictReader(file) if row["conditional_rc"]}

    assert {act.code for act in all_acts().values() if act.condition} == marked & set(all_acts())


BRACES = line("TO90", "800.00")


@pytest.mark.parametrize(
    ("code", "base", "amo"), [("TO90", "193.50", "193.50"), ("TO75", "161.25", "161.25"), ("TO50", "107.50", "64.50")]
)
def test_a_letter_of_orthodontics_has_its_base(code: str, base: str, amo: str) -> None:
    found = first(outpatient(line(code, "800.00")))

    assert (found["label"], found["base"], found["amo"]) == ("Orthodontie", base, amo)


def test_two_half_years_are_two_acts() -> None:
    assert first(outpatient({**BRACES, "quantity": 2}))["base"] == "387.00"


def test_orthodontics_without_agreement_are_not_covered_and_a_cover_may_count_their_base() -> None:
    pays = cover({"for": "orthodontics.not_covered", "cover": {"percent_of_base": 200}})

    found = first(outpatient({**BRACES, "prior_agreement": False}, guarantee=pays))

    assert (found["base"], found["amo"], found["amc"]) == ("0.00", "0.00", "387.00")


def test_orthodontics_of_an_adult_are_covered_only_if_begun_before() -> None:
    adult = {"birth_date": "2010-06-01"}

    result = estimated(outpatient(BRACES, patient=adult))
    assert {case["total"]["amo"] for case in result["hypotheses"]} == {"0.00", "193.50"}
    assert warnings_of(outpatient(BRACES, patient=adult)) == ["orthodontics_age"]

    assert first(outpatient({**BRACES, "prior_agreement": True}, patient=adult))["amo"] == "193.50"
    assert warnings_of(outpatient(BRACES, patient={"birth_date": "2010-06-02"})) == ["prior_agreement"]
