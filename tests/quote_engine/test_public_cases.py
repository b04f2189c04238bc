"""Published worked examples, written by others: the ones marked positive that a quote can express, to the cent.

Conventions: without a day, the first of the month or year (a case older than our values moves to 2019-06-01, where the
same rates hold); a source that leaves the participation out is compared before it; one that leaves the flat fee out
is compared on the practitioner's line, without the stay's items; a cover in « % » is « AMO included » unless said.
"""

import json
from decimal import Decimal
from typing import Any

import pytest

from tests.support.engine_quotes import cover, first, inpatient, line, outpatient
from tests.support.shared import SHARED, needs_shared

Json = dict[str, Any]
TESTED = {"positive"}
NATURES = {
    "consultation": "consultation",
    "dental": "dental_prosthesis",
    "surgery": "medical_act",
    "other": "medical_act",
}
DOCTORS_AT_A_DENTAL_PAGE = {"SP33956-02", "SP33956-03"}
"""Stomatologists among dental prices: a participation is counted, so they are doctors' consultations."""


def euros(value: float | str | Decimal) -> str:
    return f"{Decimal(str(value)):.2f}"


def read_cases() -> list[Any]:
    if not SHARED.is_dir():
        return [pytest.param({}, id="absent")]
    cases = json.loads((SHARED / "cases" / "reimbursement_public.json").read_text(encoding="utf-8"))
    return [pytest.param(c, id=c["id"]) for c in cases if c["test_use"] in TESTED and expressible(c)]


def expressible(case: Json) -> bool:
    """Keep what has a base and one expense, at rates that the engine knows (orthodontics at 100 % is refused)."""
    inputs = case["inputs"]
    guarantee = inputs["guarantee"] or {"kind": "incl"}
    return (
        inputs["base_remboursement"] is not None
        and guarantee["kind"] in {"incl", "excl", "fixed", "sante100"}
        and (case["domain"] != "dental" or inputs["amo_rate"] == 0.7)
    )


def date_of(case: Json) -> str:
    """Choose a day on which the law had the figures that the source uses."""
    given = case["date_of_care"] or ""
    if case["domain"] == "dental" and not given:
        return "2022-06-01"
    if not given or given < "2019":
        return "2019-06-01"
    return (given + "-01-01")[:10] if len(given) != 7 else f"{given}-01"


def quote_of(case: Json) -> Json:
    inputs = case["inputs"]
    sector = {1: "sector_1", 2: "sector_2_optam" if inputs["optam"] else "sector_2"}.get(inputs["sector"], "sector_1")
    if inputs["sector"] == 2 and inputs["optam"] is None:
        sector = "sector_2_optam"  # the source makes no difference
    nature = NATURES[case["domain"]]
    if case["id"] in DOCTORS_AT_A_DENTAL_PAGE:
        nature = "consultation"
    fee = inputs["fee_charged"] if inputs["fee_charged"] is not None else inputs["base_remboursement"]
    act = line(fee=euros(fee), nature=nature, base=euros(inputs["base_remboursement"]), sector=sector)
    exemptions = inputs["exonerations"] or ""
    patient: Json = {"in_pathway": "hors parcours" not in exemptions}
    if "moins de 16 ans" in exemptions:
        patient["birth_date"] = "2010-01-01"
    if "maternité" in exemptions:
        patient["exemption"] = "maternity"
    more: Json = {"date": date_of(case), "patient": patient, "guarantee": guarantee_of(inputs["guarantee"])}
    return inpatient(act, **more) if inputs["context"] == "hospital" else outpatient(act, **more)


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


@needs_shared
@pytest.mark.parametrize("case", read_cases())
def test_a_published_example_comes_out_to_the_cent(case: Json) -> None:
    expected = case["expected"]
    found = first(quote_of(case))

    without_participation = not case["inputs"]["participation_forfaitaire_in_source"]
    gross = Decimal(found["amo_gross" if without_participation else "amo"])
    member = Decimal(found["member"]) - (Decimal(found["participation"]) if without_participation else 0)
    told = {
        "amo_share": gross,
        "complementary_share": Decimal(found["amc"]),
        "member_pays": member,
        "ticket_moderateur": min(Decimal(found["base"]), Decimal(found["charged"])) - Decimal(found["amo_gross"]),
    }
    checked = {key: value for key, value in told.items() if expected.get(key) is not None}
    assert checked or "covered_maximum" in expected or "br_total" in expected
    assert {key: euros(value) for key, value in checked.items()} == {key: euros(expected[key]) for key in checked}
