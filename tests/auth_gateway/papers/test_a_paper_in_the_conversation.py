"""A quote sent in the conversation: read, looked at, taken over in one turn or left, and kept no longer than it serves.

The reading, the turn and the draft are real; only Rasa is not there.
"""

import dataclasses
import datetime as dt
import pathlib
from typing import Any

import pytest
from limits import RateLimitItemPerDay
from sqlalchemy import select

from auth_gateway.papers import Paper, expire
from auth_gateway.platform.limits import STRICT, Share
from auth_gateway.platform.storage import Storage
from tests.support import paper_quotes, uploads
from tests.support.gateway import Gateway
from tests.support.people import member, member_struck_off
from tests.support.reading_talks import BOTH, Listener, accept, lines_of, send, talker_in, was_read, with_assistant
from tests.support.talks import Talker

Json = dict[str, Any]


@pytest.fixture
def assistant() -> Listener:
    return Listener()


@pytest.fixture
def gateway(gateway: Gateway, assistant: Listener) -> Gateway:
    return with_assistant(gateway, assistant)


def storage_files(gateway: Gateway) -> list[pathlib.Path]:
    folder = gateway.services.settings.storage_dir
    return list(folder.iterdir()) if folder.exists() else []


def test_a_quote_is_read_and_nothing_of_it_is_in_the_draft(gateway: Gateway) -> None:
    talker = talker_in(gateway)

    answer = was_read(talker)

    read = answer["read"]
    assert [(line["act"], line["tooth"], line["fee"], line["doubts"]) for line in read["lines"]] == [
        (*line, []) for line in BOTH
    ]
    assert answer["asking"] == {"field": "confirm_read", "line": None}
    card = answer["messages"][-1]["card"]
    assert (card["type"], card["document"], card["read"]) == ("read_quote", read["document"], read)
    assert [button["title"] for button in answer["messages"][-1]["buttons"]] == [
        "Tout est juste",
        "Ce n’est pas mon devis",
    ]
    assert lines_of(answer["draft"]) == []
    assert answer["draft"]["complete"] is False


def test_what_is_accepted_is_in_the_draft_in_one_turn_that_one_undo_takes_back(gateway: Gateway) -> None:
    talker = talker_in(gateway)
    document = was_read(talker)["read"]["document"]

    taken = accept(talker, document, lines=[1, 2], changes=[], stay=True, care_date=True).json()
    undone = talker.client.post(f"{talker.path}/undo").json()

    assert lines_of(taken["draft"]) == BOTH
    assert taken["asking"]["field"] == "care_date", "only what the paper does not say is asked"
    assert lines_of(undone["draft"]) == []
    assert undone["asking"]["field"] == "confirm_read"
    assert undone["messages"][-1]["card"]["read"]["document"] == document


def test_lines_are_chosen_and_values_put_right(gateway: Gateway) -> None:
    talker = talker_in(gateway)
    document = was_read(talker)["read"]["document"]

    changes = [{"line": 2, "field": "line.fee", "value": "350.00"}, {"line": 2, "field": "line.tooth", "value": 27}]
    taken = accept(talker, document, lines=[2], changes=changes).json()

    assert lines_of(taken["draft"]) == [("HBMD351", 27, "350.00")]


def test_an_acceptance_that_cannot_stand_is_refused_whole_with_its_place(gateway: Gateway) -> None:
    talker = talker_in(gateway)
    document = was_read(talker)["read"]["document"]

    refused = accept(talker, document, changes=[{"line": 2, "field": "line.fee", "value": "cher"}])

    assert (refused.status_code, refused.json()["code"]) == (422, "invalid_change")
    assert refused.json()["errors"][0]["path"] == "changes[0].value"
    assert lines_of(talker.draft()) == []


def test_a_paper_is_taken_once_and_again_after_an_undo(gateway: Gateway) -> None:
    talker = talker_in(gateway)
    document = was_read(talker)["read"]["document"]
    accept(talker, document)

    twice = accept(talker, document)
    talker.client.post(f"{talker.path}/undo")
    again = accept(talker, document)

    assert (twice.status_code, twice.json()["code"]) == (409, "paper_settled")
    assert lines_of(again.json()["draft"]) == BOTH


@pytest.mark.parametrize("words", ["tout est juste", "oui"])
def test_a_sentence_takes_it_over_as_the_card_does(gateway: Gateway, words: str) -> None:
    talker = talker_in(gateway)
    document = was_read(talker)["read"]["document"]

    taken = talker.say(words)

    assert lines_of(taken["draft"]) == BOTH
    assert accept(talker, document).status_code == 409


