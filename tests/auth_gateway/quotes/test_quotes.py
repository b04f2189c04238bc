"""« Mes devis »: what was described is found again, however it was left, and leaves when its owner says so."""

import re
from typing import Any

import pytest
from starlette.testclient import TestClient

from auth_gateway.conversations.models import Conversation, DraftEvent, Message, Turn
from tests.support.gateway import Gateway
from tests.support.people import member
from tests.support.scripted_bot import button, reply
from tests.support.talks import Talker, Talks, described_for, estimated

HTML = {"Accept": "text/html"}
CLEARED = [{"kind": "delete_line", "line": 1}, {"kind": "set", "field": "family", "line": None, "value": None}]


def page(client: TestClient, path: str = "/espace/devis") -> str:
    answer = client.get(path, headers=HTML)
    assert answer.status_code == 200, answer.text
    return re.sub(r"[ \n]+", " ", answer.text)


def describe(talks: Talks, talker: Talker) -> None:
    talks.bot.answer = lambda _turn: reply("Noté.", events=described_for("self"))
    talker.say("HBLD634 sur la 14, 400 €")


def press(talker: Talker, action: str) -> Any:
    return talker.client.post(f"/espace/devis/{talker.id}/{action}", headers=HTML, follow_redirects=False)


def begin_again_in_words(talks: Talks, talker: Talker) -> None:
    talks.bot.answer = lambda _turn: reply(
        "Un nouveau devis.", events=CLEARED, understood={"kinds": ["restart"], "changes": []}
    )
    talker.post("restarted", text="recommencer")


def test_a_new_quote_by_the_button_leaves_the_old_one_among_the_quotes(talks: Talks) -> None:
    talker = talks.member()
    describe(talks, talker)

    talks.bot.answer = lambda _turn: reply("Bonjour.")
    talker.open(fresh=True)

    assert "Mis de côté" in page(talker.client)


def test_a_new_quote_in_words_leaves_the_old_one_too_with_its_estimate(talks: Talks) -> None:
    talker = talks.member()
    estimated(talks, talker)

    begin_again_in_words(talks, talker)

    listed = page(talker.client)
    assert listed.count("Mis de côté") == 1
    assert "120,00" in listed
    assert talker.draft()["lines"] == []
    assert "estimate" not in cards(talker)


def cards(talker: Talker) -> set[str]:
    """Return the kinds of what the thread shows beside sentences."""
    told = talker.client.get(f"{talker.path}/messages?after=0").json()["messages"]
    return {each["card"]["type"] for each in told if each["card"]}


def test_undoing_a_new_quote_in_words_takes_the_old_one_back(talks: Talks) -> None:
    talker = talks.member()
    estimated(talks, talker)
    begin_again_in_words(talks, talker)

    talks.bot.answer = lambda _turn: reply("Annulé.", events=[{"kind": "undo", "turn": "restarted"}])
    talker.say("annule")

    listed = page(talker.client)
    assert "Mis de côté" not in listed
    assert "120,00" in listed
    assert len(talker.draft()["lines"]) == 1
    assert "estimate" in cards(talker)


def test_a_quote_set_aside_in_words_is_taken_up_whole(talks: Talks) -> None:
    talker = talks.member()
    describe(talks, talker)
    begin_again_in_words(talks, talker)
    found = re.search(r"/espace/devis/(\w{32})/reprendre", page(talker.client))
    assert found
    kept = Talker(talker.client, talker.person, found.group(1))

    answer = press(kept, "reprendre")

    assert answer.headers["location"] == "/espace"
    assert f'data-conversation="{kept.id}"' in page(talker.client, "/espace")
    assert kept.draft()["lines"][0]["fee"] == "400.00"


def test_a_quote_that_changed_since_its_estimate_has_no_figure(talks: Talks) -> None:
    talker = talks.member()
    estimated(talks, talker)
    talks.bot.answer = lambda _turn: reply("Combien ?", events=[{"kind": "add_line"}])
    talker.say("une autre ligne")

    listed = page(talker.client)

    assert "En cours" in listed
    assert "reste à payer" not in listed


def test_taking_one_up_sets_the_open_one_aside(talks: Talks) -> None:
    talker = talks.member()
    describe(talks, talker)
    first = talker.id
    talks.bot.answer = lambda _turn: reply("Bonjour.")
    talker.open(fresh=True)
    describe(talks, talker)

    press(Talker(talker.client, talker.person, first), "reprendre")

    states = {each["id"]: each["state"] for each in talker.client.get("/api/v1/conversations").json()}
    assert states == {first: "open", talker.id: "set_aside"}


def test_writing_in_one_that_was_set_aside_takes_it_up(talks: Talks) -> None:
    talker = talks.member()
    first = talker.id
    describe(talks, talker)
    talks.bot.answer = lambda _turn: reply("Bonjour.")
    talker.open(fresh=True)
    describe(talks, talker)

    Talker(talker.client, talker.person, first).say("encore un mot")

    states = {each["id"]: each["state"] for each in talker.client.get("/api/v1/conversations").json()}
    assert states == {first: "open", talker.id: "set_aside"}


