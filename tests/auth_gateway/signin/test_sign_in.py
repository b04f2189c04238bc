"""Signing in over HTTP, on both databases: anonymous first, then the two steps and what they refuse."""

import datetime as dt
import json
import re

import pytest
from sqlalchemy import select

from auth_gateway.accounts import Account, AccountStatus
from auth_gateway.platform.sessions import COOKIE
from auth_gateway.signin.models import Challenge
from auth_gateway.signin.service import PASSWORD_USES, WRONG_CODES, code_handed_over
from tests.support.gateway import Gateway, session_cookie
from tests.support.people import PASSWORD, TODAY, advisor, child_of, member, member_struck_off
from wording import say

LOGIN, OTP, LOGOUT, ME = "/api/v1/auth/login", "/api/v1/auth/otp", "/api/v1/auth/logout", "/api/v1/me"


def reload(gateway: Gateway, account: Account) -> Account:
    with gateway.services.db.read() as session:
        return session.get_one(Account, account.id)


def other_than(code: str) -> str:
    return str(1000 + (int(code) - 1000 + 1) % 9000)


@pytest.mark.parametrize(("method", "path"), [("GET", ME), ("POST", LOGOUT)])
def test_an_anonymous_caller_is_told_to_sign_in(gateway: Gateway, method: str, path: str) -> None:
    answer = gateway.client().request(method, path)

    assert answer.status_code == 401
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["code"] == "not_signed_in"


def test_a26_a28_a31_password_then_mailed_code_open_a_session(each_gateway: Gateway) -> None:
    account = each_gateway.save_with_account(member())
    client = each_gateway.client()

    login = client.post(LOGIN, json={"email": account.email.upper() + " ", "password": PASSWORD})
    code = each_gateway.last_code()
    otp = client.post(OTP, json={"challenge": login.json()["challenge"], "code": f" {code} "})

    assert login.json().keys() == {"challenge", "expires_at"}
    assert login.headers.get_list("set-cookie") == []
    assert each_gateway.transport.mails[-1].recipient == account.email
    assert 1000 <= int(code) <= 9999
    assert otp.json()["must_accept"] == []
    assert client.get(ME).json()["csrf_token"] == otp.json()["csrf_token"]


def test_a26_a31_a_browser_known_from_before_gives_password_and_code_like_any_other(gateway: Gateway) -> None:
    account = gateway.save_with_account(member())
    client = gateway.sign_in(account)
    client.post(LOGOUT)

    challenge = gateway.log_in(client, account)
    with_the_password_alone = client.get(ME).status_code
    without_the_code = client.post(OTP, json={"challenge": challenge, "code": ""}).status_code
    opened = client.post(OTP, json={"challenge": challenge, "code": gateway.last_code()})

    assert any(name.endswith("known") for name in client.cookies)
    assert (with_the_password_alone, without_the_code, opened.status_code) == (401, 401, 200)


def test_a25_a35_the_cookie_is_locked_to_the_browser_the_host_and_tls(gateway: Gateway) -> None:
    client = gateway.client()
    challenge = gateway.log_in(client, gateway.save_with_account(member()))

    answer = client.post(OTP, json={"challenge": challenge, "code": gateway.last_code()})

    cookie, known = answer.headers.get_list("set-cookie")
    assert known.startswith("__Host-oxyccam-known=")
    assert f"Max-Age={365 * 86_400}" in known  # twelve months
    name, _, rest = cookie.partition("=")
    attributes = {part.strip().lower() for part in rest.split(";")[1:]}
    assert name == COOKIE == "__Host-oxyccam"
    assert attributes == {"httponly", "secure", "samesite=lax", "path=/"}  # no domain, no age: gone with the browser


def test_k15_wrong_password_unknown_and_unverified_address_answer_alike(each_gateway: Gateway) -> None:
    known = each_gateway.save_with_account(member())
    unverified = each_gateway.save_with_account(member(), status=AccountStatus.UNVERIFIED)
    client = each_gateway.client()

    answers = [
        client.post(LOGIN, json={"email": known.email, "password": "Faux-2026!"}),
        client.post(LOGIN, json={"email": "personne@example.org", "password": PASSWORD}),
        client.post(LOGIN, json={"email": unverified.email, "password": PASSWORD}),
    ]

    assert {answer.status_code for answer in answers} == {401}
    assert len({answer.text for answer in answers}) == 1
    assert len({tuple(sorted(set(answer.headers) - {"date"})) for answer in answers}) == 1
    each_gateway.deliver()
    assert each_gateway.transport.mails == []


