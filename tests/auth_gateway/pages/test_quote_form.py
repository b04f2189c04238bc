"""« Analyse de devis » as forms: the same draft, checks, turns and estimates as the conversation, without a script."""

import re
from typing import Any

import pytest
from starlette.testclient import TestClient

from auth_gateway.members import Person
from quote_draft import charge
from tests.support.forms import form_of
from tests.support.gateway import Gateway
from tests.support.people import child_of, member, member_struck_off

HOME = "/espace/formulaire"
HIP = {
    "line.activity|1": "1",
    "line.sector|1": "sector_2",
    "stay.nights|": "4",
    "unknown|care_date|": "1",
    "exemption|": "none",
}


@pytest.fixture
def client(assisted: Gateway) -> TestClient:
    return browsing(assisted, member())


def browsing(gateway: Gateway, person: Person) -> TestClient:
    client = gateway.signed_in_member(person)
    client.headers["Accept"] = "text/html"
    return client


def sent(client: TestClient, button: str = "estimer", **typed: str) -> str:
    """Fill in the form as it stands and send it; return the page that follows."""
    fields = form_of(client.get(HOME).text, HOME)
    return client.post(HOME, data={**fields, **typed, "geste": button}).text


def described(client: TestClient) -> str:
    """Describe a hip replacement; its room is still to be told."""
    sent(client, **{"line.act|new": "NEKA020", "line.fee|new": "1 200"})
    return sent(client, **HIP)


def conversation(client: TestClient) -> str:
    """Return the address of the conversation that goes with the form."""
    return "/api/v1/conversations/" + form_of(client.get(HOME).text, HOME)["devis"]


def test_a_quote_is_described_and_estimated_with_forms_alone(client: TestClient) -> None:
    page = described(client)
    assert "il manque encore" in page
    assert 'href="#stay.private_room.wanted|"' in page

    estimated = sent(client, **{"stay.private_room.wanted|": "false"})

    assert "Votre estimation est prête." in estimated
    assert "326,38\u202f€" in estimated
    assert re.search(r'href="/api/v1/documents/\w+" download', estimated)


def test_the_form_and_the_conversation_are_one_quote(assisted: Gateway, client: TestClient) -> None:
    described(client)
    path = conversation(client)

    answer = client.post(f"{path}/messages", json={"client_message_id": "m1", "text": "non, pas de chambre seule"})
    assisted.clock.advance(minutes=1)
    changed = sent(client, **{"line.fee|1": "1300"})

    assert answer.json()["analysis_id"]
    assert "426,38\u202f€" in changed
    assert client.get(f"{path}/draft").json()["lines"][0]["fee"] == "1300.00"


def test_each_hypothesis_leads_to_the_input_that_would_change_it(client: TestClient) -> None:
    described(client)

    estimated = sent(client, **{"stay.private_room.wanted|": "false", "line.sector|1": "unknown"})

    supposed = estimated.split('<ul class="supposed">')[1].split("</ul>")[0]
    assert '<a class="button no-print" href="#line.sector|1">Changer' in supposed
    assert all(f'id="{name}"' in estimated for name in re.findall(r'href="#([^"]+)"', supposed))


def test_a_form_left_alone_changes_nothing(client: TestClient) -> None:
    described(client)
    before = client.get(f"{conversation(client)}/messages").json()

    page = sent(client, "")

    assert "Rien n’a changé." in page
    assert client.get(f"{conversation(client)}/messages").json() == before


def test_words_propose_acts_and_one_is_chosen(client: TestClient) -> None:
    typed = {"line.act|new": "prothèse de hanche", "line.fee|new": "1200"}
    proposed = sent(client, **typed)
    assert client.get(f"{HOME}").text.count("NEKA020") == 0
    assert 'value="NEKA020"' in proposed

    chosen = sent(client, **typed, **{"words|line.act|new": "prothèse de hanche", "act|line.act|new": "NEKA020"})

    assert client.get(f"{conversation(client)}/draft").json()["lines"][0]["act"] == "NEKA020"
    assert "Reste à payer, pour l’instant" in chosen


