"""The draft as members and advisors see it."""

from __future__ import annotations

from quote_draft import DraftContext, draft_view
from tests.support.drafts import CONTEXT, TODAY, drafted, hip, lines, set_

COVERED = DraftContext(TODAY, cover={"guarantee_id": "mnh-confort"})


def test_the_view_is_the_contracts() -> None:
    view = draft_view(hip())

    assert view["lines"] == [
        {
            "number": 1,
            "act": "NEKA020",
            "label": "Prothèse totale de hanche",
            "covered": None,
            "teeth": None,
            "jaw": None,
            "side": None,
            "quantity": None,
            "condition_met": None,
            "overrun": None,
            "activity": 1,
            "tooth": None,
            "sector": "sector_2",
            "sector_among": None,
            "fee": "1200.00",
            "base": None,
            "modifiers": None,
            "association": None,
            "agreement": None,
            "repaid": None,
            "not_repaid": None,
            "basket": None,
            "material": None,
            "fee_ceiling": None,
            "known_base": None,
            "understood": {"fee": "mille deux cents euros"},
            "approximate": [],
        }
    ]
    assert view["stay"] == {
        "nights": 3,
        "psychiatric": None,
        "cost": None,
        "private_room": {"wanted": True, "price": "85.00", "per": None},
    }
    assert (view["family"], view["beneficiary"], view["care_date"], view["setting"], view["exemption"]) == (
        "medical", "self", "2026-12-10", "inpatient", "none",
    )  # fmt: skip
    assert (view["to_confirm"], view["complete"]) == (None, True)


def test_sector_2_with_or_without_optam_is_shown_as_unknown_among_two() -> None:
    (line,) = draft_view(drafted(*lines("NEKA020"), set_("line.sector", "sector_2_either", 1)))["lines"]

    assert (line["sector"], line["sector_among"]) == ("unknown", ["sector_2_optam", "sector_2"])


def test_a_base_that_nobody_gave_is_the_tariff_of_the_act_on_that_day() -> None:
    (line,) = draft_view(hip(), CONTEXT)["lines"]

    assert (line["base"], line["known_base"]) == (None, "459.80")


def test_a_dental_quote_shows_neither_setting_nor_stay() -> None:
    view = draft_view(drafted(*lines("HBLD038"), set_("setting", "inpatient"), set_("stay.nights", 3)))

    assert (view["setting"], view["exemption"], view["stay"]) == (None, None, None)


def test_a_room_said_before_the_setting_is_shown() -> None:
    view = draft_view(drafted(set_("stay.private_room", {"price": "85.00"})))

    assert view["stay"] == {
        "nights": None,
        "psychiatric": None,
        "cost": None,
        "private_room": {"wanted": True, "price": "85.00", "per": None},
    }


def test_a_day_case_has_no_night() -> None:
    view = draft_view(hip().after([set_("setting", "day_case")]))

    assert view["stay"]["nights"] == 0


def test_nothing_runs_before_a_line_has_an_act_or_a_base_and_a_fee() -> None:
    assert draft_view(drafted(*lines("NEKA020")), CONTEXT)["running"] is None
    assert draft_view(drafted({"kind": "add_line"}, set_("line.fee", "1200.00", 1)), CONTEXT)["running"] is None


def test_the_estimate_so_far_counts_the_lines_that_can_be() -> None:
    started = [*lines("NEKA020", "NFKA007"), set_("line.fee", "1200.00", 1), set_("line.sector", "sector_1", 1)]

    running = draft_view(drafted(*started), CONTEXT)["running"]

    assert running == {"member": {"min": "818.20", "max": "818.20"}, "left_out": [2], "complete": False}


def test_the_estimate_so_far_is_a_range_while_the_sector_is_not_known() -> None:
    running = draft_view(drafted(*lines("NEKA020"), set_("line.fee", "1200.00", 1)), COVERED)["running"]

    assert float(running["member"]["min"]) < float(running["member"]["max"])


def test_the_estimate_so_far_is_complete_when_nothing_is_left_to_ask() -> None:
    assert draft_view(hip(), COVERED)["running"]["complete"]


def test_what_an_estimate_waits_for_is_told_from_what_need_not_be_said() -> None:
    view = draft_view(drafted(*lines("HBJD001")), CONTEXT)  # a scaling, of no tooth

    assert {"field": "line.fee", "line": 1} in view["missing"]
    assert {"field": "line.tooth", "line": 1} not in view["missing"]