@pytest.mark.parametrize(
    ("status", "code"),
    [(AccountStatus.SUSPENDED, "account_suspended"), (AccountStatus.DEACTIVATED, "account_deactivated")],
)
def test_a34_k15_a_closed_account_is_told_so_after_the_right_password_only(
    gateway: Gateway, status: AccountStatus, code: str
) -> None:
    account = gateway.save_with_account(member(), status=status)
    client = gateway.client()

    wrong = client.post(LOGIN, json={"email": account.email, "password": "Faux-2026!"})
    right = client.post(LOGIN, json={"email": account.email, "password": PASSWORD})

    assert (wrong.status_code, wrong.json()["code"]) == (401, "wrong_credentials")
    assert (right.status_code, right.json()["code"]) == (403, code)
    assert "cellule d’assistance" in right.json()["title"]


def test_a45_a46_a_member_struck_off_six_months_ago_is_refused_and_three_months_ago_is_let_in(gateway: Gateway) -> None:
    gone = gateway.save_with_account(member_struck_off(months_ago=6))
    leaving = gateway.save_with_account(member_struck_off(months_ago=3))

    refused = gateway.client().post(LOGIN, json={"email": gone.email, "password": PASSWORD})
    client = gateway.sign_in(leaving)

    assert (refused.status_code, refused.json()["code"]) == (403, "no_access")
    assert client.get(ME).json()["rights"] == "read_only"


def test_a27_a_code_serves_once(each_gateway: Gateway) -> None:
    account = each_gateway.save_with_account(member())
    client = each_gateway.client()
    body = {"challenge": each_gateway.log_in(client, account), "code": each_gateway.last_code()}

    first, second = client.post(OTP, json=body), each_gateway.client().post(OTP, json=body)

    assert first.status_code == 200
    assert (second.status_code, second.json()["code"]) == (410, "challenge_over")


@pytest.mark.parametrize(("seconds", "status"), [(299.9, 200), (300.0, 410)])
def test_a29_k3_a_code_lives_five_minutes_from_its_hand_over(
    each_gateway: Gateway, seconds: float, status: int
) -> None:
    client = each_gateway.client()
    challenge = each_gateway.log_in(client, each_gateway.save_with_account(member()))
    each_gateway.clock.advance(seconds=30)  # the relay takes its time: these do not count
    code = each_gateway.last_code()
    each_gateway.clock.advance(seconds=seconds)

    answer = client.post(OTP, json={"challenge": challenge, "code": code})

    assert answer.status_code == status


@pytest.mark.parametrize(("seconds", "status"), [(599, 200), (600, 410)])
def test_k3_a_code_is_over_ten_minutes_after_the_request_however_slow_the_relay(
    gateway: Gateway, seconds: float, status: int
) -> None:
    client = gateway.client()
    challenge = gateway.log_in(client, gateway.save_with_account(member()))
    code = gateway.last_code()
    with gateway.services.db.session() as session:
        row = session.scalars(select(Challenge)).one()
        code_handed_over(session, row.id, row.created_at + dt.timedelta(minutes=7))
    gateway.clock.advance(seconds=seconds)

    assert client.post(OTP, json={"challenge": challenge, "code": code}).status_code == status


def test_k3_a_code_not_handed_over_within_a_minute_is_dropped_and_its_sign_in_is_over(gateway: Gateway) -> None:
    client = gateway.client()
    challenge = gateway.log_in(client, gateway.save_with_account(member()))
    gateway.clock.advance(seconds=60)

    gateway.deliver()
    answer = client.post(OTP, json={"challenge": challenge, "code": "1234"})

    assert gateway.transport.mails == []
    assert answer.status_code == 410


def test_a30_a_wrong_code_says_what_is_left_and_the_third_ends_the_sign_in(each_gateway: Gateway) -> None:
    account = each_gateway.save_with_account(member())
    client = each_gateway.client()
    challenge = each_gateway.log_in(client, account)
    code = each_gateway.last_code()

    wrong = [client.post(OTP, json={"challenge": challenge, "code": other_than(code)}) for _ in range(3)]
    right_too_late = client.post(OTP, json={"challenge": challenge, "code": code})

    assert [(each.status_code, each.json()["attempts_left"]) for each in wrong] == [(401, 2), (401, 1), (401, 0)]
    assert right_too_late.status_code == 410
    assert reload(each_gateway, account).wrong_codes == 3


@pytest.mark.parametrize("text", ["\x00", "\ud800", "é" * 254, "x" * 5000, "\u202e", "😀", "' OR 1=1 --", "{}"])
def test_no_text_breaks_the_sign_in(each_gateway: Gateway, text: str) -> None:
    client = each_gateway.client()
    headers = {"Content-Type": "application/json"}

    answers = [
        client.post(LOGIN, content=json.dumps({"email": text, "password": text}), headers=headers),
        client.post(LOGIN, content=json.dumps({"email": "a@example.org", "password": text}), headers=headers),
        client.post(OTP, content=json.dumps({"challenge": text, "code": "1234"}), headers=headers),
        client.post(OTP, content=json.dumps({"challenge": "x", "code": text}), headers=headers),
    ]

    assert all(answer.status_code in {401, 410, 422} for answer in answers), [answer.text for answer in answers]