@pytest.mark.parametrize("answer", [{}, {"words|line.act|new": "greffe de licorne", "act|line.act|new": "words"}])
def test_words_that_mean_no_act_are_kept(client: TestClient, answer: dict[str, str]) -> None:
    sent(client, **{"line.act|new": "greffe de licorne", "line.fee|new": "90"}, **answer)

    (line,) = client.get(f"{conversation(client)}/draft").json()["lines"]
    assert (line["act"], line["label"], line["fee"]) == (None, "greffe de licorne", "90.00")


def test_what_is_wrong_is_told_beside_its_input_and_nothing_typed_is_lost(client: TestClient) -> None:
    page = sent(client, **{"line.act|new": "NEKA020", "line.fee|new": "beaucoup"})

    assert 'aria-describedby="line.fee|new-aide line.fee|new-faute" aria-invalid="true" value="beaucoup"' in page
    assert 'value="NEKA020"' in page
    assert "<title>Erreur\u202f: Analyse de devis" in page
    assert form_of(client.get(HOME).text, HOME)["devis"] == ""


def test_an_act_that_the_day_does_not_know_is_told_beside_its_input(client: TestClient) -> None:
    page = sent(client, **{"line.act|new": "ZZZZ999"})

    assert 'id="line.act|new-faute">Ce code d’acte n’est pas connu' in page


def test_an_unlikely_value_is_confirmed_with_the_buttons_of_the_assistant(client: TestClient) -> None:
    page = sent(client, **{"line.act|new": "NEKA020", "line.fee|new": "100"})
    button = re.search(r'name="bouton" value="([^"]+)">Oui', page)
    assert button

    client.post(f"{HOME}/reponse", data={**form_of(page, f"{HOME}/reponse"), "bouton": button[1]})

    assert client.get(f"{conversation(client)}/draft").json()["lines"][0]["fee"] == "100.00"


def test_a_line_is_added_then_taken_away_and_the_change_undone(client: TestClient) -> None:
    described(client)
    added = sent(client, "ligne")
    assert 'name="line.act|new"' in added

    fields = form_of(added, HOME)
    client.post(HOME, data={**fields, "line.act|new": "HBLD634", "geste": "estimer"})
    client.post(HOME, data={**fields, "line.act|new": "NFKA007", "line.fee|new": "900", "geste": "estimer"})
    sent(client, **{"delete_line|1": "1"})
    assert len(client.get(f"{conversation(client)}/draft").json()["lines"]) == 1
    client.post(f"{HOME}/annuler", data=form_of(client.get(HOME).text, f"{HOME}/annuler"))

    assert [line["act"] for line in client.get(f"{conversation(client)}/draft").json()["lines"]] == [
        "NEKA020",
        "NFKA007",
    ]


def test_a_form_shown_before_the_quote_changed_elsewhere_keeps_what_was_changed_there(client: TestClient) -> None:
    described(client)
    fields = form_of(client.get(HOME).text, HOME)
    client.patch(
        f"{conversation(client)}/draft", json={"changes": [{"field": "line.fee", "line": 1, "value": "1500.00"}]}
    )

    client.post(HOME, data={**fields, "stay.nights|": "5", "geste": "estimer"})

    draft = client.get(f"{conversation(client)}/draft").json()
    assert (draft["lines"][0]["fee"], draft["stay"]["nights"]) == ("1500.00", 5)


@pytest.mark.parametrize("change", [{"delete_line": 1}, {"add_line": True}])
def test_a_form_that_speaks_of_other_lines_is_shown_again(client: TestClient, change: dict[str, object]) -> None:
    described(client)
    fields = form_of(client.get(HOME).text, HOME)
    client.patch(f"{conversation(client)}/draft", json={"changes": [change]})

    answer = client.post(HOME, data={**fields, "line.fee|1": "1500", "geste": "estimer"})

    assert answer.status_code == 409
    assert "a changé entre-temps" in answer.text


