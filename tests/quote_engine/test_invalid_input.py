"""What the contract does not accept is told with its path and the accepted form; nothing ever raises."""

import copy
import json
from typing import Any

import pytest

from quote_engine import estimate
from tests.support.engine_quotes import cover, error, estimated, inpatient, line, outpatient, percent, refusal

GOOD = outpatient(line("BFGA427", "600.00", sector="sector_1"))


def changed(path: str, value: Any, quote: dict[str, Any] = GOOD) -> dict[str, Any]:
    """Copy a quote with one place changed: "lines.0.fee"."""
    found: Any = copy.deepcopy(quote)
    *way, last = path.split(".")
    inner = found
    for key in way:
        inner = inner[int(key)] if key.isdigit() else inner.setdefault(key, {})
    inner[last] = value
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        ("colour", 1, "colour"),
        ("lines.0.colour", 1, "lines[0].colour"),
        ("patient.colour", 1, "patient.colour"),
        ("date", "2026-02-30", "date"),
        ("date", "01/06/2026", "date"),
        ("date", None, "date"),
        ("date", 20260601, "date"),
        ("setting", "hospital", "setting"),
        ("setting", ["inpatient"], "setting"),
        ("stay", {"days": 2}, "stay"),
        ("lines", [], "lines"),
        ("lines", {}, "lines"),
        ("lines", [3], "lines[0]"),
        ("lines.0.id", None, "lines[0].id"),
        ("lines.0.id", "", "lines[0].id"),
        ("lines.0.fee", None, "lines[0].fee"),
        ("lines.0.fee", 600.0, "lines[0].fee"),
        ("lines.0.fee", 600, "lines[0].fee"),
        ("lines.0.fee", "600", "lines[0].fee"),
        ("lines.0.fee", "-600.00", "lines[0].fee"),
        ("lines.0.fee", "600,00", "lines[0].fee"),
        ("lines.0.fee", "99999999999999.00", "lines[0].fee"),
        ("lines.0.fee", "٦٠٠.٠٠", "lines[0].fee"),
        ("lines.0.fee", float("nan"), "lines[0].fee"),
        ("lines.0.tooth", 19, "lines[0].tooth"),
        pytest.param("lines.0.tooth", 10**5000, "lines[0].tooth", id="huge tooth"),
        ("lines.0.tooth", True, "lines[0].tooth"),
        ("lines.0.activity", 6, "lines[0].activity"),
        ("lines.0.association", 0, "lines[0].association"),
        ("lines.0.modifiers", ["JK"], "lines[0].modifiers[0]"),
        ("lines.0.modifiers", ["J", "J"], "lines[0].modifiers[1]"),
        ("lines.0.modifiers", ["A", "F", "J", "K", "7"], "lines[0].modifiers"),
        ("lines.0.modifiers", "J", "lines[0].modifiers"),
        ("lines.0.sector", "2", "lines[0].sector"),
        ("lines.0.nature", "surgery", "lines[0].nature"),
        ("lines.0.sector_among", "sector_1", "lines[0].sector_among"),
        ("lines.0.sector_among", ["sector_1", "not_conventioned"], "lines[0].sector_among[1]"),
        ("lines.0.sector_among", ["sector_1"], "lines[0].sector_among"),
        ("lines.0.sector_among", ["sector_1", "sector_1"], "lines[0].sector_among"),
        ("lines.0.sector_among", ["sector_1", "sector_2"], "lines[0].sector_among"),
        ("lines.0.code", "", "lines[0].code"),
        ("patient", [], "patient"),
        ("patient.birth_date", "2027-01-01", "patient.birth_date"),
        ("patient.exemption", "ALD", "patient.exemption"),
        ("patient.in_pathway", "yes", "patient.in_pathway"),
        ("guarantee_id", "nobody", "guarantee_id"),
        ("guarantee", {"benefits": []}, "guarantee.benefits"),
        ("guarantee", cover(percent(100, "glasses")), "guarantee.benefits[0].for"),
        ("guarantee", cover({"for": "default", "cover": {}}), "guarantee.benefits[0].cover"),
        ("guarantee", cover({"for": "default", "cover": {"amount": 60}}), "guarantee.benefits[0].cover.amount"),
        ("guarantee", cover({"for": "default", "cover": {"none": False}}), "guarantee.benefits[0].cover.none"),
        ("guarantee", cover(percent(100), percent(150)), "guarantee.benefits[1].for"),
        ("consumed.participations", -1, "consumed.participations"),
        ("consumed.ceilings", [], "consumed.ceilings"),
        ("consumed.ceilings", {"teeth": {"amount": 3}}, "consumed.ceilings.teeth.amount"),
    ],
)
def test_the_path_of_what_is_wrong_is_told(path: str, value: Any, told: str) -> None:
    found = error(changed(path, value))

    assert found["path"] == told
    assert found["message"]


