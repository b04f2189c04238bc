"""Reviewing transcripts: found by signal and words, drawn with a reason, read without names, turned into examples."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from auth_gateway.console import review
from auth_gateway.console.masking import masked
from tests.support.desk import sent
from tests.support.people import child_of, member
from tests.support.scripted_bot import ordinary, reply
from tests.support.talks import Talker, Talks
from wording.yaml_text import load_yaml

Json = dict[str, Any]

CONVERSATIONS, EXAMPLES = "/api/v1/console/conversations", "/api/v1/console/examples"


def ids(advisor: TestClient, **asked: Any) -> list[str]:
    answer = advisor.get(CONVERSATIONS, params=asked)
    assert answer.status_code == 200, answer.text
    return [each["id"] for each in answer.json()]


def misunderstood(talks: Talks, talker: Talker, text: str) -> int:
    """Let the assistant not understand a sentence; return the number of the member's message."""
    talks.bot.answer = lambda _turn: reply("Je n’ai pas compris.", understood={"kinds": ["none"], "changes": []})
    talker.say(text)
    talks.bot.answer = ordinary
    return int(next(each["seq"] for each in talker.messages() if each["text"] == text))


def test_o20_transcripts_are_found_by_signal_day_and_words(each_talks: Talks) -> None:
    advisor, plain, odd = each_talks.advisor(), each_talks.member(), each_talks.member()
    plain.say("850 euros")
    misunderstood(each_talks, odd, "Le machin du Docteur")
    for talker in (plain, odd):
        sent(talker)
    today = each_talks.gateway.clock.today().isoformat()

    assert set(ids(advisor)) == {plain.id, odd.id}
    assert ids(advisor, signal="not_understood") == [odd.id]
    assert ids(advisor, q="machin docteur") == [odd.id]
    assert set(ids(advisor, **{"from": today, "to": today})) == {plain.id, odd.id}
    assert ids(advisor, to="2020-01-01") == []


@pytest.mark.parametrize("asked", [{}, {"q": "machin"}])
def test_transcripts_come_in_pages_and_a_search_goes_on_with_them(
    each_talks: Talks, monkeypatch: pytest.MonkeyPatch, asked: dict[str, str]
) -> None:
    monkeypatch.setattr(review, "PAGE", 2)
    monkeypatch.setattr(review, "SEARCHED", 2)
    advisor, made = each_talks.advisor(), []
    for _ in range(5):
        talker = each_talks.member()
        talker.say("Le machin")
        sent(talker)
        made.append(talker.id)

    found, answer = [], advisor.get(CONVERSATIONS, params=asked)
    while True:
        found += [each["id"] for each in answer.json()]
        if "link" not in answer.headers:
            break
        answer = advisor.get(answer.headers["link"].split(">")[0].removeprefix("<"))

    assert len(found) == 5
    assert set(found) == set(made)


def test_o20_a_draw_needs_its_reason_and_opens_what_was_not_handed_over(talks: Talks) -> None:
    account, other, talker = talks.advisor_account(), talks.advisor(), talks.member()
    advisor = talks.gateway.sign_in(account)
    talker.say("850 euros")
    read = f"{CONVERSATIONS}/{talker.id}/review"

    assert advisor.get(CONVERSATIONS, params={"sample": 5}).json()["code"] == "reason_required"
    assert advisor.get(read).status_code == 404
    assert ids(advisor, sample=5, reason="Relecture du mois") == [talker.id]
    assert advisor.get(read).status_code == 200
    assert other.get(read).status_code == 404
    talks.gateway.clock.advance(days=1, seconds=1)
    assert talks.gateway.sign_in(account).get(read).status_code == 404


def test_a60_the_member_sees_that_their_conversation_was_reviewed(talks: Talks) -> None:
    advisor, talker = talks.advisor(), talks.member()
    ids(advisor, sample=1, reason="Relecture du mois")

    advisor.get(f"{CONVERSATIONS}/{talker.id}/review")

    assert [each["what"] for each in talker.client.get("/api/v1/me/accesses").json()] == ["review"]


def test_a43_a_draw_stays_within_the_readers_mutuelles(talks: Talks) -> None:
    advisor = talks.advisor("mnt")
    talks.member(member(mutuelle_id="lmg"))
    here = talks.member(member(mutuelle_id="mnt"))

    assert ids(advisor, sample=50, reason="Relecture du mois") == [here.id]


