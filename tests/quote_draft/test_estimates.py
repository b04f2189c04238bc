"""What an estimate made from a draft rests on."""

from __future__ import annotations

from typing import Any

import pytest

from quote_draft import DraftContext, estimate_draft
from quote_draft.fields import TABLE
from tests.support.drafts import TODAY, drafted, hip, set_
from wording import say, tree

COVERED = DraftContext(TODAY, cover={"guarantee_id": "mnh-confort"})


def assumed(*changes: dict[str, Any]) -> list[tuple[str, str | None, int | None]]:
    result = estimate_draft(hip().after(changes), COVERED)
    return [(one["code"], one["field"], one["line"]) for one in result["assumptions"]]


def test_a_quote_told_whole_rests_on_nothing() -> None:
    assert assumed() == []


@pytest.mark.parametrize(
    ("change", "code", "line"),
    [
        (set_("care_date", "unknown"), "care_date_unknown", None),
        (set_("exemption", "unknown"), "exemption_unknown", None),
        (set_("stay.nights", "unknown"), "nights_unknown", None),
        (set_("stay.private_room", {"wanted": "unknown"}), "private_room_unknown", None),
        (set_("stay.private_room", {"price": "unknown"}), "room_price_unknown", None),
        (set_("line.base", "unknown", 1), "base_unknown", 1),
        (set_("line.fee", "1200.00", 1, approximate=True), "approximate", 1),
        (set_("care_date", "2027-03-01", approximate=True), "approximate", None),
    ],
)
def test_what_the_member_did_not_say_stands_in_the_estimate(
    change: dict[str, Any], code: str, line: int | None
) -> None:
    assert assumed(set_("setting", "inpatient"), change) == [(code, change["field"], line)]


def test_an_estimate_without_a_cover_says_so() -> None:
    result = estimate_draft(hip(), DraftContext(TODAY))

    assert [one["text"] for one in result["assumptions"]] == [say("assumptions", "no_cover")]


def test_an_act_counted_as_an_ordinary_one_says_so() -> None:
    told = [set_("line.label", "Opération du coude", 1), set_("line.fee", "600.00", 1), set_("line.base", "200.00", 1),
            set_("line.sector", "sector_1", 1), set_("family", "medical"), set_("setting", "outpatient")]  # fmt: skip

    result = estimate_draft(drafted({"kind": "add_line"}, *told), COVERED)

    assert [(one["code"], one["line"]) for one in result["assumptions"]] == [("act_not_known", 1)]


def test_what_the_engine_warns_of_is_not_said_twice() -> None:
    result = estimate_draft(hip().after([set_("line.sector", "unknown", 1)]), COVERED)

    assert "sector_unknown" in [warning["code"] for warning in result["warnings"]]
    assert result["assumptions"] == []


def test_every_field_that_may_be_unknown_has_its_words() -> None:
    assert {f"{row.short}_unknown" for row in TABLE if row.unknown} <= set(tree("assumptions"))
