"""The built-in acts against the official price files: every tariff, every day it changes, every list of modifiers."""

import csv
import datetime as dt
import gzip
import itertools
import json
import re
from collections import defaultdict

import pytest

from quote_engine.data_files import Window, read_yaml
from quote_engine.money import to_text
from quote_engine.nomenclature.acts import FOLDER, all_acts
from tests.support.shared import needs_shared, shared_file

VERSIONS = [("67", dt.date(2021, 4, 26)), ("78", dt.date(2025, 2, 1)), ("81", dt.date(2026, 1, 1))]
GRIDS = {"3": True, "4": False}
"""The history's grids of a surgeon in sector 1, and in sector 2 without OPTAM."""
FIRST, LAST = dt.date(2019, 1, 1), dt.date(2026, 1, 1)
"""What the history is compared from, and the version that it does not hold."""


@needs_shared
@pytest.mark.parametrize(("version", "day"), VERSIONS)
def test_every_tariff_is_the_official_one(version: str, day: dt.date) -> None:
    compared = 0
    with shared_file("data", "ccam", f"ccam_v{version}_normalised.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            act = all_acts().get(row["code"])
            activity = act.activities.get(int(row["activity"])) if act and row["phase"] == "0" else None
            if act is None or activity is None:
                continue
            for grid, optam in (("tariff_s1_optam", True), ("tariff_non_optam", False)):
                known = activity.tariff(day, optam=optam)
                assert to_text(known or 0) == f"{float(row[grid] or 0):.2f}", (row["code"], grid)
                compared += 1
            if version == "81" and act.modifiers and act.covered:
                assert set(act.modifiers) == set(re.findall("[A-Z0-9]", row["modifiers"])), row["code"]

    assert compared > 1_500


@needs_shared
def test_every_tariff_changes_on_the_days_of_the_official_history() -> None:
    """The acts of dental.yml have more exact days, each with its own test."""
    history: dict[tuple[str, int, bool], list[tuple[dt.date, int]]] = defaultdict(list)
    rows = json.loads(gzip.decompress(shared_file("data", "ccam", "ccam_tarifs_detailles.json.gz").read_bytes()))
    for row in sorted(rows, key=lambda row: row["date_effet"]):
        for grid, optam in GRIDS.items() if row["phase"] == "0" else ():
            if grid in row:
                day, cents = dt.date.fromisoformat(row["date_effet"]), round(float(row[grid]) * 100)
                history[row["code"], int(row["activite"]), optam].append((day, cents))
    apart = set(read_yaml(FOLDER / "acts" / "dental.yml"))

    differing = [
        (code, number, optam)
        for code, act in all_acts().items()
        for number, activity in act.activities.items()
        for optam, windows in ((True, activity.optam), (False, activity.non_optam))
        if (known := history.get((code, number, optam))) and code not in apart and changes(known) != told(windows)
    ]

    assert differing == []


def changes(known: list[tuple[dt.date, int]]) -> list[tuple[dt.date, int]]:
    """Give the days when an amount becomes another, among those compared."""
    found = [after for before, after in itertools.pairwise(known) if before[1] != after[1]]
    return [(day, cents) for day, cents in found if day > FIRST]


def told(windows: tuple[Window[int], ...]) -> list[tuple[dt.date, int]]:
    return [(window.start, window.value) for window in windows[1:] if FIRST < window.start < LAST]


def test_every_act_without_a_break_has_one_tariff_a_day() -> None:
    for act in all_acts().values():
        for activity in act.activities.values():
            for windows in (activity.optam, activity.non_optam):
                for before, after in itertools.pairwise(windows):
                    assert before.to == after.start - dt.timedelta(days=1), act.code