@pytest.mark.parametrize("right", ["restriction", "objection"])
def test_a58_who_limits_or_objects_to_the_use_of_their_data_is_not_drawn(talks: Talks, right: str) -> None:
    advisor, talker = talks.advisor(), talks.member()
    body = {"text": "Je m’oppose."} if right == "objection" else None
    assert talker.client.post(f"/api/v1/me/{right}", json=body).status_code in {201, 202}

    assert ids(advisor, sample=50, reason="Relecture du mois") == []


def test_a_transcript_is_read_without_names_and_labelled(talks: Talks) -> None:
    advisor = talks.advisor(staff_name="Camille Fictif")
    talker = talks.member(member(first_name="Andréa", last_name="Fictif-Essai"))
    talker.say("C’est pour andrea fictif-essai")
    sent(talker)
    path = f"{CONVERSATIONS}/{talker.id}"

    made = advisor.post(f"{path}/labels", json={"label": "misunderstood", "seq": 2, "note": "À revoir"})
    read = advisor.get(f"{path}/review").json()

    assert made.status_code == 201
    assert "C’est pour Prénom Nom" in [each["text"] for each in read["messages"]]
    assert [(each["label"], each["by"], each["note"]) for each in read["notes"]] == [
        ("misunderstood", "Camille Fictif", "À revoir")
    ]
    assert read["labels"] == ["misunderstood"]
    assert advisor.post(f"{path}/labels", json={"label": "good", "seq": 999}).status_code == 404


def test_a_misunderstood_phrase_becomes_a_masked_example_in_one_gesture(talks: Talks) -> None:
    advisor, talker = talks.advisor(), talks.member(member(first_name="Andréa"))
    first = misunderstood(talks, talker, "Andréa veut 850 euros [là]")
    second = misunderstood(talks, talker, "gardez ça")
    sent(talker)
    base = {"conversation": talker.id, "intent": "inform"}

    kept = advisor.post(EXAMPLES, json={**base, "seq": first})
    advisor.post(EXAMPLES, json={**base, "seq": second, "intent": "undo"})
    advisor.post(EXAMPLES, json={**base, "seq": first, "kind": "held_out"})
    training = load_yaml(advisor.get(f"{EXAMPLES}.yml").text)
    held_out = load_yaml(advisor.get(f"{EXAMPLES}.yml", params={"kind": "held_out"}).text)

    assert kept.json()["phrase"] == "Prénom veut 000 euros là"
    assert training["nlu"] == [
        {"intent": "inform", "examples": "- Prénom veut 000 euros là\n"},
        {"intent": "undo", "examples": "- gardez ça\n"},
    ]
    assert held_out["turns"] == [{"asked": "family", "say": "Prénom veut 000 euros là", "then": {"kinds": ["inform"]}}]


def test_only_what_a_member_said_becomes_an_example(talks: Talks) -> None:
    advisor, talker = talks.advisor(), talks.member()
    sent(talker)

    answer = advisor.post(EXAMPLES, json={"conversation": talker.id, "seq": 1, "intent": "inform"})

    assert (answer.status_code, answer.json()["code"]) == (422, "not_a_phrase")


def test_the_files_hold_nothing_before_anything_was_kept(talks: Talks) -> None:
    advisor = talks.advisor()

    assert load_yaml(advisor.get(f"{EXAMPLES}.yml").text) == {"version": "3.1", "nlu": []}
    assert load_yaml(advisor.get(f"{EXAMPLES}.yml", params={"kind": "held_out"}).text) == {"turns": []}


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("Mon fils Léo a 12 ans", "Mon fils Prénom a 00 ans"),
        ("pour LEO fictif", "pour Prénom Nom"),
        ("le Dr Imaginaire demande 1 250,50 €", "le Dr Nom demande 0 000,00 €"),
        ("madame  Songe a dit non", "madame Nom a dit non"),
        ("écrivez à leo@example.org au 06 00 00 00 01", "écrivez à adresse au 00 00 00 00 00"),
        ("NEKA020\nsur deux lignes", "NEKA000 sur deux lignes"),
        ("un [lien](entité) {x}", "un lien entité x"),
    ],
)
def test_a_phrase_that_is_kept_names_nobody(said: str, kept: str) -> None:
    parent = member(first_name="Andréa", last_name="Fictif")
    persons = [parent, child_of(parent, first_name="Léo", last_name="Fictif")]

    assert masked(said, persons) == kept
