"""What an event keeps of an act."""

from __future__ import annotations

from datetime import date

from quote_draft import act_value
from quote_engine.nomenclature.acts import closed_acts
from tests.support.drafts import TODAY, act


def test_an_act_comes_with_what_the_questions_need() -> None:
    assert act("HBLD634") == {
        "code": "HBLD634",
        "label": "Couronne céramique sur métal, dent de devant ou première prémolaire",
        "facts": {
            "family": "dental",
            "needs_tooth": True,
            "has_anaesthesia": False,
            "teeth": [11, 12, 13, 14, 21, 22, 23, 24, 31, 32, 33, 34, 41, 42, 43, 44],
            "only_activity": 1,
            "has_base": True,
            "usual_setting": None,
            "covered": True,
            "condition": None,
            "bilateral": False,
        },
    }


def test_a_code_is_an_act_on_the_days_when_it_is_in_force() -> None:
    assert act_value("ZZZZ999", TODAY) is None
    assert all(act_value(code, date(2030, 1, 1)) is None for code in closed_acts())


def test_where_an_act_is_usually_done_is_a_fact_of_it() -> None:
    usual = {code: act(code)["facts"]["usual_setting"] for code in ("NEKA020", "BFGA427", "LFQK002", "NFMC003")}

    assert usual == {"NEKA020": "inpatient", "BFGA427": "day_case", "LFQK002": "outpatient", "NFMC003": None}
