"""The session: idle ten minutes, absolute ends, rotation, cross-site calls, and a Redis that is not there."""

import httpx2
import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from auth_gateway.accounts import Account
from auth_gateway.app import create_app
from auth_gateway.platform.sessions import COOKIE
from auth_gateway.platform.settings import Settings
from auth_gateway.services import build_services
from auth_gateway.signin.steps import MEMBERS_SESSION
from ops.stack import free_port
from tests.support.gateway import BASE_URL, Gateway, ScriptedBot, session_cookie
from tests.support.people import PASSWORD, SECRET_KEY, advisor, member
from tests.support.talks import Talks

ME, LOGIN, OTP, LOGOUT = "/api/v1/me", "/api/v1/auth/login", "/api/v1/auth/otp", "/api/v1/auth/logout"


def act(gateway: Gateway, client: TestClient) -> None:
    """Do what counts as an action of the person."""
    session = gateway.services.sessions.find(session_cookie(client))
    assert session is not None
    gateway.services.sessions.touch(session)


@pytest.mark.parametrize(("seconds", "status"), [(599, 200), (600, 401)])
def test_a33_k17_a_session_ends_after_ten_minutes_without_action(gateway: Gateway, seconds: float, status: int) -> None:
    client = gateway.signed_in_member(member())
    gateway.clock.advance(seconds=seconds)

    assert client.get(ME).status_code == status


def test_k17_a_page_warns_after_eight_minutes_and_what_was_begun_outlives_the_session(talks: Talks) -> None:
    talker = talks.member()
    talker.say("850 euros")
    draft, messages = talker.draft(), talker.messages()
    page = talker.client.get("/espace").text
    talks.gateway.clock.advance(minutes=10)
    ended = talker.client.get(talker.path + "/draft").status_code

    talker.client = talks.gateway.sign_in(account_of_person(talks.gateway, talker.person.id))

    assert 'data-warn-minutes="8" data-end-minutes="10"' in page
    assert ended == 401
    assert (talker.draft(), talker.messages()) == (draft, messages)


def account_of_person(gateway: Gateway, person_id: str) -> Account:
    with gateway.services.db.read() as db:
        return db.scalars(select(Account).where(Account.person_id == person_id)).one()


def test_a33_watching_does_not_keep_a_session_alive(gateway: Gateway) -> None:
    client = gateway.signed_in_member(member())
    for _ in range(4):
        gateway.clock.advance(seconds=150)
        answer = client.get(ME)

    assert answer.status_code == 401


def test_redis_itself_drops_an_idle_session(gateway: Gateway) -> None:
    client = gateway.signed_in_member(member())
    session = gateway.services.sessions.find(session_cookie(client))

    assert session is not None
    assert 0 < gateway.services.redis.ttl(f"session:{session.key}") <= 600


@pytest.mark.parametrize(("role", "hours"), [("member", 4), ("advisor", 8)])
def test_actions_keep_a_session_alive_up_to_its_absolute_end(gateway: Gateway, role: str, hours: int) -> None:
    if role == "advisor":
        account = advisor()
        gateway.save(account)
    else:
        account = gateway.save_with_account(member())
    client = gateway.sign_in(account)
    for _ in range(hours * 12 - 1):
        gateway.clock.advance(minutes=5)
        act(gateway, client)
    alive = client.get(ME).status_code
    gateway.clock.advance(minutes=5)

    assert (alive, client.get(ME).status_code) == (200, 401)


def test_the_cookie_is_stored_nowhere(gateway: Gateway) -> None:
    client = gateway.signed_in_member(member())
    cookie = session_cookie(client)
    assert cookie is not None

    stored = [str(key) for key in gateway.services.redis.keys("*")]
    values = [str(gateway.services.redis.get(key)) for key in gateway.services.redis.keys("session:*")]

    assert len(cookie) >= 43  # 256 bits
    assert not any(cookie in key for key in stored)
    assert not any(cookie in value for value in values)


def test_a_new_sign_in_in_the_same_browser_replaces_the_session(gateway: Gateway) -> None:
    account = gateway.save_with_account(member())
    client = gateway.sign_in(account)
    old = session_cookie(client)
    challenge = gateway.log_in(client, account)

    client.post(OTP, json={"challenge": challenge, "code": gateway.last_code()})

    assert session_cookie(client) != old
    assert gateway.services.sessions.find(old) is None


def test_a_cookie_chosen_by_someone_else_is_never_adopted(gateway: Gateway) -> None:
    client = gateway.client()
    client.cookies.set(COOKIE, "chosen-by-an-attacker")
    challenge = gateway.log_in(client, gateway.save_with_account(member()))

    client.post(OTP, json={"challenge": challenge, "code": gateway.last_code()})

    assert gateway.services.sessions.find("chosen-by-an-attacker") is None


