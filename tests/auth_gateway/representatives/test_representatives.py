"""The second legal representative of a minor (N8): invited, with an account of their own, to the child's estimates."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from auth_gateway.accounts import Account, AccountStatus
from auth_gateway.analyses.service import keep_analysis
from auth_gateway.conversations.models import Conversation, ConversationState
from auth_gateway.members import Person
from auth_gateway.platform.db import new_id
from auth_gateway.rights.models import Representation
from tests.support.gateway import Gateway
from tests.support.people import TODAY, account_of, child_of, dependant_of, member

REPRESENTATIVES = "/api/v1/me/representatives"
ACCEPT = {"representative": True}
ESTIMATE: dict[str, Any] = {
    "parameters_version": "2026-01-01",
    "date": "2026-12-01",
    "lines": [],
    "total": dict.fromkeys(("charged", "amo", "amc", "top_up", "member"), "10.00"),
}


@dataclass
class Family:
    """A principal member with a young child, the child's other parent on another contract, one estimate of each."""

    gateway: Gateway
    parent: Person
    child: Person
    account: Account
    guest: Account
    of_child: str

    def invite(self, client: TestClient, email: str | None = None) -> Any:
        return client.post(REPRESENTATIVES, json={"child": self.child.id, "email": email or self.guest.email})

    def invited(self) -> tuple[TestClient, str]:
        """Have the guest invited; return the guest's browser and the invitation's id."""
        assert self.invite(self.gateway.sign_in(self.account)).status_code == 202
        guest = self.gateway.sign_in(self.guest)
        return guest, guest.get(REPRESENTATIVES).json()[0]["id"]

    def accepted(self) -> tuple[TestClient, str]:
        guest, row = self.invited()
        assert guest.post(f"{REPRESENTATIVES}/{row}/accept", json=ACCEPT).status_code == 204
        return guest, row


def family_of(gateway: Gateway, **child: Any) -> Family:
    parent, other = member(first_name="Alix"), member(mutuelle_id="mnt", first_name="Sasha")
    young = child_of(parent, **child)
    account, guest = account_of(parent), account_of(other)
    gateway.save(parent, young, other, account, guest)
    conversation = Conversation(
        id=new_id(),
        person_id=parent.id,
        state=ConversationState.ESTIMATED,
        created_at=gateway.clock.now(),
        last_activity_at=gateway.clock.now(),
    )
    gateway.save(conversation)
    with gateway.services.db.session() as db:
        for beneficiary in (parent, young):
            kept = keep_analysis(
                db,
                db.get_one(Account, account.id).cipher,
                conversation_id=conversation.id,
                person=parent,
                beneficiary=beneficiary,
                estimate=ESTIMATE,
                quote={"lines": []},
                made_on=TODAY,
                now=gateway.clock.now(),
            )
    return Family(gateway, parent, young, account, guest, kept.id)


def estimates(client: TestClient) -> list[str]:
    return [each["id"] for each in client.get("/api/v1/analyses").json()]


def test_n8_the_guest_reads_the_childs_estimates_and_nothing_else(each_gateway: Gateway) -> None:
    family = family_of(each_gateway)
    guest, row = family.invited()
    before = estimates(guest)

    accepted = guest.post(f"{REPRESENTATIVES}/{row}/accept", json=ACCEPT)

    assert (before, accepted.status_code) == ([], 204)
    assert estimates(guest) == [family.of_child]
    assert [each["id"] for each in guest.get("/api/v1/me").json()["beneficiaries"]] == ["self"]
    assert guest.get("/api/v1/conversations").json() == []


def test_n8_who_invites_sees_the_address_and_the_guest_sees_who_invites(gateway: Gateway) -> None:
    family = family_of(gateway)
    guest, row = family.accepted()

    sent = gateway.sign_in(family.account).get(REPRESENTATIVES).json()
    received = guest.get(REPRESENTATIVES).json()

    told = [(each["id"], each["who"], each["child"], each["received"], each["accepted"]) for each in sent + received]
    assert told == [
        (row, family.guest.email, "Ariel", False, True),
        (row, "Alix Inventé", "Ariel", True, True),
    ]


def test_n8_the_guest_certifies_to_be_a_legal_representative(gateway: Gateway) -> None:
    family = family_of(gateway)
    guest, row = family.invited()

    refused = guest.post(f"{REPRESENTATIVES}/{row}/accept", json={})

    assert (refused.status_code, refused.json()["code"]) == (422, "not_representative")
    assert estimates(guest) == []


def test_n8_an_invitation_is_for_the_address_that_it_names(gateway: Gateway) -> None:
    family = family_of(gateway)
    _guest, row = family.invited()
    stranger = gateway.signed_in_member(member())

    answers = [
        stranger.post(f"{REPRESENTATIVES}/{row}/accept", json=ACCEPT).status_code,
        stranger.delete(f"{REPRESENTATIVES}/{row}").status_code,
    ]

    assert answers == [404, 404]
    assert stranger.get(REPRESENTATIVES).json() == []


def test_n8_the_answer_is_the_same_for_an_address_that_nobody_has(gateway: Gateway) -> None:
    family = family_of(gateway)
    client = gateway.sign_in(family.account)

    known, unknown = family.invite(client), family.invite(client, "personne@example.org")

    assert (known.status_code, known.json()) == (unknown.status_code, unknown.json())


def test_n8_both_are_told_by_e_mail_without_the_childs_name(gateway: Gateway) -> None:
    family = family_of(gateway)
    guest, row = family.invited()
    guest.post(f"{REPRESENTATIVES}/{row}/accept", json=ACCEPT)
    gateway.deliver()

    told = [mail for mail in gateway.transport.mails if "invit" in mail.subject]

    assert [mail.recipient for mail in told] == [family.guest.email, family.account.email, family.account.email]
    assert not any("Ariel" in mail.text or "Alix" in mail.text for mail in told)


