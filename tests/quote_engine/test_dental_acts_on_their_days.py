"""Each tariff, basket and fee ceiling of dental.yml, on the day it changes and the day before, in an estimate.

The figures are those of the rules document, section 4. A change in that file without a line here fails.
"""

import datetime as dt
from typing import Any

import pytest

from quote_engine import estimate
from quote_engine.data_files import read_yaml
from quote_engine.nomenclature.acts import FOLDER, Act, all_acts
from tests.support.engine_quotes import line, outpatient

Json = dict[str, Any]
DAY = dt.timedelta(days=1)
START = dt.date(2019, 1, 1)
"""The engine's first day: an older tariff is seen from then on."""
FEE = "5000.00"
TEETH = (26, 15, 11)
"""A molar, a second premolar, an incisor: every act that names its teeth allows one of them."""

CROWN_2020 = {"2019-04-01": "107.50", "2020-01-01": "120.00"}
CROWN_2022 = {"2019-04-01": "107.50", "2022-01-01": "120.00"}
INLAY_CORE = {"2019-04-01": "90.00", "2026-01-01": "70.00"}
TEMPORARY = {"2019-04-01": "10.00"}
RAC0, MODERATE, FREE = ({"2019-04-01": basket} for basket in ("rac0", "moderate", "free"))
CERAMIC = {"2019-04-01": "530.00", "2020-01-01": "500.00", "2025-01-01": "515.00"}
MODERATE_CROWN = {"2020-01-01": "550.00", "2025-01-01": "566.50"}
CORE = {"2019-04-01": "230.00", "2020-01-01": "175.00", "2025-01-01": "180.25"}
TEMPORARY_CROWN = {"2020-01-01": "60.00", "2025-01-01": "61.80"}
NOT_FOUND = {"2019-04-01": "unknown"}
"""The sources give no fee ceiling: the estimate says so."""


def since_2019(amount: str) -> dict[str, str]:
    return {"2019-01-01": amount}


HISTORY: dict[str, tuple[dict[str, str], dict[str, str], dict[str, str]]] = {
    # code: tariff, basket, fee ceiling
    "HBLD038": ({"2019-01-01": "107.50", "2020-01-01": "120.00"}, RAC0,
                {"2019-04-01": "320.00", "2020-01-01": "290.00", "2025-01-01": "298.70"}),
    "HBLD634": (CROWN_2020, RAC0, CERAMIC),
    "HBLD491": (CROWN_2020, MODERATE, MODERATE_CROWN),
    "HBLD734": (CROWN_2022, FREE, {}),
    "HBLD680": (CROWN_2020, RAC0, CERAMIC),
    "HBLD158": (CROWN_2020, MODERATE, MODERATE_CROWN),
    "HBLD350": (CROWN_2020, RAC0, {"2019-04-01": "480.00", "2020-01-01": "440.00", "2025-01-01": "453.20"}),
    "HBLD073": (CROWN_2020, {"2019-04-01": "moderate", "2026-01-01": "rac0"},
                {"2020-01-01": "440.00", "2025-01-01": "453.20"}),
    "HBLD403": (CROWN_2022, FREE, {}),
    "HBLD318": (CROWN_2022, FREE, {}),
    "HBLD418": (since_2019("107.50"), FREE, {}),
    "HBLD090": (INLAY_CORE, RAC0, CORE),
    "HBLD745": (INLAY_CORE, MODERATE, CORE),
    "HBLD245": (INLAY_CORE, FREE, {}),
    "HBLD490": (TEMPORARY, RAC0, TEMPORARY_CROWN),
    "HBLD724": (TEMPORARY, MODERATE, TEMPORARY_CROWN),
    "HBLD486": (TEMPORARY, FREE, {}),
    "HBMD351": ({"2019-04-01": "100.00"}, {}, NOT_FOUND),
    "HBMD460": ({"2019-04-01": "100.00"}, {}, {}),
    "HBLD031": (since_2019("182.75"), RAC0, {"2019-04-01": "1100.00"}),
    "HBLD035": (since_2019("365.50"), RAC0, NOT_FOUND),
    "HBLD047": (since_2019("311.75"), MODERATE, NOT_FOUND),
    "HBLD046": (since_2019("623.50"), MODERATE, NOT_FOUND),
    "HBLD048": (since_2019("494.50"), MODERATE, NOT_FOUND),
    "HBLD032": (since_2019("182.75"), RAC0, NOT_FOUND),
    "HBLD259": ({"2019-04-01": "365.50"}, RAC0, NOT_FOUND),
    "HBLD018": (since_2019("172.80"), {}, {}),
    "HBGD038": ({"2019-01-01": "209.00", "2023-01-01": "240.35"}, {}, {}),
    "HBGD004": ({"2019-01-01": "83.60", "2023-01-01": "96.14"}, {}, {}),
    "HBGD025": ({"2019-01-01": "125.40", "2023-01-01": "144.21"}, {}, {}),
}  # fmt: skip
WHAT = ("tariff", "basket", "ceiling")
NEVER_COVERED = {"HBLD610"}

