"""Several acts of one practitioner in one session."""

from typing import Any

import pytest

from tests.support.engine_quotes import estimated, inpatient, line, warnings_of

GALL_BLADDER = line("HMFC004", "500.00", sector="sector_2")  # 279.35
HERNIA = line("LMMA012", "500.00", id="2", sector="sector_2")  # 201.87
APPENDIX = line("HHFA001", "500.00", id="3", sector="sector_2")  # 176.79


def bases(*lines: dict[str, Any]) -> list[str]:
    return [found["base"] for found in estimated(inpatient(*lines))["lines"]]


def test_the_second_act_counts_for_half_in_any_order() -> None:
    assert bases(GALL_BLADDER, HERNIA) == ["279.35", "100.94"]
    assert bases(HERNIA, GALL_BLADDER) == ["100.94", "279.35"]


def test_the_anaesthetist_is_another_practitioner() -> None:
    anaesthesia = line("HMFC004", "300.00", id="4", activity=4, sector="sector_2")

    assert bases(GALL_BLADDER, anaesthesia) == ["279.35", "151.51"]


def test_two_practitioners_count_apart() -> None:
    assert bases(GALL_BLADDER, {**HERNIA, "practitioner": "B"}) == ["279.35", "201.87"]


def test_a_code_given_wins() -> None:
    assert bases(GALL_BLADDER, {**HERNIA, "association": 3}) == ["279.35", "151.40"]
    assert bases({**GALL_BLADDER, "association": 2}, HERNIA) == ["139.68", "201.87"]
    assert bases(GALL_BLADDER, {**HERNIA, "association": 1}) == ["139.68", "201.87"]


def test_a_third_act_counts_for_nothing_or_for_half_until_its_code_is_known() -> None:
    result = estimated(inpatient(GALL_BLADDER, HERNIA, APPENDIX))

    shown = {case["favourable"]: [line["base"] for line in case["lines"]] for case in result["hypotheses"]}
    assert shown == {False: ["279.35", "100.94", "0.00"], True: ["279.35", "100.94", "88.40"]}
    assert "many_acts" in {warning["code"] for warning in result["warnings"]}
    assert bases(GALL_BLADDER, HERNIA, {**APPENDIX, "association": 2}) == ["279.35", "100.94", "88.40"]


def test_teeth_count_in_full() -> None:
    teeth = [line("HBGD004", "200.00", id=str(n)) for n in range(3)]

    assert bases(*teeth) == ["96.14"] * 3


CARPAL_TUNNEL = line("AHPA009", "300.00", sector="sector_1")  # 104.50


def on_sides(code: str, *sides: str | None) -> list[str]:
    act = line(code, "300.00", sector="sector_1")
    return bases(*({**act, "id": str(n), "side": side} for n, side in enumerate(sides)))


def test_the_second_of_two_limbs_counts_for_three_quarters() -> None:
    assert on_sides("AHPA009", "left", "right") == ["104.50", "78.38"]
    assert on_sides("AHPA009", "left", "left") == ["104.50", "52.25"]


@pytest.mark.parametrize(
    ("other", "base"),
    [
        ("NFFC004", "78.38"),  # a knee, 199.53
        ("LMMA012", "78.38"),  # the belly, 201.87
        ("BFGA427", "78.38"),  # an eye, 271.70
        ("MEMC003", "52.25"),  # the same arm, for all that is known, 322.20
        ("DEQP003", "14.77"),  # no surgery
    ],
)
def test_a_limb_and_elsewhere_count_as_two_limbs_when_both_acts_are_surgery(other: str, base: str) -> None:
    found = bases(CARPAL_TUNNEL, line(other, "300.00", id="2", sector="sector_1"))

    assert base in found or base == "14.77"
    assert ("52.25" in found, "78.38" in found) == (base == "52.25", base == "78.38")


def test_two_acts_of_the_trunk_or_of_the_head_count_by_half_whatever_their_sides() -> None:
    assert on_sides("BFGA427", "left", "right") == ["271.70", "135.85"]


def test_one_operation_on_both_sides_is_one_line_with_the_base_of_two_acts() -> None:
    both = {**CARPAL_TUNNEL, "side": "both", "fee": "600.00"}

    found = estimated(inpatient(both))["lines"][0]

    assert (found["charged"], found["base"]) == ("600.00", "182.88")  # 104.50 + 78.38
    assert bases({**line("BFGA427", "1200.00", sector="sector_1"), "side": "both"}) == ["407.55"]  # 271.70 + 135.85


def test_an_act_that_is_done_on_both_sides_at_once_counts_once() -> None:
    assert on_sides("CBLD001", "both") == ["86.40"]


def test_two_same_acts_on_limbs_that_are_not_told_leave_a_range() -> None:
    result = estimated(inpatient(CARPAL_TUNNEL, {**CARPAL_TUNNEL, "id": "2"}))

    shown = {case["favourable"]: [line["base"] for line in case["lines"]] for case in result["hypotheses"]}
    assert shown == {False: ["104.50", "52.25"], True: ["104.50", "78.38"]}
    assert warnings_of(inpatient({**CARPAL_TUNNEL, "quantity": 2}))[0] == "limbs_not_told"


def test_sessions_of_several_days_count_in_full() -> None:
    assert bases(line("EJNF002", "40.00", quantity=3, sector="sector_1", condition_met=True)) == ["59.22"]  # 3 x 19.74


def test_the_same_act_many_times_is_a_third_act_too() -> None:
    result = estimated(inpatient({**CARPAL_TUNNEL, "quantity": 3, "association": 2}))

    assert result["lines"][0]["base"] == "156.75"  # the code of the quote holds for each


def test_what_modifiers_would_change_is_not_said_of_an_act_that_counts_for_nothing() -> None:
    result = estimated(inpatient(GALL_BLADDER, HERNIA, APPENDIX))

    noted = {warning["line"] for warning in result["warnings"] if warning["code"] == "modifiers_assumed_none"}
    assert APPENDIX["id"] not in noted
    assert noted
