"""Published worked examples, written by others: every one marked positive, to the cent, with its own conventions.

Without a day, a year when the law had the source's figures (an example older than our values moves to 2019-06-01,
where the same rates hold). A source that leaves the participation out is compared before it, one that counts it must
count the same. One that leaves the flat fee out is compared on the practitioner's line; its stay bears it all the
same. A cover in « % » is « AMO included » unless said. What one line does not say is by hand, under the case's id.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from tests.support.engine_quotes import (
    cover,
    estimated,
    first,
    inpatient,
    line,
    outpatient,
    percent,
    refusal,
    stay_item,
)
from tests.support.published_cases import cases_of, euros, figures_of
from tests.support.shared import needs_shared

Json = dict[str, Any]
NOT_EXPRESSIBLE = {
    "SP17042-03": "not conventioned: the 0.61 of the « tarif d'autorité » is no rate of a printed base (refused)",
}
"""The published examples that a quote of the contract cannot say, each with its reason: nothing else is left out."""
DOCTORS_AT_A_DENTAL_PAGE = {"SP33956-02", "SP33956-03"}
"""Stomatologists among dental prices: a participation is counted, so they are doctors' consultations."""
PROSTHESES = ("appareil", "bridge", "couronne", "dentier", "inlay")
CODED: dict[str, Json] = {
    "HENNER-02": {"code": "JQGA002"},
    "CMA-02": {"code": "HBLD031"},
    "CMA-03": {"code": "HBLD031"},
    "CMA-04": {"code": "HBLD090", "tooth": 26},
    "FURETS-01": {"code": "HBLD634", "tooth": 11},
    "FURETS-02": {"code": "HBLD090", "tooth": 11},
}
"""Examples that print no code but whose act the nomenclature knows, at the base that they state."""
POSITIVE = cases_of("positive")
TESTED = [case for case in POSITIVE.values() if case["id"] not in NOT_EXPRESSIBLE]


def date_of(case: Json) -> str:
    """Choose a day on which the law had the figures that the source uses."""
    given = case["date_of_care"] or ""
    if case["domain"] == "dental" and not given:
        return "2022-06-01"
    if not given or given < "2019":
        return "2019-06-01"
    return (given + "-01-01")[:10] if len(given) != 7 else f"{given}-01"


def nature_of(case: Json) -> str:
    if case["domain"] == "consultation" or case["id"] in DOCTORS_AT_A_DENTAL_PAGE:
        return "consultation"
    if case["domain"] != "dental":
        return "medical_act"
    label = case["inputs"]["act_label"].lower()
    if "orthodontie" in label:
        return "orthodontics"
    return "dental_prosthesis" if any(word in label for word in PROSTHESES) else "dental_care"


def quote_of(case: Json, **act: Any) -> Json:
    """Say the example as a quote; `act` replaces the nature and the printed base."""
    inputs = case["inputs"]
    sector = {1: "sector_1", 2: "sector_2_optam" if inputs["optam"] else "sector_2"}.get(inputs["sector"], "sector_1")
    if inputs["sector"] == 2 and inputs["optam"] is None:
        sector = "sector_2_optam"  # the source makes no difference
    fee = inputs["fee_charged"] if inputs["fee_charged"] is not None else inputs["base_remboursement"]
    printed = {"nature": nature_of(case), "base": euros(inputs["base_remboursement"])}
    charged = line(fee=euros(fee), sector=sector, **(act or printed))
    exemptions = inputs["exonerations"] or ""
    patient: Json = {"in_pathway": "hors parcours" not in exemptions}
    if "moins de 16 ans" in exemptions:
        patient["birth_date"] = "2010-01-01"
    if "maternité" in exemptions:
        patient["exemption"] = "maternity"
    more: Json = {"date": date_of(case), "patient": patient, "guarantee": guarantee_of(inputs["guarantee"])}
    return inpatient(charged, **more) if inputs["context"] == "hospital" else outpatient(charged, **more)


