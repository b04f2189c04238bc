"""Values that are asked back: which, beside what, and once."""

from __future__ import annotations

from typing import Any

import pytest

from quote_draft import Draft, doubts_of, find_doubt
from tests.support.drafts import CONTEXT, act, drafted, hip, lines, set_


def reason(draft: Draft, field: str, line: int | None, value: Any) -> str | None:
    doubt = find_doubt(draft, field, line, value, CONTEXT)
    return doubt.reason if doubt else None


def operated(*events: dict[str, Any]) -> Draft:
    """Return a hip replacement whose base by the nomenclature is 459,80 €."""
    return drafted(*lines("NEKA020"), *events)


@pytest.mark.parametrize(
    ("fee", "why"),
    [("0.00", "fee_zero"), ("137.93", "fee_low"), ("137.94", None), ("4598.00", None), ("4598.01", "fee_high")],
)
def test_a_fee_is_between_a_third_of_the_base_and_ten_times_it(fee: str, why: str | None) -> None:
    assert reason(operated(), "line.fee", 1, fee) == why


@pytest.mark.parametrize(
    ("fee", "base", "why"),
    [
        ("1450.00", "1450.00", "base_odd"),
        ("1200.00", "459.80", None),
        ("1200.00", "600.00", None),
        ("1200.00", "137.00", "base_odd"),
        ("1200.00", "0.00", "base_zero"),
        ("400.00", "459.80", "base_above_fee"),
        ("459.80", "459.80", None),
        ("700.00", "700.00", "base_is_fee"),
    ],
)
def test_a_base_is_below_the_fee_and_near_the_tariff(fee: str, base: str, why: str | None) -> None:
    draft = operated(set_("line.fee", fee, 1), set_("line.sector", "sector_2", 1))

    assert reason(draft, "line.base", 1, base) == why


def test_in_sector_1_the_fee_is_the_base() -> None:
    told = [set_("line.label", "Opération du coude", 1), set_("line.fee", "200.00", 1)]

    draft = drafted({"kind": "add_line"}, *told, set_("line.sector", "sector_1", 1))

    assert reason(draft, "line.base", 1, "200.00") is None


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        ("care_date", "2026-11-20", "past_date"),
        ("care_date", "2026-11-21", None),
        ("care_date", "2029-01-01", "far_date"),
        ("stay.nights", 61, "many_nights"),
        ("stay.nights", 60, None),
        ("stay.private_room", {"wanted": True, "price": "0.00"}, "price_zero"),
        ("stay.private_room", {"wanted": True, "price": "1200.00"}, "price_large"),
        ("stay.private_room", {"wanted": True, "price": "unknown"}, None),
        ("family", "dental", "family_drops_lines"),
        ("family", "medical", None),
    ],
)
def test_dates_nights_rooms_and_families_are_doubted(field: str, value: Any, why: str | None) -> None:
    assert reason(operated(), field, None, value) == why


def test_no_night_is_doubtful_only_where_a_hospitalisation_was_said() -> None:
    assert reason(operated(), "stay.nights", None, 0) is None
    assert reason(operated(set_("setting", "inpatient")), "stay.nights", None, 0) == "no_night"


@pytest.mark.parametrize(
    ("before", "change", "field", "why"),
    [
        (
            [*lines("HBLD038"), set_("line.tooth", 26, 1)],
            set_("line.act", act("HBLD634"), 1),
            "line.tooth",
            "tooth_not_allowed",
        ),
        ([*lines("NEKA020"), set_("line.fee", "1200.00", 1)], set_("line.base", "80.00", 1), "line.fee", "fee_high"),
        (
            [*lines("NEKA020"), set_("line.base", "459.80", 1), set_("line.fee", "900.00", 1)],
            set_("line.fee", "450.00", 1),
            "line.base",
            "base_above_fee",
        ),
        ([*lines("LFQK002"), set_("line.fee", "60.00", 1)], set_("line.act", act("NEKA020"), 1), "line.fee", "fee_low"),
    ],
)
def test_a_check_is_done_again_whichever_side_changes(
    before: list[dict[str, Any]], change: dict[str, Any], field: str, why: str
) -> None:
    draft = drafted(*before)

    found = doubts_of(draft.after([change]), CONTEXT, before=draft)

    assert (field, why) in [(name, doubt.reason) for name, _, _, doubt in found]


def test_what_was_confirmed_is_not_doubted_again_by_another_change() -> None:
    cheap = operated(set_("line.fee", "12.00", 1))
    assert [name for name, *_ in doubts_of(cheap, CONTEXT)] == ["line.fee"]

    again = doubts_of(cheap.after([set_("care_date", "2026-12-10")]), CONTEXT, before=cheap)

    assert again == []


def test_a_likely_quote_has_no_doubt() -> None:
    assert doubts_of(hip(), CONTEXT) == []
