"""The desk's list: order, pages without loss nor double, filters, search, scopes, and the trace of having listed."""

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import func, select, update
from starlette.testclient import TestClient

from auth_gateway.accounts import cipher_of
from auth_gateway.cases import summary
from auth_gateway.cases.models import Case
from auth_gateway.console.models import ReadEntry, ReadKind
from tests.support.desk import CONSOLE, act, opened, sent
from tests.support.people import member
from tests.support.scripted_bot import reply
from tests.support.talks import Talks, described_for, estimated, whole_estimate


def listed(desk: TestClient, **filters: str) -> list[dict[str, Any]]:
    """Return every row, page after page, as the Link header leads."""
    rows: list[dict[str, Any]] = []
    answer = desk.get(CONSOLE, params=filters)
    while True:
        assert answer.status_code == 200, answer.text
        rows += answer.json()
        link = answer.headers.get("link")
        if link is None:
            return rows
        address, relation = link.split(";")
        assert relation.strip() == 'rel="next"'
        answer = desk.get(address.strip().strip("<>"))


def test_what_somebody_marked_urgent_is_told_and_found_until_it_is_not(talks: Talks) -> None:
    talker, desk = talks.member(), talks.advisor(staff_name="Camille Fictif")
    case, _other = sent(talker), sent(talker)

    assert act(desk, case, "urgency", urgent=True).status_code == 204
    assert [(each["id"], each["urgent"]) for each in listed(desk, urgent="true")] == [(case, True)]
    assert "Urgent" in desk.get("/conseiller?urgence=urgent").text
    act(desk, case, "urgency", urgent=False)

    assert listed(desk, urgent="true") == []
    assert [each["kind"] for each in opened(desk, case)["history"]] == ["received", "urgent", "not_urgent"]
    assert opened(desk, case)["assignee"] is None


def test_what_is_urgent_comes_first_page_after_page(each_talks: Talks) -> None:
    talker, desk = each_talks.member(opened=False), each_talks.advisor()
    cases = [sent(talker) for _ in range(55)]
    urgent = {cases[0], *cases[-52:]}
    with each_talks.gateway.services.db.session() as db:
        db.execute(update(Case).where(Case.id.in_(urgent)).values(urgent=True))

    rows = listed(desk, sort="urgent")

    assert sorted(each["id"] for each in rows) == sorted(cases)
    assert [each["urgent"] for each in rows] == [True] * 53 + [False] * 2


def test_a_row_says_since_when_what_how_much_why_and_the_last_words(each_talks: Talks) -> None:
    talker, desk = each_talks.member(), each_talks.advisor()
    estimated(each_talks, talker)
    case = sent(talker, "Est-ce juste ?")
    each_talks.gateway.clock.advance(minutes=7)

    (row,) = listed(desk)

    assert (row["id"], row["age_minutes"], row["act"], row["left"]) == (case, 7, "Couronne", "120,00\u202f€")
    assert (row["why"], row["last"]) == ("to_check", {"from": "member", "text": "Est-ce juste ?"})
    assert row["member"]["last_name"] == talker.person.last_name


RANGE = {"range": {"member": {"min": "80.00", "max": "120.00"}}}


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({}, "120,00 €"),
        (RANGE, "Entre 80,00 € et 120,00 €"),
        ({"not_estimated": "30.00"}, "Entre 120,00 € et 150,00 €"),
    ],
)
def test_a_row_has_the_figure_that_the_members_card_has(talks: Talks, facts: dict[str, Any], said: str) -> None:
    talker, desk = talks.member(), talks.advisor()
    answer = reply("Voici.", events=described_for("self"), estimate={**whole_estimate(), **facts})
    talks.bot.answer = lambda _turn: answer
    talker.say("oui")
    sent(talker)

    (row,) = listed(desk)

    assert row["left"] == said.replace(" €", "\u202f€")


def test_a_row_has_no_figure_of_a_quote_that_changed_since(talks: Talks) -> None:
    talker, desk = talks.member(), talks.advisor()
    estimated(talks, talker)
    talks.bot.answer = lambda _turn: reply("Combien ?", events=[{"kind": "add_line"}])
    talker.say("une autre ligne")
    sent(talker)

    (row,) = listed(desk)

    assert (row["left"], row["why"]) == (None, "stuck")


def test_a_case_from_before_ranges_has_the_amount_that_was_kept(talks: Talks) -> None:
    talker, desk = talks.member(), talks.advisor()
    case = sent(talker)
    with talks.gateway.services.db.session() as db:
        row = db.get_one(Case, case)
        kept = {"act": "Couronne", "left_to_pay": "120.00", "why": "to_check", "asked": None, "last": None}
        summary.keep(cipher_of(db, row.person_id), row, kept)

    assert [each["left"] for each in listed(desk)] == ["120,00\u202f€"]