@pytest.mark.parametrize("code", ["", "12", "12345", "abcd", "１２３４", "1 234", "12.4", "-123"])
def test_what_cannot_be_a_code_is_wrong_without_costing_an_attempt(gateway: Gateway, code: str) -> None:
    account = gateway.save_with_account(member())
    client = gateway.client()
    challenge = gateway.log_in(client, account)
    right = gateway.last_code()

    answer = client.post(OTP, json={"challenge": challenge, "code": code})

    assert (answer.status_code, answer.json()["attempts_left"]) == (401, 3)
    assert client.post(OTP, json={"challenge": challenge, "code": right}).status_code == 200


def test_each_wrong_code_is_told_to_the_owner_by_e_mail(gateway: Gateway) -> None:
    account = gateway.save_with_account(member())
    client = gateway.client()
    challenge = gateway.log_in(client, account)
    client.post(OTP, json={"challenge": challenge, "code": other_than(gateway.last_code())})

    gateway.deliver()

    assert gateway.transport.mails[-1].recipient == account.email
    assert gateway.transport.mails[-1].subject == "Un code de connexion erroné a été saisi"


def test_a30_a_new_sign_in_ends_the_one_before(each_gateway: Gateway) -> None:
    account = each_gateway.save_with_account(member())
    client = each_gateway.client()
    old, old_code = each_gateway.log_in(client, account), each_gateway.last_code()

    each_gateway.log_in(client, account)

    assert client.post(OTP, json={"challenge": old, "code": old_code}).status_code == 410


def test_the_tenth_wrong_code_voids_the_password_whatever_succeeded_between(gateway: Gateway) -> None:
    account = gateway.save_with_account(member())
    client = gateway.client()
    for wrong_codes in (3, 3, 3):
        challenge, code = gateway.log_in(client, account), gateway.last_code()
        for _ in range(wrong_codes):
            client.post(OTP, json={"challenge": challenge, "code": other_than(code)})
        gateway.sign_in(account)
    gateway.services.redis.flushall()  # the budget is not there

    challenge, code = gateway.log_in(client, account), gateway.last_code()
    last = client.post(OTP, json={"challenge": challenge, "code": other_than(code)})
    after = client.post(OTP, json={"challenge": challenge, "code": code})
    again = client.post(LOGIN, json={"email": account.email, "password": PASSWORD})
    gateway.deliver()

    assert (last.status_code, last.json()["attempts_left"]) == (401, 0)
    assert after.status_code == 410
    assert (again.status_code, again.json()["code"]) == (403, "password_void")
    assert reload(gateway, account).wrong_codes == WRONG_CODES
    assert any("neutralisé" in mail.subject for mail in gateway.transport.mails[-2:])  # then the link


def test_a17_k13_the_hundredth_use_of_a_password_works_and_the_next_meets_the_notice(gateway: Gateway) -> None:
    account = gateway.save_with_account(member(), password_uses=PASSWORD_USES - 1)
    client = gateway.client()

    hundredth = client.post(LOGIN, json={"email": account.email, "password": PASSWORD})
    next_one = client.post(LOGIN, json={"email": account.email, "password": PASSWORD})

    assert hundredth.status_code == 200
    assert (next_one.status_code, next_one.json()["code"]) == (403, "password_expired")


@pytest.mark.parametrize(("days", "status"), [(89.999, 200), (90, 403)])
def test_a16_k1_a_password_lives_ninety_days(gateway: Gateway, days: float, status: int) -> None:
    set_at = gateway.clock.now() - dt.timedelta(days=days)
    account = gateway.save_with_account(member(), password_set_at=set_at)

    answer = gateway.client().post(LOGIN, json={"email": account.email, "password": PASSWORD})

    assert answer.status_code == status


def test_what_changed_between_password_and_code_counts(gateway: Gateway) -> None:
    account = gateway.save_with_account(member())
    client = gateway.client()
    challenge, code = gateway.log_in(client, account), gateway.last_code()
    with gateway.services.db.session() as session:
        session.get_one(Account, account.id).status = AccountStatus.SUSPENDED

    answer = client.post(OTP, json={"challenge": challenge, "code": code})

    assert (answer.status_code, answer.json()["code"]) == (403, "account_suspended")
    assert session_cookie(client) is None


@pytest.mark.parametrize("failure", ["service_unavailable", "unexpected_error"])
def test_a34_a_technical_incident_is_told_with_where_to_ask(failure: str) -> None:
    assert "cellule d’assistance" in say("problems", failure)


