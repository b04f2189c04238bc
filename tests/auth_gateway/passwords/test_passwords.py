"""A new password: forgotten, expired, changed; what it ends, and what it never opens."""

import re
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import func, select
from starlette.testclient import TestClient

from auth_gateway.accounts import Account, AccountStatus
from auth_gateway.accounts.links import Link
from auth_gateway.platform.jobs import Job
from auth_gateway.platform.sessions import COOKIE
from auth_gateway.signin.tries import TRIES_PER_DAY
from tests.support.gateway import Gateway
from tests.support.people import NOON, PASSWORD, member
from tests.support.statements import noted_statements

RESETS, COMPLETE, CHANGE = "/api/v1/password-resets", "/api/v1/password-resets/complete", "/api/v1/me/password"
LOGIN, OTP, ME = "/api/v1/auth/login", "/api/v1/auth/otp", "/api/v1/me"
NEW, NEWER = "Vélo-Rouge-7!", "Canapé&Tondeuse7"


def link_mailed(gateway: Gateway) -> str:
    """Deliver, then take the token of the newest link as a person would."""
    gateway.deliver()
    mails = [mail.text for mail in gateway.transport.mails if "/mot-de-passe/" in mail.text]
    found = re.search(r"https://oxyccam\.example\.org/mot-de-passe/(\S+)", mails[-1])
    assert found
    return found.group(1)


def token_for(gateway: Gateway, account: Account) -> str:
    assert gateway.client().post(RESETS, json={"email": account.email}).status_code == 202
    return link_mailed(gateway)


def complete(client: TestClient, token: str, password: str = NEW) -> Any:
    return client.post(COMPLETE, json={"token": token, "password": password})


def log_in(client: TestClient, account: Account, password: str) -> Any:
    return client.post(LOGIN, json={"email": account.email, "password": password})


def test_a20_a_forgotten_password_is_renewed_by_the_link_of_an_e_mail(each_gateway: Gateway) -> None:
    account = each_gateway.save_with_account(member())
    client = each_gateway.client()

    done = complete(client, token_for(each_gateway, account))

    assert (done.status_code, done.content) == (204, b"")
    assert log_in(client, account, PASSWORD).status_code == 401
    assert log_in(client, account, NEW).status_code == 200


def test_k14_a_reset_signs_nobody_in_and_the_code_is_still_asked_for(gateway: Gateway) -> None:
    account = gateway.save_with_account(member())
    client = gateway.client()

    done = complete(client, token_for(gateway, account))

    assert COOKIE not in done.cookies
    assert client.get(ME).status_code == 401
    challenge = log_in(client, account, NEW).json()["challenge"]
    assert client.get(ME).status_code == 401
    assert client.post(OTP, json={"challenge": challenge, "code": gateway.last_code()}).status_code == 200


def test_a_reset_ends_every_session_and_every_sign_in_half_done(gateway: Gateway) -> None:
    account = gateway.save_with_account(member())
    signed_in = gateway.sign_in(account)
    challenge, code = gateway.log_in(gateway.client(), account), gateway.last_code()

    complete(gateway.client(), token_for(gateway, account))

    assert signed_in.get(ME).status_code == 401
    assert gateway.client().post(OTP, json={"challenge": challenge, "code": code}).status_code == 410


@pytest.mark.parametrize("status", [None, AccountStatus.SUSPENDED, AccountStatus.DEACTIVATED, AccountStatus.UNVERIFIED])
def test_c8_the_answer_says_nothing_of_who_is_behind_the_address(
    gateway: Gateway, status: AccountStatus | None
) -> None:
    known = gateway.save_with_account(member())
    other = gateway.save_with_account(member(), status=status).email if status else "personne@example.org"

    answers = [gateway.client().post(RESETS, json={"email": email}) for email in (known.email, other)]
    gateway.deliver()

    assert {(each.status_code, each.text) for each in answers} == {(202, '{"status":"received"}')}
    assert [mail.recipient for mail in gateway.transport.mails] == [known.email]


def test_k18_a_link_lasts_a_day_and_serves_once(each_gateway: Gateway) -> None:
    account = each_gateway.save_with_account(member())
    first = token_for(each_gateway, account)
    each_gateway.clock.advance(hours=24)
    late = complete(each_gateway.client(), first)
    second = token_for(each_gateway, account)
    each_gateway.clock.advance(hours=23, minutes=59)

    answers = [complete(each_gateway.client(), second, password) for password in (NEW, NEWER)]

    assert (late.status_code, late.json()["code"]) == (410, "link_over")
    assert [each.status_code for each in answers] == [204, 410]


