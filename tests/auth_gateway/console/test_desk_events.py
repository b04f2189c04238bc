"""The desk live: each advisor hears of the cases of their scope, of nothing they did, and of nothing said."""

from collections.abc import Iterator

import pytest

from tests.support.desk import CASES, act, sent
from tests.support.people import member
from tests.support.streams import served, watching
from tests.support.talks import Talks

EVENTS = "/api/v1/console/events"


@pytest.fixture
def address(talks: Talks) -> Iterator[str]:
    with served(talks.gateway.app) as found:
        yield found


def test_an_advisor_hears_of_new_cases_messages_and_what_another_takes(talks: Talks, address: str) -> None:
    reader, other = talks.advisor(), talks.advisor(staff_name="Camille Fictif")
    talker = talks.member(opened=False)

    with watching(address, reader, EVENTS) as coming:
        case = sent(talker, "Texte confidentiel.")
        act(other, case, "take")
        talker.client.post(f"{CASES}/{case}/messages", json={"text": "Texte confidentiel."})
        act(other, case, "close", reason="Terminé.")
        seen = [next(coming) for _ in range(4)]

    assert [each["event"] for each in seen] == ["new_case", "taken", "new_message", "changed"]
    assert {each["data"]["case"] for each in seen} == {case}
    assert seen[1]["data"]["assignee"] == "Camille Fictif"
    assert "confidentiel" not in str(seen)


def test_a43_an_advisor_hears_nothing_of_other_mutuelles_nor_of_their_own_gestures(talks: Talks, address: str) -> None:
    reader = talks.advisor("mnt")
    elsewhere, here = talks.member(member(mutuelle_id="lmg"), opened=False), talks.member(member(mutuelle_id="mnt"))

    with watching(address, reader, EVENTS) as coming:
        sent(elsewhere)
        own = sent(here)
        act(reader, own, "take")
        last = sent(here)
        seen = [next(coming)["data"]["case"] for _ in range(2)]

    assert seen == [own, last]


def test_two_advisors_on_one_case_see_each_other_until_one_leaves(talks: Talks, address: str) -> None:
    first, second = talks.advisor(name="Ada Fictive"), talks.advisor(name="Basile Fictif")
    case = sent(talks.member(opened=False))
    here = f"{EVENTS}?case={case}"

    with watching(address, first, here) as coming:
        with watching(address, second, here) as coming_second:
            arrived, seen = next(coming), next(coming_second)
        left = next(coming)

    assert (arrived["event"], arrived["data"]) == ("here", {"case": case, "names": ["Basile Fictif"]})
    assert seen["data"]["names"] == ["Ada Fictive"]
    assert left["data"]["names"] == []


@pytest.mark.parametrize("case", ["0" * 32, "of another mutuelle"])
def test_a43_nobody_is_present_in_a_case_beyond_their_scope(talks: Talks, case: str) -> None:
    elsewhere = sent(talks.member(opened=False))

    answer = talks.advisor("mnt").get(EVENTS, params={"case": elsewhere if case.startswith("of") else case})

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_a_stream_of_the_desk_is_nothing_for_a_member(talks: Talks) -> None:
    answer = talks.member(opened=False).client.get(EVENTS)

    assert answer.status_code == 404


def test_signing_out_ends_an_advisors_stream(talks: Talks, address: str) -> None:
    reader = talks.advisor()

    with watching(address, reader, EVENTS) as coming:
        assert reader.post("/api/v1/auth/logout").status_code == 204
        seen = [each["event"] for each in coming]

    assert seen == ["signed_out"]
