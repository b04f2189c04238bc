"""The cases of tests/cases: a sentence, a quote, the expected amounts, exact to the cent."""

from typing import Any

import pytest

from quote_engine import estimate
from tests.support.engine_cases import engine_cases


@pytest.mark.parametrize("case", [pytest.param(case, id=name) for name, case in engine_cases()])
def test_the_estimate_is_the_expected_one_to_the_cent(case: dict[str, Any]) -> None:
    result = estimate(case["quote"])

    expected = case["expected"]
    assert result["status"] == expected.get("status", "ok"), result
    if result["status"] == "refused":
        assert result["refusal"]["code"] == expected["refusal"]
        return
    for identifier, amounts in expected.get("lines", {}).items():
        found = next(item for item in result["lines"] if item["id"] == identifier)
        assert {key: found[key] for key in amounts} == amounts
    stay = {item["id"]: item for item in result["stay"]}
    if "stay" in expected:
        assert sorted(stay) == sorted(expected["stay"])
    for identifier, amounts in expected.get("stay", {}).items():
        assert {key: stay[identifier][key] for key in amounts} == amounts
    charges = {item["id"]: item for item in result.get("charges", [])}
    for identifier, amounts in expected.get("charges", {}).items():
        assert {key: charges[identifier][key] for key in amounts} == amounts
    for identifier, code in expected.get("refused", {}).items():
        assert next(item for item in result["lines"] if item["id"] == identifier)["refused"]["code"] == code
    assert result.get("not_estimated") == expected.get("not_estimated")
    total = expected.get("total", {})
    assert {key: result["total"][key] for key in total} == total
    for code in expected.get("warnings", []):
        assert code in {warning["code"] for warning in result["warnings"]}