def test_a_link_sent_before_another_password_was_chosen_is_over(gateway: Gateway) -> None:
    account = gateway.save_with_account(member())
    first, second = token_for(gateway, account), token_for(gateway, account)

    assert complete(gateway.client(), second).status_code == 204
    assert complete(gateway.client(), first, NEWER).status_code == 410


def test_opening_the_link_uses_nothing_up_and_a_weak_password_leaves_it_good(gateway: Gateway) -> None:
    token = token_for(gateway, gateway.save_with_account(member()))
    client = gateway.client()

    page = client.get(f"/mot-de-passe/{token}")
    weak = complete(client, token, "Bonjour2026!")

    assert page.status_code == 200
    assert (weak.status_code, weak.json()["code"]) == (422, "password_refused")
    assert weak.json()["reasons"] == ["Il est trop facile à deviner. Mettez plusieurs mots sans rapport entre eux."]
    assert complete(client, token).status_code == 204


def test_of_sixty_clicks_at_once_on_one_link_one_password_is_written(each_gateway: Gateway) -> None:
    account = each_gateway.save_with_account(member())
    token = token_for(each_gateway, account)
    start = threading.Barrier(60)

    def click(number: int) -> int:
        client = each_gateway.client()
        start.wait()
        return int(complete(client, token, f"Vélo-Rouge-{number}!x").status_code)

    with ThreadPoolExecutor(60) as pool:
        statuses = list(pool.map(click, range(60)))

    assert statuses.count(204) == 1
    assert set(statuses) <= {204, 410, 503}
    with each_gateway.services.db.read() as db:
        assert db.get_one(Account, account.id).password_version == 2


def test_a19_a_password_that_was_ever_used_is_refused_for_ever(gateway: Gateway) -> None:
    account = gateway.save_with_account(member())
    for password in (NEW, NEWER):
        assert complete(gateway.client(), token_for(gateway, account), password).status_code == 204
        gateway.clock.advance(hours=2)

    for former in (NEW, NEWER):
        again = complete(gateway.client(), token_for(gateway, account), former)
        assert again.json()["reasons"] == ["Vous l’avez déjà utilisé. Choisissez-en un qui n’a jamais servi."]


@pytest.mark.parametrize("facts", [{"password_uses": 100}, {"password_set_at": NOON.replace(month=8)}])
def test_a18_k14_an_expired_password_is_told_after_the_right_one_only_and_the_link_leaves(
    gateway: Gateway, facts: dict[str, Any]
) -> None:
    account = gateway.save_with_account(member(), **facts)
    wrong = log_in(gateway.client(), account, "Faux-2026!")
    gateway.deliver()
    before = len(gateway.transport.mails)

    right = log_in(gateway.client(), account, PASSWORD)

    assert (wrong.status_code, wrong.json()["code"]) == (401, "wrong_credentials")
    assert before == 0
    assert (right.status_code, right.json()["code"]) == (403, "password_expired")
    assert complete(gateway.client(), link_mailed(gateway)).status_code == 204
    assert log_in(gateway.client(), account, NEW).status_code == 200


def test_c7_a_member_locked_out_by_a_strangers_25_wrong_passwords_gets_in_by_a_reset_at_once(gateway: Gateway) -> None:
    account = gateway.save_with_account(member())
    stranger, own = gateway.client(), gateway.client()

    def keep_guessing() -> None:
        for _ in range(TRIES_PER_DAY):
            log_in(stranger, account, "Faux-2026!")
            gateway.clock.advance(minutes=15)

    keep_guessing()
    locked_out = log_in(own, account, PASSWORD)
    complete(own, token_for(gateway, account))
    keep_guessing()  # the stranger goes on: the browser of the reset has an allowance of its own

    assert locked_out.status_code == 429
    assert log_in(own, account, NEW).status_code == 200


def test_five_links_an_hour_leave_for_one_address(gateway: Gateway) -> None:
    account = gateway.save_with_account(member())
    for _ in range(8):
        gateway.client().post(RESETS, json={"email": account.email})
    gateway.deliver()

    with gateway.services.db.read() as db:
        assert db.scalar(select(func.count()).select_from(Link)) == 5
        assert set(db.scalars(select(Job.outcome))) == {"done"}
    assert len(gateway.transport.mails) == 5


def test_a22_the_owner_is_told_of_each_new_password(gateway: Gateway) -> None:
    account = gateway.save_with_account(member())
    complete(gateway.client(), token_for(gateway, account))
    gateway.deliver()

    assert gateway.transport.mails[-1].subject == "Votre mot de passe Oxyccam Digital a été choisi"


