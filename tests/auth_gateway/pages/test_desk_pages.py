"""The desk and « Mes échanges » as pages: every gesture is a plain form that works without a script."""

import html
import re

from starlette.testclient import TestClient

from tests.support.desk import mine, sent
from tests.support.forms import form_of
from tests.support.talks import Talks, estimated

HTML = {"Accept": "text/html"}


def browsing(client: TestClient) -> TestClient:
    client.headers.update(HTML)
    return client


def test_o20_an_advisor_works_a_case_through_with_plain_forms_and_the_member_reads_the_answer(talks: Talks) -> None:
    talker, desk = talks.member(), browsing(talks.advisor(name="Ada Conseil"))
    estimated(talks, talker)
    case = sent(talker, "Est-ce juste ?")
    address = f"/conseiller/dossiers/{case}"

    assert f'href="{address}"' in desk.get("/conseiller").text
    assert "Ce dossier est à vous." in desk.post(f"{address}/prendre").text
    page = desk.get(address).text
    fields = form_of(page, f"{address}/recalculer")
    assert fields["line.fee|1"] == "400,00"
    computed = desk.post(f"{address}/recalculer", data={**fields, "line.fee|1": "1 250,5"})
    assert "400,00\u202f€ → 1\u202f250,50\u202f€" in computed.text
    estimate = form_of(computed.text, f"{address}/repondre")["estimation"]
    reply = {"texte": "Le montant du devis est de 1 250,50 €.", "geste": "reponse", "estimation": estimate}
    assert "Votre réponse est partie" in desk.post(f"{address}/repondre", data=reply).text

    read = browsing(talker.client).get(f"/espace/echanges/{case}").text
    assert "Le montant du devis est de 1 250,50 €." in read
    assert "Ada Conseil" in read
    assert mine(talker, case)["documents"][0]["url"] in read
    assert "Réponse de Ligne claire" in talker.client.get("/espace/documents").text


def test_a_form_left_alone_changes_nothing_and_one_that_adds_and_takes_away_a_line_does(talks: Talks) -> None:
    talker, desk = talks.member(), browsing(talks.advisor())
    estimated(talks, talker)
    address = f"/conseiller/dossiers/{sent(talker)}"
    fields = form_of(desk.get(address).text, f"{address}/recalculer")

    alone = desk.post(f"{address}/recalculer", data=fields)
    line = {"line.act|new": "hbld090", "line.tooth|new": "15", "line.fee|new": "300", "delete_line|1": "1"}
    moved = desk.post(f"{address}/recalculer", data={**fields, **line})

    assert "Rien n’a changé dans le devis." in alone.text
    assert moved.status_code == 200, moved.text
    assert "HBLD090" in moved.text


def test_a_refused_correction_says_what_is_accepted_and_a_refused_reply_keeps_its_text(talks: Talks) -> None:
    talker, first, second = talks.member(), talks.advisor(name="Ada"), browsing(talks.advisor())
    estimated(talks, talker)
    case = sent(talker)
    address = f"/conseiller/dossiers/{case}"
    fields = form_of(second.get(address).text, f"{address}/recalculer")

    wrong = second.post(f"{address}/recalculer", data={**fields, "line.tooth|1": "99"})
    first.post(f"/api/v1/console/cases/{case}/take")
    late = second.post(f"{address}/repondre", data={"texte": "Bonjour, je regarde.", "geste": "message"})

    assert wrong.status_code == 422
    assert "41" in wrong.text.split('role="alert"')[1][:400]
    assert late.status_code == 409
    assert "Dossier pris par Ada" in late.text
    assert "Bonjour, je regarde.</textarea>" in late.text


def test_n6_a_member_writes_reopens_and_rates_with_plain_forms(talks: Talks) -> None:
    talker, desk = talks.member(), talks.advisor()
    case = sent(talker)
    client, address = browsing(talker.client), f"/espace/echanges/{case}"
    assert sent(talker) in client.get("/espace/echanges").text

    assert "Votre message est bien arrivé." in client.post(f"{address}/message", data={"texte": "Un oubli"}).text
    assert client.post(f"{address}/message", data={"texte": " "}).status_code == 422
    desk.post(f"/api/v1/console/cases/{case}/answer", json={"text": "Voici."})
    assert (
        "Merci pour votre avis." in client.post(f"{address}/avis", data={"aide": "oui", "remboursement": "12,5"}).text
    )
    assert client.post(f"{address}/avis", data={"aide": "non", "remboursement": "beaucoup"}).status_code == 422
    client.post(f"{address}/message", data={"texte": "Et pour la 15 ?"})
    assert mine(talker, case)["state"] == "in_progress"