def test_what_a_sentence_puts_right_waits_in_the_card_and_is_taken_with_it(gateway: Gateway) -> None:
    talker = talker_in(gateway)
    document = was_read(talker)["read"]["document"]

    said = talker.say("la couronne c'est 525 euros")
    shown = said["messages"][-1]["card"]["read"]["lines"]
    taken = accept(talker, document, lines=[1, 2], changes=[]).json()

    assert (lines_of(said["draft"]), said["asking"]["field"]) == ([], "confirm_read")
    assert [(line["fee"], line["doubts"]) for line in shown] == [("525.00", []), ("330.00", [])]
    assert lines_of(taken["draft"]) == [("HBLD634", 14, "525.00"), BOTH[1]]


def test_a_paper_that_is_not_theirs_leaves_the_draft_as_it_was(gateway: Gateway) -> None:
    talker = talker_in(gateway)
    button = was_read(talker)["messages"][-1]["buttons"][1]

    left = talker.post(button=button["id"]).json()

    assert lines_of(left["draft"]) == []
    assert left["asking"]["field"] == "describe"


def test_the_conversation_goes_on_while_a_paper_waits(gateway: Gateway) -> None:
    talker = talker_in(gateway)
    was_read(talker)

    asked = talker.say("c'est quoi l'OPTAM ?")

    assert asked["asking"]["field"] == "confirm_read"
    assert asked["messages"][-1]["card"]["read"]["lines"]


def test_a_paper_adds_to_what_was_described(gateway: Gateway) -> None:
    talker = talker_in(gateway)
    talker.say("HBLD038 dent 36 à 290 euros")
    document = was_read(talker)["read"]["document"]

    taken = accept(talker, document).json()

    assert lines_of(taken["draft"]) == [("HBLD038", 36, "290.00"), *BOTH]


def test_a_paper_of_the_other_family_is_not_mixed_with_the_quote(gateway: Gateway) -> None:
    talker = talker_in(gateway)
    talker.say("NEKA020 à 1200 euros, secteur 1")
    document = was_read(talker)["read"]["document"]

    refused = accept(talker, document)
    said = talker.say("tout est juste")

    assert refused.json()["errors"][0]["path"] == "lines"
    assert [line["act"] for line in said["draft"]["lines"]] == ["NEKA020"]
    assert "deux devis séparés" in said["messages"][0]["text"]


BILL = [[(50, "FACTURE n° 2026-118")], [(50, "Couronne HBLD634  515,00 €")], [(50, "Acquittée par carte bancaire")]]
PRESCRIPTION = [[(50, "ORDONNANCE")], [(50, "Amoxicilline 1 g, un comprimé matin et soir")], [(50, "À renouveler")]]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (paper_quotes.letter(), "Je n’ai pas reconnu de devis"),
        (uploads.pdf(), "Cette page me paraît blanche"),
        (paper_quotes.text_pdf(BILL), "Ce document ressemble à une facture"),
        (paper_quotes.text_pdf(PRESCRIPTION), "Ce document ressemble à une ordonnance"),
    ],
    ids=["letter", "blank", "bill", "prescription"],
)
def test_what_is_no_quote_is_said_and_may_be_handed_over_with_the_file(
    gateway: Gateway, content: bytes, said: str
) -> None:
    talker = talker_in(gateway)

    answer = send(talker, content, "document.pdf", "application/pdf").json()
    document = answer["read"]["document"]
    sent = talker.client.post("/api/v1/cases", data={"conversation_id": talker.id, "document": document})

    assert answer["read"]["lines"] == []
    assert any((message["text"] or "").startswith(said) for message in answer["messages"])
    cards = [message["card"] for message in answer["messages"] if message["card"]]
    assert [(card["type"], card["document"]) for card in cards] == [("handover_form", document)]
    assert answer["asking"]["field"] == "describe", "the question that waited still does"
    assert sent.status_code == 201, sent.text


@pytest.mark.parametrize("name", ["archive.pdf", "long.pdf", "locked.pdf", "bomb.png", "empty.pdf", "program.exe"])
def test_a_file_is_refused_as_those_of_a_case_are(gateway: Gateway, name: str) -> None:
    content, status, code = uploads.REFUSED[name]
    talker = talker_in(gateway)

    refused = send(talker, content, name, "")

    assert (refused.status_code, refused.json()["code"]) == (status, code)
    assert storage_files(gateway) == []


PASTED = f"""DEVIS POUR DES SOINS DENTAIRES
Patient : {paper_quotes.NAME}   N° de sécurité sociale : {paper_quotes.NUMBER}
Dent\tCode CCAM\tNature de l'acte\tHonoraires\tBase de remb.
14\tHBLD634\tCouronne dentaire céramométallique\t515,00 €\t120,00 €
26\tHBMD351\tInlay-onlay composite\t330,00 €\t100,00 €
Total\t\t\t845,00 €"""


