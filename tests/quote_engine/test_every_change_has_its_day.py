"""Each dated value on the day it changes and the day before; the figures are those of the rules document.

Nothing is read from the parameter files but the days of their changes: one without a line here fails.
"""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from quote_engine import estimate
from quote_engine.money import to_text
from quote_engine.parameters import all_parameters
from tests.support.engine_quotes import cover, estimated, first, inpatient, line, outpatient, refusal, stay_item

Json = dict[str, Any]
DAY = dt.timedelta(days=1)
ALWAYS = "2019-01-01"
HISTORY: dict[str, dict[str, str]] = {
    "amo/alsace_moselle": {ALWAYS: "0.90"},
    "amo/dental": {ALWAYS: "0.70", "2023-10-15": "0.60"},
    "amo/doctor_outside_stay": {ALWAYS: "0.70"},
    "amo/full": {ALWAYS: "1.00"},
    "amo/out_of_pathway": {ALWAYS: "0.40"},
    "amo/out_of_pathway_cap_of_2020": {ALWAYS: "10.00"},
    "amo/out_of_pathway_minimum_age": {ALWAYS: "16"},
    "amo/stay": {ALWAYS: "0.80"},
    "association/code_1": {ALWAYS: "1.00"},
    "association/code_2": {ALWAYS: "0.50"},
    "association/code_3": {ALWAYS: "0.75"},
    "association/code_4": {ALWAYS: "1.00"},
    "association/code_5": {ALWAYS: "1.00"},
    "association/beyond_two": {ALWAYS: "0.00"},
    "orthodontics/age_limit": {ALWAYS: "16"},
    "orthodontics/letter_to": {ALWAYS: "2.15"},
    "association/reduces_fixed_modifiers": {ALWAYS: "0"},
    "complementary/non_optam_gap": {ALWAYS: "0.20"},
    "complementary/non_optam_overrun": {ALWAYS: "1.00"},
    "complementary/pmss": {
        ALWAYS: "3377.00",
        "2020-01-01": "3428.00",
        "2023-01-01": "3666.00",
        "2024-01-01": "3864.00",
        "2025-01-01": "3925.00",
        "2026-01-01": "4005.00",
    },
    "flat_fee/amount": {"2006-01-01": "18.00", ALWAYS: "24.00", "2026-04-01": "32.00"},
    "flat_fee/threshold": {ALWAYS: "120.00"},
    "hospital/daily_fee_general": {"2018-01-01": "20.00", "2026-03-01": "23.00"},
    "hospital/daily_fee_psychiatric": {"2018-01-01": "15.00", "2026-03-01": "17.00"},
    "hospital/participation_days": {ALWAYS: "30"},
    "modifier_ages/9_from": {"2025-02-01": "1"},
    "modifier_ages/9_to": {"2025-02-01": "25", "2026-01-01": "26"},
    "modifier_ages/A_above": {ALWAYS: "80"},
    "modifier_ages/A_below": {ALWAYS: "4"},
    "modifiers/3_sector_1": {"2025-01-01": "0.12"},
    "modifiers/3_sector_2_optam": {"2025-01-01": "0.08"},
    "modifiers/4": {ALWAYS: "0.06"},
    "modifiers/5": {ALWAYS: "0.08"},
    "modifiers/6": {ALWAYS: "0.25"},
    "modifiers/7": {ALWAYS: "0.06"},
    "modifiers/8": {ALWAYS: "0.20"},
    "modifiers/9": {"2025-02-01": "0.30"},
    "modifiers/A": {ALWAYS: "23.00"},
    "modifiers/B": {ALWAYS: "0.49"},
    "modifiers/D": {ALWAYS: "0.24"},
    "modifiers/E": {ALWAYS: "0.49"},
    "modifiers/F_higher": {ALWAYS: "40.00"},
    "modifiers/F_lower": {ALWAYS: "19.06"},
    "modifiers/G": {ALWAYS: "0.25"},
    "modifiers/J": {ALWAYS: "0.065"},
    "modifiers/K": {ALWAYS: "0.20", "2025-01-01": "0.25", "2026-01-01": "0.30"},
    "modifiers/L": {ALWAYS: "0.20"},
    "modifiers/M": {ALWAYS: "26.88"},
    "modifiers/N": {ALWAYS: "0.157"},
    "modifiers/O": {ALWAYS: "80.00"},
    "modifiers/P_higher": {ALWAYS: "50.00"},
    "modifiers/P_lower": {ALWAYS: "35.00"},
    "modifiers/R": {ALWAYS: "0.50"},
    "modifiers/S_higher": {ALWAYS: "80.00"},
    "modifiers/S_lower": {ALWAYS: "40.00"},
    "modifiers/T": {ALWAYS: "0.115", "2025-01-01": "0.165", "2026-01-01": "0.215"},
    "modifiers/U_other": {ALWAYS: "25.15"},
    "modifiers/U_surgeon": {ALWAYS: "50.00"},
    "modifiers/Y": {ALWAYS: "0.158", "2026-01-01": "0.13"},
    "modifiers/Z": {ALWAYS: "0.159", "2026-01-01": "0.13"},
    "participation/amount": {ALWAYS: "1.00", "2024-05-15": "2.00"},
    "participation/minimum_age": {ALWAYS: "18"},
    "participation/per_day": {ALWAYS: "4"},
    "participation/per_year": {ALWAYS: "50", "2025-01-01": "25"},
}


