"""Lines of real quotes, public ones, to the cent; `right` follows the law where a paper errs.

Each quote is told here as a program tells it; its figures are those of the shared file.
"""

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.support.engine_quotes import cover, estimated, inpatient, line, outpatient
from tests.support.shared import needs_shared, shared_file

Json = dict[str, Any]
pytestmark = needs_shared


def right(case: str) -> Json:
    cases = json.loads(shared_file("cases", "real_quotes.json").read_text(encoding="utf-8"))["cases"]
    found: Json = next(one for one in cases if one["id"] == case)
    return {"date": found["date"], **found["right"]} if "right" in found else {"date": found["date"]}


def unpaid(number: int, label: str, fee: str, code: str | None = None) -> Json:
    return line(code, fee, id=str(number), label=label, covered=False)


def amo(quote: Json) -> list[str]:
    return [found["amo_gross"] for found in estimated(quote)["lines"]]


DENTAL: dict[str, Callable[[], list[Json]]] = {
    "implant_crown_2021": lambda: [
        line("HBLD418", "650.00", tooth=13, base="107.50"),
        unpaid(2, "Pilier implantaire", "400.00", "HBLD012"),
    ],
    "overdenture_2021": lambda: [
        unpaid(1, "Barre sur implants", "2800.00", "LBLD193"),
        line("HBLD031", "1100.00", id="2", base="182.75"),
        unpaid(3, "Enregistrement", "250.00", "LBQP001"),
    ],
    "convention_sample_2019": lambda: [
        line("HBLD038", "290.00", tooth=26, base="120.00"),
        line("HBLD490", "60.00", id="2", tooth=26, base="10.00"),
        line("HBLD073", "500.00", id="3", tooth=26, base="120.00"),
        line("HBLD724", "60.00", id="4", tooth=26, base="10.00"),
    ],
    "molar_2026": lambda: [
        unpaid(1, "Dépose", "80.00", "HBGD027"),
        line("HBGD033", "240.00", id="2", tooth=46),  # the nomenclature says so by itself
        line("HBFD024", "114.40", id="3", tooth=46),
        line("HBLD245", "350.00", id="4", tooth=46),
        line("HBLD734", "750.00", id="5", tooth=46),
    ],
}


@pytest.mark.parametrize("case", DENTAL)
def test_a_dental_quote_is_repaid_line_by_line(case: str) -> None:
    told = right(case)

    assert amo(outpatient(*DENTAL[case](), date=told["date"])) == told["amo_gross"]


def test_what_is_not_repaid_of_an_implant_and_its_crown() -> None:
    total = estimated(outpatient(*DENTAL["implant_crown_2021"](), date="2021-08-19"))["total"]

    assert total["member"] == right("implant_crown_2021")["not_repaid"]


def test_the_alternative_crown_leaves_what_the_paper_says() -> None:
    found = estimated(outpatient(line("HBLD038", "298.70", tooth=46)))["lines"][0]

    told = right("molar_2026")["alternative"]
    assert (found["amo_gross"], found["member"]) == (told["amo_gross"], told["left"])


def test_fourteen_lines_without_code_are_left_whole_unless_a_cover_names_implants() -> None:
    lines = [unpaid(n, "Couronne sur implant NPC", "250.00") for n in range(12)]
    lines += [unpaid(12, "Couronne", "660.00", "HBLD005"), unpaid(13, "Prothèse", "3600.00", "LBLD034")]
    quote = outpatient(*lines, date="2021-08-19")
    names = cover({"for": "implant", "cover": {"amount": "100.00", "per": "act"}})

    assert (estimated(quote)["total"]["amo"], estimated(quote)["total"]["member"]) == ("0.00", "7260.00")
    assert estimated({**quote, "guarantee": names})["total"]["amc"] == "1200.00"


def test_a_clinic_with_lines_outside_the_nomenclature_and_charges_of_its_own() -> None:
    complete = [line("HBLD030", "5000.00", id=f"prosthesis {n}", nature="dental_prosthesis", base="182.75")
                for n in range(2)]  # fmt: skip
    lines = [unpaid(n, "Implant HN", "800.00") for n in range(15)]
    charges: list[Json] = [
        {"id": "stay", "kind": "day_case_fee", "amount": "100.00"},
        {"id": "room", "kind": "operating_room", "amount": "403.00"},
        {"id": "anaesthetist", "kind": "other", "label": "Anesthésiste, 5 heures", "amount": "1250.00"},
        {"id": "private room", "kind": "other", "label": "Chambre", "amount": "50.00", "per": "day", "days": 1},
    ]
    for one in complete:
        one.pop("code")

    result = estimated(outpatient(*complete, *lines, charges=charges, date="2021-02-24"))

    assert [found["amo_gross"] for found in result["lines"]] == ["127.93"] * 2 + ["0.00"] * 15
    assert result["total"]["charged"] == "23803.00"
    assert result["total"]["amo"] == "255.86"