@pytest.mark.parametrize("who", ["guest", "parent"])
def test_n8_either_side_ends_it_at_once(gateway: Gateway, who: str) -> None:
    family = family_of(gateway)
    guest, row = family.accepted()
    client = guest if who == "guest" else gateway.sign_in(family.account)

    ended = client.delete(f"{REPRESENTATIVES}/{row}")

    assert ended.status_code == 204
    assert estimates(guest) == []
    assert client.get(REPRESENTATIVES).json() == []


def test_n8_one_second_representative_at_a_time(gateway: Gateway) -> None:
    family = family_of(gateway)
    family.accepted()
    client = gateway.sign_in(family.account)

    again = family.invite(client, "une-autre@example.org")

    assert (again.status_code, again.json()["code"]) == (409, "already_represented")


def test_n8_a_second_invitation_replaces_the_first(gateway: Gateway) -> None:
    family = family_of(gateway)
    guest, row = family.invited()

    family.invite(gateway.sign_in(family.account), "une-autre@example.org")

    assert guest.post(f"{REPRESENTATIVES}/{row}/accept", json=ACCEPT).status_code == 404


@pytest.mark.parametrize(("days", "status"), [(14.99, 204), (15, 404)])
def test_n8_an_invitation_lasts_fifteen_days(gateway: Gateway, days: float, status: int) -> None:
    family = family_of(gateway)
    _guest, row = family.invited()
    gateway.clock.advance(days=days)

    accepted = gateway.sign_in(family.guest).post(f"{REPRESENTATIVES}/{row}/accept", json=ACCEPT)

    assert accepted.status_code == status


def test_n8_five_invitations_a_day_leave_from_one_account(gateway: Gateway) -> None:
    family = family_of(gateway)
    client = gateway.sign_in(family.account)

    answers = [family.invite(client, f"personne-{number}@example.org").status_code for number in range(6)]

    assert answers == [202] * 5 + [429]


def test_n8_a_principal_invites_to_a_minor_of_their_contract_only(gateway: Gateway) -> None:
    family = family_of(gateway)
    spouse = dependant_of(family.parent)
    adult = child_of(family.parent, dt.date(2000, 1, 1))
    gateway.save(spouse, adult)
    by_spouse = gateway.signed_in_member(spouse)
    by_parent = gateway.sign_in(family.account)

    answers = [
        client.post(REPRESENTATIVES, json={"child": child, "email": "personne@example.org"}).status_code
        for client, child in [(by_spouse, family.child.id), (by_parent, adult.id), (by_parent, family.parent.id)]
    ]

    assert answers == [404, 404, 404]


def test_n8_ones_own_address_is_refused(gateway: Gateway) -> None:
    family = family_of(gateway)

    refused = family.invite(gateway.sign_in(family.account), f" {family.account.email.upper()}")

    assert (refused.status_code, refused.json()["code"]) == (422, "own_address")


def test_a40_n8_the_childs_majority_closes_the_guests_access_that_day(gateway: Gateway) -> None:
    family = family_of(gateway, born=dt.date(2008, 11, 22))
    guest, _row = family.accepted()
    before = estimates(guest)
    gateway.clock.advance(days=1)

    after = gateway.sign_in(family.guest)

    assert before == [family.of_child]
    assert (estimates(after), after.get(REPRESENTATIVES).json()) == ([], [])


@pytest.mark.parametrize(
    "facts",
    [
        {"status": AccountStatus.SUSPENDED},
        {"closed_at": dt.datetime(2026, 11, 20, tzinfo=dt.UTC)},
        {"restricted_at": dt.datetime(2026, 11, 20, tzinfo=dt.UTC)},
    ],
)
def test_n8_the_guest_reads_while_who_invited_has_full_rights(gateway: Gateway, facts: dict[str, Any]) -> None:
    family = family_of(gateway)
    guest, _row = family.accepted()
    with gateway.services.db.session() as db:
        inviting = db.get_one(Account, family.account.id)
        for name, value in facts.items():
            setattr(inviting, name, value)

    assert estimates(guest) == []


def test_n8_the_invited_address_rests_sealed(gateway: Gateway) -> None:
    family = family_of(gateway)
    family.invited()

    with gateway.services.db.read() as db:
        row = db.scalars(select(Representation)).one()

    assert family.guest.email.encode() not in row.guest_sealed
    assert family.guest.email not in row.guest_index


def test_n8_the_pages_do_the_same_with_forms_alone(gateway: Gateway) -> None:
    family = family_of(gateway)
    page, client = "/espace/compte/representants", gateway.sign_in(family.account)
    token = {"csrf_token": client.headers.pop("X-CSRF-Token")}

    invited = client.post(page, data={**token, "child": family.child.id, "email": family.guest.email})
    guest = gateway.sign_in(family.guest)
    shown = guest.get(page).text
    form = {
        "csrf_token": guest.headers.pop("X-CSRF-Token"),
        "representative_id": shown.split('name="representative_id" value="')[1][:32],
    }
    unticked = guest.post(f"{page}/accepter", data=form)
    accepted = guest.post(f"{page}/accepter", data={**form, "certified": "true"})
    ended = guest.post(f"{page}/terminer", data=form)

    assert "Votre invitation est partie" in invited.text
    assert "Alix Inventé vous invite" in shown
    assert (unticked.status_code, "Certifiez" in unticked.text) == (422, True)
    assert "Ne plus consulter" in accepted.text
    assert "a pris fin" in ended.text