def value(name: str, day: dt.date) -> str | None:
    """Give a value as the files write it; None when there is none that day."""
    parameter = all_parameters()[name]
    window = parameter.find(day)
    if window is None:
        return None
    amount = window.value.amount
    return to_text(int(amount)) if parameter.unit == "EUR" else str(amount)


def changes() -> list[tuple[str, str, str | None, str]]:
    """Give each change: the value's name, the day, what held the day before (None: nothing), what holds since."""
    found: list[tuple[str, str, str | None, str]] = []
    for name, values in HISTORY.items():
        before = None
        for day, new in values.items():
            found.append((name, day, before, new))
            before = new
    return found


@pytest.mark.parametrize(("name", "day", "before", "new"), changes())
def test_a_value_changes_on_its_day_and_not_the_day_before(name: str, day: str, before: str | None, new: str) -> None:
    on = dt.date.fromisoformat(day)

    assert (value(name, on - DAY), value(name, on)) == (before, new)


@pytest.mark.parametrize("name", HISTORY)
def test_the_last_value_is_still_in_force(name: str) -> None:
    assert value(name, dt.date(2026, 12, 31)) == list(HISTORY[name].values())[-1]


def test_every_change_of_a_parameter_file_has_its_line() -> None:
    dated = set()
    for parameter in all_parameters().values():
        starts = {window.start for window in parameter.windows}
        ends = {window.to + DAY for window in parameter.windows if window.to is not None}
        dated |= {(parameter.name, day.isoformat()) for day in starts | ends}

    assert dated == {(name, day) for name, day, _, _ in changes()}


def hip_base(sector: str, letter: str) -> Callable[[str], str]:
    act = line("NEKA020", "2000.00", sector=sector, modifiers=[letter])  # 459.80 on all these days
    return lambda date: str(first(inpatient(act, date=date))["base"])


def scan_base(letter: str) -> Callable[[str], str]:
    act = line("ACQK001", "100.00", sector="sector_1", modifiers=[letter])  # 25.27 on all these days
    return lambda date: str(first(outpatient(act, date=date))["base"])


def participation(used: int) -> Callable[[str], str]:
    visit = line(fee="30.00", nature="consultation", base="30.00", sector="sector_1")
    used_so_far = {"participations": used}
    return lambda date: str(first(outpatient(visit, date=date, consumed=used_so_far))["participation"])


def daily_fee(*, psychiatric: bool) -> Callable[[str], str]:
    visit = line(fee="30.00", nature="consultation", base="30.00", sector="sector_1")

    def charged(date: str) -> str:
        stay = inpatient(visit, date=date, days=3, stay={"psychiatric": psychiatric})
        item = stay_item(stay, "daily_hospital_fee")
        assert item is not None
        return str(item["charged"])

    return charged


def crown_share(date: str) -> str:
    return str(first(outpatient(line("HBLD038", "120.00", tooth=26), date=date))["amo"])


def cataract_share(date: str) -> str:
    return str(first(outpatient(line("BFGA427", "271.70", sector="sector_1"), date=date))["amo_gross"])


