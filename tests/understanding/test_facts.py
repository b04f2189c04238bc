"""What an answer says of this very quote: facts that are known, none that is not."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

import pytest

from actions.answering.facts import answer_to, law_figures, quote_facts
from actions.understanding.topics import Topic, load_topics
from quote_draft import Draft, DraftContext, estimate_draft
from tests.understanding.test_topics import FACTS

TODAY = dt.date(2026, 11, 21)
COVER = {"guarantee_id": "mnh-confort", "label": "MNH Confort (fictive)"}
WITH_COVER = DraftContext(today=TODAY, cover=COVER)
HIP = {"code": "NEKA020", "label": "Prothèse totale de hanche"}
KNEE = {"code": "NZLB001", "label": "Infiltration d’une articulation de la hanche, du genou ou du pied"}


def set_field(field: str, value: Any, line: int | None = None) -> dict[str, Any]:
    return {"kind": "set", "field": field, "line": line, "value": value}


ANAESTHETIST: list[dict[str, Any]] = [
    {"kind": "add_line"},
    {"kind": "set", "field": "line.act", "line": 2, "value": HIP},
    {"kind": "set", "field": "line.activity", "line": 2, "value": 4},
    {"kind": "set", "field": "line.sector", "line": 2, "value": "sector_2"},
    {"kind": "set", "field": "line.fee", "line": 2, "value": "350.00"},
]
ALL_LINES_TOLD = {"kind": "no_more_lines"}


def described(*events: dict[str, Any]) -> Draft:
    return Draft.replay([{"turn": "t1", "events": [*events, ALL_LINES_TOLD]}])


def hip_in_hospital(sector: str = "sector_2", room: str | None = None) -> Draft:
    wanted = {"wanted": True, "price": room, "per": "day"} if room else {"wanted": False}
    return described(
        set_field("care_date", "2026-12-10"),
        set_field("setting", "inpatient"),
        set_field("exemption", "none"),
        {"kind": "add_line"},
        set_field("line.act", HIP, 1),
        set_field("line.activity", 1, 1),
        set_field("line.sector", sector, 1),
        set_field("line.fee", "1200.00", 1),
        set_field("stay.nights", 3),
        set_field("stay.private_room", wanted),
    )


def knee_at_the_practice() -> Draft:
    return described(
        set_field("care_date", "2026-12-10"),
        set_field("setting", "outpatient"),
        set_field("exemption", "none"),
        {"kind": "add_line"},
        set_field("line.act", KNEE, 1),
        set_field("line.sector", "sector_1", 1),
        set_field("line.fee", "32.20", 1),
    )


def facts_of(draft: Draft, context: DraftContext = WITH_COVER) -> dict[str, str]:
    return quote_facts(draft, context, estimate_draft(draft, context))


def topic(answer: str, additions: Iterable[str] = ()) -> Topic:
    return Topic("made_up", answer, asks=(), terms=(), additions=tuple(additions))


def test_the_facts_of_a_stay_are_those_of_its_estimate() -> None:
    facts = facts_of(hip_in_hospital(room="85.00"))

    assert facts["charged"] == "1\u202f664,00\u202f€"
    assert facts["base"] == "459,80\u202f€"
    assert facts["overrun"] == "740,20\u202f€"
    assert facts["daily_fee"] == "92,00\u202f€"
    assert facts["flat_fee"] == "32,00\u202f€"
    assert facts["room"] == "340,00\u202f€"
    assert facts["room_member"] == "100,00\u202f€"
    assert facts["sector"] == "secteur 2 sans OPTAM"
    assert facts["cover"] == "MNH Confort (fictive)"
    assert "400,00\u202f€ par an" in facts["ceilings"]


def test_the_ticket_moderateur_is_what_is_left_of_the_base() -> None:
    facts = facts_of(knee_at_the_practice())

    assert facts["ticket_moderateur"] == "9,66\u202f€"
    assert facts["participation"] == "2,00\u202f€"


def test_a_quote_that_is_not_whole_yet_has_no_total() -> None:
    facts = facts_of(hip_in_hospital().after(ANAESTHETIST))

    assert "bases" in facts
    assert facts.keys() & {"charged", "amo", "amc", "member"} == set()


def test_what_is_not_due_is_not_a_fact() -> None:
    facts = facts_of(knee_at_the_practice())

    assert facts.keys() & {"daily_fee", "flat_fee", "room", "overrun", "top_up"} == set()


def test_a_flat_fee_leaves_no_ticket_moderateur() -> None:
    assert "ticket_moderateur" not in facts_of(hip_in_hospital())


def test_a_sector_that_is_not_known_gives_a_range_and_no_figure() -> None:
    facts = facts_of(hip_in_hospital(sector="unknown"))

    assert facts.keys() >= {"least", "most", "cover"}
    assert facts.keys() & {"member", "amc", "base", "sector"} == set()


def test_a_draft_that_holds_nothing_gives_no_fact() -> None:
    assert quote_facts(Draft(), DraftContext(today=TODAY), None) == {}


def test_two_lines_give_their_bases_and_no_single_one() -> None:
    draft = hip_in_hospital().after([*ANAESTHETIST, ALL_LINES_TOLD])

    facts = facts_of(draft)

    assert "base" not in facts
    assert "459,80\u202f€" in facts["bases"]
    assert "229,90\u202f€" in facts["bases"]


def test_every_fact_that_topics_know_is_given_by_some_quote() -> None:
    top_up = DraftContext(today=TODAY, cover={**COVER, "top_up_id": "mnh-surco"})
    quotes = [
        facts_of(hip_in_hospital(room="85.00"), top_up),
        facts_of(knee_at_the_practice()),
        facts_of(hip_in_hospital(sector="unknown")),
        facts_of(hip_in_hospital().after([*ANAESTHETIST, ALL_LINES_TOLD])),
    ]

    assert set().union(*quotes) == FACTS


def test_an_answer_ends_with_the_first_addition_whose_facts_are_known() -> None:
    told = topic("Voici.", ["Il reste {member}.", "La base est {base}.", "Le secteur est {sector}."])

    assert answer_to(told, {"base": "10\u202f€", "sector": "secteur 1"}, TODAY) == "Voici. La base est 10\u202f€."
    assert answer_to(told, {}, TODAY) == "Voici."


@pytest.mark.parametrize(("day", "amount"), [(dt.date(2025, 6, 1), "24\u202f€"), (dt.date(2026, 6, 1), "32\u202f€")])
def test_an_answer_tells_the_figure_of_its_day(day: dt.date, amount: str) -> None:
    assert amount in answer_to(load_topics()["flat_fee"], {}, day)


def test_a_day_before_the_first_known_takes_the_first_law() -> None:
    assert answer_to(topic("{participation_amount}"), {}, dt.date(1999, 1, 1)) == "1\u202f€"


def test_every_topic_can_be_said_with_and_without_a_quote() -> None:
    facts = facts_of(hip_in_hospital(room="85.00"))

    said = [answer_to(one, known, TODAY) for one in load_topics().values() for known in ({}, facts)]

    assert [text for text in said if "{" in text] == []


def test_a_rate_and_a_count_are_written_as_people_read_them() -> None:
    figures = law_figures(TODAY)

    assert figures["amo_stay"] == "80\u202f%"
    assert figures["participation_per_year"] == "25"