def test_a_quote_that_is_pasted_goes_the_same_way(gateway: Gateway, assistant: Listener) -> None:
    talker = talker_in(gateway)

    answer = talker.say(PASTED)
    waiting = lines_of(talker.draft())
    taken = accept(talker, answer["read"]["document"]).json()

    assert answer["asking"]["field"] == "confirm_read"
    assert (answer["read"]["pages"], waiting) == (0, [])
    assert lines_of(taken["draft"]) == BOTH
    told = repr((answer, taken, assistant.turns, talker.messages()))
    assert "HBLD634" in talker.messages()[-4]["text"]
    assert paper_quotes.NUMBER not in told
    assert "ESSAI" not in told


def test_what_a_member_writes_of_their_quote_is_a_sentence(gateway: Gateway) -> None:
    talker = talker_in(gateway)

    answer = talker.say("HBLD634 dent 14 à 515 euros\nHBMD351 dent 26 à 330 euros")

    assert answer["read"] is None
    assert lines_of(answer["draft"]) == BOTH


def test_a_page_is_shown_to_its_owner_alone(gateway: Gateway) -> None:
    talker, stranger = talker_in(gateway), talker_in(gateway, member(first_name="Autre"))
    document = was_read(talker)["read"]["document"]
    page = f"{talker.path}/documents/{document}/pages/1.png"

    shown = talker.client.get(page)

    assert (shown.status_code, shown.headers["content-type"], shown.content[:4]) == (200, "image/png", b"\x89PNG")
    assert "no-store" in shown.headers["cache-control"]
    assert talker.client.get(page.replace("1.png", "2.png")).status_code == 404
    assert gateway.client().get(page).status_code == 401
    assert stranger.client.get(page).status_code == 404
    assert stranger.client.get(f"{stranger.path}/documents/{document}/pages/1.png").status_code == 404
    assert accept(stranger, document).status_code == 404
    assert send(Talker(stranger.client, stranger.person, talker.id)).status_code == 404


def test_a_read_only_account_sends_no_paper(gateway: Gateway) -> None:
    talker = talker_in(gateway, member_struck_off(months_ago=3), opened=False)
    talker.id = "0" * 32

    assert send(talker).json()["code"] == "read_only"


def test_the_papers_of_a_day_are_counted(gateway: Gateway) -> None:
    limits = gateway.services.limits
    limits.figures = dataclasses.replace(STRICT, shares={**STRICT.shares, Share.PAPERS: RateLimitItemPerDay(1)})
    talker = talker_in(gateway)
    was_read(talker, paper_quotes.letter())

    refused = send(talker)

    assert (refused.status_code, refused.json()["code"]) == (429, "too_many_papers")


def test_neither_the_name_nor_the_number_of_the_patient_goes_further_than_the_sealed_file(
    gateway: Gateway, assistant: Listener
) -> None:
    talker = talker_in(gateway)

    answer = was_read(talker)
    taken = accept(talker, answer["read"]["document"]).json()

    told = repr((answer, taken, assistant.turns, talker.messages()))
    assert paper_quotes.NUMBER not in told
    assert paper_quotes.NUMBER.replace(" ", "") not in told
    assert paper_quotes.NAME not in told
    assert all(paper_quotes.NAME.encode() not in path.read_bytes() for path in storage_files(gateway))


def test_a_paper_goes_with_its_conversation_or_after_thirty_days_unless_it_was_handed_over(gateway: Gateway) -> None:
    talker = talker_in(gateway)
    was_read(talker)
    deleted = talker.client.post(f"/espace/devis/{talker.id}/supprimer")
    talker.open(fresh=True)
    was_read(talker)
    handed_over = was_read(talker)["read"]["document"]
    talker.client.post("/api/v1/cases", data={"conversation_id": talker.id, "document": handed_over, "comment": "Lu ?"})
    services = gateway.services
    storage, now = Storage(services.settings.storage_dir), services.clock.now()

    with services.db.session() as db:
        early = expire(db, storage, now + dt.timedelta(days=29))
        late = expire(db, storage, now + dt.timedelta(days=30))
        left = list(db.scalars(select(Paper.id)))

    assert deleted.status_code in {200, 303}
    assert (early, late, left) == (0, 1, [handed_over])
    assert len(storage_files(gateway)) == 4, "the paper's original and page, the case's original and page"


def test_a_new_quote_sets_the_paper_aside_with_the_old_one_and_undoing_brings_it_back(gateway: Gateway) -> None:
    talker = talker_in(gateway)
    was_read(talker)
    talker.say("nouveau devis")
    begun = talker.say("oui")

    undone = talker.client.post(f"{talker.path}/undo").json()

    assert begun["asking"]["field"] == "describe"
    assert undone["asking"]["field"] == "confirm_read"
    assert undone["messages"][-1]["card"]["read"]["lines"]
