"""What the law leaves open between two amounts gives both, and a range."""

from typing import Any

import pytest

from tests.support.engine_quotes import estimated, inpatient, line, outpatient

Json = dict[str, Any]
HIP = line("NEKA020", "2000.00", sector="sector_2")  # 459.80


def cases(quote: Json, key: str) -> dict[bool, list[str]]:
    return {case["favourable"]: [found[key] for found in case["lines"]] for case in estimated(quote)["hypotheses"]}


@pytest.mark.parametrize(
    ("letter", "low", "high"),
    [("P", "59.77", "74.77"), ("S", "64.77", "104.77"), ("F", "43.83", "64.77"), ("U", "49.92", "74.77")],
)
def test_a_modifier_whose_amount_follows_the_practitioner_gives_the_lowest_and_the_highest(
    letter: str, low: str, high: str
) -> None:
    plug = line("GABD002", "200.00", sector="sector_2", modifiers=[letter])  # 24.77, and the amount

    assert cases(outpatient(plug), "base") == {False: [low], True: [high]}


def test_a_surgeon_who_is_told_leaves_nothing_open() -> None:
    plug = line("GABD002", "200.00", sector="sector_2", modifiers=["U"], surgeon_or_obstetrician=False)

    assert estimated(outpatient(plug))["lines"][0]["base"] == "49.92"
    assert "hypotheses" not in estimated(outpatient(plug))


def test_the_cut_out_of_pathway_is_taken_once_from_a_stay_and_its_cap_is_left_open() -> None:
    second = line("LMMA012", "500.00", id="2", sector="sector_2", practitioner="B")  # 201.87

    shown = cases(inpatient(HIP, second, patient={"in_pathway": False}), "amo_gross")

    assert shown == {False: ["275.88", "201.87"], True: ["449.80", "201.87"]}  # 459.80 less 183.92, or less 10.00


def test_the_cut_out_of_pathway_comes_after_the_flat_fee() -> None:
    cataract = line("BFGA427", "600.00", sector="sector_2")  # 271.70, less 32.00

    shown = cases(outpatient(cataract, patient={"in_pathway": False}), "amo_gross")

    assert shown == {False: ["131.02"], True: ["229.70"]}  # less 108.68, or less 10.00
    computed = estimated(outpatient(cataract, patient={"in_pathway": False}))["lines"][0]["amo_computed"]
    assert "moins le forfait de 32,00" in computed
    assert "moins 108,68" in computed


LONG = {"days": 40, "nights": 39, "cost": "12000.00"}
BIOPSY = {"id": "1", "nature": "medical_act", "base": "60.00", "fee": "60.00", "sector": "sector_1"}


def stay_in_each_case(stay: Json) -> dict[bool, dict[str, str]]:
    quote = inpatient(BIOPSY, stay=stay, date="2026-06-01")
    found = estimated(quote)["hypotheses"]
    return {case["favourable"]: {item["id"]: item["member"] for item in case["stay"]} for case in found}


def test_beyond_30_days_nothing_is_owed_of_the_stay_and_what_the_first_days_cost_is_left_open() -> None:
    """20 % of 12,000.00, or of 9,000.00; the daily fee of the first 30 days is in it, that of the ten others is not."""
    shown = stay_in_each_case(LONG)

    rest = "230.00"  # 10 × 23.00
    assert shown[False] == {"stay_cost": "2400.00", "daily_hospital_fee": rest}
    assert shown[True] == {"stay_cost": "1800.00", "daily_hospital_fee": rest}


def test_a_share_below_the_daily_fee_of_the_first_days_is_included_in_it() -> None:
    shown = stay_in_each_case({**LONG, "cost": "3400.00"})  # 680.00 or 510.00, less than 30 × 23.00

    assert shown[False] == shown[True] == {"stay_cost": "0.00", "daily_hospital_fee": "920.00"}


def test_thirty_days_leave_nothing_open() -> None:
    assert "hypotheses" not in estimated(inpatient(BIOPSY, stay={"days": 30, "cost": "9000.00"}))


def test_one_phase_of_an_act_follows_its_printed_base() -> None:
    phase = line("BFGA427", "200.00", sector="sector_1", phase=1, base="100.00")

    (found,) = estimated(outpatient(phase))["lines"]
    assert (found["base"], found["amo_gross"], found["overrun"]) == ("100.00", "70.00", "100.00")
