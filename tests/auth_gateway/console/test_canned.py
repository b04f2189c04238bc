"""Canned replies: written by supervisors and administrators, used by everybody at the desk."""

import pytest

from auth_gateway.accounts import AccountRole
from tests.support.desk import act, mine, sent
from tests.support.talks import Talks

CANNED = "/api/v1/console/canned"
DELAY = {"title": "Délai", "text": "Nous revenons vers vous."}


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (AccountRole.SUPERVISOR, 200),
        (AccountRole.ADMINISTRATOR, 200),
        (AccountRole.ADVISOR, 404),
        (AccountRole.DPO, 404),
    ],
)
def test_supervisors_and_administrators_write_them(talks: Talks, role: AccountRole, status: int) -> None:
    writer = talks.advisor(role=role)

    assert writer.put(CANNED, json=DELAY).status_code == status
    assert writer.get("/conseiller/modeles").status_code == status


def test_a_title_has_one_text_and_a_reply_can_be_dropped(talks: Talks) -> None:
    supervisor, advisor = talks.advisor(role=AccountRole.SUPERVISOR), talks.advisor()
    first = supervisor.put(CANNED, json=DELAY).json()["id"]
    second = supervisor.put(CANNED, json={**DELAY, "text": "Autre texte."}).json()["id"]

    assert second == first
    assert advisor.get(CANNED).json() == [{"id": first, "title": "Délai", "text": "Autre texte."}]
    assert supervisor.delete(f"{CANNED}/{first}").status_code == 204
    assert supervisor.delete(f"{CANNED}/{first}").status_code == 404
    assert advisor.get(CANNED).json() == []


def test_an_advisor_sends_one_as_it_is_or_goes_on_from_it(talks: Talks) -> None:
    reply = talks.advisor(role=AccountRole.SUPERVISOR).put(CANNED, json=DELAY).json()["id"]
    advisor, talker = talks.advisor(), talks.member()
    case = sent(talker)

    sent_as_it_is = act(advisor, case, "messages", canned=reply)
    token = advisor.headers["X-CSRF-Token"]
    form = {"csrf_token": token, "geste": "modele", "modele": reply, "texte": "Bonjour,"}
    page = advisor.post(f"/conseiller/dossiers/{case}/repondre", data=form)

    assert sent_as_it_is.status_code == 201
    assert [each["text"] for each in mine(talker, case)["messages"]] == [DELAY["text"]]
    assert f"Bonjour,\n\n{DELAY['text']}</textarea>" in page.text


def test_a_message_with_neither_a_text_nor_a_reply_is_refused(talks: Talks) -> None:
    case = sent(talks.member())

    assert act(talks.advisor(), case, "messages").json()["code"] == "text_blank"


def test_the_page_keeps_and_drops_a_reply(talks: Talks) -> None:
    supervisor = talks.advisor(role=AccountRole.SUPERVISOR)
    token = {"csrf_token": supervisor.headers["X-CSRF-Token"]}

    kept = supervisor.post("/conseiller/modeles", data={**token, "titre": "Délai", "texte": "Bientôt."})
    reply = supervisor.get(CANNED).json()[0]["id"]
    dropped = supervisor.post(f"/conseiller/modeles/{reply}/supprimer", data=token)

    assert "Bientôt." in kept.text
    assert "Bientôt." not in dropped.text