def test_another_quote_sets_this_one_aside(client: TestClient) -> None:
    described(client)

    page = client.post(f"{HOME}/nouveau", data=form_of(client.get(HOME).text, f"{HOME}/nouveau")).text

    assert "Le précédent est gardé" in page
    assert "Mis de côté" in client.get("/espace/devis").text


def test_a_silent_assistant_is_told_and_what_was_typed_stays(assisted: Gateway, client: TestClient) -> None:
    assisted.services.bot.fail_next = 1  # type: ignore[attr-defined]

    fields = form_of(client.get(HOME).text, HOME)
    answer = client.post(HOME, data={**fields, "line.act|new": "NEKA020", "geste": "estimer"})

    assert answer.status_code == 503
    assert 'value="NEKA020"' in answer.text
    assert 'data-testid="problem"' in answer.text


def test_dependants_are_named_and_who_is_alone_is_not_asked(assisted: Gateway) -> None:
    parent, alone = member(), member()
    with_child = browsing(assisted, parent)
    assisted.save(child_of(parent, first_name="Léa"))

    assert ">Léa</option>" in with_child.get(HOME).text
    assert "beneficiary|" not in browsing(assisted, alone).get(HOME).text


def test_an_account_that_may_only_read_describes_nothing(assisted: Gateway) -> None:
    client = browsing(assisted, member_struck_off(months_ago=3))

    page = client.get(HOME).text

    assert 'data-testid="read-only"' in page
    assert client.post(HOME, data={"line.act|new": "NEKA020", "devis": ""}).status_code == 403


def test_the_space_without_a_script_leads_to_the_form(client: TestClient) -> None:
    page = client.get("/espace").text

    assert f'<noscript><meta http-equiv="refresh" content="0; url={HOME}"></noscript>' in page


def test_what_is_asked_beside_the_acts_is_told_put_right_and_taken_away(client: TestClient) -> None:
    described(client)

    def draft(**typed: str) -> dict[str, Any]:
        sent(client, **typed)
        held: dict[str, Any] = client.get(f"{conversation(client)}/draft").json()
        return held

    draft(**{"stay.cost.amount|": "1 076,91", "stay.cost.per|": "day"})
    told = draft(**{"charges.kind|more": "television", "charges.amount|more": "6", "charges.per|more": "day"})
    assert told["stay"]["cost"] == {"amount": "1076.91", "per": "day"}
    assert told["charges"] == [charge("television", "6.00", "day") | {"id": "charge-1"}]

    put_right = draft(**{"charges.days|1": "3", "charges.kind|more": "companion", "charges.amount|more": "60"})
    assert [(one["kind"], one["days"]) for one in put_right["charges"]] == [("television", 3), ("companion", None)]

    left = draft(**{"delete|charges|1": "1", "stay.cost.amount|": "", "stay.cost.per|": ""})
    assert [one["kind"] for one in left["charges"]] == ["companion"]
    assert left["stay"]["cost"] is None


def test_one_price_for_several_lines_is_told_in_a_form(client: TestClient) -> None:
    described(client)
    sent(client, **{"line.act|new": "NFKA007", "line.fee|new": "900"})

    page = sent(client, **{"shared_fees.lines|more": "1 et 2", "shared_fees.fee|more": "2000"})

    told = client.get(f"{conversation(client)}/draft").json()["shared_fees"]
    assert told == [{"lines": ["1", "2"], "fee": "2000.00"}]
    assert 'name="shared_fees.lines|1" value="1, 2"' in re.sub(r" aria-describedby=\S+| id=\S+", "", page)


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"charges.kind|more": "television"}, "charges.amount|more"),
        ({"charges.amount|more": "6"}, "charges.kind|more"),
        ({"charges.kind|more": "meals", "charges.amount|more": "6", "charges.days|more": "x"}, "charges.days|more"),
        ({"stay.cost.per|": "day"}, "stay.cost.amount|"),
    ],
)
def test_a_part_that_lacks_or_cannot_be_read_is_told_beside_its_input(
    client: TestClient, typed: dict[str, str], wrong: str
) -> None:
    described(client)

    page = sent(client, **typed)

    assert re.findall(r'id="([^"]+)-faute"', page) == [wrong]
