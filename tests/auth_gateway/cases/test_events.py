"""A member's cases live: they hear that something happened in their own, never what, and nothing of others'."""

from collections.abc import Iterator

import pytest

from tests.support.desk import act, sent
from tests.support.streams import served, watching
from tests.support.talks import Talks

EVENTS = "/api/v1/cases/events"


@pytest.fixture
def address(talks: Talks) -> Iterator[str]:
    with served(talks.gateway.app) as found:
        yield found


def test_n6_a_member_hears_of_what_the_desk_does_in_their_cases_and_of_no_other(talks: Talks, address: str) -> None:
    talker, other, desk = talks.member(opened=False), talks.member(opened=False), talks.advisor()
    case, elsewhere = sent(talker), sent(other)

    with watching(address, talker.client, EVENTS) as coming:
        act(desk, elsewhere, "messages", text="Texte confidentiel.")
        act(desk, case, "messages", text="Texte confidentiel.")
        seen = next(coming)

    assert seen == {"event": "changed", "data": {"case": case}}


def test_a_stream_of_cases_is_nothing_for_the_desk(talks: Talks) -> None:
    assert talks.advisor().get(EVENTS).status_code == 403


def test_signing_out_ends_the_stream_of_ones_cases(talks: Talks, address: str) -> None:
    talker = talks.member(opened=False)

    with watching(address, talker.client, EVENTS) as coming:
        assert talker.client.post("/api/v1/auth/logout").status_code == 204
        seen = [each["event"] for each in coming]

    assert seen == ["signed_out"]
