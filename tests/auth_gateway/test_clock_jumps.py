"""A clock that jumps an hour, as one does that is put right: nothing acknowledged is lost, done twice or undone."""

import pytest

from auth_gateway.platform.mail import Mail
from tests.support.gateway import Gateway
from tests.support.people import account_of, member
from tests.support.talks import Talker, Talks

HOUR_LATER_OR_EARLIER = pytest.mark.parametrize("hours", [1, -1])


@HOUR_LATER_OR_EARLIER
def test_a_conversation_keeps_its_order_and_each_message_its_one_effect(talks: Talks, hours: int) -> None:
    person = member()
    account = account_of(person)
    talks.gateway.save(person, account)
    talker = Talker(talks.gateway.sign_in(account), person)
    talker.open()
    before = talker.post("one", text="un").json()

    talks.gateway.clock.advance(hours=hours)
    talker.client = talks.gateway.sign_in(account)
    talker.say("deux")

    assert talker.post("one", text="un").json() == before
    assert [each["text"] for each in talker.messages() if each["from"] == "member"] == ["un", "deux"]
    assert [each["seq"] for each in talker.messages()] == [1, 2, 3, 4, 5]
    assert len(talker.draft()["lines"]) == 2


@HOUR_LATER_OR_EARLIER
def test_a_code_that_served_opens_nothing_more(gateway: Gateway, hours: int) -> None:
    account = gateway.save_with_account(member())
    client = gateway.client()
    served = {"challenge": gateway.log_in(client, account), "code": gateway.last_code()}
    assert client.post("/api/v1/auth/otp", json=served).status_code == 200

    gateway.clock.advance(hours=hours)

    assert gateway.client().post("/api/v1/auth/otp", json=served).json()["code"] == "challenge_over"


def test_an_hour_forward_ends_a_session_and_an_hour_back_lengthens_none_beyond_its_lease_in_redis(
    gateway: Gateway,
) -> None:
    client = gateway.signed_in_member(member())
    gateway.clock.advance(hours=-1)
    client.get("/api/v1/me")
    (key,) = gateway.services.redis.keys("session:*")

    assert gateway.services.redis.ttl(key) <= 600
    gateway.clock.advance(hours=2)
    assert client.get("/api/v1/me").status_code == 401


def test_an_e_mail_that_waits_when_the_clock_is_put_back_leaves_once(gateway: Gateway) -> None:
    mail = Mail("zoe@example.org", "Sujet", "Texte\n")
    with gateway.services.db.session() as session:
        gateway.services.outbox.post(session, "test", mail)

    gateway.clock.advance(hours=-1)
    for _ in range(13):
        gateway.deliver()
        gateway.clock.advance(minutes=5)

    assert gateway.transport.mails == [mail]
