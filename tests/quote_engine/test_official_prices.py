"""The built-in acts against the official price files: every tariff and every list of modifiers."""

import csv
import datetime as dt

import pytest

from quote_engine.money import to_text
from quote_engine.nomenclature.acts import all_acts
from tests.support.shared import needs_shared, shared_file

VERSIONS = [("67", dt.date(2021, 4, 26)), ("78", dt.date(2025, 2, 1)), ("81", dt.date(2026, 1, 1))]


@needs_shared
@pytest.mark.parametrize(("version", "day"), VERSIONS)
def test_every_tariff_is_the_official_one(version: str, day: dt.date) -> None:
    compared = 0
    with shared_file("data", "ccam", f"ccam_v{version}_normalised.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            act = all_acts().get(row["code"])
            activity = act.activities.get(int(row["activity"])) if act and row["phase"] == "0" else None
            if act is None or activity is None or not act.covered:
                continue
            for grid, optam in (("tariff_s1_optam", True), ("tariff_non_optam", False)):
                known = activity.tariff(day, optam=optam)
                assert to_text(known or 0) == f"{float(row[grid] or 0):.2f}", (row["code"], grid)
                compared += 1
            if version == "81" and act.modifiers:
                assert set(act.modifiers) == set(row["modifiers"].replace(" ", "").replace(",", "")), row["code"]

    assert compared > 400
