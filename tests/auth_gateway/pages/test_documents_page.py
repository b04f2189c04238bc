"""« Mes documents » as a page: what each thing is, whom it is for, what it leaves to pay; nothing twice alike."""

import re

from starlette.testclient import TestClient

from tests.support.desk import sent
from tests.support.talks import Talks, estimated

HOME = "/espace/documents"


def entries(client: TestClient, **filters: str) -> list[str]:
    """Return the text of each entry."""
    page = client.get(HOME, params=filters, headers={"Accept": "text/html"}).text
    listed = page.split('data-testid="documents">')[1].split("</ul>")[0] if 'data-testid="documents">' in page else ""
    return [re.sub(r"<[^>]+>|[ \n]+", " ", each) for each in listed.split("<li>")[1:]]


def test_two_estimates_of_the_same_act_are_told_apart(talks: Talks) -> None:
    talker = talks.member()
    estimated(talks, talker)
    talks.gateway.clock.advance(minutes=7)
    estimated(talks, talker, member_pays="150.00")

    latest, first = entries(talker.client)

    assert "Pour vous-même" in latest
    assert "400,00\u202f€ de frais" in latest
    assert "150,00\u202f€" in latest
    assert "remplacée" in first
    assert "remplacée" not in latest
    assert re.findall(r"\d+\u202fh\u202f\d\d", latest) != re.findall(r"\d+\u202fh\u202f\d\d", first)


def test_what_was_sent_has_its_state_and_the_answer_is_read_where_it_was_asked(talks: Talks) -> None:
    talker, desk = talks.member(), talks.advisor()
    case = sent(talker)
    assert "Reçu" in entries(talker.client)[0]

    desk.post(f"/api/v1/console/cases/{case}/take")
    desk.post(f"/api/v1/console/cases/{case}/answer", json={"text": "Voici."})

    assert {"Répondu" in each for each in entries(talker.client, genre="sent")} == {True}
    assert len(entries(talker.client, genre="answer")) == 1
    page = talker.client.get(HOME, headers={"Accept": "text/html"}).text
    assert page.count(f'href="/espace/echanges/{case}"') >= 2


def test_documents_are_filtered_by_person(talks: Talks) -> None:
    talker, child = talks.parent(first_name="Léa")
    estimated(talks, talker, beneficiary=child.id)
    estimated(talks, talker)

    (mine,) = entries(talker.client, pour="self")
    (theirs,) = entries(talker.client, pour=child.id)

    assert "Pour Léa" not in mine
    assert "Pour Léa" in theirs
    assert entries(talker.client, genre="answer") == []