def test_k8_no_e_mail_holds_a_password(gateway: Gateway) -> None:
    account = gateway.save_with_account(member())
    complete(gateway.client(), token_for(gateway, account), NEW)
    client = gateway.client()
    challenge = log_in(client, account, NEW).json()["challenge"]
    opened = client.post(OTP, json={"challenge": challenge, "code": gateway.last_code()}).json()
    client.post(CHANGE, json={"current": NEW, "new": NEWER}, headers={"X-CSRF-Token": opened["csrf_token"]})
    gateway.deliver()

    texts = [mail.subject + mail.text for mail in gateway.transport.mails]

    assert len(texts) == 4  # the link, that it was used, the code, the change
    assert not [text for text in texts if PASSWORD in text or NEW in text or NEWER in text]


def test_a21_a_member_changes_their_password_and_stays_signed_in_here_only(each_gateway: Gateway) -> None:
    account = each_gateway.save_with_account(member())
    here, elsewhere = each_gateway.sign_in(account), each_gateway.sign_in(account)
    old = here.cookies[COOKIE]

    done = here.post(CHANGE, json={"current": PASSWORD, "new": NEW})

    assert (done.status_code, done.content) == (204, b"")
    assert here.cookies[COOKIE] != old
    assert here.get(ME).status_code == 200
    assert elsewhere.get(ME).status_code == 401
    assert here.post("/api/v1/auth/logout").status_code == 204


def test_changing_asks_for_the_present_password_and_slows_down_who_guesses_it(gateway: Gateway) -> None:
    account = gateway.save_with_account(member())
    client = gateway.sign_in(account)

    answers = [client.post(CHANGE, json={"current": "Faux-2026!", "new": NEW}) for _ in range(6)]

    assert [each.status_code for each in answers] == [403] * 5 + [429]
    assert answers[0].json()["code"] == "wrong_password"
    assert log_in(gateway.client(), account, PASSWORD).status_code == 200  # signing in is another matter


def test_a16_a17_a_new_password_starts_its_counts_again(gateway: Gateway) -> None:
    account = gateway.save_with_account(member(), password_uses=99, wrong_codes=9)
    complete(gateway.client(), token_for(gateway, account))

    with gateway.services.db.read() as db:
        renewed = db.get_one(Account, account.id)
    assert (renewed.password_uses, renewed.wrong_codes, renewed.password_set_at) == (0, 0, gateway.clock.now())


def test_the_pages_do_the_same_with_forms_alone(gateway: Gateway) -> None:
    account = gateway.save_with_account(member())
    client = gateway.client()
    asked = client.post("/mot-de-passe-oublie", data={"email": account.email})
    token = link_mailed(gateway)

    weak = client.post(f"/mot-de-passe/{token}", data={"password": "Bonjour2026!"})
    done = client.post(f"/mot-de-passe/{token}", data={"password": NEW}, follow_redirects=False)
    over = client.get(f"/mot-de-passe/{token}")

    assert "Si un compte correspond à cette adresse" in asked.text
    assert (weak.status_code, "trop facile à deviner" in weak.text) == (422, True)
    assert (done.status_code, done.headers["location"]) == (303, "/connexion?motif=mot-de-passe")
    assert "est enregistré" in client.get(done.headers["location"]).text
    assert (over.status_code, "n’est plus valable" in over.text) == (410, True)


def test_the_page_of_the_account_changes_the_password(gateway: Gateway) -> None:
    client = gateway.signed_in_member(member())
    form = {"csrf_token": client.headers.pop("X-CSRF-Token")}
    wrong = client.post("/espace/compte/mot-de-passe", data={**form, "current": "x", "password": NEW})
    done = client.post("/espace/compte/mot-de-passe", data={**form, "current": PASSWORD, "password": NEW})

    assert (wrong.status_code, "n’est pas celui de votre compte" in wrong.text) == (403, True)
    assert (done.status_code, "Votre mot de passe est changé" in done.text) == (200, True)


def test_c8_asking_for_a_link_costs_the_same_work_whoever_is_behind_the_address(each_gateway: Gateway) -> None:
    known = each_gateway.save_with_account(member())
    work = []
    with noted_statements() as statements:
        for email in (known.email, "personne@example.org"):
            statements.clear()
            each_gateway.client().post(RESETS, json={"email": email})
            work.append(list(statements))

    assert work[0] == work[1]
    assert any("jobs" in statement for statement in work[0])
