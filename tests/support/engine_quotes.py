"""Small quotes for the engine's tests, and what is read from their estimates."""

from typing import Any

from quote_engine import estimate

Json = dict[str, Any]


def line(code: str | None = None, fee: str = "100.00", **more: Any) -> Json:
    found: Json = {"id": "1", "fee": fee, **more}
    return found if code is None else {**found, "code": code}


def outpatient(*lines: Json, date: str = "2026-06-01", **more: Any) -> Json:
    return {"date": date, "setting": "outpatient", "lines": list(lines), **more}


def inpatient(*lines: Json, days: int = 4, date: str = "2026-06-01", stay: Json | None = None, **more: Any) -> Json:
    return {"date": date, "setting": "inpatient", "stay": {"days": days, **(stay or {})}, "lines": list(lines), **more}


def percent(rate: int, key: str = "default", amo: str = "included") -> Json:
    return {"for": key, "cover": {"percent_of_base": rate, "amo": amo}}


def cover(*benefits: Json, responsible: bool = True) -> Json:
    return {"label": "Essai (fictive)", "responsible": responsible, "benefits": list(benefits)}


def estimated(quote: Json) -> Json:
    """Estimate a quote that must be accepted."""
    result = estimate(quote)
    assert result["status"] == "ok", result
    return result


def first(quote: Json) -> Json:
    found: Json = estimated(quote)["lines"][0]
    return found


def stay_item(quote: Json, item: str) -> Json | None:
    return next((i for i in estimated(quote)["stay"] if i["id"] == item), None)


def warnings_of(quote: Json) -> list[str]:
    return [w["code"] for w in estimated(quote)["warnings"]]


def refusal(quote: Json) -> Json:
    result = estimate(quote)
    assert result["status"] == "refused", result
    found: Json = result["refusal"]
    return found


def error(quote: Any) -> Json:
    result = estimate(quote)
    assert result["status"] == "invalid", result
    found: Json = result["error"]
    return found