BASKETS = {"1.00": "rac0", "2.00": "moderate", "3.00": "free"}
BY_BASKET = {
    "benefits": [
        *({"for": f"dental_prosthesis.{name}", "cover": {"amount": amount}} for amount, name in BASKETS.items()),
        {"for": "default", "cover": {"none": True}},
    ]
}
ACTUAL_COST = {"benefits": [{"for": "default", "cover": {"actual_cost": True}}]}


def dental_acts() -> dict[str, Act]:
    return {code: all_acts()[code] for code in read_yaml(FOLDER / "acts" / "dental.yml")}


def seen(code: str, what: str, day: dt.date) -> str | None:
    """Read a figure from the estimate of that day; None when there is none, or no estimate."""
    act = all_acts()[code]
    tooth = next(tooth for tooth in TEETH if act.allows_tooth(tooth)) if act.per_tooth else None
    quote = outpatient(line(code, FEE, tooth=tooth), date=day.isoformat())
    result = estimate({**quote, "guarantee": BY_BASKET if what == "basket" else ACTUAL_COST})
    if result["status"] == "refused":
        assert result["refusal"]["code"] in {"no_parameter_on_date", "no_price"}
        return None
    paid = result["lines"][0]
    if what == "tariff":
        return str(paid["base"])
    if what == "basket":
        return BASKETS.get(paid["amc"])
    if "fee_ceiling_unknown" in {warning["code"] for warning in result["warnings"]}:
        return "unknown"
    reimbursed = int(paid["amo"].replace(".", "")) + int(paid["amc"].replace(".", ""))
    return None if paid["member"] == "0.00" else f"{reimbursed // 100}.{reimbursed % 100:02d}"


def changes() -> list[tuple[str, str, str, str | None, str]]:
    """Give each change: code, what changes, the day, what held the day before (None: nothing), what holds since."""
    found = []
    for code, histories in HISTORY.items():
        for what, history in zip(WHAT, histories, strict=True):
            days = list(history)
            for n, day in enumerate(days):
                found.append((code, what, day, history[days[n - 1]] if n else None, history[day]))
    return found


@pytest.mark.parametrize(("code", "what", "day", "before", "new"), changes())
def test_an_act_changes_on_its_day_and_not_the_day_before(
    code: str, what: str, day: str, before: str | None, new: str
) -> None:
    on = dt.date.fromisoformat(day)

    assert (seen(code, what, on - DAY), seen(code, what, on)) == (before, new)


@pytest.mark.parametrize("code", sorted(NEVER_COVERED))
@pytest.mark.parametrize("day", ["2021-04-26", "2026-06-01"])
def test_an_act_that_is_not_covered_has_no_base_on_any_day(code: str, day: str) -> None:
    assert seen(code, "tariff", dt.date.fromisoformat(day)) == "0.00"


def test_every_change_of_a_dental_act_has_its_line() -> None:
    dated: set[tuple[str, str, str]] = set()
    for code, act in dental_acts().items():
        if code in NEVER_COVERED:
            continue
        tariffs = [*act.activities[1].optam, *act.activities[1].non_optam]
        baskets = [] if act.benefit else act.baskets  # an inlay-onlay has an entry of its own, whatever its basket
        for what, windows in (("tariff", tariffs), ("basket", baskets), ("ceiling", act.fee_ceilings)):
            days = {w.start for w in windows} | {w.to + DAY for w in windows if w.to is not None}
            dated |= {(code, what, max(day, START).isoformat()) for day in days}
        if act.fee_ceiling_unknown:
            dated |= {(code, "ceiling", window.start.isoformat()) for window in act.baskets}

    assert dated == {(code, what, day) for code, what, day, _, _ in changes()}


def test_the_acts_are_all_those_of_the_file() -> None:
    assert set(HISTORY) | NEVER_COVERED == set(dental_acts())