def guarantee_of(given: Json | None) -> Json | None:
    if given is None:
        return None
    kinds: dict[str, Json] = {
        "incl": {"percent_of_base": given["value"], "amo": "included"},
        "excl": {"percent_of_base": given["value"], "amo": "excluded"},
        "fixed": {"amount": euros(given["value"]), "per": "year"},
        "sante100": {"zero_remaining": True},
    }
    # The sources' contracts state one level for the practitioner at hand: no second level to compare with.
    return cover({"for": "default", "cover": kinds[given["kind"]]}, responsible=False)


def compare(case: Json, quote: Json) -> None:
    """Compare every figure that the source states; one that no rule here reads is an error, not a silence."""
    inputs = case["inputs"]
    found = first(quote)
    in_source = inputs["participation_forfaitaire_in_source"]
    told = figures_of(found, with_participation=bool(in_source))
    if in_source:
        assert found["participation"] == euros(in_source)
    expected = {key: value for key, value in case["expected"].items() if value not in (None, [])}
    if "covered_maximum" in expected:
        expensive = first({**quote, "lines": [{**quote["lines"][0], "fee": "9000.00"}]})
        told["covered_maximum"] = euros(Decimal(expensive["amo_gross"]) + Decimal(expensive["amc"]))
    assert expected
    assert {key: told[key] for key in expected} == {key: euros(value) for key, value in expected.items()}
    if inputs["context"] == "hospital":
        assert (stay_item({**quote, "guarantee": None}, "flat_fee") is not None) is inputs["pas_applicable"]


def six_acts_of_one_doctor_on_one_day(case: Json) -> None:
    visits = [line(id=str(n), fee="25.00", base="25.00", nature="consultation", sector="sector_1") for n in range(6)]
    quote = outpatient(*[{**visit, "practitioner": "Dr A"} for visit in visits], date="2020-07-01")

    taken = [Decimal(visit["participation"]) for visit in estimated(quote)["lines"]]

    assert euros(sum(taken)) == euros(case["expected"]["participation_forfaitaire_total"])


def several_heavy_acts_in_one_stay(case: Json) -> None:
    """One flat fee; in one consultation too; none for the exempt and for imaging, as the page says."""
    heavy = [line(id=str(n), fee="150.00", base="150.00", nature="medical_act", sector="sector_1") for n in range(3)]
    due = euros(case["expected"]["pas_total"])
    stay = inpatient(*heavy, {**heavy[0], "id": "4", "practitioner": "Dr B"}, date="2020-07-01")
    flat_fee = stay_item(stay, "flat_fee")
    assert flat_fee is not None
    assert (flat_fee["charged"], flat_fee["member"]) == (due, due)
    assert [found["member"] for found in estimated(stay)["lines"]] == ["0.00"] * 4

    session = estimated(outpatient(*heavy[:2], date="2020-07-01"))["lines"]
    missing = sum(Decimal(found["base"]) - Decimal(found["amo_gross"]) for found in session)
    assert euros(missing) == due

    for reason in ("ald", "maternity", "newborn", "work_accident", "invalidity_pension"):
        assert stay_item({**stay, "patient": {"exemption": reason}}, "flat_fee") is None
    scanner = {**heavy[0], "nature": "imaging"}
    assert first(outpatient(scanner, date="2020-07-01"))["amo_gross"] == "150.00"


def a_night_astride_two_days(case: Json) -> None:
    night = line(fee="50.00", base="50.00", nature="medical_act", sector="sector_1")
    for stay in ({"nights": 1}, {"days": 2, "nights": 1}):
        quote = {**inpatient(night, date="2019-11-01"), "stay": stay}
        daily = stay_item(quote, "daily_hospital_fee")
        assert daily is not None
        expected = euros(case["expected"]["forfait_journalier_total"])
        assert (daily["charged"], daily["amo"], daily["member"]) == (expected, "0.00", expected)
        assert f"{case['expected']['days_billed']} jours" in daily["steps"][0]["text"]