def test_pages_follow_each_other_without_loss_nor_double(each_talks: Talks) -> None:
    talker, desk = each_talks.member(opened=False), each_talks.advisor()
    cases = []
    for number in range(53):
        each_talks.gateway.clock.advance(seconds=number % 3)  # some at the same instant
        cases.append(sent(talker))

    rows = {sort: listed(desk, sort=sort) for sort in ("waiting", "due", "newest")}

    assert len(desk.get(CONSOLE).json()) == 50
    for found in rows.values():
        assert sorted(each["id"] for each in found) == sorted(cases)
    instants = {sort: [each["created_at"] for each in found] for sort, found in rows.items()}
    assert instants["waiting"] == sorted(instants["waiting"])
    assert instants["newest"] == sorted(instants["waiting"], reverse=True)


def test_tabs_of_several_states_are_merged_in_order(talks: Talks) -> None:
    talker, desk = talks.member(opened=False), talks.advisor()
    first, second, third = (sent(talker) for _ in range(3))
    act(desk, second, "take")
    act(desk, third, "answer", text="Voici.")
    talks.gateway.clock.advance(minutes=1)
    last = sent(talker)

    assert {each["id"] for each in listed(desk)} == {first, second, third, last}
    assert listed(desk)[-1]["id"] == last
    assert [each["id"] for each in listed(desk, state="answered,closed")] == [third]
    assert [each["id"] for each in listed(desk, assignee="me", state="in_progress")] == [second]
    assert {each["id"] for each in listed(desk, assignee="none")} == {first, last}


@pytest.mark.parametrize(
    ("words", "found"),
    [("lévêque", True), ("LEVEQUE zoé", True), ("MNH0042", True), ("lev", False), ("leveque basile", False)],
)
def test_a_case_is_found_by_the_members_name_and_number(talks: Talks, words: str, *, found: bool) -> None:
    talker = talks.member(member(last_name="Lévêque-Bréal", first_name="Zoé", member_number="MNH0042"), opened=False)
    case = sent(talker)
    sent(talks.member(opened=False))

    assert [each["id"] for each in listed(talks.advisor(), q=words)] == ([case] if found else [])


def test_a_case_is_found_by_its_reference(talks: Talks) -> None:
    talker, desk = talks.member(opened=False), talks.advisor()
    sent(talker)
    wanted = listed(desk)[0]["reference"]
    sent(talker)

    assert [each["reference"] for each in listed(desk, q=wanted.lower())] == [wanted]


@pytest.mark.parametrize("cursor", ["x", "WzEsMl0", "e30", "WyIyMDI2LTExLTIxIl0"])
def test_a_cursor_that_was_not_given_is_refused(talks: Talks, cursor: str) -> None:
    refused = talks.advisor().get(CONSOLE, params={"after": cursor})

    assert (refused.status_code, refused.json()["code"]) == (422, "cursor")


def test_a43_cases_of_other_mutuelles_do_not_exist(each_talks: Talks) -> None:
    desk = each_talks.advisor("mnt")
    case = sent(each_talks.member())
    own = sent(each_talks.member(member(mutuelle_id="mnt"), opened=False))

    steps: dict[str, dict[str, Any]] = {
        "take": {}, "release": {}, "messages": {"text": "x"}, "ask": {"text": "x"}, "notes": {"text": "x"},
        "estimates": {"changes": [{"add_line": True}]}, "answer": {"text": "x"}, "close": {"reason": "x"},
    }  # fmt: skip
    answers = [act(desk, case, step, **body) for step, body in steps.items()]
    answers += [desk.get(f"{CONSOLE}/{case}"), desk.put(f"{CONSOLE}/{case}/reply", json={"text": "x"})]

    assert {(each.status_code, each.json()["code"]) for each in answers} == {(404, "not_found")}
    assert [each["id"] for each in listed(desk)] == [own]
    assert listed(desk, mutuelle="mnh") == []


def test_a60_being_listed_leaves_one_trace_a_day_for_each_advisor(each_talks: Talks) -> None:
    talker, desk = each_talks.member(opened=False), each_talks.advisor()
    sent(talker)
    for _ in range(3):
        listed(desk)
    each_talks.gateway.clock.at += dt.timedelta(minutes=5)
    listed(each_talks.advisor())

    with each_talks.gateway.services.db.read() as db:
        traces = db.scalar(select(func.count()).where(ReadEntry.kind == ReadKind.LIST))
    assert traces == 2
    seen = talker.client.get("/api/v1/me/accesses").json()
    assert {each["what"] for each in seen} == {"list"}