@pytest.mark.parametrize("quote", [None, 3, "quote", [], {}, {"lines": None}])
def test_what_is_not_a_quote_is_invalid(quote: Any) -> None:
    assert error(quote)["code"] in {"wrong_type", "missing"}


def test_a_line_has_a_code_or_a_nature_and_a_base() -> None:
    assert error(outpatient({"id": "1", "fee": "50.00"}))["path"] == "lines[0].code"
    assert error(outpatient({"id": "1", "fee": "50.00", "nature": "medical_act"}))["path"] == "lines[0].base"


def test_two_lines_cannot_have_the_same_id() -> None:
    found = error(outpatient(line("BFGA427"), line("BFGA427", activity=4)))

    assert found["path"] == "lines[1].id"


def test_a_stay_needs_its_length() -> None:
    assert error(changed("stay", {}, inpatient(line("NEKA020"))))["path"] == "stay.days"
    assert error(changed("stay", {"days": 2, "nights": 5}, inpatient(line("NEKA020"))))["path"] == "stay.nights"
    wrong_room = changed("stay", {"days": 2, "private_room_days": 5}, inpatient(line("NEKA020")))
    assert error(wrong_room)["path"] == "stay.private_room_days"


def test_a_tooth_must_be_one_that_the_act_treats() -> None:
    found = error(outpatient(line("HBLD734", "650.00", tooth=11)))

    assert found["path"] == "lines[0].tooth"
    assert "11" in found["message"]


def test_a_guarantee_is_given_once() -> None:
    both = outpatient(line("BFGA427"), guarantee=cover(percent(100)), guarantee_id="mnh-confort")

    assert error(both)["path"] == "guarantee_id"


def test_null_is_the_same_as_absent() -> None:
    quote = {**GOOD, "patient": None, "stay": None, "guarantee": None, "consumed": None, "top_up_id": None}

    assert estimated(quote) == estimated(GOOD)


def test_a_code_is_read_in_any_case_and_with_spaces() -> None:
    spaced = outpatient(line(" bfga 427 ", "600.00", sector="sector_1"))

    assert estimated(spaced) == estimated(GOOD)


def test_deep_nesting_is_refused_quietly() -> None:
    deep: Any = "x"
    for _ in range(50_000):
        deep = [deep]

    assert estimate({"date": "2026-06-01", "setting": "outpatient", "lines": deep})["status"] == "invalid"


@pytest.mark.parametrize(
    ("quote", "code"),
    [
        (outpatient(line("CS", "50.00", sector="sector_1")), "missing_base"),
        (outpatient(line("BFGA427", sector="sector_1"), date="2018-12-31"), "no_parameter_on_date"),
        (outpatient(line("BFGA427", sector="sector_1"), date="2019-03-01"), "no_price"),
        (outpatient(line("NEKA02O")), "unknown_act"),
        (outpatient(line("BFGA427", sector="sector_1", modifiers=["J"])), "modifier_not_allowed"),
        (outpatient(line("BFGA427", sector="sector_1", phase=1)), "unsupported"),
    ],
)
def test_what_would_be_a_guess_is_refused_with_its_code(quote: dict[str, Any], code: str) -> None:
    assert refusal(quote)["code"] == code


def test_a_closed_act_names_its_successors() -> None:
    found = refusal(outpatient(line("BFGA004")))

    assert (found["code"], found["line"], found["successors"]) == ("closed_act", "1", ["BFGA427", "BFGA368"])


def test_the_result_is_plain_json() -> None:
    assert json.loads(json.dumps(estimated(GOOD))) == estimated(GOOD)