def tenth_of_the_ceiling(date: str) -> str:
    cover_of_a_tenth = cover({"for": "default", "cover": {"percent_of_pmss": 10, "per": "act"}})
    act = line(fee="2000.00", nature="medical_act", base="100.00", sector="sector_1")
    return str(first(outpatient(act, date=date, guarantee=cover_of_a_tenth))["amc"])


SEEN_IN_AN_ESTIMATE: dict[tuple[str, str], tuple[Callable[[str], str], str, str]] = {
    ("amo/dental", "2023-10-15"): (crown_share, "84.00", "72.00"),  # of 120.00
    ("complementary/pmss", "2020-01-01"): (tenth_of_the_ceiling, "337.70", "342.80"),
    ("complementary/pmss", "2023-01-01"): (tenth_of_the_ceiling, "342.80", "366.60"),
    ("complementary/pmss", "2024-01-01"): (tenth_of_the_ceiling, "366.60", "386.40"),
    ("complementary/pmss", "2025-01-01"): (tenth_of_the_ceiling, "386.40", "392.50"),
    ("complementary/pmss", "2026-01-01"): (tenth_of_the_ceiling, "392.50", "400.50"),
    ("flat_fee/amount", "2026-04-01"): (cataract_share, "247.70", "239.70"),  # 271.70 less it
    ("hospital/daily_fee_general", "2026-03-01"): (daily_fee(psychiatric=False), "60.00", "69.00"),  # three days
    ("hospital/daily_fee_psychiatric", "2026-03-01"): (daily_fee(psychiatric=True), "45.00", "51.00"),
    ("modifiers/K", "2025-01-01"): (hip_base("sector_1", "K"), "551.76", "574.75"),
    ("modifiers/K", "2026-01-01"): (hip_base("sector_1", "K"), "574.75", "597.74"),
    ("modifiers/T", "2025-01-01"): (hip_base("sector_2_optam", "T"), "512.68", "535.67"),
    ("modifiers/T", "2026-01-01"): (hip_base("sector_2_optam", "T"), "535.67", "558.66"),
    ("modifiers/Y", "2026-01-01"): (scan_base("Y"), "29.26", "28.56"),
    ("modifiers/Z", "2026-01-01"): (scan_base("Z"), "29.29", "28.56"),
    ("participation/amount", "2024-05-15"): (participation(0), "1.00", "2.00"),
    ("participation/per_year", "2025-01-01"): (participation(25), "2.00", "0.00"),
}


@pytest.mark.parametrize(("name", "day"), SEEN_IN_AN_ESTIMATE)
def test_an_estimate_changes_on_that_day_and_not_the_day_before(name: str, day: str) -> None:
    figure, before, new = SEEN_IN_AN_ESTIMATE[name, day]
    eve = (dt.date.fromisoformat(day) - DAY).isoformat()

    assert (figure(eve), figure(day)) == (before, new)


OUT_OF_REACH = {("flat_fee/amount", ALWAYS), ("modifier_ages/9_to", "2026-01-01")}
"""Before the first day that is estimated; and on acts that only an import brings (test_whole_nomenclature.py)."""


def test_every_change_from_one_value_to_another_is_seen_in_an_estimate() -> None:
    changed = {(name, day) for name, day, before, _ in changes() if before is not None}

    assert set(SEEN_IN_AN_ESTIMATE) == changed - OUT_OF_REACH


@pytest.mark.parametrize(("sector", "base"), [("sector_1", "257.49"), ("sector_2_optam", "248.29")])
def test_the_anaesthetists_modifier_3_exists_from_2025(sector: str, base: str) -> None:
    act = line("NEKA020", "500.00", activity=4, sector=sector, modifiers=["3"])  # 229.90

    assert refusal(inpatient(act, date="2024-12-31"))["code"] == "modifier_not_allowed"
    assert first(inpatient(act, date="2025-01-01"))["base"] == base


@pytest.mark.parametrize("setting", ["outpatient", "day_case", "inpatient"])
def test_before_2019_every_quote_is_refused_for_want_of_values(setting: str) -> None:
    visit = line(fee="30.00", nature="consultation", base="30.00", sector="sector_1")
    quote = {**outpatient(visit), "setting": setting, **({} if setting == "outpatient" else {"stay": {"days": 1}})}

    assert refusal({**quote, "date": "2018-12-31"})["code"] == "no_parameter_on_date"
    assert estimated({**quote, "date": ALWAYS})["status"] == estimate({**quote, "date": "2026-12-31"})["status"] == "ok"