def test_a30_once_a_code_is_over_the_password_alone_brings_another_of_five_minutes(gateway: Gateway) -> None:
    account = gateway.save_with_account(member())
    client = gateway.client()
    old, old_code = gateway.log_in(client, account), gateway.last_code()
    gateway.clock.advance(minutes=5)

    over = client.post(OTP, json={"challenge": old, "code": old_code})
    new, new_code = gateway.log_in(client, account), gateway.last_code()
    gateway.clock.advance(seconds=299)
    still_over = client.post(OTP, json={"challenge": old, "code": new_code})
    opened = client.post(OTP, json={"challenge": new, "code": new_code})

    assert (over.status_code, still_over.status_code, opened.status_code) == (410, 410, 200)


def test_a30_there_is_no_call_that_sends_a_code_without_the_password(gateway: Gateway) -> None:
    sign_in = [path for path in gateway.app.openapi()["paths"] if path.startswith("/api/v1/auth/")]

    assert sorted(sign_in) == [LOGIN, LOGOUT, OTP]


@pytest.mark.parametrize("number", ["T0000001", "1 80 04 75 123 456 78", "180047512345678"])
def test_k9_neither_a_member_number_nor_a_social_security_number_signs_in(gateway: Gateway, number: str) -> None:
    gateway.save_with_account(member(member_number=number))

    answer = gateway.client().post(LOGIN, json={"email": number, "password": PASSWORD})

    assert (answer.status_code, answer.json()["code"]) == (401, "wrong_credentials")


def test_k9_no_form_asks_for_a_social_security_number(gateway: Gateway) -> None:
    schemas = gateway.app.openapi()["components"]["schemas"]
    fields = {name for schema in schemas.values() for name in schema.get("properties", {})}

    assert "member_number" in fields
    assert not {name for name in fields if re.search(r"\bnir\b|secu|social", name.replace("_", " "))}


def test_an_unknown_challenge_is_over(gateway: Gateway) -> None:
    assert gateway.client().post(OTP, json={"challenge": "x" * 43, "code": "1234"}).status_code == 410


def test_a_malformed_body_is_a_problem_document_that_repeats_nothing(gateway: Gateway) -> None:
    answer = gateway.client().post(LOGIN, json={"email": "a@example.org", "password": 12})

    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["errors"] == [{"path": "password", "message": "Cette valeur n’est pas acceptée."}]


def test_signing_out_ends_the_session_everywhere(gateway: Gateway) -> None:
    client = gateway.signed_in_member(member())
    cookie = session_cookie(client)
    assert cookie is not None

    answer = client.post(LOGOUT)
    thief = gateway.client()
    thief.cookies.set(COOKIE, cookie)

    assert answer.status_code == 204
    assert "max-age=0" in answer.headers["set-cookie"].lower()
    assert thief.get(ME).status_code == 401


def test_a36_a39_me_tells_a_principal_about_minor_children_only(gateway: Gateway) -> None:
    principal = member(first_name="Camille", top_up_id="mnh-surco")
    account = gateway.save_with_account(principal)
    child, grown = child_of(principal), child_of(principal, born=dt.date(2005, 1, 1))
    gateway.save(child, grown)

    me = gateway.sign_in(account).get(ME).json()

    assert me["rights"] == "full"
    assert me["beneficiaries"] == [
        {"id": "self", "first_name": "Camille", "relation": "self", "minor": False},
        {"id": child.id, "first_name": "Ariel", "relation": "child", "minor": True},
    ]
    assert (me["guarantee"]["id"], me["top_up"]["id"], me["scheme"]) == ("mnh-confort", "mnh-surco", "general")
    assert me["mutuelle"] == {"id": "mnh", "label": "MNH"}
    assert me["updated_at"] == "2026-11-16T11:00:00Z"


def test_an_advisor_signs_in_without_being_anybodys_member(gateway: Gateway) -> None:
    account = advisor("Lucie Ligne")
    gateway.save(account)

    me = gateway.sign_in(account).get(ME).json()

    assert (me["role"], me["name"], me["rights"], me["beneficiaries"]) == ("advisor", "Lucie Ligne", None, [])


def test_a52_a_radiation_applies_to_a_session_already_open(gateway: Gateway) -> None:
    person = member()
    client = gateway.signed_in_member(person)
    with gateway.services.db.session() as session:
        session.merge(person).struck_off_on = TODAY
    read_only = client.get(ME)
    with gateway.services.db.session() as session:
        session.merge(person).struck_off_on = dt.date(2026, 5, 21)
    closed = client.get(ME)

    assert read_only.json()["rights"] == "read_only"
    assert closed.status_code == 403
    assert client.get(ME).status_code == 401  # the session has ended