def test_after_an_answer_one_goes_on_with_what_is_urgent_then_with_what_has_waited_longest(talks: Talks) -> None:
    talker, desk = talks.member(opened=False), browsing(talks.advisor())
    answered, longest, urgent = (sent(talker) for _ in range(3))
    desk.post(f"/api/v1/console/cases/{urgent}/urgency", json={"urgent": True})

    after = [next_case(desk, answered, "reponse", texte="Voici.")]
    after.append(next_case(desk, urgent, "reponse", texte="Voici."))

    assert after == [urgent, longest]


def test_an_advisor_goes_from_one_of_their_cases_to_the_next_of_theirs(talks: Talks) -> None:
    talker, first, second = talks.member(opened=False), browsing(talks.advisor()), browsing(talks.advisor())
    own, others, other_own = (sent(talker) for _ in range(3))
    for desk, case in ((first, own), (second, others), (first, other_own)):
        desk.post(f"/api/v1/console/cases/{case}/take")

    seen = linked(first.get(f"/conseiller/dossiers/{min(own, other_own)}").text)

    assert seen == max(own, other_own)  # they have waited as long as each other


def test_the_cases_of_a_filtered_and_sorted_list_follow_each_other_as_in_it_and_back_again(talks: Talks) -> None:
    talker, desk = talks.member(opened=False), browsing(talks.advisor())
    wanted = []
    for number in range(6):
        talks.gateway.clock.advance(minutes=1)
        case = sent(talker, subject="question" if number % 2 else "quote")
        if number % 2:
            wanted.append(case)
    chosen = "?onglet=a-traiter&sujet=question&tri=recents"
    listed = re.findall(r'href="(/conseiller/dossiers/\w+[^"]*)" data-row', desk.get(f"/conseiller{chosen}").text)

    onwards = followed(desk, html.unescape(listed[0]), "next")
    backwards = followed(desk, onwards[-1], "prev")

    assert [case_in(each) for each in onwards] == wanted[::-1]
    assert backwards == onwards[::-1]
    assert f'href="/conseiller{html.escape(chosen)}"' in desk.get(onwards[0]).text


def test_what_is_done_in_a_case_leads_on_in_the_list_that_one_came_from(talks: Talks) -> None:
    talker, desk = talks.member(opened=False), browsing(talks.advisor())
    _other, first, second = (sent(talker, subject=each) for each in ("quote", "question", "question"))
    chosen = "?onglet=a-traiter&sujet=question&tri=recents"

    taken = desk.post(f"/conseiller/dossiers/{first}/prendre{chosen}")
    answered = desk.post(f"/conseiller/dossiers/{first}/repondre{chosen}", data={"geste": "reponse", "texte": "Voici."})
    last = desk.post(f"/conseiller/dossiers/{second}/repondre{chosen}", data={"geste": "reponse", "texte": "Voici."})

    assert set(onwards_of(taken.text)) <= {f"/conseiller/dossiers/{second}{chosen}"}
    assert onwards_of(answered.text) == [f"/conseiller/dossiers/{second}{chosen}"]
    assert onwards_of(last.text) == []


def followed(desk: TestClient, address: str, way: str) -> list[str]:
    """Return the addresses from one on, as the links of a case lead."""
    found = [address]
    while links := onwards_of(desk.get(found[-1]).text, way):
        found += links
    return found


def onwards_of(page: str, way: str = "next") -> list[str]:
    return [html.unescape(each) for each in re.findall(rf'href="(/conseiller/dossiers/[^"]+)" rel="{way}"', page)]


def case_in(address: str) -> str:
    return address.partition("?")[0].rpartition("/")[2]


def next_case(desk: TestClient, case: str, gesture: str, **written: str) -> str | None:
    return linked(desk.post(f"/conseiller/dossiers/{case}/repondre", data={"geste": gesture, **written}).text)


def linked(page: str) -> str | None:
    """Return the case that the key « n » leads to."""
    return next(map(case_in, onwards_of(page)), None)