def test_a_partial_denture_is_one_act_on_several_teeth() -> None:
    seven = line("HBLD075", "1315.00", teeth=[14, 15, 16, 24, 25, 26, 27])
    twelve = line("HBLD112", "1500.00", id="2")
    complete = line("HBLD031", "1100.00", id="3")

    found = estimated(outpatient(seven, twelve, complete, date="2026-03-01"))["lines"]

    assert [(one["base"], one["amo_gross"]) for one in found] == [
        ("236.50", "141.90"), ("290.25", "174.15"), ("182.75", "109.65"),
    ]  # fmt: skip


def test_four_wisdom_teeth_with_their_supplement() -> None:
    teeth = line("HBGD038", "500.00", practitioner="dentist")
    supplement = line(None, "125.00", id="2", nature="dental_care", base="125.00", practitioner="dentist")

    found = estimated(outpatient(teeth, supplement, date="2026-03-01"))["lines"]

    assert sum(int(one["base"].replace(".", "")) for one in found) == 36535
    assert sum(int(one["amo_gross"].replace(".", "")) for one in found) == 34135  # less 24.00 once


@pytest.mark.parametrize(("amo_in_it", "pays"), [("excluded", "580.50"), ("included", "387.00")])
def test_a_half_year_of_orthodontics_under_both_readings_of_a_cover(amo_in_it: str, pays: str) -> None:
    promise = cover({"for": "orthodontics", "cover": {"percent_of_base": 300, "amo": amo_in_it}})

    found = estimated(outpatient(line("TO90", "800.00"), guarantee=promise, date="2026-03-01"))["lines"][0]

    assert (found["amo"], found["amc"]) == (right("orthodontics_2026")["amo"], pays)
    assert amo_in_it == "included" or found["member"] == right("orthodontics_2026")["left"].split()[0]


def test_a_public_hospital_without_any_act() -> None:
    nights = inpatient(days=4, stay={"nights": 3, "cost": "3230.73"}, date="2024-03-15")
    day = {**inpatient(days=1, stay={"cost": "1020.54"}, date="2024-03-15"), "setting": "day_case"}

    shares = {item["id"]: item["member"] for item in estimated(nights)["stay"]}
    assert shares == {"stay_cost": "646.15", "daily_hospital_fee": "0.00"}
    assert {item["id"]: item["member"] for item in estimated(day)["stay"]} == {"stay_cost": "204.11"}


def test_each_extra_of_a_private_hospital_is_an_item_of_its_own() -> None:
    charges: list[Json] = [
        {"id": "bed", "kind": "companion", "amount": "74.00"},
        {"id": "tv", "kind": "television", "amount": "5.00", "per": "day"},
    ]
    hip = line("NEKA020", "459.80", sector="sector_1")

    result = estimated(inpatient(hip, stay={"private_room_per_day": "100.00"}, charges=charges, days=4))

    asked = {item["id"]: item["charged"] for item in (*result["stay"], *result["charges"])}
    assert asked == {
        "daily_hospital_fee": "92.00", "flat_fee": "32.00", "private_room": "400.00", "bed": "74.00", "tv": "20.00",
    }  # fmt: skip


def test_two_carpal_tunnels_on_two_wrists() -> None:
    wrists = [line("AHPA009", "300.00", id=side, side=side, sector="sector_1") for side in ("left", "right")]

    assert [found["base"] for found in estimated(outpatient(*wrists))["lines"]] == ["104.50", "78.38"]


def test_one_price_for_two_acts_is_counted_once() -> None:
    acts = [{"id": n, "nature": "dental_care", "base": "30.00"} for n in ("1", "2")]

    result = estimated(outpatient(*acts, shared_fees=[{"lines": ["1", "2"], "fee": "1000.00"}]))

    assert result["total"]["charged"] == "1000.00"


def test_an_overrun_alone_is_on_top_of_the_base() -> None:
    hip = {"id": "1", "code": "NEKA020", "sector": "sector_2", "overrun": "400.00"}

    assert estimated(inpatient(hip))["lines"][0]["charged"] == right("overrun_only")["fee"]
