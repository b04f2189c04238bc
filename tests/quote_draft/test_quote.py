"""The engine's input: what the draft holds, in the estimate's contract."""

from __future__ import annotations

from datetime import date

import pytest

from quote_draft import Beneficiary, DraftContext, to_quote
from quote_engine import estimate
from tests.support.drafts import CONTEXT, TODAY, drafted, hip, lines, set_


def test_the_engine_estimates_what_the_draft_says() -> None:
    context = DraftContext(TODAY, cover={"guarantee_id": "mnh-confort"})

    quote = to_quote(hip(), context)

    assert quote["stay"] == {"nights": 3, "days": 4, "private_room_per_day": "85.00"}
    assert quote["lines"] == [{"id": "1", "code": "NEKA020", "fee": "1200.00", "activity": 1, "sector": "sector_2"}]
    assert estimate(quote)["status"] == "ok"


def test_an_unknown_sector_and_date_are_left_to_the_engine() -> None:
    quote = to_quote(hip().after([set_("line.sector", "unknown", 1), set_("care_date", "unknown")]), CONTEXT)

    assert quote["date"] == "2026-11-21"
    assert "sector" not in quote["lines"][0]


def test_two_hypotheses_on_the_sector_are_said_to_the_engine() -> None:
    (line,) = to_quote(hip().after([set_("line.sector", "sector_2_either", 1)]), CONTEXT)["lines"]

    assert line["sector_among"] == ["sector_2_optam", "sector_2"]
    assert "sector" not in line


def test_a_room_priced_by_night_is_counted_by_night() -> None:
    quote = to_quote(hip().after([set_("stay.private_room", {"per": "night"})]), CONTEXT)

    assert quote["stay"]["private_room_days"] == 3


def test_an_unknown_number_of_nights_is_one() -> None:
    quote = to_quote(hip().after([set_("setting", "inpatient"), set_("stay.nights", "unknown")]), CONTEXT)

    assert (quote["setting"], quote["stay"]["nights"]) == ("inpatient", 1)


def test_a_child_and_an_exemption_are_the_patients() -> None:
    child = Beneficiary("b1f", "child", date(2015, 5, 1))
    context = DraftContext(TODAY, (Beneficiary("self", "self"), child))

    quote = to_quote(hip().after([set_("beneficiary", "b1f"), set_("exemption", "ald")]), context)

    assert quote["patient"] == {"scheme": "general", "birth_date": "2015-05-01", "exemption": "ald"}


def test_a_dental_quote_is_outside_hospital_whatever_was_said_of_a_stay() -> None:
    quote = to_quote(
        drafted(*lines("HBLD038"), set_("line.tooth", 26, 1), set_("line.fee", "298.70", 1), set_("stay.nights", 2)),
        CONTEXT,
    )

    assert (quote["setting"], quote.get("stay")) == ("outpatient", None)
    assert estimate(quote)["status"] == "ok"


@pytest.mark.parametrize(
    ("family", "activity", "nature"),
    [("medical", 1, "medical_act"), ("medical", 4, "anaesthesia"), ("dental", None, "dental_care")],
)
def test_an_act_not_known_is_an_ordinary_one_of_its_family(family: str, activity: int | None, nature: str) -> None:
    told = [set_("line.label", "Opération du coude", 1), set_("line.fee", "600.00", 1), set_("line.base", "200.00", 1)]

    quote = to_quote(
        drafted({"kind": "add_line"}, *told, set_("family", family), set_("line.activity", activity, 1)), CONTEXT
    )

    assert quote["lines"][0]["nature"] == nature
    assert estimate(quote)["status"] == "ok"
