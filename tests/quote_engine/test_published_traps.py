"""Published worked examples whose author was wrong, rounded, or left something out: the engine follows the law.

Each is told with the figures of the law, from ../shared/rules/reimbursement.md, and its arithmetic; where the author's
figure is nevertheless the law's, it is listed under `agrees`, and every other figure of the author must differ.
"""

from decimal import Decimal
from typing import Any, NamedTuple

import pytest

from tests.support.engine_quotes import cover, error, estimated, first, inpatient, line, outpatient, percent, stay_item
from tests.support.published_cases import cases_of, euros, figures_of
from tests.support.shared import needs_shared

Json = dict[str, Any]
TRAPS = cases_of("trap")
OUT_OF_SCOPE = {
    "MCLEX-02": "a medicine at 65 %: quotes of doctors, dentists and hospitals only, the contract has no such nature",
}
ABOUT_A_STAY = {"LCI-02", "SMATIS-01", "SKAR-01"}
"""What the author left out is an item of the stay, or the reading is double: a test of their own each."""


class Trap(NamedTuple):
    quote: Json
    law: dict[str, str]
    agrees: frozenset[str] = frozenset()
    with_participation: bool = False


def prosthesis(base: str, fee: str, date: str = "2020-01-01") -> Json:
    return outpatient(line(fee=fee, base=base, nature="dental_prosthesis"), date=date)


def out_of_pathway(base: str, date: str) -> Json:
    visit = line(fee=base, base=base, nature="consultation", sector="sector_1")
    return outpatient(visit, date=date, patient={"in_pathway": False})


ONE_LINE = {
    # 182.75 x 70 % = 127.925, half up; the author cut it
    "CMA-01": Trap(prosthesis("182.75", "1750.00", "2022-06-01"), {"amo_share": "127.93"}),
    # the author adds the C2S supplement to the base: 70 % of 250.00, 728.00, 750.23
    "SP33956-14": Trap(prosthesis("107.50", "250.00"), {"amo_share": "75.25"}),  # 107.50 x 70 %
    "SP33956-15": Trap(prosthesis("182.75", "728.00"), {"amo_share": "127.93"}),  # 182.75 x 70 % = 127.925
    "SP33956-16": Trap(prosthesis("279.50", "750.23"), {"amo_share": "195.65"}),  # 279.50 x 70 %
    # orthodontics of 120 and more is paid in full: 193.50; the author adds 139.50
    "SP33956-17": Trap(
        outpatient(line(fee="333.00", base="193.50", nature="orthodontics"), date="2020-01-01"),
        {"amo_share": "193.50"},
    ),
    # 28.92 x 60 % = 17.352; 28.92 - 17.35 = 11.57: the author's 11.37 does not add up
    "SPA16852-02": Trap(
        outpatient(line(fee="28.92", base="28.92", nature="dental_care"), date="2023-10-15"),
        {"amo_share": "17.35", "ticket_moderateur": "11.57"},
        agrees=frozenset({"amo_share"}),
    ),
    # 45.73 x (70 % - 40 %) = 13.719, less 1.00; the euro limit of the 40 % is not applied (see its own test)
    "SP1069-12": Trap(out_of_pathway("45.73", "2020-03-01"), {"amo_share": "12.72"}, with_participation=True),
    # 39.70 x 30 % = 11.91, less 1.00; the author's 15.71 follows from no rule
    "SP1069-13": Trap(out_of_pathway("39.70", "2020-03-01"), {"amo_share": "10.91"}, with_participation=True),
    # 26.50 - 7.95 = 18.55; the author rounds to ten cents
    "SP165-24b": Trap(out_of_pathway("26.50", "2024-06-01"), {"ticket_moderateur": "18.55"}),
}


@needs_shared
@pytest.mark.parametrize("case_id", ONE_LINE)
def test_the_law_is_followed_where_the_author_was_wrong(case_id: str) -> None:
    trap, case = ONE_LINE[case_id], TRAPS[case_id]
    told = figures_of(first(trap.quote), with_participation=trap.with_participation)
    author = {key: euros(value) for key, value in case["expected"].items() if value not in (None, [])}

    assert {key: told[key] for key in author} == trap.law
    assert {key for key, value in author.items() if told[key] == value} == trap.agrees


@needs_shared
@pytest.mark.parametrize("case_id", ONE_LINE)
def test_the_research_recomputed_the_same_figures(case_id: str) -> None:
    trap, check = ONE_LINE[case_id], TRAPS[case_id]["arithmetic_check"]
    names = {"amo_share": "amo_net" if trap.with_participation else "amo_before_pf"}
    for found in (check["recomputed_with_source_conventions"], check["legal_recomputation"]):
        if found is not None:
            assert {key: euros(found[names.get(key, key)]) for key in trap.law} == trap.law


