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