def test_a_fourth_session_ends_the_oldest(gateway: Gateway) -> None:
    account = gateway.save_with_account(member())
    browsers = []
    for _ in range(4):
        browsers.append(gateway.sign_in(account))
        gateway.clock.advance(seconds=1)

    assert [browser.get(ME).status_code for browser in browsers] == [401, 200, 200, 200]


def test_a_new_password_ends_every_session(gateway: Gateway) -> None:
    account = gateway.save_with_account(member())
    client = gateway.sign_in(account)
    with gateway.services.db.session() as session:
        session.get_one(Account, account.id).password_version += 1

    assert client.get(ME).status_code == 401


def test_a_session_closed_while_its_password_is_changed_stays_closed(gateway: Gateway) -> None:
    account = gateway.save_with_account(member())
    cookie, session = gateway.services.sessions.open(account.id, account.password_version, MEMBERS_SESSION)
    gateway.services.sessions.close(session)

    renewed = gateway.services.sessions.rotate(session, account.password_version)

    assert [gateway.services.sessions.find(each) for each in (cookie, renewed)] == [None, None]


def test_losing_redis_content_signs_out_and_nothing_more(gateway: Gateway) -> None:
    account = gateway.save_with_account(member())
    client = gateway.sign_in(account)
    gateway.services.redis.flushall()

    assert client.get(ME).status_code == 401
    assert gateway.sign_in(account).get(ME).status_code == 200


def test_a_silent_redis_lets_nobody_in(gateway: Gateway, sqlite_url: str) -> None:
    account = gateway.save_with_account(member())
    settings = Settings.for_demonstration(
        database_url=sqlite_url, redis_url=f"redis://127.0.0.1:{free_port()}/0", secret_key=SECRET_KEY
    )
    services = build_services(settings, gateway.clock, ScriptedBot())
    client = TestClient(create_app(settings, services), base_url=BASE_URL)
    client.cookies.set(COOKIE, session_cookie(gateway.sign_in(account)) or "")

    answers = [
        client.get(ME),
        client.post(LOGIN, json={"email": account.email, "password": PASSWORD}),
        client.post(OTP, json={"challenge": "x", "code": "1234"}),
    ]
    services.close()

    assert [answer.status_code for answer in answers] == [503, 503, 503]
    assert {answer.json()["code"] for answer in answers} == {"service_unavailable"}
    assert all("retry-after" in answer.headers for answer in answers)


def refused_as_foreign(answer: httpx2.Response) -> bool:
    return (answer.status_code, answer.json()["code"]) == (403, "foreign_origin")


def test_an_unsafe_call_without_the_csrf_token_is_refused(gateway: Gateway) -> None:
    client = gateway.signed_in_member(member())
    token = client.headers.pop("X-CSRF-Token")

    missing = client.post(LOGOUT)
    wrong = client.post(LOGOUT, headers={"X-CSRF-Token": token[:-1] + ("A" if token[-1] != "A" else "B")})
    anothers = client.post(LOGOUT, headers={"X-CSRF-Token": gateway.signed_in_member(member()).headers["X-CSRF-Token"]})

    assert [(each.status_code, each.json()["code"]) for each in (missing, wrong, anothers)] == [(403, "csrf_token")] * 3
    assert client.get(ME).status_code == 200


def test_a_plain_form_may_carry_the_token_in_a_field(gateway: Gateway) -> None:
    client = gateway.signed_in_member(member())
    token = client.headers.pop("X-CSRF-Token")

    assert client.post(LOGOUT, data={"csrf_token": "wrong"}).status_code == 403
    assert client.post(LOGOUT, data={"csrf_token": token}).status_code == 204


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example.net"},
        {"Origin": "null"},
        {"Origin": "http://["},
        {"Origin": f"{BASE_URL}.evil.example.net"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_call_from_another_site_is_refused_even_with_the_token(gateway: Gateway, headers: dict[str, str]) -> None:
    client = gateway.signed_in_member(member())

    assert refused_as_foreign(client.post(LOGOUT, headers=headers))
    assert refused_as_foreign(client.post(LOGIN, headers=headers, json={"email": "a", "password": "b"}))
    assert refused_as_foreign(client.post(OTP, headers=headers, json={"challenge": "a", "code": "1234"}))


def test_our_own_origin_is_accepted(gateway: Gateway) -> None:
    client = gateway.signed_in_member(member())

    answer = client.post(LOGOUT, headers={"Origin": BASE_URL, "Sec-Fetch-Site": "same-origin"})

    assert answer.status_code == 204
