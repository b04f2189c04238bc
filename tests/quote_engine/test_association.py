"""Several acts of one practitioner in one session."""

from typing import Any

from tests.support.engine_quotes import estimated, inpatient, line, refusal

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


def test_a_third_act_needs_its_code() -> None:
    assert refusal(inpatient(GALL_BLADDER, HERNIA, APPENDIX))["code"] == "unsupported"
    assert bases(GALL_BLADDER, HERNIA, {**APPENDIX, "association": 2}) == ["279.35", "100.94", "88.40"]


def test_teeth_count_in_full() -> None:
    teeth = [line("HBGD004", "200.00", id=str(n)) for n in range(3)]

    assert bases(*teeth) == ["96.14"] * 3