def four_wisdom_teeth(case: Json) -> None:
    """The price of the source: 209.00 at once until 2022, and tooth by tooth with the association codes it uses."""
    stated = case["expected"]
    at_once = first(outpatient(line("HBGD038", "209.00"), date="2022-06-01"))
    assert (at_once["base"], at_once["member"]) == (euros(stated["br_total"]), "24.00")  # 120 or more: the flat fee

    teeth = [line("HBGD004", "83.60", id="1", association=1)]
    teeth += [line("HBGD004", "41.80", id=str(n), association=2) for n in (2, 3, 4)]
    bases = [found["base"] for found in estimated(outpatient(*teeth, date="2022-06-01"))["lines"]]
    one, others = stated["lines"]
    assert bases == [euros(one["br"]), *[euros(others["br"])] * others["n"]]
    assert euros(sum(map(Decimal, bases))) == euros(stated["br_total"])


BY_HAND: dict[str, Callable[[Json], None]] = {
    "SP165-03": six_acts_of_one_doctor_on_one_day,
    "SP165-04": several_heavy_acts_in_one_stay,
    "SP200-01": a_night_astride_two_days,
    "SAG-01": four_wisdom_teeth,
}


@needs_shared
@pytest.mark.parametrize("case", [pytest.param(case, id=case["id"]) for case in TESTED])
def test_a_published_example_comes_out_to_the_cent(case: Json) -> None:
    if case["id"] in BY_HAND:
        BY_HAND[case["id"]](case)
    else:
        compare(case, quote_of(case))


@needs_shared
@pytest.mark.parametrize("case_id", CODED)
def test_the_act_alone_gives_the_base_that_the_example_prints(case_id: str) -> None:
    case = POSITIVE[case_id]
    quote = quote_of(case, **CODED[case_id])

    compare(case, quote)
    assert first(quote)["base"] == euros(case["inputs"]["base_remboursement"])


@needs_shared
def test_what_a_quote_cannot_say_is_listed_with_its_reason_and_refused() -> None:
    assert set(NOT_EXPRESSIBLE) | set(BY_HAND) <= set(POSITIVE)
    assert {case["id"] for case in TESTED} == set(POSITIVE) - {"SP17042-03"}

    visit = line(fee="60.00", base="0.61", nature="consultation", sector="not_conventioned")
    assert refusal(outpatient(visit, date="2019-09-01"))["code"] == "not_covered_practitioner"


@needs_shared
@pytest.mark.parametrize("case_id", ["HENNER-01", "HENNER-02", "LCI-01"])
def test_the_limit_of_responsible_contracts_gives_the_same_figures_whatever_the_contract_promises(case_id: str) -> None:
    """These three state the law's limit, not a level: 100 % of the base for an overrun without OPTAM."""
    case = POSITIVE[case_id]
    anything_else = {"for": "default", "cover": {"actual_cost": True}}
    generous = cover(percent(900, "medical_act.optam"), percent(800, "medical_act.non_optam"), anything_else)

    compare(case, {**quote_of(case), "guarantee": generous})


@needs_shared
def test_a_responsible_contract_does_not_make_up_for_care_out_of_pathway() -> None:
    """The note of SP165-02: a 100 % guarantee covers 7.50 (30 % of 25), not the 17.50 that are left."""
    quote = {**quote_of(POSITIVE["SP165-02"]), "guarantee": cover(percent(100))}

    assert first(quote)["amc"] == "7.50"


@needs_shared
def test_a_published_parameter_is_the_engine_s() -> None:
    (case,) = cases_of("parameter").values()  # SP200-02: one day in psychiatry
    care = line(fee="50.00", base="50.00", nature="medical_act", sector="sector_1")
    day = stay_item(inpatient(care, days=1, date="2019-11-01", stay={"psychiatric": True}), "daily_hospital_fee")

    assert case["id"] == "SP200-02"
    assert day is not None
    assert day["charged"] == euros(case["expected"]["forfait_journalier_per_day"])
