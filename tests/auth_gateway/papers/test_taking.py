"""What was read, as events: the panel's own checks, nothing half taken, nothing asked that the paper says."""

import datetime as dt
from typing import Any

import pytest

from auth_gateway.papers import Taking, events_of
from quote_draft import Draft, DraftChangeError, DraftContext, next_question

Json = dict[str, Any]
TODAY = dt.date(2026, 11, 21)
CONTEXT = DraftContext(TODAY)
WAITING = Draft().after([{"kind": "paper", "document": "d"}])


def line(number: int = 1, **values: Any) -> Json:
    empty = dict.fromkeys(("act", "label", "tooth", "fee", "base", "activity", "sector", "covered", "quantity"))
    return {"number": number, **empty, "doubts": [], **values}


def reading(*lines: Json, family: str = "dental", **more: Any) -> Json:
    stay = {"nights": None, "private_room": {"wanted": None, "price": None}}
    return {"family": family, "lines": list(lines), "care_date": None, "stay": stay, "charges": [], **more}


CROWN = line(1, act="HBLD634", tooth=14, fee="515.00", base="120.00")
INLAY = line(2, act="HBMD351", tooth=26, fee="330.00", base="100.00")
HIP = line(1, act="NEKA020", fee="1200.00", activity=1, sector="sector_2_optam")


def taken(read: Json, draft: Draft = WAITING, **taking: Any) -> Draft:
    return draft.after(events_of(draft, CONTEXT, read, Taking(**taking)))


@pytest.mark.parametrize(
    ("taking", "path"),
    [
        ({"changes": [{"line": 1, "field": "line.fee", "value": "cher"}]}, "changes[0].value"),
        ({"changes": [{"line": 1, "field": "line.act", "value": "ZZZZ999"}]}, "changes[0].value"),
        ({"changes": [{"line": 3, "field": "line.fee", "value": "1.00"}]}, "changes[0].line"),
        ({"changes": [{"field": "line.fee", "value": "1.00"}]}, "changes[0].line"),
        ({"changes": [{"line": 1, "field": "care_date", "value": "2026-12-10"}]}, "changes[0].line"),
        ({"lines": [1], "changes": [{"line": 2, "field": "line.fee", "value": "1.00"}]}, "changes[0].line"),
        ({"changes": [{"line": 1, "field": "beneficiary", "value": "self"}]}, "changes[0].field"),
        ({"changes": [{"line": 1, "value": "1.00"}]}, "changes[0]"),
        ({"lines": [1, 3]}, "lines[1]"),
    ],
)
def test_what_the_member_gives_is_taken_or_the_whole_is_refused_with_its_place(taking: Json, path: str) -> None:
    with pytest.raises(DraftChangeError) as refused:
        taken(reading(CROWN, INLAY), **taking)

    assert refused.value.path == path


def test_what_was_read_and_cannot_stand_is_left_out_and_asked() -> None:
    draft = taken(reading(line(act="HBLD634", tooth=99, fee="515.00")))

    following = next_question(draft, CONTEXT)
    assert following is not None
    assert (draft.lines[0].code, draft.lines[0].tooth, following.field) == ("HBLD634", None, "line.tooth")


def test_an_act_that_nobody_knows_keeps_its_words() -> None:
    draft = taken(reading(line(act="ZZZZ999", label="Soin laser", fee="80.00"), family="medical"))

    assert (draft.lines[0].code, draft.lines[0].label, draft.lines[0].fee) == (None, "Soin laser", "80.00")


def test_an_unlikely_value_is_confirmed_first_as_in_the_panel() -> None:
    draft = taken(reading(line(act="NEKA020", fee="12.00", activity=1, sector="sector_1"), family="medical"))

    assert draft.to_confirm is not None
    assert (draft.to_confirm.field, draft.to_confirm.reason) == ("line.fee", "fee_low")


def test_a_base_that_the_nomenclature_has_is_not_written_again() -> None:
    draft = taken(reading(CROWN))

    assert draft.lines[0].base is None


def test_the_stay_and_the_day_are_taken_with_the_lines_unless_they_are_left_out() -> None:
    stay = {"nights": 3, "private_room": {"wanted": True, "price": "85.00"}}
    read = reading(HIP, family="medical", care_date="2026-12-10", stay=stay)

    whole, lines_alone = taken(read), taken(read, stay=False, care_date=False)

    assert (whole.care_date, whole.stay.nights, whole.stay.price) == ("2026-12-10", 3, "85.00")
    assert (lines_alone.care_date, lines_alone.stay.nights, lines_alone.stay.price) == (None, None, None)


def test_charges_are_taken_over() -> None:
    television = {"kind": "television", "label": "Télévision", "amount": "6.00", "per": "day", "days": None}

    draft = taken(reading(HIP, family="medical", charges=[{**television, "doubt": False, "reason": None}]))

    assert draft.given("charges") == [television]


def test_no_other_line_is_asked_for_once_a_paper_was_taken() -> None:
    assert taken(reading(CROWN, INLAY)).no_more_lines


def test_a_family_said_before_gives_way_to_the_paper_while_nothing_is_described() -> None:
    begun = WAITING.after([{"kind": "set", "field": "family", "line": None, "value": "medical", "preset": True}])

    assert taken(reading(CROWN), begun).family == "dental"


def test_a_paper_of_the_other_family_is_refused() -> None:
    described = taken(reading(HIP, family="medical")).after([{"kind": "paper", "document": "d"}])

    with pytest.raises(DraftChangeError) as refused:
        taken(reading(CROWN), described)

    assert refused.value.path == "lines"