def test_a_quote_is_deleted_with_its_conversation_and_its_estimate_stays(talks: Talks) -> None:
    talker = talks.member()
    analysis = estimated(talks, talker)
    assert "<strong>Couronne</strong>" in page(talker.client, f"/espace/devis/{talker.id}/supprimer")

    answer = press(talker, "supprimer")

    assert answer.headers["location"] == "/espace/devis?fait=supprime"
    with talks.gateway.services.db.read() as db:
        assert db.get(Conversation, talker.id) is None
        assert [db.query(table).count() for table in (Turn, Message, DraftEvent)] == [0, 0, 0]
    assert talker.client.get(f"/api/v1/analyses/{analysis}").json()["conversation_id"] is None
    assert 'data-testid="no-quotes"' in page(talker.client)


def test_a_quote_that_was_sent_stays(talks: Talks) -> None:
    talker = talks.member()
    describe(talks, talker)
    talker.client.post("/api/v1/cases", data={"comment": "À lire", "conversation_id": talker.id})

    assert press(talker, "supprimer").status_code == 409
    assert "Envoyé à Ligne claire" in page(talker.client)


@pytest.mark.parametrize("action", ["reprendre", "supprimer"])
def test_anothers_quote_is_not_found(talks: Talks, action: str) -> None:
    owner, stranger = talks.member(), talks.member()
    describe(talks, owner)

    assert press(Talker(stranger.client, stranger.person, owner.id), action).status_code == 404
    assert len(owner.draft()["lines"]) == 1


def test_two_quotes_are_set_side_by_side_line_by_line(talks: Talks) -> None:
    talker = talks.member()
    first = estimated(talks, talker)
    second = estimated(talks, talker, member_pays="150.00")

    text = page(talker.client, f"/espace/devis/comparer?estimation={first}&estimation={second}")

    assert "Le second devis laisse 30,00\u202f€ de plus à payer" in text
    assert text.count('scope="rowgroup"') == 2
    assert "dent 14" in text


def hip_of_two_nights(client: TestClient, fee: str, sector: str, **more: Any) -> str:
    """Describe it in a conversation of its own; return its estimate's id."""
    said = {"stay.nights": 2, "stay.private_room.wanted": False, "care_date": "unknown", "exemption": "none", **more}
    line = {"line.act": "NEKA020", "line.activity": 1, "line.fee": fee, "line.sector": sector}
    lines = [{"field": name, "line": 1, "value": value} for name, value in line.items()]
    changes = [{"field": name, "value": value} for name, value in said.items()]
    conversation = client.post("/api/v1/conversations", json={"fresh": True}).json()["id"]
    answer = client.patch(
        f"/api/v1/conversations/{conversation}/draft",
        json={"changes": [{"add_line": True}, *lines, *changes, {"no_more_lines": True}]},
    )
    return str(answer.json()["analysis_id"])


def test_what_is_not_known_of_two_quotes_is_compared_as_ranges(assisted: Gateway) -> None:
    client = assisted.signed_in_member(member())
    first = hip_of_two_nights(client, "1200.00", "unknown")
    second = hip_of_two_nights(client, "1300.00", "sector_2_optam")

    text = page(client, f"/espace/devis/comparer?estimation={first}&estimation={second}")

    assert "entre 234,42\u202f€ et 326,38\u202f€ avec le premier devis, 334,42\u202f€ avec le second" in text
    assert "Entre 234,42\u202f€ et 326,38\u202f€</td>" in text  # the total, then the line
    assert '<td class="amount">234,42\u202f€ à 326,38\u202f€</td>' in text


def test_of_what_one_quote_has_not_a_comparison_says_only_the_price_and_what_is_left(assisted: Gateway) -> None:
    client = assisted.signed_in_member(member())
    first = hip_of_two_nights(client, "1200.00", "sector_1")
    room = {"wanted": True, "price": "90.00", "per": "night"}
    second = hip_of_two_nights(client, "1200.00", "sector_1", **{"stay.private_room": room})

    text = page(client, f"/espace/devis/comparer?estimation={first}&estimation={second}")

    table = text.split(">Chambre particulière</th>")[1].split("</tbody>")[0]
    assert re.findall(r'<th scope="row">([^<]+)', table) == ["Prix demandé", "Reste à payer"]
    assert table.count("pas dans ce devis") == 1


def test_an_estimate_is_read_on_screen_by_its_owner_alone(talks: Talks) -> None:
    owner, stranger = talks.member(), talks.member()
    analysis = estimated(talks, owner)

    assert "120,00\u202f€" in page(owner.client, f"/espace/documents/{analysis}")
    assert f"/espace/documents/{analysis}" in page(owner.client)
    assert f"/espace/documents/{analysis}" in page(owner.client, "/espace/documents")
    assert stranger.client.get(f"/espace/documents/{analysis}", headers=HTML).status_code == 404


def test_a_comparison_of_one_quote_is_sent_back(talks: Talks) -> None:
    talker = talks.member()

    answer = talker.client.get("/espace/devis/comparer?estimation=x", headers=HTML, follow_redirects=False)

    assert answer.headers["location"] == "/espace/devis?fait=deux"


def test_a_conversation_in_which_nothing_was_described_is_no_quote(talks: Talks) -> None:
    talks.bot.answer = lambda _turn: reply("Bonjour.", buttons=[button("Dentaire")])

    assert "Vous n’avez aucun devis pour l’instant." in page(talks.member().client)
