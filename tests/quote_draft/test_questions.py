"""What is asked, in which order, and what is never asked because it follows from something known."""

from __future__ import annotations

from typing import Any

import pytest

from quote_draft import Asking, Beneficiary, Draft, DraftContext, is_doubtful, next_question
from tests.support.drafts import CONTEXT, HIP_TURNS, TODAY, drafted, hip, lines, log, set_

NO_MORE = {"kind": "no_more_lines"}


def asked(draft: Draft, context: DraftContext = CONTEXT) -> str | None:
    asking = next_question(draft, context)
    return asking.field if asking else None


def test_a_hip_replacement_is_asked_in_the_order_of_the_paper() -> None:
    order = [asked(Draft.replay(log(*HIP_TURNS[:length]))) for length in range(len(HIP_TURNS) + 1)]

    assert order == [
        "describe", "describe", "line.fee", "line.sector", "more_lines", "stay.nights", "stay.private_room",
        "stay.private_room", "care_date", "exemption", None,
    ]  # fmt: skip


def test_crowns_are_asked_neither_sector_nor_stay_nor_exemption() -> None:
    turns: list[list[dict[str, Any]]] = [
        lines("HBLD038"),
        [set_("line.tooth", 26, 1)],
        [set_("line.fee", "298.70", 1)],
        [NO_MORE],
        [set_("care_date", "2026-12-10")],
    ]

    order = [asked(Draft.replay(log(*turns[:length]))) for length in range(len(turns) + 1)]

    assert order == ["describe", "line.tooth", "line.fee", "more_lines", "care_date", None]


def test_the_open_question_comes_first_even_on_the_page_of_a_family() -> None:
    assert asked(drafted(set_("family", "dental", preset=True))) == "describe"


def test_who_said_something_is_asked_the_act_and_not_the_open_question_again() -> None:
    assert asked(drafted(set_("family", "dental"))) == "line.act"


def test_words_for_an_act_not_known_describe_the_line_and_its_base_is_asked() -> None:
    draft = drafted(
        {"kind": "add_line"},
        set_("line.label", "Opération du coude", 1),
        set_("family", "medical"),
        set_("line.fee", "600.00", 1),
        set_("line.sector", "sector_1", 1),
    )

    assert asked(draft) == "line.base"


def test_the_family_is_asked_only_when_nothing_tells_it() -> None:
    words = [{"kind": "add_line"}, set_("line.label", "Opération du coude", 1)]

    assert asked(drafted(*words)) == "family"
    assert asked(drafted(*lines("NEKA020"))) == "line.fee"


def test_an_act_without_facts_is_asked_its_base() -> None:
    gone = set_("line.act", {"code": "ZZZZ999", "label": "Un acte", "facts": None}, 1)

    draft = drafted(set_("family", "medical"), {"kind": "add_line"}, gone, set_("line.fee", "600.00", 1),
                    set_("line.sector", "sector_1", 1))  # fmt: skip

    assert asked(draft) == "line.base"


def test_the_fee_of_an_act_with_an_anaesthetist_is_asked_of_the_surgeon() -> None:
    asking = next_question(drafted(*lines("NEKA020")), CONTEXT)

    assert asking == Asking("line.fee", 1, options={"activity": 1})


def test_whose_fee_it_is_is_asked_when_it_came_without_saying() -> None:
    draft = drafted(*lines("NEKA020"), set_("line.fee", "1200.00", 1))

    assert next_question(draft, CONTEXT) == Asking("line.activity", 1)


def described(code: str, *more: dict[str, Any]) -> Draft:
    """Return a medical line told up to what is asked of the stay."""
    told = [set_("line.fee", "900.00", 1), set_("line.activity", 1, 1), set_("line.sector", "sector_1", 1)]
    return drafted(*lines(code), *told, NO_MORE, *more)


@pytest.mark.parametrize(
    ("code", "field", "proposed"),
    [
        ("NEKA020", "stay.nights", "inpatient"),
        ("BFGA427", "setting", "day_case"),
        ("LFQK002", "setting", "outpatient"),
    ],
)
def test_the_usual_setting_is_proposed_and_not_taken_for_granted(code: str, field: str, proposed: str) -> None:
    asking = next_question(described(code), CONTEXT)

    assert asking == Asking(field, None, options={"proposed_setting": proposed})


def test_where_an_act_is_done_is_asked_when_there_is_nothing_usual() -> None:
    assert next_question(described("NFMC003"), CONTEXT) == Asking("setting")


def test_who_does_not_know_the_nights_is_asked_the_setting() -> None:
    assert asked(described("NEKA020", set_("stay.nights", "unknown"))) == "setting"


def test_a_day_case_is_asked_its_room_and_not_its_nights() -> None:
    assert asked(described("NEKA020", set_("setting", "day_case"))) == "stay.private_room"


def test_the_beneficiary_is_asked_last_and_of_who_has_dependants_alone() -> None:
    family = DraftContext(TODAY, (Beneficiary("self", "self"), Beneficiary("b1f", "child")))
    draft = Draft.replay(log(*HIP_TURNS[1:]))

    assert asked(draft, family) == "beneficiary"
    assert asked(draft) is None


def test_nothing_is_confirmed_when_nothing_is_doubtful() -> None:
    assert not is_doubtful(hip())
    assert asked(hip()) is None


@pytest.mark.parametrize(
    "about", [set_("care_date", "2027-03-01", approximate=True), set_("line.fee", "900.00", 1, approximate=True)]
)
def test_an_approximate_value_is_confirmed_with_the_whole_quote(about: dict[str, Any]) -> None:
    draft = hip().after([about])

    assert is_doubtful(draft)
    assert asked(draft) == "confirm"
    assert asked(draft.after([{"kind": "confirm"}])) is None


def test_a_value_to_confirm_is_asked_before_everything() -> None:
    proposed = {"kind": "propose", "field": "line.fee", "line": 1, "value": "12.00", "reason": "fee_low"}

    assert next_question(hip().after([proposed]), CONTEXT) == Asking("confirm_value", 1)