@needs_shared
def test_lci_02_a_bill_is_not_an_overrun() -> None:
    """« Facturée 500 € » with 333 left: right only if the 500 were the overrun."""
    author = euros(TRAPS["LCI-02"]["expected"]["member_pays"])
    contract = cover(percent(200), responsible=False)

    def left(fee: str) -> str:
        operation = line(fee=fee, base="167.00", nature="medical_act", sector="sector_2")
        return str(first(inpatient(operation, date="2019-06-01", guarantee=contract))["member"])

    assert left("500.00") == "166.00"  # 500 - 167 (paid in full in a stay) - 167 (200 %, AMO included)
    assert left("667.00") == author  # an overrun of 500: 667 - 167 - 167


@needs_shared
def test_smatis_01_the_flat_fee_that_the_author_leaves_out_is_due() -> None:
    """Both practitioners are paid in full, as the author says; the stay still costs its flat fee."""
    surgery = line(fee="272.00", base="272.00", nature="medical_act", sector="sector_1")
    anaesthesia = line(id="2", fee="125.00", base="125.00", nature="anaesthesia", sector="sector_1")
    found = estimated({**inpatient(surgery, anaesthesia, date="2024-06-01"), "setting": "day_case", "stay": {}})

    paid = sum(Decimal(act["amo"]) for act in found["lines"])
    assert euros(paid) == euros(TRAPS["SMATIS-01"]["expected"]["amo_share"])
    assert found["total"]["member"] == "24.00"
    # the author's bases are rounded: the surgery's is 271.70
    assert first(outpatient(line("BFGA427", "271.70", sector="sector_1"), date="2024-06-01"))["base"] == "271.70"


@needs_shared
def test_skar_01_five_nights_are_six_days_and_the_flat_fee_is_due() -> None:
    """The author leaves 525: 375 of room, 100 of daily fee, 50 of extras (which no quote of care carries)."""
    expected = TRAPS["SKAR-01"]["expected"]
    author = {row["label"].partition(" ")[0]: row["member"] for row in expected["lines"]}
    operation = line(fee="800.00", base="800.00", nature="medical_act", sector="sector_1")
    stay = {"nights": 5, "private_room_per_day": "75.00", "private_room_days": 5}
    quote = {**inpatient(operation, date="2024-06-01"), "stay": stay}
    found = estimated(quote)

    assert found["lines"][0]["amo"] == euros(expected["amo_share"])
    left = {item["id"]: item["member"] for item in found["stay"]}
    assert left == {"daily_hospital_fee": "120.00", "flat_fee": "24.00", "private_room": "375.00"}  # 6 x 20; 24; 5 x 75
    assert left["private_room"] == euros(author["chambre"])
    assert left["daily_hospital_fee"] != euros(author["forfait"])
    assert found["total"]["member"] == "519.00"  # the author, without extras: 475, that is 20 and 24 too little
    assert euros(expected["member_pays"] - author["frais"]) == "475.00"

    every_day = {**quote, "stay": {"nights": 5, "private_room_per_day": "75.00"}}
    room = stay_item(every_day, "private_room")
    assert room is not None
    assert room["charged"] == "450.00"  # hospitals bill the day of discharge


@needs_shared
def test_sp1069_12_the_limit_in_euros_out_of_pathway_is_not_applied_and_the_estimate_says_so() -> None:
    """The official page's 21.01 is 70 % (32.01) less a limit of 10.00, less 1.00: that limit was not read for today."""
    author = Decimal(euros(TRAPS["SP1069-12"]["expected"]["amo_share"]))
    assert author == Decimal("32.01") - Decimal("10.00") - Decimal("1.00")

    found = estimated(ONE_LINE["SP1069-12"].quote)
    assert (found["lines"][0]["amo_gross"], found["lines"][0]["amo"]) == ("13.72", "12.72")
    (told,) = (warning for warning in found["warnings"] if warning["code"] == "out_of_pathway_cap")
    assert "il peut rester nettement moins à votre charge" in told["text"]


@needs_shared
def test_mclex_02_a_medicine_is_not_in_a_quote_of_the_contract() -> None:
    found = error(outpatient({"id": "1", "fee": "8.50", "base": "8.50", "nature": "medicine"}))

    assert found["path"] == "lines[0].nature"


@needs_shared
def test_every_published_trap_is_tested_or_listed() -> None:
    assert set(ONE_LINE) | ABOUT_A_STAY | set(OUT_OF_SCOPE) == set(TRAPS)
